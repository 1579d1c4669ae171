"""What parties did for the goals of a year: written down, corrected, taken away.

Callers have checked who may. Until the review of its quarter is closed all of it can change, and
not after: each step locks that review, so closing and changing wait for each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.models import Event
from core import making
from core.photos import sweep_orphans
from initiatives.models import Initiative, SupportRequest
from outbox.actions import nudge
from partners.actions.organisations import side_of
from partners.models import Organisation

from .. import verbs
from ..models import (
    Contribution,
    ContributionChange,
    ContributionPhoto,
    Goal,
    QuarterlyReview,
    YearPlan,
)
from ..quarters import quarter_of
from ..states import Refused

UNDO = timedelta(days=1)  # what was taken away can come back, and is then forgotten
MOST, WITHIN = 200, timedelta(hours=1)  # of one person
KIND = Contribution._meta.model_name or ""


@dataclass(frozen=True)
class Done:
    """What was done, as the form has checked it."""

    what: str
    day: date
    hours_spent: Decimal | None = None
    euros: int | None = None
    materials: str = ""
    approach: int | None = None
    without: bool = False
    initiative: Initiative | None = None
    request: SupportRequest | None = None


class Row(NamedTuple):
    """One of several that are written down at once."""

    goal: Goal
    done: Done
    key: UUID


class RowRefused(Refused):
    """The one at `row` (from 0) is against a rule, so none is written down."""

    def __init__(self, reason: str, row: int) -> None:
        super().__init__(reason)
        self.row = row


def log(
    goal: Goal,
    done: Done,
    *,
    organisation: Organisation,
    photo: File[Any] | None = None,
    kept: ContributionPhoto | None = None,
    key: UUID,
    by: User,
    now: datetime,
) -> Contribution:
    """A `key` that was sent before gives what it made. Without a new photo it is the one that was
    `kept`. Raises Refused."""
    stored = _stored(photo) or kept
    try:
        return _log(goal, done, organisation=organisation, photo=stored, key=key, by=by, now=now)
    finally:
        _drop_unused(stored)


@transaction.atomic
def log_many(
    rows: Sequence[Row], *, organisation: Organisation, by: User, now: datetime
) -> list[Contribution]:
    """All of them or none, in the order in which closing a review locks too: reviews, then goals.

    Raises RowRefused.
    """
    quarters = {(row.goal.plan_id, quarter_of(row.done.day).number) for row in rows}
    wanted = Q.create([Q(plan=plan, quarter=number) for plan, number in quarters], Q.OR)
    list(QuarterlyReview.objects.select_for_update().filter(wanted).order_by("pk"))
    in_order = sorted(enumerate(rows), key=lambda each: (each[1].goal.place, each[1].goal.pk))
    made = []
    for number, row in in_order:
        try:
            one = _log(
                row.goal,
                row.done,
                organisation=organisation,
                photo=None,
                key=row.key,
                by=by,
                now=now,
            )
        except Refused as refused:
            raise RowRefused(refused.reason, number) from refused
        made.append(one)
    return made


@transaction.atomic
def _log(
    goal: Goal,
    done: Done,
    *,
    organisation: Organisation,
    photo: ContributionPhoto | None,
    key: UUID,
    by: User,
    now: datetime,
) -> Contribution:
    if known := Contribution.objects.filter(key=key).first():
        return known
    goal = Goal.objects.select_related("plan__neighbourhood").get(pk=goal.pk)
    if not goal.is_chosen:
        raise Refused("not_in_force")
    _lock_open(goal.plan, [done.day], today=timezone.localdate(now))
    if Contribution.objects.filter(by=by, at__gt=now - WITHIN).count() >= MOST:
        raise Refused("too_many")
    made, is_new = Contribution.objects.get_or_create(
        key=key,
        defaults={"goal": goal, "organisation": organisation, "by": by, "at": now} | vars(done),
    )
    if not is_new:
        return made
    _attach(photo, made)
    _tell(made, by=by)
    return made


def correct(
    contribution: Contribution,
    done: Done,
    *,
    photo: File[Any] | None = None,
    kept: ContributionPhoto | None = None,
    drop_photo: bool = False,
    by: User,
    now: datetime,
) -> Contribution:
    """What stood there before stays readable; what is as it was leaves no trace. Raises Refused."""
    stored = _stored(photo) or kept
    try:
        contribution, gone = _correct(
            contribution, done, photo=stored, drop_photo=drop_photo, by=by, now=now
        )
    finally:
        _drop_unused(stored)
    for one in gone:
        one.delete_files()
    return contribution


@transaction.atomic
def _correct(
    contribution: Contribution,
    done: Done,
    *,
    photo: ContributionPhoto | None,
    drop_photo: bool,
    by: User,
    now: datetime,
) -> tuple[Contribution, list[ContributionPhoto]]:
    contribution = _locked_open(contribution, [done.day], now=now)
    if contribution.removed_at:
        raise Refused("removed")
    before = {
        name: _kept(getattr(contribution, name))
        for name, value in vars(done).items()
        if getattr(contribution, name) != value
    }
    gone = list(ContributionPhoto.objects.filter(contribution=contribution))
    replaces = bool(photo or (drop_photo and gone))
    if replaces:
        before["photo"] = bool(gone)
        ContributionPhoto.objects.filter(contribution=contribution).delete()
    _attach(photo, contribution)
    if before:
        for name, value in vars(done).items():
            setattr(contribution, name, value)
        contribution.changed_at = now
        contribution.save()
        ContributionChange.objects.create(contribution=contribution, before=before, by=by, at=now)
        _record(verbs.contributions.CONTRIBUTION_CHANGED.name, contribution, by=by)
    return contribution, gone if replaces else []


@transaction.atomic
def take_away(contribution: Contribution, *, by: User, now: datetime) -> Contribution:
    """At once gone for everybody, and out of every sum. Raises Refused."""
    contribution = _locked_open(contribution, [], now=now)
    if contribution.removed_at is None:
        contribution.removed_at = now
        contribution.save(update_fields=["removed_at"])
        _tell(contribution, by=by)
        _record(verbs.contributions.CONTRIBUTION_REMOVED.name, contribution, by=by)
    return contribution


@transaction.atomic
def put_back(contribution: Contribution, *, by: User, now: datetime) -> Contribution:
    """Raises Refused."""
    contribution = _locked_open(contribution, [], now=now)
    if contribution.removed_at:
        contribution.removed_at = None
        contribution.save(update_fields=["removed_at"])
        _tell(contribution, by=by)
        _record(verbs.contributions.CONTRIBUTION_PUT_BACK.name, contribution, by=by)
    return contribution


def forget(now: datetime) -> int:
    """What was taken away a day ago, and photos that no row knows; returns how many of the
    first."""
    removed = Contribution.objects.filter(removed_at__lte=now - UNDO)
    keys = list(removed.values_list("pk", flat=True))
    with transaction.atomic():
        activity.forget_all(KIND, keys)
        Contribution.objects.filter(pk__in=keys).delete()
    sweep_orphans(ContributionPhoto, now)
    return len(keys)


def _lock_open(plan: YearPlan, days: Iterable[date], *, today: date) -> None:
    """A review that is not there yet cannot be closed meanwhile: the clock opens it once its
    quarter is over, and people close it in a meeting after that."""
    wanted = list(days)
    if not plan.is_running:
        raise Refused("not_running")
    if any(day > today for day in wanted):
        raise Refused("future")
    if any(day.year != plan.year for day in wanted):
        raise Refused("other_year")
    quarters = {quarter_of(day).number for day in wanted}
    reviews = QuarterlyReview.objects.select_for_update().filter(plan=plan, quarter__in=quarters)
    if any(review.is_closed for review in reviews.order_by("quarter")):
        raise Refused("closed")


def _locked_open(
    contribution: Contribution, days: Iterable[date], *, now: datetime
) -> Contribution:
    """As it stands now, with the reviews of its day and of the `days` it may go to locked."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related(
        "goal__plan__neighbourhood", "organisation", "initiative", "request"
    )
    locked = rows.get(pk=contribution.pk)
    _lock_open(locked.goal.plan, [locked.day, *days], today=timezone.localdate(now))
    return locked


def _tell(contribution: Contribution, *, by: User) -> None:
    """One public line of a party, goal and day on which it was written down, as long as something
    of it is there to read: several at once are no flood."""
    goal, organisation = contribution.goal, contribution.organisation
    day = timezone.localdate(contribution.at)
    key = f"contributed:{goal.pk}:{organisation.pk}:{day}"
    activity.record_together(
        key,
        verbs.contributions.CONTRIBUTED.name,
        goal,
        by=by,
        side=side_of(organisation),
        neighbourhood=goal.plan.neighbourhood,
        anchor="#how",
    )
    of_that_day = Contribution.objects.of(goal).filter(organisation=organisation, at__date=day)
    is_public = of_that_day.seen_by(AnonymousUser()).exists()
    Event.objects.filter(key=key).exclude(is_public=is_public).update(is_public=is_public)


def _record(verb: str, contribution: Contribution, *, by: User) -> None:
    activity.record(
        verb,
        contribution,
        by=by,
        side=side_of(contribution.organisation),
        neighbourhood=contribution.goal.plan.neighbourhood,
        public=False,
    )


def _kept(value: Any) -> Any:
    """As JSON has it; of an initiative or a request its key."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date | Decimal):
        return str(value)
    return value


def make_photo(now: datetime) -> bool:
    """Make the first photo ready that waits; False if none does."""
    return making.make_one(ContributionPhoto, now)


def _stored(photo: File[Any] | None) -> ContributionPhoto | None:
    """What was sent stands before its row does; no file is written inside a transaction."""
    if photo is None:
        return None
    stored = ContributionPhoto()
    stored.keep(photo)
    return stored


def _attach(photo: ContributionPhoto | None, contribution: Contribution) -> None:
    if photo:
        photo.contribution, photo.draft = contribution, None
        # Of one that was kept a worker may be writing the rest at this very moment.
        photo.save(update_fields=None if photo._state.adding else ["contribution", "draft"])
        nudge("goals.tasks.make_photos")


def _drop_unused(photo: ContributionPhoto | None) -> None:
    """What was kept before stays kept."""
    if photo and photo._state.adding:
        photo.delete_files()
