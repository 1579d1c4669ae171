"""What is offered to, asked of or proposed to somebody, and waits for their answer."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, Value
from django.urls import reverse

from accounts.models import User
from partners.models import Member

from ..models import Initiative, Offer, Proposal, SupportRequest
from ..states import AskedOf

MOST = 20
OFFER, REQUEST, PROPOSAL = "offer", "request", "proposal"


class ToAnswer(NamedTuple):
    """`kind` is offer, request or proposal; `title` the initiative that it is about."""

    kind: str
    title: str
    text: str
    url: str


def to_answer(user: User) -> list[ToAnswer]:
    """Of all teams and organisations of this person, the longest waiting first; one query."""
    member_of = Member.objects.filter(person=user).values("organisation")
    own = Initiative.objects.visible_to(user).of_team_member(user).values("pk")
    fields = ("pk", "initiative", "initiative__title", "text", "at")
    offers = Offer.objects.open().filter(initiative__in=own).order_by()
    asked = (
        SupportRequest.objects.open()
        .filter(asked_of=AskedOf.ORGANISATION, organisation__in=member_of)
        .order_by()
    )
    proposed = Proposal.objects.open().filter(asked__in=own).order_by()
    rows = offers.values_list(*fields, _named(OFFER)).union(
        asked.values_list(*fields, _named(REQUEST)),
        proposed.values_list("pk", "asked", "asker__title", "words", "at", _named(PROPOSAL)),
        all=True,
    )
    return [_to_answer(*row) for row in rows.order_by("at", "pk")[:MOST]]


def _named(kind: str) -> Value:
    return Value(kind, CharField())


def _to_answer(
    pk: int, initiative: int, title: str, text: str, _at: datetime, kind: str
) -> ToAnswer:
    return ToAnswer(kind, title, text, reverse(f"initiatives:{kind}", args=[initiative, pk]))
