"""Who hears of what a team asks, and of what somebody offers it."""

from django.conf import settings

from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People, officer_or_cover
from partners.selections.hearing import contacts, members

from ..models import Offer, SupportRequest
from ..states import AskedOf
from .people import coordinators, team


def requested(event: Event, request: SupportRequest) -> None:
    """Who is asked owes an answer before the date."""
    notify(
        event,
        _asked(event, request),
        "initiatives/email/requested.txt",
        asks=True,
        initiative=request.initiative,
        request=request,
    )


def request_answered(event: Event, request: SupportRequest) -> None:
    """The team; and who was asked, when the team took it back."""
    people = team(request.initiative)
    if event.verb == "help_withdrawn":
        people = _asked(event, request) if request.organisation else []
    notify(
        event,
        people,
        "initiatives/email/request_answered.txt",
        initiative=request.initiative,
        request=request,
    )


def request_due(event: Event, request: SupportRequest) -> None:
    people = _asked(event, request)
    if event.verb == "help_late" and request.asked_of == AskedOf.MUNICIPALITY:
        people = people + coordinators(request.initiative)
    notify(
        event,
        people,
        "initiatives/email/request_due.txt",
        initiative=request.initiative,
        request=request,
        request_url=settings.SITE_URL + request.get_absolute_url(),
    )


def offered(event: Event, offer: Offer) -> None:
    notify(
        event,
        team(offer.initiative),
        "initiatives/email/offered.txt",
        asks=True,
        initiative=offer.initiative,
        offer=offer,
    )


def offer_answered(event: Event, offer: Offer) -> None:
    """Who made it: of an organisation all who belong to it."""
    maker = offer.organisation
    people = members(maker) if maker else [(offer.by, Reason.AUTHOR)]
    notify(
        event,
        people,
        "initiatives/email/offer_answered.txt",
        initiative=offer.initiative,
        offer=offer,
        offer_url=settings.SITE_URL + offer.get_absolute_url(),
    )


def _asked(event: Event, request: SupportRequest) -> People:
    """Of the municipality its officer, or who stands in; else who speaks for the organisation."""
    if request.asked_of == AskedOf.MUNICIPALITY:
        return officer_or_cover(request.officer, request.initiative.neighbourhood, event.at)
    assert request.organisation
    return contacts(request.organisation)
