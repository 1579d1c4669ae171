"""A list of existing initiatives that a municipality brings, and its rows (issue 3)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from neighbourhoods.models import Neighbourhood

from ..states import AT_WORK, UNCONFIRMED, ImportState, RowState
from .initiative import Initiative


class ImportQuerySet(models.QuerySet["Import"]):
    def in_neighbourhood(self, neighbourhood: Neighbourhood) -> "ImportQuerySet":
        return self.filter(neighbourhood=neighbourhood)

    def to_work_on(self, now: datetime) -> "ImportQuerySet":
        """Confirmed, and claimed by no worker that is alive."""
        return self.filter(state__in=AT_WORK, free_after__lte=now)

    def never_confirmed_since(self, moment: datetime) -> "ImportQuerySet":
        return self.filter(state__in=UNCONFIRMED, made_at__lt=moment)

    def light(self) -> "ImportQuerySet":
        """Without the whole table."""
        return self.defer("table")


class Import(models.Model):
    """One list: `name` and `year` are how residents read it, the file itself is not kept.

    `table` holds the rows of the file as text ({"header", "rows", "tab"}) until somebody confirms;
    `columns` says which column is what, `values` what its words mean here. `version` counts the
    times that these were chosen: who confirms, confirms what they saw.
    """

    neighbourhood = models.ForeignKey(Neighbourhood, models.PROTECT, related_name="imports")
    name = models.CharField(_("hoe de lijst heet"), max_length=100)
    year = models.PositiveSmallIntegerField(_("van welk jaar"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.COLUMNS)
    table = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    free_after = models.DateTimeField(default=timezone.now)

    objects = ImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_state_known", condition=Q(state__in=ImportState.values)
            )
        ]
        indexes = [
            models.Index(
                fields=["free_after"],
                name="import_at_work",
                condition=Q(state__in=sorted(AT_WORK)),
            )
        ]

    def __str__(self) -> str:
        return self.source

    @property
    def source(self) -> str:
        """As residents read it on each page."""
        return f"{self.name}, {self.year}"

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def is_confirmed(self) -> bool:
        return self.state not in UNCONFIRMED


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def noted(self) -> "ImportRowQuerySet":
        """About which there is something to say."""
        return self.exclude(notes=[])

    def numbers(self) -> dict[str, int]:
        """How many there are of each state."""
        counted = self.order_by().values("state").annotate(number=Count("*"))
        return dict(counted.values_list("state", "number"))


class ImportRow(models.Model):
    """One row: what will become of it, and then what became of it. The rows are the queue.

    `record` is what an initiative is made of, and is emptied once it is there; `notes` are the
    codes of what there is to say, each with its words. `initiative` is what was made of it, or
    what it equals.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=RowState)
    record = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    initiative = models.ForeignKey(Initiative, models.SET_NULL, null=True, related_name="+")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="import_row_once", fields=["of", "number"]),
            models.CheckConstraint(
                name="import_row_state_known", condition=Q(state__in=RowState.values)
            ),
        ]
        indexes = [models.Index(fields=["of", "state", "number"], name="import_row_queue")]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
