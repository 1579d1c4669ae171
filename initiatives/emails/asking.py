"""Who hears of what a team asks of one person. No address is ever shown to the other side."""

from django.conf import settings

from activity.actions import Reason, notify
from activity.models import Event

from ..models import Ask
from .people import address, team


def person_asked(event: Event, ask: Ask) -> None:
    """One message, to one person, with why they get it."""
    notify(
        event,
        [(ask.person, Reason.AUTHOR)],
        "initiatives/email/person_asked.txt",
        asks=True,
        initiative=ask.request.initiative,
        ask=ask,
        asset=ask.asset,
        ask_url=settings.SITE_URL + ask.link,
    )


def ask_ended(event: Event, ask: Ask) -> None:
    """The team can ask somebody else."""
    initiative = ask.request.initiative
    notify(
        event,
        team(initiative),
        "initiatives/email/ask_ended.txt",
        initiative=initiative,
        ask=ask,
        matching_url=address("matching", initiative.pk, ask.request_id),
    )


def ask_withdrawn(event: Event, ask: Ask) -> None:
    notify(
        event,
        [(ask.person, Reason.AUTHOR)],
        "initiatives/email/ask_withdrawn.txt",
        initiative=ask.request.initiative,
        ask=ask,
    )
