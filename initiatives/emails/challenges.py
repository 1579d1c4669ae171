"""Who hears of a task that residents want to take over."""

from activity.actions import notify
from activity.models import Event

from ..models import Challenge
from ..states import ChallengeState
from .people import address, coordinators, followers_of, officer, team


def challenge(event: Event, challenge: Challenge) -> None:
    """A step of the right to challenge: all whom it concerns, but who took it."""
    initiative = challenge.initiative
    notify(
        event,
        team(initiative) + officer(initiative.review, event.at) + followers_of(initiative),
        "initiatives/email/challenge.txt",
        asks=event.verb == "challenge_proposed",
        initiative=initiative,
        challenge=challenge,
        challenge_url=address("challenge", initiative.pk),
    )


def challenge_due(event: Event, challenge: Challenge) -> None:
    """The officer; once the date has passed, the coordinator as well. Both sides look back."""
    initiative = challenge.initiative
    people = officer(initiative.review, event.at)
    if event.verb == "challenge_late":
        people = people + coordinators(initiative)
    elif event.verb == "challenge_due_today" and challenge.state == ChallengeState.AGREED:
        people = people + team(initiative)
    notify(
        event,
        people,
        "initiatives/email/challenge_due.txt",
        initiative=initiative,
        challenge=challenge,
        challenge_url=address("challenge", initiative.pk),
    )
