"""What models with a photo share: where its files stand, its addresses, and how it is served."""

import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.images import Photo, Refusal

TYPES = {"webp": "image/webp", "jpeg": "image/jpeg"}
YOUNG = timedelta(hours=1)


class PhotoState(models.TextChoices):
    """What was sent waits until it is made ready; what cannot be has failed."""

    WAITING = "waiting", _("wordt klaargezet")
    READY = "ready", _("klaar")
    FAILED = "failed", _("mislukt")


class StoredPhoto(models.Model):
    """A photo whose files stand as `<FOLDER>/<name>/<width>.<webp|jpeg>`; no table of its own.

    `address` is what the addresses of all its widths and kinds begin with. While it waits to be
    made ready (`core.making`) there is only the file as it was sent, which nobody is shown, and
    which goes as soon as it is ready or has failed. Of what waits, `free_after` says when a worker
    may take it, and `tries` how often one did.
    """

    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    widths = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=20,
        choices=PhotoState,
        default=PhotoState.READY,
        db_default=PhotoState.READY.value,
    )
    problem = models.CharField(
        max_length=30, choices=Refusal, blank=True, default="", db_default=""
    )
    free_after = models.DateTimeField(default=timezone.now, db_default=Now())
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)

    FOLDER: ClassVar[str]

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        raise NotImplementedError

    @property
    def is_ready(self) -> bool:
        return self.state == PhotoState.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == PhotoState.WAITING

    @property
    def has_failed(self) -> bool:
        return self.state == PhotoState.FAILED

    @property
    def folder(self) -> str:
        return f"{self.FOLDER}/{self.name}"

    @property
    def original(self) -> str:
        """Where the file as it was sent stands until the photo is ready."""
        return f"{self.folder}/original"

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

    def keep(self, file: File[Any]) -> None:
        """A checked file, as it was sent; the caller saves the row, and asks for a worker.

        A copy: saving the file itself would move it away, and it may be kept once more.
        """
        self.state = PhotoState.WAITING
        file.seek(0)
        default_storage.save(self.original, ContentFile(file.read()))

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
        default_storage.delete(self.original)
        for width in self.widths:
            for kind in TYPES:
                default_storage.delete(self.path(width, kind))
        with suppress(OSError):  # a worker that makes it right now removes what it stored itself
            default_storage.delete(self.folder)


def rules_of_state(name: str) -> list[models.BaseConstraint]:
    """Which each model with photos has, by its own name."""
    failed, told = Q(state=PhotoState.FAILED), ~Q(problem="")
    return [
        models.CheckConstraint(
            name=f"{name}_state_known", condition=Q(state__in=PhotoState.values)
        ),
        models.CheckConstraint(
            name=f"{name}_fails_with_reason", condition=(~failed & ~told) | (failed & told)
        ),
    ]


def index_of_waiting(name: str) -> models.Index:
    return models.Index(
        fields=["free_after"], name=f"{name}_to_make", condition=Q(state=PhotoState.WAITING)
    )


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
