"""Conversations first: written down in half a minute, and what comes of them."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest, signed_in
from core.access import require
from core.htmx import Request, render
from core.paging import page
from goals.states import Refused
from neighbourhoods.http import office
from neighbourhoods.models import Neighbourhood
from partners.states import TooMany

from ..actions import conversations as actions
from ..forms.conversations import (
    CameForm,
    ConversationForm,
    MattersForm,
    QuestionForm,
    ThereIsForm,
)
from ..models import Conversation, OwnQuestion
from ..selections.conversations import (
    led_to,
    made_meanwhile,
    not_taken,
    questions_for,
    reach_of,
    readable,
    what_came,
    year_in_preparation,
)
from ..states.conversations import Spot
from .which import TAKING_PART, frame, public_place, run_place

WALK = "wandeling"  # in the address: during which one writes down what was found
TOO_MANY = gettext_lazy("U schreef net al veel op. Wacht even, en druk dan nog eens.")
OVER = gettext_lazy("De doelen van dit jaar zijn net gekozen. Wat u typte, telt niet meer mee.")


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, slug: str) -> HttpResponse:
    """Who is not signed in writes first, and signs in after."""
    place, today = public_place(slug), timezone.localdate()
    form = ConversationForm(
        request.POST if request.method == "POST" else None,
        initial={"key": uuid4(), "day": today} | _on_walk(request),
        neighbourhood=place,
        today=today,
    )
    if form.is_valid():
        return _record(request, place, form)
    return _form_page(request, place, form)


def _on_walk(request: Request) -> dict[str, object]:
    walk = request.GET.get(WALK, "")[:9]
    return {"walk": walk, "spot": Spot.STREET} if walk.isascii() and walk.isdigit() else {}


@signed_in
def _record(request: SignedInRequest, place: Neighbourhood, form: ConversationForm) -> HttpResponse:
    try:
        made = actions.record(
            place, form.told, key=form.cleaned_data["key"], by=request.user, now=timezone.now()
        )
    except TooMany:
        form.add_error("spot", str(TOO_MANY))
        return _form_page(request, place, form)
    messages.success(request, _("Opgeschreven. Wat kan hieruit komen?"))
    return redirect(made)


def _form_page(request: Request, place: Neighbourhood, form: ConversationForm) -> HttpResponse:
    """With one question to ask; `vraag` in the address says which, of those that there are."""
    asked = questions_for(place)
    wanted = request.GET.get("vraag", "")
    number = int(wanted[:4]) % len(asked) if wanted.isascii() and wanted[:4].isdigit() else 0
    return render(
        request,
        "participation/record_conversation.html",
        frame(place, TAKING_PART)
        | {"form": form, "question": asked[number], "next": (number + 1) % len(asked)},
        partial="form" if form.is_bound else "question",
        status=422 if form.is_bound else 200,
    )


@require_safe
def conversations(request: Request, slug: str) -> HttpResponse:
    """What was heard, in numbers, and what came of it; the talks themselves for whom they are."""
    place, now = public_place(slug), timezone.now()
    shown = readable(place, request.user)
    coordinates = place.pk in office(request).coordinates
    plan = year_in_preparation(place) if coordinates else None
    return render(
        request,
        "participation/conversations.html",
        frame(place, TAKING_PART)
        | {
            "reach": reach_of(place, now),
            "things": what_came(place),
            "page": page(shown, request.GET.get("page")) if request.user.is_authenticated else None,
            "plan": plan,
            "to_take": not_taken(place, now).count() if plan else 0,
            "key": uuid4(),
        },
    )


@require_safe
@signed_in
def conversation(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, _seen(request, pk))


def _seen(request: SignedInRequest, pk: int) -> Conversation:
    found = Conversation.objects.visible_to(request.user).select_related(
        "neighbourhood__municipality", "buurt"
    )
    return get_object_or_404(found, pk=pk)


def _page(
    request: SignedInRequest,
    found: Conversation,
    *,
    there_is: ThereIsForm | None = None,
    matters: MattersForm | None = None,
    came: CameForm | None = None,
) -> HttpResponse:
    """With what can come of it; a form that was refused stands in its place, opened."""
    plan = year_in_preparation(found.neighbourhood)
    things = made_meanwhile(found, request.user)
    refused = there_is or matters or came
    return render(
        request,
        "participation/conversation.html",
        frame(found.neighbourhood, TAKING_PART)
        | {
            "conversation": found,
            "is_own": found.recorded_by_id == request.user.pk,
            "things": led_to(found),
            "told": [
                ("heart", _("Wat goed gaat"), found.good),
                ("heart-handshake", _("Wat iemand kan en graag doet"), found.talent),
                ("bulb", _("Een idee"), found.idea),
                ("messages", _("Een zorg"), found.worry),
            ],
            "there_is": there_is
            or ThereIsForm(initial={"key": uuid4(), "title": _short(found.talent, 80)}),
            "matters": matters
            or MattersForm(
                initial={
                    "key": uuid4(),
                    "words": _short(found.worry or found.idea, 120),
                }
            ),
            "came": came or (CameForm(things=things) if things else None),
            "plan": plan if plan and plan.is_weighing(timezone.localdate()) else None,
            "idea": _short(found.idea, 100),
            "whose": _("iemand met wie ik sprak, %(where)s") % {"where": found.get_spot_display()},
        },
        status=422 if refused else 200,
    )


def _short(words: str, most: int) -> str:
    """The first line of it, as far as it fits: somebody goes on from there."""
    first = words.strip().split("\n")[0]
    return first if len(first) <= most else ""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def put_there(request: SignedInRequest, pk: int) -> HttpResponse:
    """To what is already there."""
    found = _seen(request, pk)
    form = ThereIsForm(request.POST)
    if request.method != "POST":
        return redirect(found)
    if form.is_valid():
        try:
            actions.put_at_what_is_there(
                found,
                form.description(found),
                key=form.cleaned_data["key"],
                by=request.user,
                now=timezone.now(),
            )
        except TooMany:
            form.add_error("title", str(TOO_MANY))
        else:
            messages.success(request, _("Het staat bij wat er al is."))
            return redirect(found)
    return _page(request, found, there_is=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def say_what_matters(request: SignedInRequest, pk: int) -> HttpResponse:
    """To what matters, for the goals of the year that is prepared."""
    found = _seen(request, pk)
    form = MattersForm(request.POST)
    plan = year_in_preparation(found.neighbourhood)
    if request.method != "POST":
        return redirect(found)
    if form.is_valid():
        try:
            if plan is None:
                raise Refused("closed")
            actions.say_what_matters(
                found,
                plan,
                form.cleaned_data["words"],
                key=form.cleaned_data["key"],
                by=request.user,
                now=timezone.now(),
            )
        except TooMany:
            form.add_error("words", str(TOO_MANY))
        except Refused:
            messages.info(request, str(OVER))
            return redirect(found)
        else:
            messages.success(request, _("Het staat bij wat er speelt in de wijk."))
            return redirect(found)
    return _page(request, found, matters=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def came_of_it(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one made elsewhere came of this talk."""
    found = _seen(request, pk)
    if request.method != "POST":
        return redirect(found)
    form = CameForm(request.POST, things=made_meanwhile(found, request.user))
    if form.is_valid():
        actions.came_of_it(found, form.chosen, by=request.user, now=timezone.now())
        messages.success(request, _("Bewaard: dit kwam uit het gesprek."))
        return redirect(found)
    return _page(request, found, came=form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """By who wrote it down, once that is sure."""
    found = _seen(request, pk)
    require(found.recorded_by_id == request.user.pk)
    if request.method == "POST":
        actions.drop(found, by=request.user)
        messages.success(request, _("Het gesprek is weggehaald."))
        return redirect("participation:conversations", found.neighbourhood.slug)
    return render(
        request,
        "participation/drop_conversation.html",
        frame(found.neighbourhood, TAKING_PART) | {"conversation": found},
    )


@require_POST
@signed_in
def take_along(request: SignedInRequest, slug: str) -> HttpResponse:
    """The talks count as residents' part in the year that is prepared."""
    place = run_place(request, slug)
    plan = year_in_preparation(place)
    key = _uuid(request.POST.get("key", ""))
    try:
        taken = (
            actions.take_along(plan, key=key, by=request.user, now=timezone.now())
            if plan and key
            else None
        )
    except Refused:
        taken = None
    if taken:
        messages.success(request, _("De gesprekken tellen mee bij het kiezen van de doelen."))
    else:
        messages.info(request, _("Er zijn geen gesprekken die nog niet meetelden."))
    return redirect("participation:conversations", slug)


def _uuid(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: Request, slug: str) -> HttpResponse:
    """All questions, to read and to print; the coordinator adds the neighbourhood's own."""
    place = public_place(slug)
    coordinates = place.pk in office(request).coordinates
    form = QuestionForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid4()}
    )
    if request.method == "POST":
        return _add_question(request, place, form)
    return _questions_page(request, place, form if coordinates else None)


@signed_in
def _add_question(
    request: SignedInRequest, place: Neighbourhood, form: QuestionForm
) -> HttpResponse:
    run_place(request, place.slug)
    if form.is_valid():
        clean = form.cleaned_data
        actions.add_question(
            place, clean["about"], clean["words"], key=clean["key"], by=request.user
        )
        messages.success(request, _("De vraag staat erbij."))
        return redirect("participation:questions", place.slug)
    return _questions_page(request, place, form)


def _questions_page(
    request: Request, place: Neighbourhood, form: QuestionForm | None
) -> HttpResponse:
    return render(
        request,
        "participation/questions.html",
        frame(place, TAKING_PART) | {"questions": questions_for(place), "form": form},
        status=422 if form and form.is_bound else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def drop_question(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    question = get_object_or_404(OwnQuestion, neighbourhood=public_place(slug), pk=pk)
    run_place(request, slug)
    if request.method == "POST":
        actions.drop_question(question, by=request.user)
        messages.success(request, _("De vraag is weggehaald."))
    return redirect("participation:questions", slug)
