"""All that the page of a quarterly review shows, as plain values: what is frozen on closing.

Texts and figures as they were, organisations by name, people by key alone; codes and days are put
in the language of who reads by `selections.reviews`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, Sum, Window
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
from .voices import Spoken, numbers, on_goals, on_parties, words_of

NEWEST = 3  # contributions that are told with each goal
MOST_AGREEMENTS = 20  # of a goal; all stand in the register
Plain = dict[str, Any]


def compose(
    review: QuarterlyReview,
    goals: Sequence[Goal],
    *,
    now: datetime,
    is_final: bool = False,
    outcomes: Mapping[int, Plain] | None = None,
) -> Plain:
    """`outcomes` says per goal what the review ended in. A dozen queries, however much there is."""
    keys = [goal.pk for goal in goals]
    done = _contributions(keys, review.period)
    said = on_goals(review, is_final=is_final)
    promised = _agreements(review, keys, now)
    measured = _figures(keys, review.period)
    here = numbers(review)
    words = words_of(review)
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
    }


def _saw(words: Sequence[Spoken], voices: int) -> list[Plain]:
    """What people saw is an opinion; what should be on the table is an agenda, of any number."""
    if voices < FEWEST_VOICES:
        return []
    return [{"pk": one.pk, "words": one.saw} for one in words if one.saw]


def _contributions(goals: Sequence[int], quarter: Quarter) -> dict[int, Plain]:
    """How many of that quarter, with hours and euros, and the newest of them."""
    rows = Contribution.objects.standing().in_quarter(quarter)
    rows = rows.filter(goal__in=goals, organisation__hidden_reason="")
    sums = (
        rows.order_by()
        .values("goal")
        .annotate(number=Count("pk"), hours=Sum("hours_spent"), money=Sum("euros"))
    )
    newest: dict[int, list[Plain]] = defaultdict(list)
    place = Window(RowNumber(), partition_by=F("goal"), order_by=[F("day").desc(), F("pk").desc()])
    told = rows.annotate(nth=place).filter(nth__lte=NEWEST).order_by("goal", "nth")
    for goal, what, day, name in told.values_list("goal", "what", "day", "organisation__name"):
        newest[goal].append({"what": what, "day": day.isoformat(), "who": name})
    return {
        one["goal"]: {
            "number": one["number"],
            "hours": float(one["hours"] or 0),
            "euros": one["money"] or 0,
            "newest": newest[one["goal"]],
        }
        for one in sums
    }


def _agreements(
    review: QuarterlyReview, goals: Sequence[int], now: datetime
) -> dict[int, list[Plain]]:
    """What runs, what ended since the quarter began, and what this review agreed."""
    public = Agreement.objects.public().filter(neighbourhood=review.plan.neighbourhood)
    rows = GoalAgreement.objects.filter(goal__in=goals, agreement__in=public.values("pk"))
    recent = Q(agreement__ended_at=None) | Q(agreement__ended_at__date__gte=review.period.first_day)
    found: dict[int, list[Plain]] = defaultdict(list)
    for row in (
        rows.filter(recent)
        .select_related("agreement__maker", "agreement__receiver")
        .order_by("agreement__due_on", "pk")
    ):
        if len(found[row.goal_id]) < MOST_AGREEMENTS:
            is_new = row.review_id == review.pk
            found[row.goal_id].append(_agreement(row.agreement, timezone.localdate(now), is_new))
    return dict(found)


def _agreement(agreement: Agreement, today: date, is_new: bool) -> Plain:
    return {
        "pk": agreement.pk,
        "text": agreement.text,
        "maker": agreement.maker.name if agreement.maker else "",
        "maker_person": agreement.maker_person_id,
        "receiver": agreement.receiver.name if agreement.receiver else "",
        "receiver_person": agreement.receiver_person_id,
        "due": agreement.due_on.isoformat(),
        "state": str(AgreementState(agreement.state)),
        "is_late": agreement.is_late(today),
        "is_new": is_new,
    }


def _figures(goals: Sequence[int], quarter: Quarter) -> dict[int, list[Plain]]:
    """Per indicator the value of the quarter and the one before it; of official figures the last
    two years that there are."""
    rows = Indicator.objects.standing().filter(goal__in=goals).order_by("goal", "place", "pk")
    indicators = list(rows)
    values = _measured(indicators, quarter) | _official(indicators, quarter.year)
    found: dict[int, list[Plain]] = defaultdict(list)
    for one in indicators:
        value, before = values.get(one.pk, (None, None))
        if value is not None:
            found[one.goal_id].append(
                {
                    "title": one.title,
                    "unit": one.unit,
                    "value": value,
                    "before": before,
                    "trend": _trend(value, before, one.direction),
                }
            )
    return dict(found)


Pair = tuple[float | None, float | None]


def _measured(indicators: Sequence[Indicator], quarter: Quarter) -> dict[int, Pair]:
    before = quarter.before
    rows = Measurement.objects.filter(indicator__in=[one.pk for one in indicators]).filter(
        Q(year=quarter.year, quarter=quarter.number) | Q(year=before.year, quarter=before.number)
    )
    found = {
        (one, (year, number)): float(value)
        for one, year, number, value in rows.values_list("indicator_id", "year", "quarter", "value")
    }
    return {
        one.pk: (found.get((one.pk, (*quarter,))), found.get((one.pk, (*before,))))
        for one in indicators
        if one.source != Source.OFFICIAL
    }


def _official(indicators: Sequence[Indicator], year: int) -> dict[int, Pair]:
    official = [one for one in indicators if one.source == Source.OFFICIAL]
    if not official:
        return {}
    wanted = Q()
    for one in official:
        wanted |= Q(series=one.series_id, area_code=one.area_code, division=one.division)
    rows = Figure.objects.filter(wanted, year__lte=year).order_by("-year")
    known: dict[tuple[int, str, int | None], list[float]] = defaultdict(list)
    for row in rows:
        known[row.series_id, row.area_code, row.division].append(float(row.value))
    pairs: dict[int, Pair] = {}
    for one in official:
        values = known.get((one.series_id or 0, one.area_code, one.division), [])
        pairs[one.pk] = (
            values[0] if values else None,
            values[1] if len(values) > 1 else None,
        )
    return pairs


def _trend(value: float, before: float | None, direction: str) -> str:
    """Whether it went the right way; empty when there is nothing to compare with."""
    if before is None:
        return ""
    if value == before:
        return str(Sees.SAME)
    is_up = value > before
    return str(Sees.BETTER if is_up == (direction == Direction.UP) else Sees.WORSE)
