"""What people said in a review, so that nobody's opinion can be read from it (rule R12)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import BooleanField, Case, F, Q, When

from accounts.models import User
from partners.models import Organisation
from partners.states import PROFESSIONAL, Visibility

from ..models import (
    Goal,
    GoalParty,
    QuarterlyReview,
    Voice,
    VoiceOnGoal,
    VoiceOnParty,
    YearPlan,
)
from ..states import FEWEST_VOICES, Fits, Sees

MOST_PARTIES = 12  # that one voice is asked about
FITS, SEES = "fits", "sees"
NOBODYS = Q(pk__in=[])


class Numbers(NamedTuple):
    """How many gave their voice."""

    residents: int
    others: int

    @property
    def all(self) -> int:
        return self.residents + self.others


class Spoken(NamedTuple):
    pk: int
    saw: str
    table: str
    is_resident: bool
    visibility: str
    is_own: bool

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


def counted(number: int, *, is_final: bool) -> int:
    """Of how many of the first answers a sum is shown.

    While voices come in, sums grow by five at a time and stay at least five behind: what is shown
    now and what is shown later never differ by fewer than five people.
    """
    if is_final:
        return number if number >= FEWEST_VOICES else 0
    return max(0, (number - FEWEST_VOICES) // FEWEST_VOICES * FEWEST_VOICES)


def on_goals(review: QuarterlyReview, *, is_final: bool) -> dict[int, dict[str, dict[str, int]]]:
    """Per goal and question how often each answer was given; empty where too few answered.

    A voice that is changed goes to the end of the line (its `at`), as a new one would.
    """
    rows = VoiceOnGoal.objects.filter(voice__review=review).order_by("voice__at", "voice_id")
    said: dict[int, dict[str, list[str]]] = defaultdict(lambda: {FITS: [], SEES: []})
    for goal, fits, sees in rows.values_list("goal_id", "fits", "sees"):
        said[goal][FITS] += [fits] * bool(fits)
        said[goal][SEES] += [sees] * bool(sees)
    return {
        goal: {
            FITS: _sums(answers[FITS], Fits.values, is_final=is_final),
            SEES: _sums(answers[SEES], Sees.values, is_final=is_final),
        }
        for goal, answers in said.items()
    }


def on_parties(review: QuarterlyReview, *, is_final: bool) -> list[dict[str, Any]]:
    """Per partner the average, and of how many; nothing of a partner with fewer than five."""
    rows = VoiceOnParty.objects.filter(voice__review=review).order_by("voice__at", "voice_id")
    said: dict[str, list[int]] = defaultdict(list)
    for name, score in rows.values_list("organisation__name", "score"):
        said[name].append(score)
    shown = {
        name: scores[: counted(len(scores), is_final=is_final)] for name, scores in said.items()
    }
    return [
        {"name": name, "number": len(scores), "average": round(sum(scores) / len(scores), 1)}
        for name, scores in sorted(shown.items())
        if scores
    ]


def spoken(review: QuarterlyReview, mine: Q = NOBODYS) -> list[Spoken]:
    """All voices, newest first, without who gave them: one query."""
    is_own = Case(When(mine, then=True), default=False, output_field=BooleanField())
    rows = Voice.objects.filter(review=review).annotate(is_own=is_own).order_by("-at", "-pk")
    names = ("pk", "saw", "table", "is_resident", "visibility", "is_own")
    return [Spoken(*row) for row in rows.values_list(*names)]


def numbers_of(voices: Sequence[Spoken]) -> Numbers:
    """Hidden by the house rules are words; the voice still counts."""
    residents = sum(one.is_resident for one in voices)
    return Numbers(residents, len(voices) - residents)


def numbers(review: QuarterlyReview) -> Numbers:
    found = Counter(Voice.objects.filter(review=review).values_list("is_resident", flat=True))
    return Numbers(found[True], found[False])


def mine(user: User | AnonymousUser | None, browser: str) -> Q:
    """What this person gave, or this browser while nobody was signed in."""
    of_browser = Q(person=None, browser=browser) if browser else NOBODYS
    if user is None or not user.is_authenticated:
        return of_browser
    return Q(person_id=user.pk) | of_browser


def own_voice(
    review: QuarterlyReview, user: User | AnonymousUser | None, browser: str
) -> Voice | None:
    """One's own comes before what the browser gave: another may have used that."""
    voices = Voice.objects.filter(mine(user, browser), review=review)
    return voices.order_by(F("person").asc(nulls_last=True)).first()


def goals_to_voice(plan: YearPlan) -> list[Goal]:
    return list(Goal.objects.shown().of_year(plan).in_force())


def parties_to_voice(goals: Sequence[Goal]) -> list[Organisation]:
    """Professional partners with a part in these goals: of residents' teams no marks are given."""
    parts = GoalParty.objects.filter(goal__in=goals).exclude(part="")
    found = Organisation.objects.filter(
        pk__in=parts.values("organisation"), kind__in=PROFESSIONAL, hidden_reason=""
    )
    return list(found.order_by("name", "pk")[:MOST_PARTIES])


def _sums(answers: list[str], known: Sequence[str], *, is_final: bool) -> dict[str, int]:
    part = answers[: counted(len(answers), is_final=is_final)]
    if not part:
        return {}
    found = Counter(part)
    return {one: found[one] for one in known}
