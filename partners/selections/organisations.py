"""What the list and the page of organisations show."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood

from ..models import Concern, JoinRequest, Member, Organisation, Reached
from ..models.organisation import OrganisationQuerySet
from ..states import KIND_ICONS, Kind, RequestState
from .concerns import Waiting


class Face(NamedTuple):
    """Somebody of an organisation: what the component `person` shows."""

    name: str
    initials: str
    role: str = ""
    hours: str = ""


class Said(NamedTuple):
    """One of the texts of an organisation, under its heading."""

    heading: str
    text: str


class Row(NamedTuple):
    """An organisation in a list."""

    name: str
    url: str
    icon: str
    kind: str
    aim: str
    reaches: str


class OwnOrganisation(NamedTuple):
    """One with a page to which somebody belongs, and how many concerns wait for its answer."""

    name: str
    url: str
    icon: str
    kind: str
    concerns: int
    late: int


def organisations_of(user: User, *, now: datetime) -> list[OwnOrganisation]:
    """By name; one query."""
    concerns = Concern.objects.public().open().filter(organisation=OuterRef("pk")).order_by()
    found = (
        Organisation.objects.with_page()
        .filter(members__person=user)
        .annotate(waiting=_number(concerns), late=_number(concerns.filter(due_at__lt=now)))
        .order_by("name", "pk")
    )
    return [
        OwnOrganisation(
            name,
            reverse("partners:organisation", args=[slug]),
            KIND_ICONS[Kind(kind)],
            capfirst(str(Kind(kind).label)),
            *numbers,
        )
        for name, slug, kind, *numbers in found.values_list(
            "name", "slug", "kind", "waiting", "late"
        )
    ]


def concerns_of(organisations: Iterable[OwnOrganisation]) -> Waiting:
    """How many concerns wait for any of them."""
    rows = list(organisations)
    return Waiting(sum(one.concerns for one in rows), sum(one.late for one in rows))


def _number(rows: QuerySet[Concern]) -> Coalesce:
    counted = rows.values("organisation").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def listed_in(
    neighbourhood: Neighbourhood, *, kind: str = "", words: Iterable[str] = ()
) -> OrganisationQuerySet:
    """Those that everybody sees, by name; `words` are languages and groups that it reaches."""
    found = Organisation.objects.public().active_in(neighbourhood)
    if kind:
        found = found.filter(kind=kind)
    reached = Prefetch("reached", Reached.objects.order_by("pk"))
    return (
        found.reaching(*[word for word in words if word])
        .select_related("neighbourhood", "municipality")
        .only(
            "kind", "name", "slug", "is_listed", "aim", "neighbourhood__slug", "municipality__slug"
        )
        .prefetch_related(reached)
        .order_by(Lower("name"), "pk")
    )


def rows(organisations: Iterable[Organisation]) -> list[Row]:
    return [
        Row(
            one.name,
            one.get_absolute_url(),
            one.icon,
            one.kind_label,
            one.aim,
            in_words(one.reached.all()),
        )
        for one in organisations
    ]


def in_words(reached: Iterable[Reached]) -> str:
    return ", ".join(str(one.get_word_display()) for one in reached)


def said_by(organisation: Organisation) -> list[Said]:
    """What it says of itself, as far as it did."""
    headings = {
        "aim": _("Wat wij hier willen bereiken"),
        "can": _("Wat wij kunnen"),
        "wants": _("Wat wij willen"),
        "cannot": _("Wat wij niet kunnen"),
        "conditions": _("Hoe wij willen samenwerken"),
    }
    said = [Said(headings[name], getattr(organisation, name)) for name in Organisation.TEXTS]
    return [one for one in said if one.text]


def reach_of(organisation: Organisation) -> tuple[str, str]:
    """The languages and the groups that it reaches, in words."""
    reached = list(organisation.reached.order_by("pk"))
    languages = in_words(one for one in reached if one.is_language)
    return languages, in_words(one for one in reached if not one.is_language)


def places_of(organisation: Organisation) -> list[Neighbourhood]:
    """The public neighbourhoods in which it is active."""
    active = organisation.places.filter(neighbourhood__is_public=True)
    rows = active.select_related("neighbourhood").order_by("neighbourhood__name")
    return [one.neighbourhood for one in rows.defer("neighbourhood__drawing")]


def members_of(organisation: Organisation) -> list[Member]:
    """Who is there, the contact first."""
    found = Member.objects.filter(organisation=organisation).still_here()
    return list(found.select_related("person").order_by("-is_contact", "pk"))


def people_of(organisation: Organisation) -> QuerySet[User]:
    """Who are of it, by name: its members, and of a municipality who work in its neighbourhoods."""
    members = Member.objects.filter(organisation=organisation).values("person")
    found = Q(pk__in=members)
    if organisation.kind == Kind.MUNICIPALITY:
        office = Membership.objects.of_office().filter(
            neighbourhood__municipality=organisation.municipality_id
        )
        found |= Q(pk__in=office.values("person"))
    return User.objects.filter(found, erased_at=None).order_by("name", "pk")


def faces(members: Iterable[Member]) -> list[Face]:
    return [
        Face(one.person.public_name, one.person.initials, role_of(one), one.hours)
        for one in members
    ]


def role_of(member: Member) -> str:
    """What somebody does there, in their own words, and whether they are the contact."""
    contact = _("aanspreekpunt") if member.is_contact else ""
    return capfirst(", ".join(word for word in (member.role, contact) if word))


def waiting_to_join(organisation: Organisation) -> list[JoinRequest]:
    asked = JoinRequest.objects.filter(organisation=organisation, state=RequestState.ASKED)
    return list(asked.select_related("person").order_by("pk"))


def own_request(organisation: Organisation, user: User | AnonymousUser) -> JoinRequest | None:
    """The last of this person, if it still says something: it waits, or was declined."""
    if not user.is_authenticated:
        return None
    mine = JoinRequest.objects.filter(organisation=organisation, person_id=user.pk)
    return mine.order_by("-pk").first()
