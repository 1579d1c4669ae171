"""The figures of a goal as pages show them: what they were, what it means, and how sure we are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.dates import in_words
from core.numbers import say_number
from neighbourhoods.models import Neighbourhood

from ..charts import Chart, Point, draw
from ..models import Figure, FigureSeries, Goal, Indicator, Meaning, Measurement
from ..quarters import Quarter, quarter_of
from ..states import FEWEST_VOICES, Confidence, Direction, Source
from ..states import Count as Counted
from .counting import counted

LONGEST_AGO = 40  # periods of one figure; older ones are not shown


class Way(Enum):
    """Where a figure goes, seen from where it should go: icon, and the honest word for it."""

    BETTER = ("trending-up", gettext_lazy("het gaat de goede kant op"))
    WORSE = ("trending-down", gettext_lazy("het gaat niet de goede kant op"))
    SAME = ("equal", gettext_lazy("het blijft gelijk"))
    UNKNOWN = ("help-circle", gettext_lazy("nog niet te zeggen"))

    @property
    def icon(self) -> str:
        return self.value[0]

    @property
    def label(self) -> str:
        return str(self.value[1])


ABOUT = {
    Counted.KEPT: gettext_lazy("Afspraken in deze wijk die in het kwartaal zijn nagekomen."),
    Counted.ACTIVE: gettext_lazy(
        "Bewoners van deze wijk die in het kwartaal op deze site iets openbaars deden. "
        "Wij tellen mensen één keer, en laten niet zien wie."
    ),
    Counted.LED: gettext_lazy(
        "Initiatieven in deze wijk met een team van bewoners, die aan het eind van het kwartaal "
        "niet klaar of gestopt waren."
    ),
    Counted.WITHOUT: gettext_lazy(
        "Bijdragen aan dit doel waarbij het lukte zonder gemeente of politie te bellen."
    ),
    Counted.SOLVED: gettext_lazy("Ergernissen in deze wijk die in het kwartaal zijn opgelost."),
}


class Row(NamedTuple):
    """A period, and what the figure was. `note` is what one must know of it."""

    period: str
    short: str
    value: Decimal
    said: str
    note: str
    source: str
    is_quarter: bool = False
    is_now: bool = False


class Said(NamedTuple):
    """What a figure means according to somebody."""

    pk: int
    words: str
    who: str
    when: str
    date: str
    is_own: bool
    can_flag: bool
    hidden_reason: str


class Shown(NamedTuple):
    """One figure. `latest` is its last value in words; `trend` says in a sentence where it went,
    and is what who cannot see the chart is told."""

    pk: int
    url: str
    title: str
    unit: str
    source: str
    about: str
    better: str
    latest: str
    when: str
    trend: str
    way: Way
    chart: Chart | None
    is_bars: bool
    rows: list[Row]
    target: str
    baseline: str
    has_notes: bool
    licence: str
    confidence: str
    confidence_words: str
    meanings: int
    newest: Said | None


def of_goal(goal: Goal, *, today: date) -> list[Shown]:
    """All that stand for a goal, in their order: the same few queries for one as for five."""
    following = list(Indicator.objects.of(goal).select_related("series", "counted_by"))
    for one in following:
        one.goal = goal
    return shown(following, goal, today=today)


def shown(
    indicators: Sequence[Indicator], goal: Goal, *, today: date, with_words: bool = True
) -> list[Shown]:
    """`with_words`: the newest meaning of each as well, and not only how many there are."""
    rows = _rows(indicators, goal, today)
    numbers, newest = _meanings(indicators, with_words=with_words)
    return [
        _shown(one, rows[one.pk], numbers.get(one.pk, 0), newest.get(one.pk)) for one in indicators
    ]


def title_of(indicator: Indicator) -> str:
    """What the platform counts is said in the language of who reads."""
    return str(Counted(indicator.count).label).capitalize() if indicator.count else indicator.title


def said_value(indicator: Indicator, value: Decimal) -> str:
    """With its unit; fewer people than may be shown are no number (rule R12)."""
    if _is_few(indicator, value):
        return _("minder dan vijf")
    return with_unit(value, indicator.unit)


def with_unit(value: Decimal, unit: str) -> str:
    number = say_number(value)
    return f"{number}{'' if unit == '%' else ' '}{unit}" if unit else number


def period_words(year: int, quarter: int | None) -> str:
    if quarter is None:
        return str(year)
    return _("kwartaal %(quarter)s van %(year)s") % {"quarter": quarter, "year": year}


def series_for(neighbourhood: Neighbourhood, theme: str = "") -> list[FigureSeries]:
    """Of which there are figures here: those of all, and its municipality's own."""
    codes = neighbourhood.areas.values("code")
    ours = Q(municipality=None) | Q(municipality=neighbourhood.municipality_id)
    known = Figure.objects.filter(area_code__in=codes).values("series")
    found = FigureSeries.objects.filter(ours, pk__in=known).order_by("theme", "label", "pk")
    return list(found.filter(theme=theme) if theme else found)


def meanings_of(indicator: Indicator, user: User | AnonymousUser) -> QuerySet[Meaning]:
    """Newest first; those that are hidden only for who wrote them, and who moderates."""
    found = Meaning.objects.visible_to(user).filter(indicator=indicator)
    return found.select_related("person", "organisation").order_by("-at", "-pk")


def said(meaning: Meaning, user: User | AnonymousUser | None = None) -> Said:
    is_own = user is not None and meaning.person_id == user.pk
    who = meaning.person.public_name
    if meaning.organisation:
        who = f"{who}, {meaning.organisation.name}"
    day = timezone.localdate(meaning.at)
    return Said(
        meaning.pk,
        meaning.words,
        who,
        in_words(day),
        day.isoformat(),
        is_own,
        meaning.is_public and not is_own,
        meaning.hidden_reason,
    )


def _meanings(
    indicators: Sequence[Indicator], *, with_words: bool
) -> tuple[dict[int, int], dict[int, Said]]:
    """How many there are of each, and its newest."""
    public = Meaning.objects.shown().filter(indicator__in=indicators)
    grouped = public.order_by().values("indicator").annotate(number=Count("*"), newest=Max("pk"))
    rows = list(grouped.values_list("indicator", "number", "newest"))
    numbers = {one: number for one, number, _newest in rows}
    if not rows or not with_words:
        return numbers, {}
    newest = Meaning.objects.filter(pk__in=[pk for _one, _number, pk in rows])
    with_who = newest.select_related("person", "organisation")
    return numbers, {one.indicator_id: said(one) for one in with_who}


def _rows(indicators: Sequence[Indicator], goal: Goal, today: date) -> dict[int, list[Row]]:
    """Of each figure its periods, the oldest first."""
    found: dict[int, list[Row]] = defaultdict(list)
    for one, figure in _figures(indicators):
        found[one.pk].append(_official(one, figure))
    mine = {one.pk: one for one in indicators}
    measured = Measurement.objects.filter(indicator__in=indicators)
    for row in sorted(measured, key=lambda row: (row.year, row.quarter or 5)):
        found[row.indicator_id].append(_measured(mine[row.indicator_id], row))
    now = quarter_of(today)
    for one, value in _live(indicators, goal, now):
        kept = [row for row in found[one.pk] if row.period != period_words(*now)]
        found[one.pk] = [*kept, _running(one, now, value)]
    return defaultdict(list, {pk: rows[-LONGEST_AGO:] for pk, rows in found.items()})


def _figures(indicators: Sequence[Indicator]) -> list[tuple[Indicator, Figure]]:
    official = [one for one in indicators if one.source == Source.OFFICIAL]
    if not official:
        return []
    of_these = Q()
    for one in official:
        of_these |= Q(series=one.series_id, area_code=one.area_code, division=one.division)
    figures: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in Figure.objects.filter(of_these).order_by("year"):
        figures[figure.series_id, figure.area_code, figure.division].append(figure)
    return [
        (one, figure)
        for one in official
        for figure in figures[one.series_id, one.area_code, one.division]
    ]


def _live(
    indicators: Sequence[Indicator], goal: Goal, now: Quarter
) -> list[tuple[Indicator, Decimal]]:
    """What the platform counts in the quarter that runs now, in the year of the goal."""
    counting = [one for one in indicators if one.source == Source.PLATFORM]
    if not counting or now.year != goal.plan.year:
        return []
    numbers = counted(goal, now, {one.count for one in counting})
    return [(one, numbers[one.count]) for one in counting]


def _official(indicator: Indicator, figure: Figure) -> Row:
    return Row(
        period=str(figure.year),
        short=str(figure.year),
        value=figure.value,
        said=said_value(indicator, figure.value),
        note=_("omgerekend naar de wijk van nu") if figure.method else "",
        source=figure.source or (indicator.series.source if indicator.series else ""),
    )


def _measured(indicator: Indicator, row: Measurement) -> Row:
    return Row(
        period=period_words(row.year, row.quarter),
        short=_short(indicator, row.year, row.quarter),
        value=row.value,
        said=said_value(indicator, row.value),
        note="",
        source="",
        is_quarter=row.quarter is not None,
    )


def _running(indicator: Indicator, now: Quarter, value: Decimal) -> Row:
    return Row(
        period=period_words(*now),
        short=_short(indicator, *now),
        value=value,
        said=said_value(indicator, value),
        note=_("dit kwartaal loopt nog"),
        source="",
        is_quarter=True,
        is_now=True,
    )


def _short(indicator: Indicator, year: int, quarter: int | None) -> str:
    """As it fits under a chart: a quarter of another year than that of the goal says so."""
    if quarter is None:
        return str(year)
    if year == indicator.goal.plan.year:
        return _("kw %(quarter)s") % {"quarter": quarter}
    return _("kw %(quarter)s ’%(year)s") % {"quarter": quarter, "year": f"{year % 100:02}"}


def _shown(indicator: Indicator, rows: list[Row], meanings: int, newest: Said | None) -> Shown:
    is_bars = indicator.source != Source.OFFICIAL
    target = indicator.target
    target_said = "" if target is None else with_unit(target, indicator.unit)
    alike = _alike(rows)
    way, trend = _trend(indicator, [row for row in alike if not row.is_now], target_said)
    last = alike[-1] if alike else None
    baseline = indicator.baseline
    began = "" if baseline is None else with_unit(baseline, indicator.unit)
    return Shown(
        pk=indicator.pk,
        url=indicator.get_absolute_url(),
        title=title_of(indicator),
        unit=indicator.unit,
        source=_source(indicator),
        about=str(ABOUT[Counted(indicator.count)]) if indicator.count else "",
        better=str(Direction(indicator.direction).label),
        latest=last.said if last else "",
        when=f"{last.period}, {last.note}" if last and last.is_now else last.period if last else "",
        trend=trend,
        way=way,
        chart=_chart(indicator, alike, bars=is_bars, target_said=target_said),
        is_bars=is_bars,
        rows=rows[::-1],
        target=target_said,
        baseline=began,
        has_notes=any(row.note and not row.is_now for row in rows),
        licence=indicator.series.licence if indicator.series else "",
        confidence=str(Confidence(indicator.confidence).label),
        confidence_words=indicator.confidence_words,
        meanings=meanings,
        newest=newest,
    )


def _alike(rows: list[Row]) -> list[Row]:
    """A quarter is not compared with a whole year: where there are quarters, these."""
    return [row for row in rows if row.is_quarter] or rows


def _source(indicator: Indicator) -> str:
    if indicator.counted_by:
        return _("geteld door %(name)s") % {"name": indicator.counted_by.name}
    if indicator.series:
        return _("bron: %(source)s") % {"source": indicator.series.source}
    return str(Source(indicator.source).label)


def _chart(indicator: Indicator, rows: list[Row], *, bars: bool, target_said: str) -> Chart | None:
    points = [
        Point(
            row.short, None if _is_few(indicator, row.value) else row.value, say_number(row.value)
        )
        for row in rows
    ]
    return draw(points, bars=bars, target=indicator.target, target_said=target_said)


def _drawn(indicator: Indicator, value: Decimal) -> Decimal | None:
    """Of a few people the number is not drawn either."""
    return None if _is_few(indicator, value) else value


def _is_few(indicator: Indicator, value: Decimal) -> bool:
    return indicator.count == Counted.ACTIVE and value < FEWEST_VOICES


def _trend(indicator: Indicator, rows: list[Row], target_said: str) -> tuple[Way, str]:
    """From where we began, or the oldest, to the newest; a quarter that runs is not judged."""
    way, told = _told(indicator, rows)
    if target_said:
        told.append(_("Het doel is %(target)s.") % {"target": target_said})
    return way, " ".join(told)


def _told(indicator: Indicator, rows: list[Row]) -> tuple[Way, list[str]]:
    """In sentences."""
    if not rows:
        return Way.UNKNOWN, [_("Er zijn nog geen cijfers van een hele periode.")]
    last = rows[-1]
    now = {"last": last.said, "period": last.period}
    if indicator.baseline is not None:
        first, began = indicator.baseline, with_unit(indicator.baseline, indicator.unit)
        words = _("Wij begonnen bij %(first)s. In %(period)s was het %(last)s.")
        told = words % (now | {"first": began})
    elif len(rows) > 1:
        first = rows[0].value
        words = _("Van %(first)s in %(since)s naar %(last)s in %(period)s.")
        told = words % (now | {"first": rows[0].said, "since": rows[0].period})
    else:
        return Way.UNKNOWN, [_("In %(period)s was het %(last)s.") % now]
    way = _way(indicator, first, last.value)
    return way, [told, f"{way.label[:1].upper()}{way.label[1:]}."]


def _way(indicator: Indicator, first: Decimal, last: Decimal) -> Way:
    if first == last:
        return Way.SAME
    is_up = last > first
    return Way.BETTER if is_up == (indicator.direction == Direction.UP) else Way.WORSE
