"""Photos come checked and without metadata from `core.images`; here they find their place."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import Draft
from core.images import Photo as ReadPhoto

from ..models import Initiative, Photo


def attach(
    read: ReadPhoto,
    *,
    draft: Draft | None = None,
    initiative: Initiative | None = None,
    description: str = "",
) -> Photo:
    """Store all variants, then the row; a draft has one photo, so a new one replaces the old."""
    photo = Photo(
        draft=draft,
        initiative=initiative,
        description=description,
        width=read.width,
        height=read.height,
        widths=sorted({variant.width for variant in read.variants}),
    )
    for variant in read.variants:
        default_storage.save(
            photo.path(variant.width, variant.format), ContentFile(variant.content)
        )
    with transaction.atomic():
        if draft:
            detach(draft)
        photo.save()
    return photo


def detach(draft: Draft) -> None:
    for photo in Photo.objects.filter(draft=draft):
        photo.delete_files()
        photo.delete()
