"""Photos come checked and without metadata from `core.images`; here they find their place."""

from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import Draft
from core.images import Photo as ReadPhoto

from ..models import Initiative, Photo, Update
from ..models.photo import PhotoQuerySet

YOUNG = timedelta(hours=1)
MADE_FIELDS = ["state", "width", "height", "widths"]


def store(read: ReadPhoto) -> Photo:
    """Store all variants. The row is the caller's to save; one that is not is for `discard`."""
    photo = Photo(
        width=read.width,
        height=read.height,
        widths=sorted({variant.width for variant in read.variants}),
    )
    _save_files(photo, read)
    return photo


def store_variants(photo: Photo, read: ReadPhoto) -> None:
    """The same for a photo that has its row; the caller saves MADE_FIELDS.

    Another worker may have come as far as this and died: what it stored is replaced.
    """
    photo.width, photo.height = read.width, read.height
    photo.widths = sorted({variant.width for variant in read.variants})
    for variant in read.variants:
        default_storage.delete(photo.path(variant.width, variant.format))
    _save_files(photo, read)


def _save_files(photo: Photo, read: ReadPhoto) -> None:
    for variant in read.variants:
        default_storage.save(
            photo.path(variant.width, variant.format), ContentFile(variant.content)
        )


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
    """Remove stored photos that no row knows, of drafts that expired say; returns how many.

    A photo is stored just before its row, so what was stored in the last hour is left alone.
    """
    try:
        folders = default_storage.listdir(Photo.FOLDER)[0]
    except FileNotFoundError:
        return 0
    known = {str(name) for name in Photo.objects.values_list("name", flat=True).iterator()}
    swept = 0
    for folder in folders:
        if folder not in known:
            swept += _sweep(f"{Photo.FOLDER}/{folder}", now)
    return swept


def _sweep(folder: str, now: datetime) -> bool:
    files = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    if any(default_storage.get_modified_time(file) > now - YOUNG for file in files):
        return False
    for file in files:
        default_storage.delete(file)
    default_storage.delete(folder)
    return True
