"""The one photo of an idea that is typed, and of the text of an initiative.

It is checked when it comes, and kept as it was sent until a worker has made it ready.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import Draft
from core import making, photos
from outbox.actions import nudge

from ..models import Initiative, Photo, Update
from ..models.photo import PhotoQuerySet
from ..selections.album import coming_of


def keep(file: File[Any]) -> Photo:
    """Keep a checked file. The row is the caller's to save; one that is not is for `discard`."""
    photo = Photo()
    photo.keep(file)
    return photo


def attach(
    file: File[Any],
    *,
    draft: Draft | None = None,
    initiative: Initiative | None = None,
    update: Update | None = None,
    description: str = "",
) -> Photo:
    """Keep the file, then the row; a draft has one photo, so a new one replaces the old.

    With a draft that was sent or thrown away at this very moment nothing stays of it.
    """
    photo = keep(file)
    photo.draft, photo.initiative, photo.update = draft, initiative, update
    photo.description = description
    gone: list[Photo] = []
    with transaction.atomic():
        if draft and not Draft.objects.select_for_update().filter(pk=draft.pk).first():
            gone = [photo]
        else:
            gone = _take_away(draft) if draft else []
            photo.save()
            wake()
    discard(gone)
    return photo


def wake() -> None:
    """Within the transaction in which a photo came."""
    nudge("initiatives.tasks.make_photos")


def make_one(now: datetime) -> bool:
    """Make the first photo ready that waits, of whatever kind; False if none does."""
    return making.make_one(Photo, now, lock=_lock_home, ready=_take_place)


def _lock_home(photo: Photo) -> None:
    """Who changes the photos of an initiative locks that first."""
    if photo.initiative_id:
        Initiative.objects.select_for_update().get(pk=photo.initiative_id)


def _take_place(photo: Photo) -> list[Photo]:
    """The one that it replaces makes way, now that there is something to see."""
    replaced = list(Photo.objects.filter(pk=photo.replaces_id)) if photo.replaces_id else []
    for old in replaced:
        Photo.objects.filter(pk=photo.pk).update(position=old.position)
    Photo.objects.filter(pk__in=[old.pk for old in replaced]).delete()
    return replaced


def replace_cover(initiative: Initiative, photo: Photo | None) -> list[Photo]:
    """Within the caller's transaction; returns what is gone, for `discard` once that is over.

    The old one stays until the new one is ready.
    """
    covers = list(_covers(initiative))
    replaced = list(Photo.objects.coming().filter(initiative=initiative))
    if photo is None or photo.is_ready:
        replaced += covers
    if photo:
        photo.initiative, photo.draft = initiative, None
        photo.position = covers[0].position if covers else 0
        photo.replaces = covers[0] if covers and photo.is_waiting else None
        photo.save()
        wake()
    Photo.objects.filter(pk__in=[old.pk for old in replaced]).delete()
    return replaced


def describe_cover(initiative: Initiative, description: str) -> None:
    """Within the caller's transaction."""
    coming = coming_of(initiative)
    if cover := coming if coming and coming.is_waiting else _covers(initiative).first():
        cover.description = description
        cover.save(update_fields=["description"])


def _covers(initiative: Initiative) -> PhotoQuerySet:
    """One or none, and what is in the database now."""
    return Photo.objects.covers().filter(initiative=initiative)[:1]


def wipe(initiative: Initiative) -> list[Photo]:
    """Within the caller's transaction; returns all there were, for `discard` after it."""
    photos = list(Photo.objects.filter(initiative=initiative))
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    return photos


def discard(photos: Iterable[Photo]) -> None:
    """The files of photos without a row."""
    for photo in photos:
        photo.delete_files()


def describe(draft: Draft, description: str) -> None:
    """Say what is on the photo that is there already."""
    Photo.objects.filter(draft=draft).update(description=description)


def detach(draft: Draft) -> None:
    with transaction.atomic():
        photos = _take_away(draft)
    discard(photos)


def drop(draft: Draft) -> None:
    """The draft and its photo, at once: who adds one at this very moment finds it gone."""
    with transaction.atomic():
        photos = _take_away(draft)
        draft.delete()
    discard(photos)


def _take_away(draft: Draft) -> list[Photo]:
    """Delete the rows, one at a time for a draft; their files go once that is certain."""
    Draft.objects.select_for_update().filter(pk=draft.pk).first()
    photos = list(Photo.objects.filter(draft=draft))
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    return photos


def sweep_orphans(now: datetime) -> int:
    """Returns how many photos were stored that no row knows."""
    return photos.sweep_orphans(Photo, now)
