"""What models with a photo share: where its files stand, its addresses, and how it is served."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.http import FileResponse, Http404
from django.utils import timezone

from core.images import Photo

TYPES = {"webp": "image/webp", "jpeg": "image/jpeg"}
YOUNG = timedelta(hours=1)


class StoredPhoto(models.Model):
    """A photo whose files stand as `<FOLDER>/<name>/<width>.<webp|jpeg>`; no table of its own.

    `address` is what the addresses of all its widths and kinds begin with.
    """

    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    widths = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    FOLDER: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        raise NotImplementedError

    @property
    def folder(self) -> str:
        return f"{self.FOLDER}/{self.name}"

    def path(self, width: int, kind: str) -> str:
        """Where the file stands in storage."""
        return f"{self.folder}/{width}.{kind}"

    def url(self, width: int, kind: str = "jpeg") -> str:
        return f"{self.address}{width}.{kind}"

    def srcset(self, kind: str) -> str:
        return ", ".join(f"{self.url(width, kind)} {width}w" for width in self.widths)

    @property
    def small(self) -> str:
        return self.url(self.widths[0])

    @property
    def large(self) -> str:
        return self.url(self.widths[-1])

    @property
    def srcset_webp(self) -> str:
        return self.srcset("webp")

    @property
    def srcset_jpeg(self) -> str:
        return self.srcset("jpeg")

    def store(self, read: Photo, *, again: bool = False) -> None:
        """Write all variants; the caller saves the row.

        `again`: another worker may have come as far as this and died, so what is there goes.
        """
        self.width, self.height = read.width, read.height
        self.widths = sorted({variant.width for variant in read.variants})
        for variant in read.variants:
            path = self.path(variant.width, variant.format)
            if again:
                default_storage.delete(path)
            default_storage.save(path, ContentFile(variant.content))

    def delete_files(self) -> None:
        for width in self.widths:
            for kind in TYPES:
                default_storage.delete(self.path(width, kind))
        default_storage.delete(self.folder)


def served(photo: StoredPhoto, width: int, kind: str) -> FileResponse:
    """One width of a photo that who asks may see. Raises Http404."""
    if kind not in TYPES or width not in photo.widths:
        raise Http404
    try:
        file = default_storage.open(photo.path(width, kind))
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=TYPES[kind])
    response["Cache-Control"] = "private, max-age=86400"
    return response


def sweep_orphans(model: type[StoredPhoto], now: datetime) -> int:
    """Remove stored photos that no row knows, of drafts that expired say; returns how many.

    A photo is stored just before its row, so what was stored in the last hour is left alone.
    """
    try:
        folders = default_storage.listdir(model.FOLDER)[0]
    except FileNotFoundError:
        return 0
    names = model._default_manager.values_list("name", flat=True)
    known = {str(name) for name in names.iterator()}
    return sum(_sweep(f"{model.FOLDER}/{one}", now) for one in folders if one not in known)


def _sweep(folder: str, now: datetime) -> bool:
    files = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    if any(default_storage.get_modified_time(file) > now - YOUNG for file in files):
        return False
    for file in files:
        default_storage.delete(file)
    default_storage.delete(folder)
    return True
