"""Who does the work of an officer: a colleague from now on, or a stand-in for as long as they are
away (rule R10). Neither moves a promised date (rule R2). Callers have checked who may."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods import holdings
from neighbourhoods.models import Absence, Neighbourhood
from neighbourhoods.permissions import works_in
from neighbourhoods.selections.absences import uncovered

from .. import emails, verbs

KEPT = timedelta(days=30)  # after the last day


class WorksElsewhere(Exception):
    """Somebody who is named has no role here any more."""


class AlsoAway(Exception):
    """Who would stand in is away in the same days."""


@transaction.atomic
def hand_over_all(
    neighbourhood: Neighbourhood, officer: User, successor: User, *, words: str, by: User
) -> int:
    """All that an officer holds here goes to a colleague, who hears so once; returns how much.

    Each team is told by the app whose work it is. Raises WorksElsewhere.
    """
    # Ending a role waits for the same row, so nobody leaves with something in their hands.
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    if not works_in(successor, neighbourhood):
        raise WorksElsewhere
    number = holdings.hand_over(officer, successor, neighbourhood, words=words)
    if number:
        tell_successor(neighbourhood, successor, number, by=by)
    return number


def tell_successor(neighbourhood: Neighbourhood, successor: User, number: int, *, by: User) -> None:
    event = _record(verbs.WORK_HANDED_OVER.name, neighbourhood, by, url=emails.WORK)
    if successor != by:
        emails.work_handed_over(event, successor, number)


@transaction.atomic
def be_away(
    neighbourhood: Neighbourhood,
    person: User,
    *,
    stand_in: User,
    first_day: date,
    back_on: date,
    by: User,
) -> Absence:
    """From `first_day` until `back_on`, with somebody who stands in; the last one said holds.

    Raises WorksElsewhere, and AlsoAway when the stand-in is away in those days themselves.
    """
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    if not (works_in(stand_in, neighbourhood) and works_in(person, neighbourhood)):
        raise WorksElsewhere
    here = Absence.objects.filter(neighbourhood=neighbourhood)
    if here.filter(person=stand_in, first_day__lt=back_on, back_on__gt=first_day).exists():
        raise AlsoAway
    known = here.filter(person=person).select_related("stand_in").first()
    before = known.stand_in if known else None
    absence = known or Absence(neighbourhood=neighbourhood, person=person)
    told = (absence.stand_in_id, absence.first_day, absence.back_on)
    absence.stand_in, absence.first_day, absence.back_on = stand_in, first_day, back_on
    if known and told == (stand_in.pk, first_day, back_on):
        return absence
    absence.save()
    event = _record(verbs.AWAY.name, neighbourhood, by, url=emails.WORK)
    emails.away(event, absence, before=before if before != stand_in else None)
    tell_uncovered(now=timezone.now())
    return absence


@transaction.atomic
def be_back(neighbourhood: Neighbourhood, person: User, *, by: User) -> None:
    """Earlier than said; who stood in hears so."""
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    here = Absence.objects.filter(neighbourhood=neighbourhood, person=person)
    absence = here.select_related("stand_in", "person", "neighbourhood").first()
    if absence is None:
        return
    event = _record(verbs.BACK.name, neighbourhood, by, url=emails.WORK)
    emails.back(event, absence)
    here.delete()


def tell_uncovered(*, now: datetime) -> None:
    """Coordinators hear of who is away without anybody to stand in, once per absence.

    Whatever the cause: the stand-in left, is away as well, or let themselves be erased.
    """
    for absence in uncovered(timezone.localdate(now)):
        stand_in = absence.stand_in_id or 0
        event = activity.record_once(
            f"uncovered:{absence.pk}:{stand_in}:{absence.first_day:%Y-%m-%d}",
            verbs.UNCOVERED.name,
            absence.neighbourhood,
            neighbourhood=absence.neighbourhood,
            now=now,
        )
        if event:
            emails.uncovered(event, absence)


def forget_absences(now: datetime) -> int:
    old = Absence.objects.filter(back_on__lt=timezone.localdate(now) - KEPT)
    return old.delete()[0]


def _record(verb: str, neighbourhood: Neighbourhood, by: User, *, url: str) -> Event:
    return activity.record(
        verb,
        neighbourhood,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=neighbourhood,
        public=False,
        url=url,
    )
