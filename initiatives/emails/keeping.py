"""Who is asked how it goes on, and who gets a hello once a year."""

from django.conf import settings

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from neighbourhoods.models import Membership
from neighbourhoods.states import Role

from ..models import Initiative, WithinReach
from .people import address, coordinators, team


def how_is_it(event: Event, initiative: Initiative) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/how_is_it.txt",
        initiative=initiative,
        how_url=address("how_is_it", initiative.pk),
    )


def buddy_asked(event: Event, initiative: Initiative) -> None:
    """Who build the community here, or the coordinators where nobody does."""
    builders = Membership.objects.current().filter(
        neighbourhood=initiative.neighbourhood, role=Role.BUILDER
    )
    people = User.objects.filter(pk__in=builders.values("person")).order_by("pk")
    named = [(person, Reason.ROLE) for person in people] or coordinators(initiative)
    notify(event, named, "initiatives/email/buddy_asked.txt", initiative=initiative)


def hello(event: Event, reach: WithinReach) -> None:
    """With the newest that is under way in the neighbourhood."""
    initiative = reach.initiative
    others = (
        Initiative.objects.public()
        .in_neighbourhood(initiative.neighbourhood)
        .under_way()
        .exclude(pk=initiative.pk)
        .newest_first()[:3]
    )
    notify(
        event,
        [(reach.person, Reason.REACH)],
        "initiatives/email/hello.txt",
        initiative=initiative,
        others=[(one.title, settings.SITE_URL + one.get_absolute_url()) for one in others],
        reach_url=address("within_reach", initiative.pk),
    )
