"""Photos are made ready by a worker: decoding one takes a second, and much memory.

The rows are the queue. A claim by a conditional update makes that two workers never make the same
one, and whoever is killed half way is followed by another.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet

from core.images import ImageRefused, Refusal, read_photo
from core.photos import PhotoState, StoredPhoto
from core.storage import StorageUnavailable

Photo = TypeVar("Photo", bound=StoredPhoto)
CLAIM = timedelta(minutes=5)  # far longer than making one photo takes
AGAIN = timedelta(minutes=1)
TRIES = 3  # a worker that dies of the same photo again and again leaves it
MADE = ["state", "width", "height", "widths"]
FAILED = ["state", "problem"]


def make_one(
    model: type[Photo],
    now: datetime,
    *,
    lock: Callable[[Any], object] | None = None,
    ready: Callable[[Any], Iterable[StoredPhoto]] | None = None,
) -> bool:
    """Make the first photo ready that waits; False if none does. Holds no lock meanwhile.

    `lock` is called before its row is locked, to keep the order in which others lock. `ready` is
    called in the transaction in which it became ready, and gives those whose place it took.
    """
    photo = claim(model, now)
    if photo is None:
        return False
    try:
        with default_storage.open(photo.original) as file:
            read = read_photo(file)
        photo.store(read, again=True)
    except ImageRefused as refused:
        _fail(photo, refused.reason)
    except FileNotFoundError:
        _fail(photo, Refusal.CORRUPT)
    except (OSError, StorageUnavailable):  # which says nothing of the photo
        rows = model._default_manager.filter(pk=photo.pk)
        if rows.update(tries=F("tries") - 1, free_after=now + AGAIN):
            raise
        photo.delete_files()  # somebody removed it this very moment
    else:
        photo.state = PhotoState.READY
        finish(photo, MADE, lock=lock, ready=ready)
    return True


def claim(model: type[Photo], now: datetime) -> Photo | None:
    """Take one for ourselves: whoever's update finds it still free has it."""
    while photo := _waiting(model, now).order_by("free_after", "pk").first():
        free = _waiting(model, now).filter(pk=photo.pk, free_after=photo.free_after)
        if photo.tries >= TRIES:
            _fail(photo, Refusal.CORRUPT)
        elif free.update(free_after=now + CLAIM, tries=F("tries") + 1):
            return photo
    return None


def finish(
    photo: Photo,
    fields: list[str],
    *,
    lock: Callable[[Any], object] | None = None,
    ready: Callable[[Any], Iterable[StoredPhoto]] | None = None,
) -> None:
    """Whoever removed the photo meanwhile finds nothing of it back; what was sent always goes."""
    rows: QuerySet[Photo] = type(photo)._default_manager.filter(pk=photo.pk)
    replaced: list[StoredPhoto] = []
    with transaction.atomic():
        if lock and (found := rows.first()):
            lock(found)
        still = rows.filter(state=PhotoState.WAITING).select_for_update().first()
        if still:
            photo.save(update_fields=fields)
            replaced = list(ready(still)) if ready else []
    if still:
        default_storage.delete(photo.original)
    elif not rows.exists():
        photo.delete_files()
    for one in replaced:
        one.delete_files()


def _fail(photo: StoredPhoto, reason: Refusal) -> None:
    photo.state, photo.problem = PhotoState.FAILED, reason
    finish(photo, FAILED)


def _waiting(model: type[Photo], now: datetime) -> "QuerySet[Photo]":
    rows: QuerySet[Photo] = model._default_manager.filter(
        state=PhotoState.WAITING, free_after__lte=now
    )
    return rows
