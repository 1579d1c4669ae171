"""What somebody says in a quarterly review, with an account or without. No history is written of
who said something: the voice itself is all there is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User

from ..models import QuarterlyReview, ResidentInput, Voice, VoiceOnGoal, VoiceOnParty
from ..selections.voices import numbers, own_voice
from ..states import Heard, Refused
from .judging import hide
from .reviews import locked


class OnGoal(NamedTuple):
    fits: str
    sees: str


@dataclass(frozen=True)
class Said:
    """What the form has checked; by key of the goal, and of the organisation."""

    on_goals: Mapping[int, OnGoal] = field(default_factory=dict)
    on_parties: Mapping[int, int] = field(default_factory=dict)
    saw: str = ""
    table: str = ""
    is_resident: bool = True


@transaction.atomic
def give(
    review: QuarterlyReview,
    said: Said,
    *,
    key: UUID,
    person: User | None,
    browser: str,
    now: datetime,
) -> Voice:
    """A second time it changes what was said. Raises Refused when the review was closed before."""
    review = locked(review.pk)
    if review.is_closed:
        raise Refused("closed")
    voice = own_voice(review, person, browser) or _pressed_twice(review, key, person)
    if voice is None:
        taken = Voice.objects.filter(key=key).exists()
        voice = Voice(review=review, key=uuid4() if taken else key)
    voice.person, voice.browser = person, "" if person else browser
    voice.is_resident, voice.saw, voice.table = said.is_resident, said.saw, said.table
    voice.at = now
    voice.save()
    _answer(voice, said)
    _count(review, now)
    QuarterlyReview.objects.filter(pk=review.pk).update(version=F("version") + 1)
    return voice


@transaction.atomic
def hide_one(voice: Voice, reason: str, *, by: User) -> Voice:
    """By the house rules; the screen in the room hears of it."""
    review = locked(voice.review_id)
    hidden = hide(voice, reason, by=by)
    QuarterlyReview.objects.filter(pk=review.pk).update(version=F("version") + 1)
    assert isinstance(hidden, Voice)
    return hidden


def _pressed_twice(review: QuarterlyReview, key: UUID, person: User | None) -> Voice | None:
    """Of a browser that pressed again before it had its token: the form's key is its own."""
    return Voice.objects.filter(review=review, key=key, person=person).first()


def _answer(voice: Voice, said: Said) -> None:
    voice.on_goals.all().delete()
    voice.on_parties.all().delete()
    VoiceOnGoal.objects.bulk_create(
        VoiceOnGoal(voice=voice, goal_id=goal, fits=one.fits, sees=one.sees)
        for goal, one in said.on_goals.items()
    )
    VoiceOnParty.objects.bulk_create(
        VoiceOnParty(voice=voice, organisation_id=organisation, score=score)
        for organisation, score in said.on_parties.items()
    )


def _count(review: QuarterlyReview, now: datetime) -> None:
    """The row that rule R5 looks at; the review is locked."""
    found = numbers(review)
    ResidentInput.objects.update_or_create(
        review=review,
        kind=Heard.ONLINE,
        defaults={
            "plan": review.plan,
            "day": timezone.localdate(now),
            "residents": found.residents,
            "others": found.others,
        },
    )
