"""Asking a group of residents to pass a post on, and its answer. Callers have checked who may."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.permissions import works_in

from .. import emails, verbs
from ..models import Organisation, PassingOn, Post
from ..states import OF_PEOPLE, NotPossible, Overtaken, PassingState, TooMany
from .organisations import side_of

MOST, WITHIN = 10, timedelta(hours=1)  # of one person
WAITING = 3  # who has so many to answer is not asked more (rule R8)


@transaction.atomic
def ask(
    post: Post, organisation: Organisation, words: str, *, key: UUID, by: User, now: datetime
) -> PassingOn:
    """Once per post and group: who asks again gets what was asked before.

    Raises NotPossible for a post that not everybody reads, and for another kind of organisation
    or the one that posted it; TooMany when enough was asked.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    known = PassingOn.objects.filter(post=post, organisation=organisation).first()
    if known:
        return known
    is_shown = Post.objects.shown().filter(pk=post.pk).exists()
    if not is_shown or organisation.kind not in OF_PEOPLE or organisation == post.organisation:
        raise NotPossible
    _not_too_many(organisation, by, now)
    passing = PassingOn.objects.create(
        post=post, organisation=organisation, words=words, key=key, asked_by=by, asked_at=now
    )
    is_office = works_in(by, post.neighbourhood)
    side = Side.MUNICIPALITY if is_office else side_of(post.organisation)
    event = _record(verbs.PASS_ON_ASKED.name, passing, by=by, side=side)
    emails.pass_on_asked(event, passing)
    return passing


@transaction.atomic
def pass_on(passing: PassingOn, *, language: str = "", by: User, now: datetime) -> PassingOn:
    """They did. Raises Overtaken when a colleague answered otherwise."""
    return _answer(passing, PassingState.PASSED_ON, language, by=by, now=now)


@transaction.atomic
def rather_not(passing: PassingOn, *, by: User, now: datetime) -> PassingOn:
    """Without a reason: residents owe none. Raises Overtaken."""
    return _answer(passing, PassingState.RATHER_NOT, "", by=by, now=now)


def _answer(
    passing: PassingOn, state: PassingState, language: str, *, by: User, now: datetime
) -> PassingOn:
    passing = _locked(passing)
    if passing.state == state:
        return passing
    if passing.state != PassingState.ASKED:
        raise Overtaken(f"answered by {passing.answered_by_id}")
    passing.state, passing.language = state, language
    passing.answered_by, passing.answered_at = by, now
    passing.save(update_fields=["state", "language", "answered_by", "answered_at"])
    verb = verbs.PASSED_ON if state == PassingState.PASSED_ON else verbs.PASS_ON_DECLINED
    event = _record(verb.name, passing, by=by, side=side_of(passing.organisation))
    emails.pass_on_answered(event, passing)
    activity.read_about(passing.post, {verbs.PASS_ON_ASKED.name}, by=by, now=now)
    return passing


def _not_too_many(organisation: Organisation, by: User, now: datetime) -> None:
    waiting = PassingOn.objects.filter(organisation=organisation, state=PassingState.ASKED)
    asked = PassingOn.objects.filter(asked_by=by, asked_at__gt=now - WITHIN)
    if waiting.count() >= WAITING or asked.count() >= MOST:
        raise TooMany


def _locked(passing: PassingOn) -> PassingOn:
    rows = PassingOn.objects.select_for_update(of=("self",)).select_related(
        "organisation__neighbourhood", "post__organisation", "post__neighbourhood", "asked_by"
    )
    return rows.get(pk=passing.pk)


def _record(verb: str, passing: PassingOn, *, by: User, side: Side) -> Event:
    """Between the two; that it was passed on stands with the post."""
    return activity.record(
        verb,
        passing.post,
        by=by,
        side=side,
        neighbourhood=passing.post.neighbourhood,
        public=False,
        url=passing.get_absolute_url(),
    )
