"""The officer's page of one initiative: read, note, ask, answer."""

from collections.abc import Set
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import drafts
from accounts.http import SignedInRequest, draft_of, signed_in
from accounts.models import User
from core.access import require
from core.htmx import render, wants_fragment
from neighbourhoods.selections.absences import cover_of
from neighbourhoods.selections.colleagues import colleagues_in

from .. import permissions
from ..actions import initiatives, reviews
from ..forms.review import AnswerForm, DateForm, HideForm, NoteForm, QuestionForm
from ..models import Challenge, Initiative, Review, StandardText
from ..selections.answers import person, shown_answer
from ..selections.challenges import Stand, stand
from ..selections.people import team_of
from ..selections.standard_texts import filled
from ..states import AlreadyAnswered, Kind, NotPossible, Status
from .which import answerable, seen

ANSWER = frozenset({"status", "reason", "possible", "promise", "promise_day"})
DATE = frozenset({"new_day", "new_day_reason"})
TYPED = ANSWER | DATE | {"question", "note", "mentioned"}
PARTS = {"answer": ("reason", "possible"), "question": ("question",)}  # of what stands in a fold


@require_safe
@signed_in
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, answerable(request, pk))


@require_POST
@signed_in
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = answerable(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        _keep_typed(request, initiative)
        return _page(request, initiative, answer_form=form, status=422)
    clean = form.cleaned_data
    try:
        reviews.answer(
            initiative.review,
            Status(clean["status"]),
            reason=clean["reason"],
            possible=clean["possible"],
            promise=clean["promise"],
            promise_on=clean["promise_day"],
            seen=clean["seen"],
            key=clean["key"],
            by=request.user,
        )
    except AlreadyAnswered:
        _keep_typed(request, initiative)
        return _page(request, answerable(request, pk), overtaken="answer", status=409)
    _keep_typed(request, initiative, but=ANSWER)
    messages.success(
        request, _("Uw antwoord staat op de pagina. Het team en de volgers krijgen bericht.")
    )
    return redirect(initiative)


@require_POST
@signed_in
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = answerable(request, pk)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        _keep_typed(request, initiative)
        return _page(request, initiative, question_form=form, status=422)
    clean = form.cleaned_data
    try:
        reviews.ask(
            initiative.review,
            clean["question"],
            seen=clean["seen"],
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
    except AlreadyAnswered:
        _keep_typed(request, initiative)
        return _page(request, answerable(request, pk), overtaken="question", status=409)
    except NotPossible:
        _keep_typed(request, initiative)
        messages.info(request, _("Uw vraag is niet gestuurd: hier is geen team dat hem leest."))
        return redirect("initiatives:review", initiative.pk)
    _keep_typed(request, initiative, but={"question"})
    messages.success(request, _("Uw vraag is gestuurd. De datum van het antwoord blijft staan."))
    return redirect("initiatives:review", initiative.pk)


@require_POST
@signed_in
def propose_date(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of the answer; the team says whether it is so."""
    initiative = answerable(request, pk)
    form = _date_form(initiative.review, request.POST)
    if not form.is_valid():
        _keep_typed(request, initiative)
        return _page(request, initiative, date_form=form, status=422)
    clean = form.cleaned_data
    try:
        reviews.propose_date(
            initiative.review,
            clean["new_day"],
            clean["new_day_reason"],
            key=clean["key"],
            by=request.user,
            now=timezone.now(),
        )
    except NotPossible:
        _keep_typed(request, initiative)
        messages.info(
            request,
            _("Niet verstuurd: er ligt al een voorstel, er is geantwoord, of hier is geen team."),
        )
    else:
        _keep_typed(request, initiative, but=DATE)
        messages.success(
            request, _("Uw voorstel ligt bij het team. Tot dan blijft de datum staan.")
        )
    return redirect("initiatives:review", initiative.pk)


@require_POST
@signed_in
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = answerable(request, pk)
    form = NoteForm(request.POST, colleagues=_colleagues(request, initiative))
    if not form.is_valid():
        _keep_typed(request, initiative)
        return _page(request, initiative, note_form=form, status=422)
    clean = form.cleaned_data
    reviews.note(
        initiative.review,
        clean["note"],
        key=clean["key"],
        by=request.user,
        mentioned=form.people(),
    )
    # An answer that came too late is kept as this note.
    noted = {"note", "mentioned"} | (set() if initiative.review.takes_answer else ANSWER)
    _keep_typed(request, initiative, but=noted)
    return redirect("initiatives:review", initiative.pk)


@require_POST
@signed_in
def insert(request: SignedInRequest, pk: int) -> HttpResponse:
    """A standard text, filled in, comes behind what stands in its field; all that was typed stays.

    It is inserted once: who presses twice finds it there already.
    """
    initiative = answerable(request, pk)
    where = "question" if "question" in request.POST.getlist("insert") else "answer"
    chosen = request.POST.get(f"standard_{where}", "")
    usable = StandardText.objects.usable_in(initiative.neighbourhood)
    found = usable.filter(part__in=PARTS[where], pk=chosen if chosen.isdecimal() else 0).first()
    typed = request.POST.copy()
    if found:
        text = filled(found.text, initiative, initiative.review, by=request.user)
        before = typed.get(found.part, "").rstrip()
        if text not in before.replace("\r\n", "\n"):
            typed[found.part] = f"{before}\n\n{text}".lstrip()
    _keep_typed(request, initiative, typed=typed)
    if not wants_fragment(request):
        if not found:
            messages.info(request, _("Kies eerst een standaardtekst."))
        return redirect("initiatives:review", pk)
    return _page(request, initiative, partial=f"{where}-fields", inserted=bool(found))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hide(request: SignedInRequest, pk: int) -> HttpResponse:
    """By the house rules only; asks for the reason that the team gets."""
    initiative = seen(request, pk)
    require(permissions.can_hide(request.user, initiative))
    form = HideForm(request.POST or None)
    if form.is_valid():
        initiatives.hide(initiative, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Het initiatief is verborgen. Het team weet waarom."))
        return redirect(initiative)
    return render(
        request,
        "initiatives/hide.html",
        {"neighbourhood": initiative.neighbourhood, "initiative": initiative, "form": form},
        partial="form",
        status=422 if form.is_bound else 200,
    )


@require_POST
@signed_in
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = seen(request, pk)
    require(permissions.can_hide(request.user, initiative))
    initiatives.show(initiative, by=request.user)
    messages.success(request, _("Het initiatief is weer zichtbaar."))
    return redirect(initiative)


def _page(
    request: SignedInRequest,
    initiative: Initiative,
    *,
    answer_form: AnswerForm | None = None,
    question_form: QuestionForm | None = None,
    date_form: DateForm | None = None,
    note_form: NoteForm | None = None,
    overtaken: str = "",
    status: int = 200,
    partial: str = "",
    inserted: bool | None = None,
) -> HttpResponse:
    """`overtaken` names what was not sent because a colleague was first; `inserted` says whether a
    standard text was put into a field."""
    current = initiative.review
    draft = draft_of(request, _draft_name(initiative))
    kept: dict[str, str] = draft.fields if draft else {}
    unsent = "" if current.takes_answer else _in_words(kept)
    again = request.POST if status == 422 else {}  # the same press, once more
    answers = list(current.answers.select_related("officer"))
    standard = list(StandardText.objects.usable_in(initiative.neighbourhood))
    place, today = initiative.neighbourhood, timezone.localdate()
    members = team_of(initiative)
    cover = cover_of(current.officer, place, today) if current.officer else None
    return render(
        request,
        "initiatives/review.html",
        {
            "neighbourhood": initiative.neighbourhood,
            "section": "work",
            "initiative": initiative,
            "challenge_stand": _challenge_stand(initiative),
            "review": current,
            "overtaken": overtaken,
            "answers": answers,
            "answer": shown_answer(current, answers, None),
            "answered_by": person(answers[0].officer) if answers else None,
            "questions": list(current.questions.select_related("officer", "answered_by")),
            "notes": list(current.notes.select_related("author").prefetch_related("mentioned")),
            "team": [person(member.person) for member in members],
            "has_reader": any(member.person.is_active for member in members),
            "unsent": unsent,
            "answer_form": answer_form or AnswerForm(initial=kept),
            "question_form": question_form or QuestionForm(initial=kept),
            "proposal": current.date_proposals.open().select_related("officer").first(),
            "date_form": date_form or _date_form(current, initial=kept),
            "note_form": note_form
            or NoteForm(
                initial=kept | {"note": kept.get("note") or unsent},
                colleagues=_colleagues(request, initiative),
            ),
            "standard": {
                where: [one for one in standard if one.part in parts]
                for where, parts in PARTS.items()
            },
            "inserted": inserted,
            "insert_url": reverse("initiatives:insert", args=[initiative.pk]),
            "cover": cover,
            "can_hand_over": permissions.can_hand_over(request.user, current),
            "kept": kept,
            "seen": again.get("seen", current.version),
            "key": again.get("key", uuid4()),
            "draft_name": _draft_name(initiative),
        },
        partial=partial,
        status=status,
    )


def _date_form(current: Review, sent: QueryDict | None = None, **more: Any) -> DateForm:
    return DateForm(sent, today=timezone.localdate(), due_at=current.due_at, **more)


def _colleagues(request: SignedInRequest, initiative: Initiative) -> list[User]:
    """Whom one can mention."""
    return list(colleagues_in(initiative.neighbourhood, but=request.user))


def _challenge_stand(initiative: Initiative) -> Stand | None:
    if initiative.kind != Kind.CHALLENGE:
        return None
    asked = Challenge.objects.filter(initiative=initiative).first()
    return stand(asked) if asked else None


def _draft_name(initiative: Initiative) -> str:
    return f"answer:{initiative.pk}"


def _keep_typed(
    request: SignedInRequest,
    initiative: Initiative,
    *,
    but: Set[str] = frozenset(),
    typed: QueryDict | None = None,
) -> None:
    """What stands in the forms of the page and was not sent is there again when they come back."""
    name = _draft_name(initiative)
    draft = draft_of(request, name)
    sent = typed or request.POST
    texts = (draft.fields if draft else {}) | sent.dict()
    texts["mentioned"] = sent.getlist("mentioned")
    left = {field: texts[field] for field in TYPED - but if texts.get(field)}
    if left:
        drafts.keep(name, left, person=request.user, browser="", anew=True)
    else:
        drafts.drop(name, person=request.user, browser="")


def _in_words(kept: dict[str, str]) -> str:
    """An answer that was typed and not sent, to read and to keep as a note."""
    return "\n\n".join(filter(None, (kept.get("reason", ""), kept.get("possible", ""))))
