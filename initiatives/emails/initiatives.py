"""Who hears that an initiative is sent, moves on, gets news or people."""

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from outbox.actions import queue
from partners.models import Invitation

from ..models import Initiative, Review
from .people import address, followers_of, officer, team


def sent(event: Event, initiative: Initiative, review: Review, *, starter: User) -> None:
    """The officer hears at once; who started it gets a mail to keep, with the name and the date."""
    notify(
        event,
        officer(review, event.at),
        "initiatives/email/new.txt",
        initiative=initiative,
        review=review,
        review_url=address("review", initiative.pk),
    )
    notify(
        event,
        [(starter, Reason.TEAM)],
        "initiatives/email/sent.txt",
        also_actor=True,
        initiative=initiative,
        review=review,
    )


def news(event: Event, initiative: Initiative) -> None:
    people = team(initiative) + followers_of(initiative)
    notify(event, people, "initiatives/email/news.txt", initiative=initiative)


def stage_set(event: Event, initiative: Initiative) -> None:
    people = team(initiative) + followers_of(initiative)
    notify(
        event,
        people,
        "initiatives/email/stage.txt",
        initiative=initiative,
        reach_url=address("within_reach", initiative.pk),
    )


def left(event: Event, initiative: Initiative) -> None:
    """Nobody runs it any more, so who answers here looks for somebody."""
    notify(
        event,
        officer(initiative.review, event.at),
        "initiatives/email/left.txt",
        initiative=initiative,
        participants=initiative.participants.count(),
    )


def joined(event: Event, initiative: Initiative, can_do: str) -> None:
    people = [(person, reason) for person, reason in team(initiative) if person.is_active]
    notify(
        event,
        people or officer(initiative.review, event.at),
        "initiatives/email/joined.txt",
        initiative=initiative,
        can_do=can_do,
    )


def invited(invitation: Invitation, initiative: Initiative) -> None:
    """Somebody who may have no account here, so not through `activity`; once per invitation."""
    queue(
        key=f"invitation:{invitation.pk}",
        to=invitation.email,
        template="initiatives/email/invited.txt",
        context={
            "initiative": initiative,
            "by": invitation.by,
            "ends_at": invitation.ends_at,
            "url": invitation_url(invitation),
        },
        place=initiative.neighbourhood.name,
    )


def invitation_url(invitation: Invitation) -> str:
    return settings.SITE_URL + reverse("initiatives:invitation", args=[invitation.token])


def team_changed(event: Event, initiative: Initiative, *, teller: User | None = None) -> None:
    """The team; `teller` did it to somebody else, and knows already."""
    people = [(person, reason) for person, reason in team(initiative) if person != teller]
    notify(
        event,
        people,
        "initiatives/email/team.txt",
        also_actor=teller is not None,
        initiative=initiative,
    )


def hidden(event: Event, initiative: Initiative) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/hidden.txt",
        initiative=initiative,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["initiatief", initiative.pk]),
    )
