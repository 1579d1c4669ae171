"""Agreements that were kept and that were not, per organisation, with reasons (rule R4).

Of persons and residents' teams there is one number together, without names, lines or a rate.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from partners.models import Agreement
from partners.models.agreement import AgreementQuerySet
from partners.states import PROFESSIONAL, UNKEPT, AgreementState

from ...content import Kept, Line, PartyAgreements
from ..span import Span, Ties

PER_PARTY = 10  # lines; all stand in the register
State = AgreementState


def counts(span: Span) -> dict[str, Q]:
    """What is counted of this time, by the fields of `content.Kept`."""
    today = timezone.localdate(span.closes)
    ended = Q(ended_at__gte=span.begin, ended_at__lt=span.end)
    late = Q(state__in=UNKEPT, due_on__lt=today)
    return {
        "kept": Q(state=State.KEPT) & ended,
        "broken": Q(state=State.BROKEN) & ended,
        "renewed": Q(state=State.RENEWED) & ended,
        "late": late,
        "running": Q(state__in=UNKEPT) & ~late,
        "unconfirmed": Q(state=State.CLAIMED),
    }


def public_ones(span: Span) -> AgreementQuerySet:
    """Of this time: made before its end, and ended in it or still running."""
    here = Agreement.objects.public().filter(neighbourhood=span.place, made_at__lt=span.end)
    return here.filter(Q(ended_at=None) | Q(ended_at__gte=span.begin, ended_at__lt=span.end))


def numbers_by(span: Span, rows: AgreementQuerySet, name: str) -> dict[Any, Kept]:
    grouped = rows.order_by().values(name)
    found = grouped.annotate(
        **{f"n_{word}": Count("pk", filter=rule) for word, rule in counts(span).items()}
    )
    return {row[name]: Kept(**{word: row[f"n_{word}"] for word in counts(span)}) for row in found}


def agreements(span: Span, ties: Ties) -> list[PartyAgreements]:
    """Professional parties by name, and what residents promised each other at the end."""
    public = public_ones(span)
    of_work = public.filter(maker__kind__in=PROFESSIONAL)
    numbers = numbers_by(span, of_work, "maker__name")
    told, many = _lines(span, of_work, ties)
    parties = [
        PartyAgreements(
            who=name,
            is_professional=True,
            numbers=numbers[name],
            lines=told.get(name, []),
            more=max(0, many.get(name, 0) - len(told.get(name, []))),
        )
        for name in sorted(numbers)
    ]
    others = public.exclude(maker__kind__in=PROFESSIONAL)
    kept = others.filter(counts(span)["kept"]).count()
    return [*parties, PartyAgreements("", False, Kept(kept=kept))] if kept else parties


def by_goal(span: Span, ties: Ties) -> dict[str, Kept]:
    """By the title of the goal."""
    tied = public_ones(span).filter(pk__in=list(ties.by_agreement))
    summed: dict[str, Kept] = {}
    for key, one in numbers_by(span, tied, "pk").items():
        title = ties.of_agreement(key)
        before = summed.get(title, Kept())
        summed[title] = Kept(
            before.kept + one.kept,
            before.broken + one.broken,
            before.renewed + one.renewed,
            before.late + one.late,
            before.running + one.running,
            before.unconfirmed + one.unconfirmed,
        )
    return summed


def _lines(
    span: Span, rows: AgreementQuerySet, ties: Ties
) -> tuple[dict[str, list[Line]], dict[str, int]]:
    """Per party what was not kept, then what came late or got another date, then what was kept."""
    rules = counts(span)
    order = ["broken", "late", "renewed", "kept"]
    stands = Case(
        *(When(rules[word], then=Value(f"{place}{word}")) for place, word in enumerate(order)),
        default=Value(""),
        output_field=CharField(),
    )
    ranked = (
        rows.annotate(stands=stands)
        .exclude(stands="")
        .annotate(
            nth=Window(
                RowNumber(),
                partition_by=F("maker"),
                order_by=[F("stands").asc(), F("due_on").desc(), F("pk").desc()],
            ),
            number=Window(Count("pk"), partition_by=F("maker")),
        )
    )
    first = ranked.filter(nth__lte=PER_PARTY).order_by("maker__name", "nth")
    placed = list(first.values_list("pk", "maker__name", "stands", "number"))
    whole = Agreement.objects.select_related("maker", "receiver")
    by_key = whole.in_bulk([key for key, _name, _state, _number in placed])
    told: dict[str, list[Line]] = defaultdict(list)
    many: dict[str, int] = {}
    for key, name, state, number in placed:
        many[name] = number
        told[name].append(line(by_key[key], state[1:], ties))
    return told, many


def line(agreement: Agreement, state: str, ties: Ties) -> Line:
    return Line(
        key=f"agreement:{agreement.pk}",
        title=agreement.text,
        text=agreement.receiver.name if agreement.receiver else "",
        who=agreement.maker.name if agreement.maker else "",
        day=agreement.due_on,
        url=agreement.get_absolute_url(),
        state=f"agreement:{state}",
        why=agreement.words if state in ("broken", "renewed") else "",
        possible=agreement.possible if state == "broken" else "",
        goal=ties.of_agreement(agreement.pk),
    )
