"""A task that the municipality gives to an organisation. Callers have checked who may."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity.actions import Side, record
from activity.models import Event

from .. import emails, verbs
from ..models import Assignment, Organisation
from ..states import NEXT_OF_ASSIGNMENT, AssignmentState, NotPossible
from .organisations import side_of


@dataclass(frozen=True)
class Terms:
    """What is to be done, and from when until when."""

    title: str
    scope: str
    begins_on: date
    ends_on: date


@transaction.atomic
def propose(
    organisation: Organisation, terms: Terms, *, key: UUID, by: User, now: datetime
) -> Assignment:
    """The municipality records it; it is public once the organisation says yes.

    A `key` that was sent before gives the assignment that it made.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    made = Assignment.objects.filter(key=key).first()
    if made:
        return made
    assert organisation.neighbourhood, "only a municipality is at home in none"
    assignment = Assignment.objects.create(
        organisation=organisation,
        municipality=organisation.municipality,
        neighbourhood=organisation.neighbourhood,
        **vars(terms),
        recorded_by=by,
        recorded_at=now,
        key=key,
    )
    event = _record(
        verbs.ASSIGNMENT_RECORDED.name, assignment, by, side=Side.MUNICIPALITY, public=False
    )
    emails.assignment_recorded(event, assignment)
    return assignment


def confirm(assignment: Assignment, *, by: User, now: datetime) -> Assignment:
    """The organisation says yes. Raises NotPossible."""
    side = side_of(assignment.organisation)
    return _move(assignment, AssignmentState.CONFIRMED, reason="", by=by, now=now, side=side)


def decline(assignment: Assignment, reason: str, *, by: User, now: datetime) -> Assignment:
    """The organisation says no, to the municipality alone. Raises NotPossible."""
    side = side_of(assignment.organisation)
    return _move(assignment, AssignmentState.DECLINED, reason=reason, by=by, now=now, side=side)


def end(
    assignment: Assignment, reason: str, *, by: User, for_municipality: bool, now: datetime
) -> Assignment:
    """Either side ends it before its term, in public when it was so. Raises NotPossible."""
    side = Side.MUNICIPALITY if for_municipality else side_of(assignment.organisation)
    return _move(assignment, AssignmentState.ENDED, reason=reason, by=by, now=now, side=side)


VERBS = {
    AssignmentState.CONFIRMED: verbs.ASSIGNMENT_CONFIRMED,
    AssignmentState.DECLINED: verbs.ASSIGNMENT_DECLINED,
    AssignmentState.ENDED: verbs.ASSIGNMENT_ENDED,
}


@transaction.atomic
def _move(
    assignment: Assignment,
    to: AssignmentState,
    *,
    reason: str,
    by: User,
    now: datetime,
    side: Side,
) -> Assignment:
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("organisation__neighbourhood", "organisation__municipality", "recorded_by")
        .get(pk=assignment.pk)
    )
    if assignment.state == to:
        return assignment
    if to not in NEXT_OF_ASSIGNMENT[AssignmentState(assignment.state)]:
        raise NotPossible(f"{assignment.state} → {to}")
    assignment.state, assignment.reason = to, reason
    if to == AssignmentState.CONFIRMED:
        assignment.confirmed_by, assignment.confirmed_at = by, now
    else:
        assignment.ended_by, assignment.ended_at = by, now
    assignment.save()
    is_public = assignment.confirmed_at is not None
    event = _record(VERBS[to].name, assignment, by, side=side, public=is_public, words=reason)
    emails.assignment_answered(event, assignment)
    return assignment


def _record(
    verb: str, assignment: Assignment, by: User, *, side: Side, public: bool, words: str = ""
) -> Event:
    return record(
        verb,
        assignment,
        by=by,
        side=side,
        neighbourhood=assignment.neighbourhood,
        public=public,
        words=words,
    )
