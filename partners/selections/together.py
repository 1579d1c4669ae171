"""What organisations form together, and what the municipality asked of them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.dates import in_words

from ..models import Affiliation, Assignment, Organisation
from ..states import AssignmentState, RequestState


class Bonds(NamedTuple):
    """All affiliations of one organisation: those that stand, and those that wait for an answer.

    `parts` belong to it, `coalitions` it belongs to; `to_answer` waits for it, `asked` for others.
    """

    parts: list[Affiliation]
    coalitions: list[Affiliation]
    to_answer: list[Affiliation]
    asked: list[Affiliation]


class Task(NamedTuple):
    """An assignment as the page shows it."""

    pk: int
    title: str
    scope: str
    term: str
    state: str
    is_over: bool
    reason: str


def bonds_of(organisation: Organisation) -> Bonds:
    """In one query; of the other side only what everybody may see."""
    rows = list(
        Affiliation.objects.of(organisation)
        .filter(state__in=[RequestState.ASKED, RequestState.ACCEPTED])
        .select_related("coalition__neighbourhood", "organisation__neighbourhood")
        .defer(
            "coalition__neighbourhood__drawing",
            "organisation__neighbourhood__drawing",
            "coalition__neighbourhood__introduction",
            "organisation__neighbourhood__introduction",
        )
        .order_by("pk")
    )
    shown = [row for row in rows if is_public(other_side(row, organisation))]
    stand = [row for row in shown if row.state == RequestState.ACCEPTED]
    wait = [row for row in shown if row.state == RequestState.ASKED]
    return Bonds(
        parts=[row for row in stand if row.coalition_id == organisation.pk],
        coalitions=[row for row in stand if row.organisation_id == organisation.pk],
        to_answer=[row for row in wait if row.asked.pk == organisation.pk],
        asked=[row for row in wait if row.asker.pk == organisation.pk],
    )


def other_side(affiliation: Affiliation, organisation: Organisation) -> Organisation:
    if affiliation.coalition_id == organisation.pk:
        return affiliation.organisation
    return affiliation.coalition


def is_public(organisation: Organisation) -> bool:
    """As `Organisation.objects.public`, of one that is known already."""
    place = organisation.neighbourhood
    has_page = organisation.is_listed and bool(organisation.slug)
    return has_page and not organisation.is_hidden and (place is None or place.is_public)


def tasks_of(organisation: Organisation, *, today: date) -> list[Task]:
    """What the municipality assigned to it, once it said yes; the newest first."""
    rows = Assignment.objects.filter(organisation=organisation).public()
    return tasks(rows.order_by("-begins_on", "-pk"), today=today)


def tasks(assignments: Iterable[Assignment], *, today: date) -> list[Task]:
    return [_task(one, today) for one in assignments]


def _task(assignment: Assignment, today: date) -> Task:
    term = _("van %(begin)s tot en met %(end)s") % {
        "begin": in_words(assignment.begins_on),
        "end": in_words(assignment.ends_on),
    }
    is_over = assignment.is_over(today)
    return Task(
        assignment.pk,
        assignment.title,
        assignment.scope,
        term,
        _state(assignment, today),
        is_over,
        assignment.reason,
    )


def _state(assignment: Assignment, today: date) -> str:
    if assignment.state == AssignmentState.CONFIRMED:
        if assignment.ends_on < today:
            return _("afgelopen")
        if assignment.begins_on > today:
            return _("begint nog")
    return str(assignment.get_state_display())
