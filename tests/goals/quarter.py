"""A neighbourhood that looks back on the first quarter of 2026, and the people in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from accounts.models import User
from goals.actions import closing, voices
from goals.models import Goal, GoalParty, QuarterlyReview, Voice, YearPlan
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    QuarterlyReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.partners.conftest import Place, make_place

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 4, 7, 20, tzinfo=AMSTERDAM)
LACKS = "Jongeren doen nog te weinig mee."


@dataclass(frozen=True)
class Looking:
    place: Place
    plan: YearPlan
    goal: Goal
    other: Goal
    party: GoalParty
    review: QuarterlyReview

    @property
    def path(self) -> str:
        return f"/kwartaalgesprek/{self.review.pk}/"

    @property
    def goals(self) -> list[Goal]:
        return [self.goal, self.other]


def looking_back() -> Looking:
    place = make_place()
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=2026)
    goal = GoalFactory(plan=plan, title="Samen buiten", place=1)
    other = GoalFactory(plan=plan, title="Een schone straat", place=2)
    party = GoalPartyFactory(goal=goal, organisation=place.organisation)
    review = QuarterlyReviewFactory(plan=plan, quarter=1)
    return Looking(place, plan, goal, other, party, review)


def say(looking: Looking, person: User | None = None, **more: Any) -> Voice:
    """A voice of a new person, unless it is somebody's."""
    said = voices.Said(**more)
    person = person or UserFactory()
    return voices.give(looking.review, said, key=uuid4(), person=person, browser="", now=NOW)


def answer(looking: Looking, fits: Sequence[str], **more: Any) -> None:
    """So many voices on the first goal."""
    for one in fits:
        say(looking, on_goals={looking.goal.pk: voices.OnGoal(one, "better")}, **more)


def judged(looking: Looking, **more: closing.Judged) -> dict[int, closing.Judged]:
    """Both go on, unless `goal` or `other` says otherwise."""
    go_on = closing.Judged("keep", "Het loopt goed.")
    return {
        looking.goal.pk: more.get("goal", go_on),
        looking.other.pk: more.get("other", go_on),
    }


def end(looking: Looking, **more: Any) -> QuarterlyReview:
    """Closed by the coordinator, with twelve residents in the room."""
    plain: dict[str, Any] = {"judged": judged(looking), "lacks": LACKS, "residents": 12}
    outcome = closing.Outcome(**plain | more)
    return closing.close(looking.review, outcome, by=looking.place.coordinator, now=NOW)


def day(year: int, month: int, number: int, hour: int = 12) -> datetime:
    return datetime(year, month, number, hour, tzinfo=AMSTERDAM)


FIRST_OF_APRIL = date(2026, 4, 1)
