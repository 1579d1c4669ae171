"""Who belongs to an initiative, and the addresses in its mails."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, followers
from activity.selections import People, officer_or_cover
from activity.selections import coordinators as coordinators_of
from partners.models import Member

from ..models import Initiative, Review


def officer(review: Review, at: datetime) -> People:
    return officer_or_cover(review.officer, review.initiative.neighbourhood, at)


def coordinators(initiative: Initiative) -> People:
    return coordinators_of(initiative.neighbourhood)


def followers_of(initiative: Initiative) -> People:
    """Nobody while it is hidden: mail would take it past the house rules."""
    return followers(initiative) if initiative.is_public else []


def team(initiative: Initiative) -> People:
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    return [(member.person, Reason.TEAM) for member in members.order_by("pk")]


def address(name: str, *keys: int) -> str:
    """Where the reader has something to do; who is not signed in comes there after signing in."""
    return settings.SITE_URL + reverse(f"initiatives:{name}", args=keys)
