"""Who hears of a role, an absence, a flag and an objection, and with which words."""

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from neighbourhoods.models import Absence, Administrator, Membership, Neighbourhood

WORK = "/mijn/werk/"  # where who works here has something to do


def role_given(event: Event, membership: Membership) -> None:
    notify(
        event,
        [(membership.person, Reason.ROLE)],
        "portal/email/role_given.txt",
        membership=membership,
    )


def flag_waits(event: Event, place: Neighbourhood, *, reporter: User) -> None:
    """Who moderates here: who works here, or else who administers the municipality."""
    office = Membership.objects.of_office().filter(neighbourhood=place)
    people = User.objects.filter(pk__in=office.values("person")) or _administrators(place)
    notify(
        event,
        [(person, Reason.ROLE) for person in people.order_by("pk") if person != reporter],
        "portal/email/flag_waits.txt",
        asks=True,
        place=place,
    )


def appeal_denied(event: Event, authors: list[User]) -> None:
    notify(
        event,
        [(author, Reason.AUTHOR) for author in authors],
        "portal/email/appeal_denied.txt",
        asks=True,
    )


def work_handed_over(event: Event, successor: User, number: int) -> None:
    """One message, whatever number of things it is."""
    notify(
        event,
        [(successor, Reason.ROLE)],
        "portal/email/work_handed_over.txt",
        asks=True,
        number=number,
    )


def away(event: Event, absence: Absence, *, before: User | None) -> None:
    """Who is away, who stands in, and who did so `before` and need not any more."""
    people = [absence.person, absence.stand_in, before]
    notify(
        event,
        [(person, Reason.ROLE) for person in people if person],
        "portal/email/away.txt",
        asks=True,
        absence=absence,
    )


def back(event: Event, absence: Absence) -> None:
    people = [absence.person, absence.stand_in]
    notify(
        event,
        [(person, Reason.ROLE) for person in people if person],
        "portal/email/back.txt",
        asks=True,
        absence=absence,
    )


def uncovered(event: Event, absence: Absence) -> None:
    """Who coordinates here, or else who administers the municipality."""
    place = absence.neighbourhood
    office = Membership.objects.coordinators().filter(neighbourhood=place)
    people = User.objects.filter(pk__in=office.values("person")) or _administrators(place)
    notify(
        event,
        [(person, Reason.COORDINATOR) for person in people.order_by("pk")],
        "portal/email/uncovered.txt",
        absence=absence,
        manage_url=settings.SITE_URL + place.get_absolute_url() + "beheer/",
    )


def _administrators(place: Neighbourhood) -> QuerySet[User]:
    administrators = Administrator.objects.filter(municipality=place.municipality_id)
    return User.objects.filter(pk__in=administrators.values("person"))
