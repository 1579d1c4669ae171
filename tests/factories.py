"""The least that is valid, of everything."""

from datetime import time, timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from initiatives.actions.finding import index
from initiatives.models import Initiative, Review
from initiatives.states import Theme
from neighbourhoods.models import Administrator, Area, Membership, Municipality, Neighbourhood
from neighbourhoods.states import Role
from partners.models import (
    ActiveIn,
    Asset,
    Concern,
    Member,
    Organisation,
    Post,
    Presence,
    Programme,
)
from partners.states import Approach, AssetKind, ConcernKind, ConcernState, Group, Kind


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"bewoner{n}@example.org")
    name = factory.Sequence(lambda n: f"Bewoner {n}")


class MunicipalityFactory(DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"GM{n:04}")
    name = factory.Sequence(lambda n: f"Waterstad {n}")
    slug = factory.Sequence(lambda n: f"waterstad-{n}")
    search_name = factory.LazyAttribute(lambda m: m.name.lower())
    longitude = 4.8
    latitude = 52.4


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"WK{n:06}")
    name = factory.Sequence(lambda n: f"Wijk {n} Rietwijk")
    short_name = factory.Sequence(lambda n: f"Rietwijk {n}")
    level = "wijk"
    municipality = factory.SubFactory(MunicipalityFactory)
    search_name = factory.LazyAttribute(lambda a: a.short_name.lower())
    longitude = 4.8
    latitude = 52.4


class BuurtFactory(AreaFactory):
    code = factory.Sequence(lambda n: f"BU{n:08}")
    short_name = factory.Sequence(lambda n: f"Rietbuurt {n}")
    level = "buurt"
    parent = factory.SubFactory(AreaFactory)
    municipality = factory.LazyAttribute(lambda a: a.parent.municipality)


class NeighbourhoodFactory(DjangoModelFactory[Neighbourhood]):
    class Meta:
        model = Neighbourhood

    name = factory.Sequence(lambda n: f"Rietwijk {n}")
    slug = factory.Sequence(lambda n: f"rietwijk-{n}")
    municipality = factory.SubFactory(MunicipalityFactory)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    person = factory.SubFactory(UserFactory)
    role = Role.OFFICER


class AdministratorFactory(DjangoModelFactory[Administrator]):
    class Meta:
        model = Administrator

    municipality = factory.SubFactory(MunicipalityFactory)
    person = factory.SubFactory(UserFactory)


class TeamFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    kind = Kind.RESIDENTS_TEAM
    name = "Team"
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    municipality = factory.LazyAttribute(lambda team: team.neighbourhood.municipality)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A housing corporation with a page, active in its neighbourhood; nobody is there yet."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    kind = Kind.HOUSING
    name = factory.Sequence(lambda n: f"Woonstichting {n}")
    slug = factory.Sequence(lambda n: f"woonstichting-{n}")
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    municipality = factory.LazyAttribute(lambda one: one.neighbourhood.municipality)
    is_listed = True

    @factory.post_generation
    def active(self, create: bool, extracted: object, **more: object) -> None:
        if create:
            ActiveIn.objects.create(organisation=self, neighbourhood=self.neighbourhood)


class MemberFactory(DjangoModelFactory[Member]):
    class Meta:
        model = Member

    organisation = factory.SubFactory(TeamFactory)
    person = factory.SubFactory(UserFactory)


class AssetFactory(DjangoModelFactory[Asset]):
    """Something that is simply there, in the neighbourhood."""

    class Meta:
        model = Asset

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    kind = AssetKind.TOOL
    title = factory.Sequence(lambda n: f"Boormachine {n}")
    put_by = factory.SubFactory(UserFactory)
    agreed_at = factory.LazyFunction(timezone.now)


class ConcernFactory(DjangoModelFactory[Concern]):
    """A public concern, held by an officer and due in three days."""

    class Meta:
        model = Concern

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    kind = ConcernKind.LITTER
    place = factory.Sequence(lambda n: f"bij speeltuin {n}")
    text = "Er ligt afval naast de bak."
    reporter = factory.SubFactory(UserFactory)
    owner = factory.SubFactory(UserFactory)
    state = ConcernState.ASSIGNED
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=3))


class ProgrammeFactory(DjangoModelFactory[Programme]):
    """In the evening, for everybody, to prevent."""

    class Meta:
        model = Programme

    organisation = factory.SubFactory(OrganisationFactory)
    neighbourhood = factory.LazyAttribute(lambda one: one.organisation.neighbourhood)
    title = factory.Sequence(lambda n: f"Club {n}")
    group = Group.EVERYBODY
    in_evening = True
    approach = Approach.PREVENT
    added_by = factory.SubFactory(UserFactory)


class PostFactory(DjangoModelFactory[Post]):
    """News of an organisation, for where it is at home."""

    class Meta:
        model = Post

    organisation = factory.SubFactory(OrganisationFactory)
    neighbourhood = factory.LazyAttribute(lambda one: one.organisation.neighbourhood)
    title = factory.Sequence(lambda n: f"Nieuws {n}")
    text = "Kom gerust kijken."
    posted_by = factory.SubFactory(UserFactory)


class PresenceFactory(DjangoModelFactory[Presence]):
    """Every Tuesday evening, without saying who."""

    class Meta:
        model = Presence

    organisation = factory.SubFactory(OrganisationFactory)
    neighbourhood = factory.LazyAttribute(lambda one: one.organisation.neighbourhood)
    days = "2"
    begins = time(19)
    ends = time(21)
    place = "in het buurthuis"
    added_by = factory.SubFactory(UserFactory)


class InitiativeFactory(DjangoModelFactory[Initiative]):
    """A public initiative; its review comes with `ReviewFactory`."""

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    title = factory.Sequence(lambda n: f"Moestuin {n}")
    plan = "Samen tuinieren op het veldje."
    theme = Theme.GREEN
    team = factory.SubFactory(TeamFactory, neighbourhood=factory.SelfAttribute("..neighbourhood"))
    sent_as = factory.LazyFunction(uuid4)

    @factory.post_generation
    def found(self, create: bool, extracted: object, **more: object) -> None:
        if create:  # search knows it, as the action that sends it sees to
            index([self])


class ReviewFactory(DjangoModelFactory[Review]):
    """A review of a public initiative, due in ten days, without an officer."""

    class Meta:
        model = Review

    initiative = factory.SubFactory(InitiativeFactory)
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
