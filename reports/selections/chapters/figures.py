"""The annex (O34): figures of the goals against before, with what they mean, and counts."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, F, Q, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import translation

from activity.models import Event
from goals.models import Contribution, Indicator, Meaning, Measurement, QuarterlyReview
from goals.models import Figure as OfficialFigure
from goals.selections.counting import solved
from goals.selections.figures import title_of
from goals.states import FEWEST_VOICES, Direction, Source
from goals.states import Count as Counted
from initiatives.models import Initiative, LookBack
from initiatives.states import ENDED
from initiatives.verbs import STAGE

from ...content import Figure, Kept, Meant, Number
from ..span import Span, Ties
from .agreements import counts, public_ones
from .own import by_themselves
from .refused import answers_in

PER_FIGURE = 3  # what people say that it means


class Value(NamedTuple):
    value: Decimal
    period: str


def figures(span: Span, ties: Ties) -> list[Figure]:
    """Those with a value in this time, or before it."""
    goals = {goal.pk: goal for goal in ties.goals}
    rows = Indicator.objects.standing().filter(goal__in=goals).select_related("series")
    indicators = sorted(rows, key=lambda one: (goals[one.goal_id].place, one.place, one.pk))
    values = _measured(span, indicators) | _official(span, indicators)
    meanings = _meanings(indicators)
    with translation.override(settings.LANGUAGE_CODE):  # a report has one language
        return [
            _figure(one, goals[one.goal_id].title, values[one.pk], meanings.get(one.pk, []))
            for one in indicators
            if values.get(one.pk)
        ]


def _figure(one: Indicator, goal: str, values: Sequence[Value], meanings: list[Meant]) -> Figure:
    now, before = values[0], values[1] if len(values) > 1 else None
    return Figure(
        key=f"indicator:{one.pk}",
        goal=goal,
        title=title_of(one),
        unit=one.unit,
        value=float(now.value),
        period=now.period,
        before=float(before.value) if before else None,
        before_period=before.period if before else "",
        baseline=None if one.baseline is None else float(one.baseline),
        target=None if one.target is None else float(one.target),
        trend=_trend(now.value, before.value, one.direction) if before else "",
        source=one.series.source if one.series else str(Source(one.source).label),
        confidence=one.confidence,
        confidence_words=one.confidence_words,
        meanings=meanings,
    )


def _trend(value: Decimal, before: Decimal, direction: str) -> str:
    if value == before:
        return "same"
    return "better" if (value > before) == (direction == Direction.UP) else "worse"


def _measured(span: Span, indicators: Sequence[Indicator]) -> dict[int, list[Value]]:
    """The last value of this time, and the last one before it."""
    few = {one.pk for one in indicators if one.count == Counted.ACTIVE}
    last = span.quarters[-1].number
    rows = Measurement.objects.filter(
        Q(year=span.year, quarter__lte=last)
        | Q(year=span.year, quarter=None)
        | Q(year=span.year - 1),
        indicator__in=[one.pk for one in indicators],
    ).order_by("-year", F("quarter").desc(nulls_first=True))
    found: dict[int, list[Value]] = defaultdict(list)
    first = span.quarters[0].number
    for row in rows:
        if row.indicator_id in few and row.value < FEWEST_VOICES:
            continue  # how few people is not told (rule R12)
        is_of_now = row.year == span.year and (row.quarter is None or row.quarter >= first)
        if len(found[row.indicator_id]) < (1 if is_of_now else 2):
            period = f"{row.year}-{row.quarter}" if row.quarter else str(row.year)
            found[row.indicator_id].append(Value(row.value, period))
    return found


def _official(span: Span, indicators: Sequence[Indicator]) -> dict[int, list[Value]]:
    official = [one for one in indicators if one.source == Source.OFFICIAL]
    if not official:
        return {}
    wanted = Q()
    for one in official:
        wanted |= Q(series=one.series_id, area_code=one.area_code, division=one.division)
    rows = OfficialFigure.objects.filter(wanted, year__lte=span.year).order_by("-year")
    known: dict[tuple[Any, ...], list[Value]] = defaultdict(list)
    for row in rows:
        at = known[row.series_id, row.area_code, row.division]
        if len(at) < 2:
            at.append(Value(row.value, str(row.year)))
    return {one.pk: known.get((one.series_id, one.area_code, one.division), []) for one in official}


def _meanings(indicators: Sequence[Indicator]) -> dict[int, list[Meant]]:
    rows = Meaning.objects.shown().filter(indicator__in=[one.pk for one in indicators])
    ranked = rows.annotate(
        nth=Window(
            RowNumber(), partition_by=F("indicator"), order_by=[F("at").desc(), F("pk").desc()]
        )
    ).filter(nth__lte=PER_FIGURE)
    found: dict[int, list[Meant]] = defaultdict(list)
    for one in ranked.select_related("organisation").order_by("indicator", "nth"):
        who = one.organisation.name if one.organisation else ""
        found[one.indicator_id].append(Meant(f"meaning:{one.pk}", one.words, who))
    return found


def numbers(
    span: Span, ties: Ties, reviews: Sequence[QuarterlyReview], ties_before: Ties
) -> list[Number]:
    """With the same of the time before; what was nothing both times is left out."""
    now, then = _counted(span, ties), _counted(span.before, ties_before)
    now["residents_heard"] = float(
        sum((one.frozen or {}).get("voices", {}).get("residents", 0) for one in reviews)
    )
    if 0 < now["residents_heard"] < FEWEST_VOICES:
        del now["residents_heard"]
    return [
        Number(code, value, then.get(code))
        for code, value in now.items()
        if value or then.get(code)
    ]


def _counted(span: Span, ties: Ties) -> dict[str, float]:
    here = Initiative.objects.public().in_neighbourhood(span.place)
    new = Q(sent_at__gte=span.begin, sent_at__lt=span.end)
    began = here.aggregate(
        new=Count("pk", filter=new),
        running=Count("pk", filter=Q(sent_at__lt=span.end) & ~Q(stage__in=ENDED)),
    )
    set_then = Event.objects.public().filter(
        neighbourhood=span.place,
        verb=STAGE.name,
        subject_kind="initiative",
        at__gte=span.begin,
        at__lt=span.end,
    )
    ended = here.filter(stage__in=ENDED, pk__in=set_then.values("subject_id"))
    done = (
        Contribution.objects.of_shown_parties()
        .filter(goal__in=[goal.pk for goal in ties.goals], day__range=span.days)
        .aggregate(
            contributions=Count("pk"),
            hours=Sum("hours_spent", default=0),
            euros=Sum("euros", default=0),
            without=Count("pk", filter=Q(without=True)),
        )
    )
    promised = public_ones(span).aggregate(
        **{f"n_{word}": Count("pk", filter=rule) for word, rule in counts(span).items()}
    )
    kept = Kept(**{word: promised[f"n_{word}"] for word in counts(span)})
    answers, late = answers_in(span)
    looks = LookBack.objects.filter(
        initiative__in=here.values("pk"), at__gte=span.begin, at__lt=span.end
    ).exclude(brought="")
    return {
        "initiatives_new": began["new"],
        "initiatives_running": began["running"],
        "initiatives_ended": ended.count(),
        "own": by_themselves(span).filter(new).count(),
        "without": done["without"],
        "contributions": done["contributions"],
        "hours": float(done["hours"]),
        "euros": float(done["euros"]),
        "kept": kept.kept,
        "broken": kept.broken,
        "renewed": kept.renewed,
        "late": kept.late,
        "answers": answers,
        "answers_late": late,
        "solved": solved(span.place, span.begin, span.end).count(),
        "look_backs": looks.count(),
    }
