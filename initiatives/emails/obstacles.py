"""Who hears of what blocks residents, and of what became of it."""

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People, officer_or_cover
from activity.selections import coordinators as coordinators_of
from partners.models import Member
from partners.selections.hearing import contacts
from partners.states import Kind

from ..models import MetObstacle, Obstacle, ObstacleAnswer, ObstacleReply


def obstacle_reported(event: Event, obstacle: Obstacle) -> None:
    """Who answers, the partner in whose way of working it is, and the team: with name and date."""
    notify(
        event,
        _officer(event, obstacle),
        "initiatives/email/obstacle_new.txt",
        asks=True,
        obstacle=obstacle,
    )
    notify(
        event,
        _partner(obstacle),
        "initiatives/email/obstacle_partner.txt",
        asks=True,
        obstacle=obstacle,
    )
    notify(
        event,
        _who_met(obstacle),
        "initiatives/email/obstacle_sent.txt",
        also_actor=True,
        obstacle=obstacle,
    )


def obstacle_assigned(event: Event, obstacle: Obstacle, *, giver: User | None) -> None:
    """Who met it; and the colleague to whom a `giver` gave it."""
    if giver and obstacle.officer:
        notify(
            event,
            [(obstacle.officer, Reason.OFFICER)],
            "initiatives/email/obstacle_yours.txt",
            also_actor=True,
            obstacle=obstacle,
            giver=giver,
        )
    obstacle_handed_over(event, obstacle)


def obstacle_handed_over(event: Event, obstacle: Obstacle) -> None:
    """Who met it; the successor is told once, of all that they got."""
    template = "initiatives/email/obstacle_assigned.txt"
    notify(event, _who_met(obstacle), template, obstacle=obstacle)


def obstacle_answered(event: Event, obstacle: Obstacle, answer: ObstacleAnswer) -> None:
    notify(
        event,
        _who_met(obstacle) + _partner(obstacle),
        "initiatives/email/obstacle_answered.txt",
        obstacle=obstacle,
        answer=answer,
    )


def obstacle_replied(event: Event, obstacle: Obstacle, reply: ObstacleReply) -> None:
    notify(
        event,
        _officer(event, obstacle) + _who_met(obstacle),
        "initiatives/email/obstacle_replied.txt",
        obstacle=obstacle,
        reply=reply,
    )


def obstacle_not_solved(event: Event, obstacle: Obstacle) -> None:
    notify(
        event,
        _officer(event, obstacle),
        "initiatives/email/obstacle_again.txt",
        asks=True,
        obstacle=obstacle,
    )


def obstacle_due(event: Event, obstacle: Obstacle) -> None:
    people = _officer(event, obstacle)
    if event.verb == "obstacle_late":
        people = people + coordinators_of(obstacle.neighbourhood)
    notify(event, people, "initiatives/email/obstacle_due.txt", asks=True, obstacle=obstacle)


def obstacle_judged(event: Event, obstacle: Obstacle) -> None:
    """Who reported it hears that it was hidden and why, or that it can be read again."""
    notify(
        event,
        [(obstacle.reporter, Reason.AUTHOR)],
        "initiatives/email/obstacle_judged.txt",
        asks=True,
        obstacle=obstacle,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["belemmering", obstacle.pk]),
    )


def _officer(event: Event, obstacle: Obstacle) -> People:
    """Or who stands in; the coordinators where there is nobody."""
    return officer_or_cover(obstacle.officer, obstacle.neighbourhood, event.at)


def _partner(obstacle: Obstacle) -> People:
    """Who speaks for it; of the municipality the officer does."""
    is_municipality = obstacle.organisation.kind == Kind.MUNICIPALITY
    return [] if is_municipality else contacts(obstacle.organisation)


def _who_met(obstacle: Obstacle) -> People:
    """All of the teams that met it, and the officers who did; only who reported it while hidden."""
    if not obstacle.is_public:
        return [(obstacle.reporter, Reason.AUTHOR)]
    met = MetObstacle.objects.filter(obstacle=obstacle)
    teams = Member.objects.filter(organisation__in=met.values("initiative__team")).still_here()
    officers = met.filter(initiative=None).select_related("by").order_by("pk")
    people: People = [
        (member.person, Reason.TEAM) for member in teams.select_related("person").order_by("pk")
    ]
    return people + [(one.by, Reason.AUTHOR) for one in officers]
