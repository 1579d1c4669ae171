"""All that the page of a quarterly review shows, as plain values: what is frozen on closing.

Texts and figures as they were, organisations by name, people by key alone; codes and days are put
in the language of who reads by `selections.reviews`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from partners.models import Agreement
from partners.states import AgreementState

from ..models import (
    Contribution,
    Figure,
    Goal,
    GoalAgreement,
    Indicator,
    Measurement,
    QuarterlyReview,
)
from ..quarters import Quarter
from ..states import FEWEST_VOICES, Direction, Sees, Source
from ..states import Count as Counted
from .voices import NOBODYS, Spoken, numbers_of, on_goals, on_parties, spoken

NEWEST = 3  # contributions that are told with each goal
MOST_AGREEMENTS = 20  # of a goal; all stand in the register
OF_AN_INDICATOR = (
    "pk", "goal", "title", "unit", "source", "series", "area_code", "division", "direction",
    "count",
)  # fmt: skip
Plain = dict[str, Any]


def compose(
    review: QuarterlyReview,
    goals: Sequence[Goal],
    *,
    now: datetime,
    is_final: bool = False,
    outcomes: Mapping[int, Plain] | None = None,
    mine: Q = NOBODYS,
) -> Plain:
    """`outcomes` says per goal what the review ended in; `mine` finds the voice of who looks, whose
    key is `own`. The same few queries however much there is."""
    keys = [goal.pk for goal in goals]
    done = contributions_of(keys, review.period)
    said = on_goals(review, is_final=is_final)
    promised = _agreements(review, keys, now, is_final=is_final)
    measured = figures_of(keys, review.period)
    voices = spoken(review, mine)
    here = numbers_of(voices)
    words = [one for one in voices if one.is_public]
    return {
        "goals": [
            {
                "pk": goal.pk,
                "title": goal.title,
                "want": goal.want,
                "contributions": done.get(goal.pk, {"number": 0, "newest": []}),
                "voices": said.get(goal.pk, {}),
                "figures": measured.get(goal.pk, []),
                "agreements": promised.get(goal.pk, []),
                "outcome": (outcomes or {}).get(goal.pk),
            }
            for goal in goals
        ],
        "voices": {"residents": here.residents, "others": here.others},
        "parties": on_parties(review, is_final=is_final),
        "table": [{"pk": one.pk, "words": one.table} for one in words if one.table],
        "saw": _saw(words, here.all),
        "own": next((one.pk for one in voices if one.is_own), None),
    }


def _saw(words: Sequence[Spoken], voices: int) -> list[Plain]:
    """What people saw is an opinion; what should be on the table is an agenda, of any number."""
    if voices < FEWEST_VOICES:
        return []
    return [{"pk": one.pk, "words": one.saw} for one in words if one.saw]


def contributions_of(goals: Sequence[int], quarter: Quarter) -> dict[int, Plain]:
    """How many of that quarter, with hours and euros, and the newest of them: one query."""
    rows = Contribution.objects.of_shown_parties().in_quarter(quarter).filter(goal__in=goals)
    newest_first = [F("day").desc(), F("pk").desc()]
    told = rows.annotate(
        nth=Window(RowNumber(), partition_by=F("goal"), order_by=newest_first),
        number=Window(Count("pk"), partition_by=F("goal")),
        hours=Window(Sum("hours_spent"), partition_by=F("goal")),
        money=Window(Sum("euros"), partition_by=F("goal")),
    ).filter(nth__lte=NEWEST)
    found: dict[int, Plain] = {}
    for goal, number, hours, money, what, day, who in told.order_by("goal", "nth").values_list(
        "goal", "number", "hours", "money", "what", "day", "organisation__name"
    ):
        done = found.setdefault(
            goal, {"number": number, "hours": float(hours or 0), "euros": money or 0, "newest": []}
        )
        done["newest"].append({"what": what, "day": day.isoformat(), "who": who})
    return found


def _agreements(
    review: QuarterlyReview, goals: Sequence[int], now: datetime, *, is_final: bool
) -> dict[int, list[Plain]]:
    """What runs, what ended since the quarter began, and what this review agreed."""
    public = Agreement.objects.public().filter(neighbourhood=review.plan.neighbourhood)
    rows = GoalAgreement.objects.filter(goal__in=goals, agreement__in=public.values("pk"))
    recent = Q(agreement__ended_at=None) | Q(agreement__ended_at__date__gte=review.period.first_day)
    found: dict[int, list[Plain]] = defaultdict(list)
    for row in (
        rows.filter(recent)
        .select_related(
            "agreement__maker",
            "agreement__receiver",
            "agreement__maker_person",
            "agreement__receiver_person",
        )
        .order_by("agreement__due_on", "pk")
    ):
        if len(found[row.goal_id]) < MOST_AGREEMENTS:
            line = _agreement(row.agreement, timezone.localdate(now), is_final=is_final)
            found[row.goal_id].append(line | {"is_new": row.review_id == review.pk})
    return dict(found)


def _agreement(agreement: Agreement, today: date, *, is_final: bool) -> Plain:
    """Of a person who is a side of it only the key is frozen."""
    maker, receiver = agreement.maker_party, agreement.receiver_party
    return {
        "pk": agreement.pk,
        "text": agreement.text,
        "maker": "" if is_final and maker.person else maker.name,
        "maker_person": agreement.maker_person_id if is_final else None,
        "receiver": "" if is_final and receiver.person else receiver.name,
        "receiver_person": agreement.receiver_person_id if is_final else None,
        "due": agreement.due_on.isoformat(),
        "state": str(AgreementState(agreement.state)),
        "is_late": agreement.is_late(today),
    }


def figures_of(goals: Sequence[int], quarter: Quarter) -> dict[int, list[Plain]]:
    """Per indicator the value of the quarter and the one before it; of official figures the last
    two years that there are."""
    rows = Indicator.objects.standing().filter(goal__in=goals).order_by("goal", "place", "pk")
    followed = [
        _Followed(*row)
        for row in rows.values_list(*OF_AN_INDICATOR, _measured(quarter), _measured(quarter.before))
    ]
    official = _official(followed, quarter.year)
    found: dict[int, list[Plain]] = defaultdict(list)
    for one in followed:
        value, before = official.get(one.pk) or _of_enough(one)
        if value is not None:
            found[one.goal].append(
                {
                    "title": one.title,
                    "unit": one.unit,
                    "value": float(value),
                    "before": None if before is None else float(before),
                    "trend": _trend(value, before, one.direction),
                }
            )
    return dict(found)


Pair = tuple[Decimal | None, Decimal | None]


class _Followed(NamedTuple):
    """An indicator, with what was measured in the quarter and in the one before it."""

    pk: int
    goal: int
    title: str
    unit: str
    source: str
    series: int | None
    area_code: str
    division: int | None
    direction: str
    counts: str
    now: Decimal | None
    then: Decimal | None


def _of_enough(one: _Followed) -> Pair:
    """How many people did something is not told of fewer than five (rule R12)."""
    if one.counts != Counted.ACTIVE:
        return one.now, one.then
    now, then = (
        value if value is not None and value >= FEWEST_VOICES else None
        for value in (one.now, one.then)
    )
    return now, then


def _measured(quarter: Quarter) -> Subquery:
    """What an indicator was in that quarter."""
    rows = Measurement.objects.filter(
        indicator=OuterRef("pk"), year=quarter.year, quarter=quarter.number
    )
    return Subquery(rows.values("value")[:1])


def _official(indicators: Sequence[_Followed], year: int) -> dict[int, Pair]:
    official = [one for one in indicators if one.source == Source.OFFICIAL]
    if not official:
        return {}
    wanted = Q()
    for one in official:
        wanted |= Q(series=one.series, area_code=one.area_code, division=one.division)
    rows = Figure.objects.filter(wanted, year__lte=year).order_by("-year")
    known: dict[tuple[int, str, int | None], list[Decimal]] = defaultdict(list)
    for row in rows:
        known[row.series_id, row.area_code, row.division].append(row.value)
    pairs: dict[int, Pair] = {}
    for one in official:
        values = known.get((one.series or 0, one.area_code, one.division), [])
        pairs[one.pk] = (
            values[0] if values else None,
            values[1] if len(values) > 1 else None,
        )
    return pairs


def _trend(value: Decimal, before: Decimal | None, direction: str) -> str:
    """Whether it went the right way; empty when there is nothing to compare with."""
    if before is None:
        return ""
    if value == before:
        return str(Sees.SAME)
    is_up = value > before
    return str(Sees.BETTER if is_up == (direction == Direction.UP) else Sees.WORSE)
