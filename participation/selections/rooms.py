"""Which room a code is of, and what is asked there."""

from datetime import datetime
from typing import NamedTuple

from ..models import Meeting, Poll, QuestionHour, Room
from ..models.poll import LENGTH, LETTERS


class InRoom(NamedTuple):
    """What can be answered in a room, and what was; and the question hours that go on there."""

    open: list[Poll]
    closed: list[Poll]
    hours: list[QuestionHour]


def clean_code(typed: str) -> str:
    """As people type it: with spaces, dashes or small letters. A token stays as it is."""
    written = typed.replace(" ", "").replace("-", "").upper()
    return written if len(written) == LENGTH and set(written) <= set(LETTERS) else typed.strip()


def meeting_with_code(code: str) -> Meeting | None:
    """By the short code, or by the token that the QR code holds."""
    public = Meeting.objects.public().select_related("neighbourhood__municipality")
    if len(code) == LENGTH:
        return public.filter(room__code=code).first()
    return public.filter(token=code).first() if code else None


def code_of(meeting: Meeting) -> str:
    """The short one; empty until somebody needs it."""
    return Room.objects.filter(meeting=meeting).values_list("code", flat=True).first() or ""


def opens(meeting: Meeting, typed: str) -> bool:
    code = clean_code(typed)
    return bool(code) and code in {meeting.token, code_of(meeting)}


def in_room(meeting: Meeting, now: datetime) -> InRoom:
    polls = list(Poll.objects.asked().filter(meeting=meeting).newest_first())
    return InRoom(
        open=[one for one in polls if one.is_open],
        closed=[one for one in polls if one.is_closed],
        hours=list(QuestionHour.objects.coming(now).filter(meeting=meeting)),
    )
