"""Words of people in polls, question hours and focus groups that are hidden by the house rules, or
shown again. Callers have checked who may."""

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from neighbourhoods.models import Neighbourhood
from partners.actions.judging import judge
from partners.states import Visibility

from .. import emails, verbs
from ..models import GroupMessage, HourQuestion, PollWords
from . import hours, polls

Spoken = PollWords | HourQuestion | GroupMessage


def hide(words: Spoken, reason: str, *, by: User) -> Spoken:
    """With a reason for who wrote it; with that its flags are decided."""
    return _judge(words, Visibility.HIDDEN, reason, by=by)


def show(words: Spoken, *, by: User) -> Spoken:
    return _judge(words, Visibility.PUBLIC, "", by=by)


def place_of(words: Spoken) -> Neighbourhood:
    if isinstance(words, PollWords):
        return words.question.poll.neighbourhood
    if isinstance(words, HourQuestion):
        return words.hour.neighbourhood
    return words.group.neighbourhood


def _judge(words: Spoken, to: Visibility, reason: str, *, by: User) -> Spoken:
    def tell(judged: Spoken) -> None:
        if isinstance(judged, PollWords):
            polls.grow(judged.question.poll)
        elif isinstance(judged, HourQuestion):
            hours.grow(judged.hour)
        verb = verbs.polls.SPOKEN_SHOWN if judged.is_public else verbs.polls.SPOKEN_HIDDEN
        event = activity.record(
            verb.name,
            judged,
            by=by,
            side=Side.MUNICIPALITY,
            neighbourhood=place_of(judged),
            public=False,
            words=reason,
        )
        emails.polls.judged(event, judged)

    return judge(words, to, reason, by=by, locked=_locked, tell=tell)


def _locked(words: Spoken) -> Spoken:
    found: Spoken = type(words)._default_manager.select_for_update(of=("self",)).get(pk=words.pk)
    return found
