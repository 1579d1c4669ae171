import uuid
from contextlib import suppress

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..states.files import FileKind
from ..states.reports import MakingState
from .report import Report


class ReportFilesQuerySet(models.QuerySet["ReportFiles"]):
    def to_do(self) -> "ReportFilesQuerySet":
        return self.filter(state__in=[MakingState.WAITING, MakingState.RUNNING])


class ReportFiles(models.Model):
    """The files of a published report: what waits is the queue of the worker.

    They stand in storage as `report-files/<name>/<kind>`; `name` is a new one each time that they
    are made, and empty before the first. `made_of` is the fingerprint of what they tell, so that a
    file with something in it that was hidden since is never given; `sizes` are in bytes, by kind.
    """

    MOST_TRIES = 3
    FOLDER = "report-files"

    report = models.OneToOneField(Report, models.CASCADE, related_name="files")
    state = models.CharField(max_length=20, choices=MakingState, default=MakingState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    name = models.UUIDField(null=True, blank=True, editable=False)
    made_of = models.CharField(max_length=64, blank=True)
    sizes = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    objects = ReportFilesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_files_state_known", condition=Q(state__in=MakingState.values)
            ),
            models.CheckConstraint(
                name="report_files_done_are_there",
                condition=~Q(state=MakingState.DONE)
                | Q(name__isnull=False, made_at__isnull=False) & ~Q(made_of=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="report_files_to_do",
                condition=Q(state__in=["waiting", "running"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.percent}%"

    @property
    def is_busy(self) -> bool:
        return self.state in (MakingState.WAITING, MakingState.RUNNING)

    @property
    def has_failed(self) -> bool:
        return self.state == MakingState.FAILED


def path_of(name: uuid.UUID, kind: FileKind) -> str:
    return f"{ReportFiles.FOLDER}/{name}/{kind}"


def delete_files(name: uuid.UUID | None) -> None:
    if name is None:
        return
    for kind in FileKind:
        default_storage.delete(path_of(name, kind))
    with suppress(OSError):  # a folder that is not there, or not empty yet
        default_storage.delete(f"{ReportFiles.FOLDER}/{name}")
