"""What of meetings waits for who works here: agenda items, and who cannot take part."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import known_as
from core.dates import in_words

from ..models import AgendaItem, Barrier
from ..states.meetings import Bars, MeetingState

ITEM, BARRIER = "item", "barrier"
MOST = 1000  # counted


class Waiting(NamedTuple):
    """How many wait for an answer where somebody works."""

    number: int
    late: int


class Task(NamedTuple):
    """One of them, as the component `tasks` shows it."""

    url: str
    title: str
    icon: str
    what: str
    about: str
    due: str


Rows = QuerySet[Any, tuple[Any, ...]]


def waiting_for(works_in: Collection[int], now: datetime) -> Waiting:
    """Counted in one query; none for who works nowhere."""
    if not works_in:
        return Waiting(0, 0)
    due = [at for _kind, _pk, at, *_rest in rows_in(works_in)[:MOST]]
    return Waiting(len(due), sum(at < now for at in due))


def rows_in(works_in: Collection[int]) -> Rows:
    """First due first."""
    items = AgendaItem.objects.unanswered().shown()
    barriers = Barrier.objects.unanswered().filter(meeting__neighbourhood__is_public=True)
    found = _told(items, ITEM, "title", works_in)
    return found.union(_told(barriers, BARRIER, "bars", works_in), all=True).order_by(
        "due_at", "pk"
    )


def tasks(rows: Iterable[tuple[Any, ...]]) -> list[Task]:
    return [_task(*row) for row in rows]


def _told(rows: QuerySet[Any], kind: str, words: str, works_in: Collection[int]) -> Rows:
    here = rows.filter(
        meeting__neighbourhood__in=works_in, meeting__state=MeetingState.PLANNED
    ).order_by()
    told: Rows = here.annotate(kind=Value(kind, CharField()), says=F(words)).values_list(
        "kind", "pk", "due_at", "says", "meeting__title", "meeting__neighbourhood__name",
        "officer__name", "officer__erased_at",
    )  # fmt: skip
    return told


def _task(
    kind: str,
    pk: int,
    due_at: datetime,
    says: str,
    meeting: str,
    place: str,
    officer: str | None,
    erased_at: datetime | None,
) -> Task:
    whose = _("nog van niemand") if officer is None else known_as(officer, erased_at)
    about = f"{meeting}, {place}, {whose}"
    due = in_words(timezone.localdate(due_at), "j F")
    if kind == ITEM:
        url = reverse("participation:answer_item", args=[pk])
        return Task(url, says, "list-numbers", _("Een agendapunt"), about, due)
    url = reverse("participation:answer_barrier", args=[pk])
    return Task(
        url, capfirst(str(Bars(says).label)), "hand-stop", _("Iemand kan niet meedoen"), about, due
    )
