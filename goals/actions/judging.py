"""Words of people that are hidden by the house rules, or shown again. Callers have checked who may.

What is said of a goal in the history of the neighbourhood is public as long as the goal is.
"""

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from partners.actions.judging import judge
from partners.states import Visibility

from .. import emails, verbs
from ..models import Goal, GoalSupport, Meaning, Problem, Voice

Words = Goal | GoalSupport | Problem | Meaning | Voice


def hide(words: Words, reason: str, *, by: User) -> Words:
    """With a reason for who wrote it; with that its flags are decided."""
    return _judge(words, Visibility.HIDDEN, reason, by=by)


def show(words: Words, *, by: User) -> Words:
    return _judge(words, Visibility.PUBLIC, "", by=by)


def place_of(words: Words) -> Neighbourhood:
    """Where it was written."""
    if isinstance(words, GoalSupport):
        return words.goal.plan.neighbourhood
    if isinstance(words, Meaning):
        return words.indicator.goal.plan.neighbourhood
    if isinstance(words, Voice):
        return words.review.plan.neighbourhood
    return words.plan.neighbourhood


def _judge(words: Words, to: Visibility, reason: str, *, by: User) -> Words:
    def tell(judged: Words) -> None:
        if isinstance(judged, Goal):
            Event.objects.about(judged).filter(
                verb__in=[one.name for one in (*verbs.plans.OF_A_GOAL, *verbs.reviews.OF_A_GOAL)]
            ).update(is_public=judged.is_public)
        verb = verbs.plans.SPOKEN_SHOWN if judged.is_public else verbs.plans.SPOKEN_HIDDEN
        event = activity.record(
            verb.name,
            judged,
            by=by,
            side=Side.MUNICIPALITY,
            neighbourhood=place_of(judged),
            public=False,
            words=reason,
        )
        emails.judging.judged(event, judged)

    return judge(words, to, reason, by=by, locked=_locked, tell=tell)


def _locked(words: Words) -> Words:
    found: Words = type(words)._default_manager.select_for_update(of=("self",)).get(pk=words.pk)
    return found
