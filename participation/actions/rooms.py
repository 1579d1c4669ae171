"""The short code of the room of a meeting."""

from django.db import IntegrityError, transaction

from ..models import Meeting, Room
from ..models.poll import new_code

TRIES = 5


def room_of(meeting: Meeting) -> Room:
    """Made when it is first needed; two at once get the same one."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                room, _is_new = Room.objects.get_or_create(
                    meeting=meeting, defaults={"code": new_code()}
                )
        except IntegrityError:  # another room has that code
            continue
        return room
    raise RuntimeError("no code is free")
