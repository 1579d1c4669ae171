"""The figures of the goals of the demo, and what people say of them: through the same actions.

The goals are those that a neighbourhood has; on each hang the figures of its place in the list.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from activity.actions import Side
from goals.actions import indicators, meanings
from goals.actions.figures import DIVISION
from goals.actions.indicators import Adjusted, Wanted
from goals.models import Figure, Goal, Indicator
from goals.quarters import quarter_of
from goals.states import Confidence, Count, Direction, Source
from neighbourhoods.models import Membership
from partners.models import Member, Organisation
from partners.states import OF_PEOPLE

from .history import Past

AGO = timedelta(days=45)  # when these were chosen


class Told(NamedTuple):
    """One figure. `series` of CBS, or what this `site` counts, or a `title` that an organisation
    counts, with `values` per quarter; `means` are the words of people, in turn."""

    series: str = ""
    site: str = ""
    title: str = ""
    direction: str = Direction.UP
    target: str = ""
    values: tuple[int, ...] = ()
    means: tuple[str, ...] = ()
    confidence: str = Confidence.UNKNOWN
    because: str = ""


PER_GOAL = (
    (
        Told(
            title="Mensen die meedoen aan een activiteit in de buurt",
            target="150",
            values=(64, 83, 118, 121),
            means=(
                "Sinds de koffie op dinsdag komen er mensen die ik nooit zag.",
                "Het zijn er meer, maar vooral overdag. Wie werkt, mist het.",
            ),
            confidence=Confidence.LIKELY,
            because="De koffie en het straatvoetbal begonnen dit jaar, en daar komen zij vandaan.",
        ),
        Told(site=Count.ACTIVE, means=("Wij doen ook veel zonder deze site.",)),
        Told(
            series="pct_65plus",
            direction=Direction.UP,
            means=("Onze ouders blijven hier wonen. Dan moet er ook wat te doen zijn.",),
        ),
    ),
    (
        Told(site=Count.KEPT, target="5", means=("Beloofd is nu vaker ook gedaan.",)),
        Told(site=Count.SOLVED),
        Told(series="auto_per_hh", direction=Direction.DOWN),
    ),
    (
        Told(
            site=Count.LED,
            means=("Er begint van alles, en het meeste loopt ook nog.",),
            confidence=Confidence.PERHAPS,
            because="De wijk helpt op weg, maar bewoners waren al begonnen.",
        ),
        Told(series="pct_0_15", means=("Minder kinderen op straat, dat zie ik ook.",)),
    ),
)


def tell_figures(goals: Sequence[Goal], past: Past) -> None:
    """Of the goals that run now. Twice tells it once: each has a key of its own."""
    running = [one for one in goals if one.is_chosen and one.plan.is_running]
    for goal, told in zip(running, PER_GOAL, strict=False):
        for one in told:
            _tell(one, goal, past)


def _tell(told: Told, goal: Goal, past: Past) -> None:
    place = goal.plan.neighbourhood
    by = Membership.objects.coordinators().filter(neighbourhood=place).earliest("pk").person
    wanted = _wanted(told, goal)
    if wanted is None:
        return
    key = uuid5(NAMESPACE_URL, f"demo/{place.slug}/{goal.plan.year}/{goal.pk}/{wanted.title}")
    begun = past.now - AGO
    if Indicator.objects.filter(key=key).exists():
        return
    with past.at(begun):
        made = indicators.add(goal, wanted, key=key, by=by, side=Side.MUNICIPALITY, now=begun)
    _measure(told, made, past)
    if told.because:
        with past.at(begun + timedelta(days=2)):
            adjusted = Adjusted(
                wanted.direction, None, wanted.target, told.confidence, told.because
            )
            indicators.adjust(made, adjusted, by=by, side=Side.MUNICIPALITY)
    _give_meaning(told, made, key, past)


def _wanted(told: Told, goal: Goal) -> Wanted | None:
    """None where it cannot be followed: no such figure, or nobody who counts."""
    target = Decimal(told.target) if told.target else None
    if told.site:
        title = str(Count(told.site).label).capitalize()
        return Wanted(Source.PLATFORM, title, told.direction, count=told.site, target=target)
    place = goal.plan.neighbourhood
    if told.series:
        codes = place.areas.order_by("code").values("code")
        figures = Figure.objects.filter(series__name=told.series, area_code__in=codes)
        first = figures.select_related("series").order_by("area_code", "year").first()
        if first is None:
            return None
        series = first.series
        return Wanted(
            source=Source.OFFICIAL,
            title=series.label,
            direction=told.direction,
            unit=series.unit,
            series=series,
            area_code=first.area_code,
            division=DIVISION,
            target=target,
        )
    counts = _who_counts(goal)
    if counts is None:
        return None
    return Wanted(Source.PARTY, told.title, told.direction, counted_by=counts, target=target)


def _who_counts(goal: Goal) -> Organisation | None:
    here = Organisation.objects.public().active_in(goal.plan.neighbourhood)
    manned = Member.objects.still_here().values("organisation")
    return here.filter(pk__in=manned).exclude(kind__in=OF_PEOPLE).order_by("pk").first()


def _measure(told: Told, made: Indicator, past: Past) -> None:
    if not told.values or made.counted_by is None:
        return
    by = Member.objects.still_here().filter(organisation=made.counted_by).earliest("pk").person
    now = quarter_of(timezone.localdate(past.now))
    year = made.goal.plan.year
    for number, value in enumerate(told.values, 1):
        if year < now.year or number < now.number:
            with past.at(past.now - AGO + timedelta(days=number)):
                indicators.fill_in(
                    made, Decimal(value), year=year, quarter=number, by=by, now=past.now
                )


def _give_meaning(told: Told, made: Indicator, key: UUID, past: Past) -> None:
    people = _residents(made.goal)
    for number, words in enumerate(told.means):
        at = past.now - AGO + timedelta(days=5 + 9 * number, hours=number)
        with past.at(at):
            meanings.give(
                made,
                words,
                organisation=None,
                key=uuid5(key, str(number)),
                by=people[(made.pk + number) % len(people)],
                side=Side.RESIDENT,
                now=at,
            )


def _residents(goal: Goal) -> list[User]:
    """Of teams here, else who proposed the goal."""
    place = goal.plan.neighbourhood
    members = Member.objects.still_here().filter(
        organisation__neighbourhood=place, organisation__kind__in=OF_PEOPLE
    )
    people = {one.person_id: one.person for one in members.select_related("person").order_by("pk")}
    return list(people.values())[:8] or [goal.person]
