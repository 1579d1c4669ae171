"""What people weigh: the proposals of a year, why they matter, and what matters first."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from accounts.models import User
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from partners.models import Asset, Concern
from partners.states import Visibility

from ..models import Goal, GoalSupport, Problem, ProblemRank, YearPlan
from ..models.goal import GoalSupportQuerySet
from ..states import FEWEST_VOICES
from .years import Supporters


class ProblemLine(NamedTuple):
    """`place` is that among one's own three, 0 when it is not; `people` have it in their three,
    which is not said (0) before enough people chose."""

    pk: int
    words: str
    people: int
    place: int
    is_own: bool
    is_hidden: bool


class Picture(NamedTuple):
    """What is there already, before anybody speaks of what lacks: how many of each (O12)."""

    assets: int
    initiatives: int
    concerns: int


def shuffled(plan: YearPlan, user: User | AnonymousUser, *, today: date) -> list[int]:
    """The keys of the proposals in an order that is another one each day, and the same all day:
    nobody stands first because many supported it, or because the alphabet says so."""
    keys = Goal.objects.visible_to(user).filter(plan=plan).proposed().values_list("pk", flat=True)
    return sorted(keys, key=lambda pk: sha256(f"{today:%Y-%m-%d}/{pk}".encode()).digest())


def in_order(keys: list[int]) -> list[Goal]:
    found = Goal.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def supporters_of(goals: Iterable[Goal], user: User | AnonymousUser) -> dict[int, Supporters]:
    counted = GoalSupport.objects.filter(goal__in=[one.pk for one in goals]).order_by()
    rows = counted.values_list("goal").annotate(
        number=Count("pk"), mine=Count("pk", filter=Q(person_id=user.pk))
    )
    return {goal: Supporters(number, bool(mine)) for goal, number, mine in rows}


def words_for(goal: Goal, user: User | AnonymousUser) -> GoalSupportQuerySet:
    """Why people find it important, the newest first; one's own and hidden ones as elsewhere."""
    found = GoalSupport.objects.visible_to(user).with_words().filter(goal=goal)
    return found.order_by("-at", "-pk")


def picture_of(neighbourhood: Neighbourhood) -> Picture:
    assets = Asset.objects.shown().in_neighbourhood(neighbourhood)
    initiatives = Initiative.objects.public().in_neighbourhood(neighbourhood).under_way()
    concerns = Concern.objects.public().in_neighbourhood(neighbourhood).open()
    return Picture(assets.count(), initiatives.count(), concerns.count())


def ranked_by(plan: YearPlan) -> int:
    """How many people said what matters most to them."""
    return ProblemRank.objects.filter(plan=plan).values("person").distinct().count()


def problems_of(
    plan: YearPlan, user: User | AnonymousUser, *, ranked: int
) -> tuple[list[int], dict[int, int]]:
    """Their keys, and how many people have each in their three: those first that most have, and
    the newest; before enough people chose only the newest, and no numbers (rule R12)."""
    found = Problem.objects.visible_to(user).filter(plan=plan)
    if ranked < FEWEST_VOICES:
        return list(found.order_by("-at", "-pk").values_list("pk", flat=True)), {}
    counted = found.annotate(people=Count("ranks")).order_by("-people", "-at", "-pk")
    rows = list(counted.values_list("pk", "people"))
    return [key for key, _people in rows], dict(rows)


def problem_lines(
    keys: list[int], people: dict[int, int], user: User | AnonymousUser, places: dict[int, int]
) -> list[ProblemLine]:
    found = Problem.objects.in_bulk(keys)
    return [
        ProblemLine(
            pk=key,
            words=one.words,
            people=people.get(key, 0),
            place=places.get(key, 0),
            is_own=one.person_id == user.pk,
            is_hidden=not one.is_public,
        )
        for key in keys
        if (one := found.get(key))
    ]


def own_three(plan: YearPlan, user: User | AnonymousUser) -> list[Problem]:
    """In order of importance."""
    if not user.is_authenticated:
        return []
    mine = ProblemRank.objects.filter(plan=plan, person_id=user.pk).select_related("problem")
    mine = mine.filter(problem__visibility=Visibility.PUBLIC)
    return [one.problem for one in mine.order_by("place")]
