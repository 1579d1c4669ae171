"""Who hears of what was said, and of what became of a flag."""

import re

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People

from ..models import Photo, Reaction, Update
from .people import officer, team

TO_THE_MUNICIPALITY = {"gemeente", "ambtenaar", "contactambtenaar", "municipality"}


def reacted(event: Event, reaction: Reaction) -> None:
    """To whom it replies, the team, and the officer when the words are about the municipality.

    Followers do not get a mail per reaction. Where the team has left, who answers here reads on.
    """
    initiative, author = reaction.initiative, reaction.author_id
    people = team(initiative)
    parent = reaction.parent
    replied_to: People = [(parent.author, Reason.AUTHOR)] if parent else []
    left_alone = not any(person.is_active for person, _reason in people)
    if left_alone or _addresses(reaction, initiative.review.officer):
        people = people + officer(initiative.review, event.at)
    people = replied_to + people
    notify(
        event,
        [(person, reason) for person, reason in people if person.pk != author],
        "initiatives/email/reacted.txt",
        initiative=initiative,
        reaction=reaction,
        parent_author=parent.author_id if parent else None,
    )


def reaction_judged(event: Event, reaction: Reaction) -> None:
    """Its author hears that it was hidden and why, or that it can be read."""
    key = reaction.pk
    notify(
        event,
        [(reaction.author, Reason.AUTHOR)],
        "initiatives/email/reaction_judged.txt",
        asks=True,
        initiative=reaction.initiative,
        reaction=reaction,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["reactie", key]),
    )


def news_judged(event: Event, update: Update) -> None:
    """Its team, and who wrote it, hear that it was hidden and why, or that it can be read."""
    initiative = update.initiative
    notify(
        event,
        [*team(initiative), (update.author, Reason.TEAM)],
        "initiatives/email/news_judged.txt",
        asks=True,
        initiative=initiative,
        news=update,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["nieuws", update.pk]),
    )


def photo_judged(event: Event, photo: Photo) -> None:
    """Its team hears that it was hidden and why, or that everybody sees it again."""
    initiative = photo.initiative
    assert initiative is not None  # that of a draft is not judged
    notify(
        event,
        team(initiative),
        "initiatives/email/photo_judged.txt",
        asks=True,
        initiative=initiative,
        photo=photo,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["foto", photo.pk]),
    )


def _addresses(reaction: Reaction, officer: User | None) -> bool:
    """Whether the words speak to the municipality, or name the officer."""
    words = set(re.findall(r"\w+", reaction.text.lower()))
    names = {officer.name.lower().split()[0]} if officer and officer.name.strip() else set()
    return bool(words & (TO_THE_MUNICIPALITY | names))
