"""Photos come checked and without metadata from `core.images`; here they find their place."""

from datetime import datetime

from django.db import transaction

from accounts.models import Draft
from core import photos
from core.images import Photo as ReadPhoto

from ..models import Initiative, Photo, Update
from ..models.photo import PhotoQuerySet

MADE_FIELDS = ["state", "width", "height", "widths"]


def store(read: ReadPhoto) -> Photo:
    """Store all variants. The row is the caller's to save; one that is not is for `discard`."""
    photo = Photo()
    photo.store(read)
    return photo


def attach(
    read: ReadPhoto,
    *,
    draft: Draft | None = None,
    initiative: Initiative | None = None,
    update: Update | None = None,
    description: str = "",
) -> Photo:
    """Store all variants, then the row; a draft has one photo, so a new one replaces the old."""
    photo = store(read)
    photo.draft, photo.initiative, photo.update = draft, initiative, update
    photo.description = description
    replaced: list[Photo] = []
    with transaction.atomic():
        if draft:
            replaced = _take_away(draft)
        photo.save()
    discard(replaced)
    return photo


def replace_cover(initiative: Initiative, photo: Photo | None) -> list[Photo]:
    """Within the caller's transaction; returns the old one, for `discard` once that is over."""
    replaced = list(_covers(initiative))
    Photo.objects.filter(pk__in=[old.pk for old in replaced]).delete()
    if photo:
        photo.initiative, photo.draft = initiative, None
        photo.position = replaced[0].position if replaced else 0
        photo.save()
    return replaced


def describe_cover(initiative: Initiative, description: str) -> None:
    """Within the caller's transaction."""
    for cover in _covers(initiative):
        cover.description = description
        cover.save(update_fields=["description"])


def _covers(initiative: Initiative) -> PhotoQuerySet:
    """One or none, and what is in the database now."""
    return Photo.objects.ready().album().filter(initiative=initiative)[:1]


def wipe(initiative: Initiative) -> list[Photo]:
    """Within the caller's transaction; returns all there were, for `discard` after it."""
    photos = list(Photo.objects.filter(initiative=initiative))
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    return photos


def discard(photos: list[Photo]) -> None:
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


def _take_away(draft: Draft) -> list[Photo]:
    """Delete the rows, one at a time for a draft; their files go once that is certain."""
    Draft.objects.select_for_update().filter(pk=draft.pk).first()
    photos = list(Photo.objects.filter(draft=draft))
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    return photos


def sweep_orphans(now: datetime) -> int:
    """Returns how many photos were stored that no row knows."""
    return photos.sweep_orphans(Photo, now)
