"""Clean, whole, safe: what everybody reads, and who is bothered as well."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import drafts
from accounts.http import SignedInRequest, browser_of, signed_in
from activity.models import Event
from activity.selections import moments
from core.access import require
from core.htmx import Request, render, wants_fragment
from core.paging import page
from core.photos import served
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..actions import concerns
from ..forms.concern import ConcernFilterForm, NotSatisfiedForm
from ..models import Concern, ConcernPhoto, MeToo
from ..selections.concerns import (
    badge,
    cards,
    due_words,
    lines,
    number_words,
    state_words,
    top,
    words_for_group,
)
from ..states import Overtaken


@require_safe
def board(request: Request, slug: str) -> HttpResponse:
    """What is open, what was solved and what is late; above it what bothers most residents."""
    neighbourhood = here(slug)
    form = ConcernFilterForm(request.GET)
    chosen = form.chosen()
    query = urlencode({name: value for name, value in chosen.items() if value})
    visible = Concern.objects.visible_to(request.user).in_neighbourhood(neighbourhood)
    found = visible.matching(**chosen, now=timezone.now())
    shown = page(found.for_cards().newest_first(), request.GET.get("page"), total=found.count())
    return render(
        request,
        "partners/concerns.html",
        {
            "neighbourhood": neighbourhood,
            "section": "about",
            "form": form,
            "query": query,
            "page": shown,
            "cards": cards(shown.rows),
            "top": top(neighbourhood) if not query and shown.number == 1 else [],
            "can_route": permissions.can_route_concerns(request.user, neighbourhood),
        },
        partial="results",
    )


@require_safe
def detail(request: Request, pk: int) -> HttpResponse:
    return render(
        request,
        "partners/concern.html",
        context_of(request, seen(request, pk)),
        partial=("me-too", "photos"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def me_too(request: SignedInRequest, pk: int) -> HttpResponse:
    """`Ik ook`; a visitor who signs in first comes back to this page's one button."""
    concern = seen(request, pk)
    if request.method != "POST":
        return render(request, "partners/me_too.html", frame(concern))
    if request.POST.get("want") == "no":
        concerns.take_back_me_too(concern, by=request.user)
    else:
        concerns.say_me_too(concern, by=request.user)
    if "instead" in request.POST:  # what they were typing is this one
        form = draft_name(concern.neighbourhood)
        drafts.drop(form, person=request.user, browser=browser_of(request))
    if not wants_fragment(request):
        messages.success(request, _("Genoteerd. U hoort wat er gebeurt."))
        return redirect(concern)
    return render(
        request,
        "partners/concern.html",
        context_of(request, seen(request, pk)),
        partial="me-too",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def not_satisfied(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is bothered says that it is not solved: it is open again."""
    concern = seen(request, pk)
    require(permissions.is_bothered(request.user, concern))
    if concern.is_open:
        return redirect(concern)
    form = NotSatisfiedForm(request.POST or None, initial={"seen": concern.version})
    if form.is_valid():
        clean = form.cleaned_data
        try:
            concerns.say_not_satisfied(
                concern, clean["why"], seen=clean["seen"], by=request.user, now=timezone.now()
            )
            messages.success(request, _("Het staat weer open. U krijgt een nieuwe datum."))
        except Overtaken:
            messages.info(request, _("Er kwam net een nieuw antwoord. Kijk of het nu klopt."))
        return redirect(concern)
    return render(
        request,
        "partners/not_satisfied.html",
        frame(concern) | {"form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer from me, my organisation or the municipality that I work for."""
    waiting = Concern.objects.public().answerable_by(request.user).open()
    shown = page(waiting.for_cards().first_due_first(), request.GET.get("page"))
    return render(
        request,
        "partners/my_concerns.html",
        {"section": "my_neighbourhood", "page": shown, "tasks": lines(shown.rows)},
    )


@require_safe
def photo(request: Request, pk: int, width: int, kind: str) -> FileResponse:
    """One width of one photo; who may not see the concern gets 404."""
    visible = ConcernPhoto.objects.visible_to(request.user, browser_of(request))
    return served(get_object_or_404(visible, pk=pk), width, kind)


def seen(request: Request, pk: int) -> Concern:
    """With all that its page says; what one may not see is not there."""
    visible = Concern.objects.visible_to(request.user).for_cards()
    return get_object_or_404(
        visible.select_related("neighbourhood__municipality", "forward"), pk=pk
    )


def here(slug: str) -> Neighbourhood:
    public = Neighbourhood.objects.public().for_links()
    return get_object_or_404(public.select_related("municipality"), slug=slug)


def frame(concern: Concern) -> dict[str, object]:
    """What the frame around every page of it shows."""
    return {"neighbourhood": concern.neighbourhood, "section": "about", "concern": concern}


def draft_name(neighbourhood: Neighbourhood) -> str:
    return f"concern:{neighbourhood.slug}"


def context_of(request: Request, concern: Concern) -> dict[str, object]:
    """`seen` fetched it; what differs per person is asked for who is signed in only."""
    answers = list(concern.answers.select_related("by", "organisation", "photo"))
    user = request.user
    is_reporter = user.is_authenticated and concern.reporter_id == user.pk
    shares = user.is_authenticated and _shares(concern, user.pk)
    number: int = getattr(concern, "number", 1)
    link = request.build_absolute_uri(concern.get_absolute_url())
    can_answer = permissions.can_answer_concern(user, concern)
    photos = list(concern.photos.order_by("pk"))
    return frame(concern) | {
        "answers": answers,
        "photos": [one for one in photos if one.is_ready],
        "coming": [
            one
            for one in photos
            if not one.is_ready and (can_answer if one.is_after else is_reporter)
        ],
        "state": state_words(concern),
        "badge": badge(concern),
        "says": due_words(concern),
        "number": number,
        "number_words": number_words(number),
        "story": moments(Event.objects.about(concern).public()[:20]),
        "is_reporter": is_reporter,
        "shares": shares,
        "is_bothered": is_reporter or shares,
        "can_answer": can_answer,
        "for_group": (
            words_for_group(concern, answers[0] if answers else None, link)
            if is_reporter and concern.group
            else ""
        ),
    }


def _shares(concern: Concern, person: int) -> bool:
    return MeToo.objects.filter(concern=concern, person=person).exists()
