from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.flags import registered
from activity.models import Event
from neighbourhoods.selections.officers import coordinators_of

from ..models import GroupMessage, HourQuestion, Poll, PollWords
from ..selections.polls import members_of_panel, told_of_outcome
from ..states.polls import Audience


def opened(event: Event, poll: Poll) -> None:
    """The panel; others read it in the neighbourhood or in their room."""
    if poll.audience != Audience.PANEL:
        return
    notify(
        event,
        [(person, Reason.FOLLOWER) for person in members_of_panel(poll.neighbourhood)],
        "participation/email/poll_opened.txt",
        asks=True,
        poll=poll,
        answer_url=settings.SITE_URL + reverse("participation:answer_poll", args=[poll.pk]),
        panel_url=settings.SITE_URL
        + reverse("participation:panel", args=[poll.neighbourhood.slug]),
    )


def outcome(event: Event, poll: Poll) -> None:
    """What is done with it, for who answered with an account."""
    people = [(person, Reason.AUTHOR) for person in told_of_outcome(poll)]
    notify(event, people, "participation/email/poll_outcome.txt", poll=poll)


def awaits(event: Event, poll: Poll) -> None:
    """Who coordinates, until it is written what is done with it."""
    notify(
        event,
        [(person, Reason.COORDINATOR) for person in coordinators_of(poll.neighbourhood)],
        "participation/email/poll_awaits.txt",
        asks=True,
        poll=poll,
        outcome_url=settings.SITE_URL + reverse("participation:poll_outcome", args=[poll.pk]),
    )


def judged(event: Event, words: PollWords | HourQuestion | GroupMessage) -> None:
    """Who wrote it; of somebody without an account nobody."""
    if words.person is None:
        return
    path = next(one.path for one in registered() if one.model is type(words))
    notify(
        event,
        [(words.person, Reason.AUTHOR)],
        "participation/email/asked_judged.txt",
        asks=True,
        about=words,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=[path, words.pk]),
    )
