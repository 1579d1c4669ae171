"""Who hears of the moments at which hands are needed, and of who comes."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People

from ..models import SignUp, Slot, SupportRequest
from .people import address, team


def signed_up(event: Event, slot: Slot, person: User) -> None:
    """Who comes gets it to keep, with the way to their calendar; the team hears a name."""
    comes: People = [(person, Reason.HELPER)]
    _tell(event, comes, "initiatives/email/signed_up.txt", slot, also_actor=True)
    _tell(event, team(slot.request.initiative), "initiatives/email/comes.txt", slot)


def signed_off(event: Event, slot: Slot) -> None:
    _tell(event, team(slot.request.initiative), "initiatives/email/comes.txt", slot)


def slot_changed(event: Event, slot: Slot) -> None:
    _tell(event, _who_come(slot.signups.all()), "initiatives/email/slot.txt", slot, asks=True)


def slot_called_off(event: Event, slot: Slot) -> None:
    _tell(event, _who_come(slot.signups.all()), "initiatives/email/slot.txt", slot, asks=True)


def slot_soon(event: Event, slot: Slot) -> None:
    """Who signed up today just read of it."""
    earlier = slot.signups.filter(at__date__lt=timezone.localdate(event.at))
    _tell(event, _who_come(earlier), "initiatives/email/slot.txt", slot, asks=True)


def slots_past(event: Event, request: SupportRequest) -> None:
    notify(
        event,
        team(request.initiative),
        "initiatives/email/slots_past.txt",
        asks=True,
        initiative=request.initiative,
        request=request,
    )


def hands_came(event: Event, request: SupportRequest, words: str) -> None:
    """A word of thanks to all who signed up, once each."""
    notify(
        event,
        _who_come(SignUp.objects.filter(slot__request=request, slot__called_off_at=None)),
        "initiatives/email/hands_came.txt",
        initiative=request.initiative,
        request=request,
        words=words,
    )


def _who_come(signups: QuerySet[SignUp]) -> People:
    found = signups.select_related("person").order_by("pk")
    return [(one.person, Reason.HELPER) for one in found]


def _tell(
    event: Event,
    people: People,
    template: str,
    slot: Slot,
    *,
    also_actor: bool = False,
    asks: bool = False,
) -> None:
    request = slot.request
    notify(
        event,
        people,
        template,
        also_actor=also_actor,
        asks=asks,
        initiative=request.initiative,
        request=request,
        slot=slot,
        calendar_url=address("slot_calendar", request.initiative_id, request.pk, slot.pk),
    )
