"""From the first words to a sent initiative: the form, the check, and what happens next."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import drafts
from accounts.actions.people import be_known_as
from accounts.http import (
    SignedInRequest,
    address_form,
    ask_code,
    browser_of,
    browser_to_keep_for,
    draft_of,
    is_shared,
    remember_browser,
    signed_in,
    texts_of,
    to_sign_in,
)
from accounts.models import Draft
from core.access import require
from core.htmx import Request, render
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import initiatives, photos
from ..actions.initiatives import Idea
from ..forms.idea import IdeaForm, NameForm, from_draft
from ..models import Initiative, Photo
from ..selections.answers import officer_card
from ..selections.finding import similar
from ..states import Theme
from .which import frame, one_of

STEPS = [_("Uw idee"), _("Controleren"), _("Klaar")]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """The idea, kept as a draft at every step; nobody needs an account to begin."""
    neighbourhood = get_object_or_404(Neighbourhood.objects.public(), slug=slug)
    if request.method != "POST":
        draft = _draft(request, neighbourhood)
        begun = draft.fields if draft else _from_elsewhere(request)
        form = IdeaForm(initial=begun, neighbourhood=neighbourhood)
        return _form_page(request, neighbourhood, form, draft)
    form = IdeaForm(request.POST, request.FILES, neighbourhood=neighbourhood)
    token, browser = browser_to_keep_for(request)
    draft = _keep(request, neighbourhood, browser)
    is_valid = form.is_valid()
    description = form.cleaned_data.get("description", "")
    if file := form.cleaned_data.get("photo"):
        photos.attach(file, draft=draft, description=description)
    else:
        photos.describe(draft, description)
    response = (
        redirect("initiatives:check", slug)
        if is_valid
        else _form_page(request, neighbourhood, form, draft)
    )
    remember_browser(response, token, shared_device="shared_device" in request.POST)
    return response


@require_POST
def remove_photo(request: Request, slug: str) -> HttpResponse:
    """Only the photo goes; what was typed around it is kept."""
    neighbourhood = get_object_or_404(Neighbourhood.objects.public(), slug=slug)
    if _draft(request, neighbourhood):
        photos.detach(_keep(request, neighbourhood, browser_of(request)))
    return redirect("initiatives:new", slug)


@require_POST
def discard(request: Request, slug: str) -> HttpResponse:
    """Throw away what was typed, once that is sure; until then it is kept."""
    neighbourhood = get_object_or_404(Neighbourhood.objects.public(), slug=slug)
    draft = _draft(request, neighbourhood)
    if draft and "sure" not in request.POST:
        kept = _keep(request, neighbourhood, browser_of(request))
        back = reverse("initiatives:new", args=[slug])
        return render(
            request,
            "initiatives/discard.html",
            {
                "neighbourhood": neighbourhood,
                "section": "initiatives",
                "title": kept.fields.get("title"),
                "back": back,
            },
        )
    if draft:
        photos.drop(draft)
    return redirect(neighbourhood)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, slug: str) -> HttpResponse:
    """How it will look; who is not signed in says where answers go, who is sends it."""
    neighbourhood = get_object_or_404(Neighbourhood.objects.public(), slug=slug)
    draft = _draft(request, neighbourhood)
    if request.method == "POST":
        sent = _already_sent(request)
        if sent:
            return redirect("initiatives:sent", sent.pk)
        if not (request.user.is_authenticated or "email" in request.POST):
            return to_sign_in(request, request.path)
    if draft is None and (last := _last_sent(request, neighbourhood)):
        return redirect("initiatives:sent", last.pk)
    form = from_draft(draft.fields, neighbourhood) if draft else None
    if draft is None or form is None or not form.is_valid():
        return redirect("initiatives:new", slug)
    if not request.user.is_authenticated:
        address = address_form(request)
        if address.is_valid():
            return ask_code(request, address, back=request.path)
        return _check_page(request, neighbourhood, draft, form.idea, address)
    signed_in_elsewhere = "email" in request.POST  # in another tab, meanwhile
    typed = None if signed_in_elsewhere else request.POST or None
    name_form = NameForm(typed, instance=request.user)
    if name_form.is_valid():
        be_known_as(request.user, name_form.cleaned_data["name"])
        initiative = initiatives.send(
            form.idea,
            neighbourhood=neighbourhood,
            key=draft.key,
            by=request.user,
            now=timezone.now(),
        )
        return redirect("initiatives:sent", initiative.pk)
    return _check_page(request, neighbourhood, draft, form.idea, name_form)


@require_safe
@signed_in
def sent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who the contact officer is, and before when an answer comes."""
    visible = Initiative.objects.visible_to(request.user).select_related(
        "neighbourhood__municipality", "review__officer"
    )
    initiative = one_of(visible, request, pk)
    require(permissions.leads(request.user, initiative))
    return render(
        request,
        "initiatives/sent.html",
        frame(initiative)
        | {
            "officer": officer_card(initiative.review),
            "link": request.build_absolute_uri(initiative.get_absolute_url()),
        },
    )


def _from_elsewhere(request: Request) -> dict[str, str]:
    """What another page begins with: a title, and that it is for somebody else."""
    title, for_whom = request.GET.get("titel", ""), request.GET.get("voor", "")
    return {"title": title[:100], "for_whom": for_whom[:80]}


def _name(neighbourhood: Neighbourhood) -> str:
    return f"initiative:{neighbourhood.slug}"


def _keep(request: Request, neighbourhood: Neighbourhood, browser: str) -> Draft:
    return drafts.keep(
        _name(neighbourhood), texts_of(request), person=request.user, browser=browser
    )


def _draft(request: Request, neighbourhood: Neighbourhood) -> Draft | None:
    return draft_of(request, _name(neighbourhood))


def _already_sent(request: Request) -> Initiative | None:
    """What a second press, or the back button after sending, brings back."""
    if not request.user.is_authenticated:
        return None
    key = request.POST.get("key", "")
    mine = Initiative.objects.of_team_member(request.user)
    return next((one for one in mine.order_by("-pk")[:20] if str(one.sent_as) == key), None)


def _last_sent(request: Request, neighbourhood: Neighbourhood) -> Initiative | None:
    """For the back button: who comes to check with nothing left to check has sent it."""
    if not request.user.is_authenticated:
        return None
    mine = Initiative.objects.of_team_member(request.user).in_neighbourhood(neighbourhood)
    return mine.newest_first().first()


def _check_page(
    request: Request,
    neighbourhood: Neighbourhood,
    draft: Draft,
    idea: Idea,
    form: BaseForm,
) -> HttpResponse:
    return render(
        request,
        "initiatives/check.html",
        {
            "neighbourhood": neighbourhood,
            "section": "initiatives",
            "steps": STEPS,
            "draft": draft,
            "idea": idea,
            "theme": Theme(idea.theme).label,
            "similar": similar(idea.title, neighbourhood),
            "photo": Photo.objects.filter(draft=draft).first(),
            "form": form,
            "here": request.path,
        },
        partial=("form", "photo"),
        status=422 if form.is_bound else 200,
    )


def _form_page(
    request: Request, neighbourhood: Neighbourhood, form: IdeaForm, draft: Draft | None
) -> HttpResponse:
    return render(
        request,
        "initiatives/new.html",
        {
            "neighbourhood": neighbourhood,
            "section": "initiatives",
            "form": form,
            "steps": STEPS,
            "draft": draft,
            "draft_name": _name(neighbourhood),
            "shared_device": (
                "shared_device" in request.POST if form.is_bound else is_shared(request)
            ),
            "photo": Photo.objects.filter(draft=draft).first() if draft else None,
            "save_url": reverse("accounts:keep_draft"),
            "here": request.path,
        },
        partial=("form", "photo"),
        status=422 if form.is_bound else 200,
    )
