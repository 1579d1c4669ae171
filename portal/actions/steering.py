"""Opening and running a neighbourhood. They stand here, above activity, because they record events.

Callers have checked who may.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from accounts.actions.people import be_known_as, welcome
from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from goals.actions import figures
from neighbourhoods import holdings
from neighbourhoods.actions.portraits import leave_view, put_portrait
from neighbourhoods.models import (
    Absence,
    Administrator,
    Area,
    Membership,
    Municipality,
    Neighbourhood,
    Term,
)
from neighbourhoods.permissions import works_in
from neighbourhoods.selections.maps import draw
from neighbourhoods.states import AnswerTo, Role
from partners.actions.organisations import municipality_organisation

from .. import emails, verbs
from . import staffing


class NeedsSuccessor(Exception):
    """Somebody still holds answers here; who takes them over must be said."""


class LastCoordinator(Exception):
    """Somebody must hear of what is late: first another coordinator, then this one leaves."""


class AreaTaken(Exception):
    """A wijk belongs to one wijkaanpak at most."""


@transaction.atomic
def open_municipality(municipality: Municipality, *, email: str, name: str = "") -> Administrator:
    """The first administrator of a municipality; a second call gives the same one."""
    municipality_organisation(municipality)
    administrator, _ = Administrator.objects.get_or_create(
        municipality=municipality, person=_welcome(email, name)
    )
    return administrator


@transaction.atomic
def open_neighbourhood(
    municipality: Municipality, areas: Sequence[Area], *, name: str, by: User
) -> Neighbourhood:
    """A wijkaanpak for one or more whole wijken. Raises AreaTaken when one of them has one."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    if Neighbourhood.objects.filter(areas__in=areas).exists():
        raise AreaTaken
    neighbourhood = Neighbourhood.objects.create(
        slug=_free_slug(name, municipality),
        name=name,
        municipality=municipality,
        drawing=draw(areas, name),
    )
    neighbourhood.areas.set(areas)
    figures.load(area.code for area in areas)
    activity.record(
        verbs.OPENED.name,
        neighbourhood,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=neighbourhood,
        public=True,
    )
    return neighbourhood


@transaction.atomic
def give_role(
    neighbourhood: Neighbourhood, role: Role, *, email: str, name: str = "", by: User
) -> Membership:
    """Somebody has this role here from now on, and hears so; giving it twice is giving it once."""
    person = _welcome(email, name)
    membership, is_new = Membership.objects.current().get_or_create(
        neighbourhood=neighbourhood, person=person, role=role
    )
    if is_new:
        event = _record(verbs.ROLE_GIVEN.name, neighbourhood, by, words=str(Role(role).label))
        emails.role_given(event, membership)
    return membership


@transaction.atomic
def end_role(
    membership: Membership, *, successor: User | None, by: User, now: datetime
) -> Membership:
    """The role ends; what an officer holds goes to `successor`.

    Raises NeedsSuccessor or LastCoordinator when the neighbourhood would be left without.
    """
    # Sending an initiative waits for the same row, so nothing comes in between count and end.
    neighbourhood = Neighbourhood.objects.select_for_update().get(pk=membership.neighbourhood_id)
    membership = Membership.objects.select_related("person").get(pk=membership.pk)
    if membership.ended_at:
        return membership
    if membership.role == Role.COORDINATOR and _is_last(membership):
        raise LastCoordinator
    if membership.role == Role.OFFICER:
        officer = membership.person
        if successor is None and holdings.held_by(officer, neighbourhood):
            raise NeedsSuccessor
        if successor is not None:
            number = holdings.hand_over(officer, successor, neighbourhood)
            if number:
                staffing.tell_successor(neighbourhood, successor, number, by=by)
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    leave_view(membership)
    if not works_in(membership.person, neighbourhood):
        Absence.objects.filter(neighbourhood=neighbourhood, person=membership.person).delete()
    staffing.tell_uncovered(now=now)
    _record(verbs.ROLE_ENDED.name, neighbourhood, by, words=str(Role(membership.role).label))
    return membership


@transaction.atomic
def set_texts(
    neighbourhood: Neighbourhood,
    *,
    motto: str,
    introduction: str,
    holds_first_posts: bool = False,
    by: User,
) -> None:
    """`holds_first_posts`: a newcomer's first reaction waits until somebody here has read it."""
    neighbourhood.motto, neighbourhood.introduction = motto, introduction
    neighbourhood.holds_first_posts = holds_first_posts
    neighbourhood.save(update_fields=["motto", "introduction", "holds_first_posts"])
    _record(verbs.TEXTS_SET.name, neighbourhood, by)


@transaction.atomic
def set_presence(
    membership: Membership, *, hours: str, place: str, phone: str, portrait: bytes | None, by: User
) -> Membership:
    """When and where somebody can be found; `portrait` is a JPEG, None keeps the one there is."""
    membership.hours, membership.place, membership.phone = hours, place, phone
    membership.save(update_fields=["hours", "place", "phone"])
    if portrait is not None:
        put_portrait(membership, portrait)
    _record(verbs.TEXTS_SET.name, membership.neighbourhood, by)
    return membership


@transaction.atomic
def set_term(municipality: Municipality, kind: AnswerTo, days: int, *, by: User) -> Term:
    """Within how many working days is answered from now on; dates that were promised stay."""
    chosen, _ = Term.objects.update_or_create(
        municipality=municipality, kind=kind, defaults={"working_days": days}
    )
    activity.record(
        verbs.TERM_SET.name,
        municipality,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=None,
        public=True,
        words=str(days),
    )
    return chosen


def _welcome(email: str, name: str) -> User:
    """The name somebody chose for themselves stays; who has none yet gets this one."""
    person = welcome(email, name=name)
    if name and not person.name:
        be_known_as(person, name)
    return person


def _record(verb: str, neighbourhood: Neighbourhood, by: User, words: str = "") -> Event:
    return activity.record(
        verb,
        neighbourhood,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=neighbourhood,
        public=False,
        words=words,
    )


def _is_last(membership: Membership) -> bool:
    coordinators = Membership.objects.coordinators()
    others = coordinators.filter(neighbourhood=membership.neighbourhood_id)
    return not others.exclude(pk=membership.pk).exists()


def _free_slug(name: str, municipality: Municipality) -> str:
    """The name, else with the municipality behind it, else with a number."""
    slug = slugify(name)[:50].strip("-_") or municipality.slug
    wider = f"{slug}-{municipality.slug}"[:55]
    candidates = [slug, wider, *(f"{wider}-{n}" for n in range(2, 100))]
    taken = set(Neighbourhood.objects.filter(slug__in=candidates).values_list("slug", flat=True))
    return next(candidate for candidate in candidates if candidate not in taken)
