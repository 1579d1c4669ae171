"""Who hears that two initiatives find each other, act together or go on as one."""

from activity.actions import notify
from activity.models import Event

from ..models import Initiative, Proposal
from .people import address, followers_of, officer, team


def resembles(event: Event, initiative: Initiative, other: Initiative) -> None:
    """The team; its own page says what the other one is called."""
    notify(
        event,
        team(initiative),
        "initiatives/email/resembles.txt",
        initiative=initiative,
        other_url=address("short", other.pk),  # without its title, which its team may take away
    )


def proposed(event: Event, proposal: Proposal) -> None:
    notify(
        event,
        team(proposal.asked),
        "initiatives/email/proposed.txt",
        asks=True,
        initiative=proposal.asked,
        proposal=proposal,
        proposal_url=address("proposal", proposal.asked_id, proposal.pk),
    )


def proposal_ended(event: Event, proposal: Proposal) -> None:
    notify(
        event,
        team(proposal.asker),
        "initiatives/email/proposal_ended.txt",
        initiative=proposal.asker,
        proposal=proposal,
        together_url=address("together", proposal.stays.pk),
    )


def together(event: Event, initiative: Initiative, other: Initiative) -> None:
    notify(
        event,
        team(initiative) + followers_of(initiative),
        "initiatives/email/together.txt",
        initiative=initiative,
        other_url=address("short", other.pk),
    )


def merged(event: Event, goes: Initiative, into: Initiative) -> None:
    """The one team that they are now, who answers, and who followed either."""
    people = team(into) + officer(into.review, event.at) + followers_of(into)
    notify(
        event,
        people,
        "initiatives/email/merged.txt",
        initiative=into,
        before_url=address("short", goes.pk),
    )
