"""A question to an organisation, and its answer. Callers have checked who may."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity.actions import Side, read_about, record
from activity.models import Event

from .. import emails, verbs
from ..models import Letter, Organisation
from ..states import Overtaken, TooMany
from .organisations import side_of

MOST, WITHIN = 10, timedelta(hours=1)  # of one person


@transaction.atomic
def send(organisation: Organisation, text: str, *, key: UUID, by: User, now: datetime) -> Letter:
    """To its contact. A `key` that was sent before gives the letter that it made.

    Raises TooMany: each is a mail to somebody.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    sent = Letter.objects.filter(key=key).first()
    if sent:
        return sent
    if Letter.objects.filter(author=by, at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    letter = Letter.objects.create(organisation=organisation, author=by, text=text, key=key, at=now)
    event = _record(verbs.LETTER_SENT.name, letter, by, Side.RESIDENT)
    emails.letter_sent(event, letter)
    return letter


@transaction.atomic
def answer(letter: Letter, text: str, *, by: User, now: datetime) -> Letter:
    """Once. Raises Overtaken for whom a colleague was ahead of."""
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("organisation__neighbourhood", "organisation__municipality", "author")
        .get(pk=letter.pk)
    )
    if letter.answer == text:
        return letter
    if letter.answer:
        raise Overtaken(f"answered by {letter.answered_by_id}")
    letter.answer, letter.answered_by, letter.answered_at = text, by, now
    letter.save(update_fields=["answer", "answered_by", "answered_at"])
    event = _record(verbs.LETTER_ANSWERED.name, letter, by, side_of(letter.organisation))
    emails.letter_answered(event, letter)
    read_about(letter, {verbs.LETTER_SENT.name}, by=by, now=now)
    return letter


def _record(verb: str, letter: Letter, by: User, side: Side) -> Event:
    """Between the two: its title in history is the organisation's."""
    return record(
        verb,
        letter,
        by=by,
        side=side,
        neighbourhood=letter.organisation.neighbourhood,
        public=False,
    )
