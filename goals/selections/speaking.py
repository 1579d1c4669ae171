"""For whom somebody says something for the goals of a neighbourhood: one answer for every page."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q
from django.db.models.functions import Lower

from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood
from partners.models import Member, Organisation
from partners.states import Kind

from .parties import parties_in


def says_for(user: User | AnonymousUser, place: Neighbourhood) -> Q:
    """Of which organisations and teams: those they belong to, and the municipality of this
    neighbourhood for who works in it."""
    members = Member.objects.filter(person_id=user.pk)
    works = Membership.objects.of_office().filter(person_id=user.pk, neighbourhood=place)
    town = Q(Exists(works), kind=Kind.MUNICIPALITY, municipality=place.municipality_id)
    return town | (~Q(kind=Kind.MUNICIPALITY) & Q(pk__in=members.values("organisation")))


def spoken_for(user: User | AnonymousUser, place: Neighbourhood) -> list[Organisation]:
    """All of them that can take part here, by name. One query."""
    if not user.is_authenticated:
        return []
    mine = parties_in(place).filter(says_for(user, place))
    return list(mine.order_by(Lower("name"), "pk"))
