"""From what somebody sees to a concern that was sent: half a minute, and no account to begin."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import drafts
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

from ..actions import concerns
from ..forms.concern import ConcernForm, from_draft
from ..models import Concern, ConcernPhoto
from ..selections.concerns import due_words, near, words_for_group
from ..states import ConcernKind, TooMany
from .concerns import draft_name, frame, here, seen


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Kept as a draft, so that nothing is lost on the way."""
    neighbourhood = here(slug)
    if request.method != "POST":
        draft = draft_of(request, draft_name(neighbourhood))
        form = ConcernForm(initial=draft.fields if draft else {}, neighbourhood=neighbourhood)
        return _form_page(request, neighbourhood, form, draft)
    form = ConcernForm(request.POST, request.FILES, neighbourhood=neighbourhood)
    token, browser = browser_to_keep_for(request)
    draft = drafts.keep(
        draft_name(neighbourhood), texts_of(request), person=request.user, browser=browser
    )
    is_valid = form.is_valid()
    if file := form.cleaned_data.get("photo"):
        concerns.keep_photo(file, draft)
    response = (
        redirect("partners:check_concern", slug)
        if is_valid
        else _form_page(request, neighbourhood, form, draft)
    )
    remember_browser(response, token, shared_device="shared_device" in request.POST)
    return response


@require_POST
def remove_photo(request: Request, slug: str) -> HttpResponse:
    """Only the photo goes; what was typed around it is kept."""
    name = draft_name(here(slug))
    if draft_of(request, name):
        draft = drafts.keep(
            name, texts_of(request), person=request.user, browser=browser_of(request)
        )
        concerns.drop_photo(draft)
    return redirect("partners:new_concern", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, slug: str) -> HttpResponse:
    """Is it one of these? Else it is sent; who is not signed in says where the answer goes."""
    neighbourhood = here(slug)
    draft = draft_of(request, draft_name(neighbourhood))
    if request.method == "POST":
        if sent := _already_sent(request):
            return redirect("partners:concern_sent", sent.pk)
        if not (request.user.is_authenticated or "email" in request.POST):
            return to_sign_in(request, request.path)
    form = from_draft(draft.fields, neighbourhood) if draft else None
    if draft is None or form is None or not form.is_valid():
        return redirect("partners:new_concern", slug)
    if not request.user.is_authenticated:
        address = address_form(request)
        if address.is_valid():
            return ask_code(request, address, back=request.path)
        return _check_page(request, neighbourhood, draft, form, address)
    if request.method != "POST" or "email" in request.POST:  # signed in in another tab, meanwhile
        return _check_page(request, neighbourhood, draft, form)
    try:
        concern = concerns.report(
            form.report,
            neighbourhood=neighbourhood,
            key=draft.key,
            by=request.user,
            now=timezone.now(),
        )
    except TooMany:
        messages.info(request, _("U meldde er net al veel. Wacht even; wat u typte is bewaard."))
        return redirect("partners:concerns", slug)
    return redirect("partners:concern_sent", concern.pk)


@require_safe
@signed_in
def sent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who answers, and before when."""
    concern = seen(request, pk)
    require(concern.reporter_id == request.user.pk)
    link = request.build_absolute_uri(concern.get_absolute_url())
    return render(
        request,
        "partners/concern_sent.html",
        frame(concern)
        | {
            "says": due_words(concern),
            "for_group": words_for_group(concern, None, link) if concern.group else "",
        },
    )


def _already_sent(request: Request) -> Concern | None:
    """What a second press, or the back button after sending, brings back."""
    if not request.user.is_authenticated:
        return None
    key = request.POST.get("key", "")
    last = Concern.objects.filter(reporter=request.user).newest_first()[:20]
    return next((one for one in last if str(one.key) == key), None)


def _check_page(
    request: Request,
    neighbourhood: Neighbourhood,
    draft: Draft,
    checked: ConcernForm,
    form: BaseForm | None = None,
) -> HttpResponse:
    report = checked.report
    return render(
        request,
        "partners/check_concern.html",
        {
            "neighbourhood": neighbourhood,
            "section": "about",
            "draft": draft,
            "report": report,
            "kind": ConcernKind(report.kind).label,
            "near": near(neighbourhood, report.kind, report.buurt),
            "photo": ConcernPhoto.objects.filter(draft=draft).first(),
            "form": form,
            "here": request.path,
        },
        partial=("form", "photo"),
        status=422 if form is not None and form.is_bound else 200,
    )


def _form_page(
    request: Request, neighbourhood: Neighbourhood, form: ConcernForm, draft: Draft | None
) -> HttpResponse:
    return render(
        request,
        "partners/new_concern.html",
        {
            "neighbourhood": neighbourhood,
            "section": "about",
            "form": form,
            "draft_name": draft_name(neighbourhood),
            "shared_device": (
                "shared_device" in request.POST if form.is_bound else is_shared(request)
            ),
            "photo": ConcernPhoto.objects.filter(draft=draft).first() if draft else None,
            "save_url": reverse("accounts:keep_draft"),
            "here": request.path,
        },
        partial=("form", "photo"),
        status=422 if form.is_bound else 200,
    )
