"""News and activities of organisations, for a neighbourhood. Callers have checked who may."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from neighbourhoods.models import Neighbourhood

from .. import emails, verbs
from ..models import Organisation, Post
from ..states import Kind, PostState, TooMany
from .organisations import side_of

UNDO = timedelta(days=1)  # what was taken away can come back, and is then forgotten
MOST, WITHIN = 20, timedelta(hours=1)  # of one person
KIND = Post._meta.model_name or ""


@dataclass(frozen=True)
class Written:
    """Texts that the form has checked; with a `day` it is an activity."""

    title: str
    text: str
    day: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    group: str = ""


@transaction.atomic
def publish(
    organisation: Organisation,
    written: Written,
    *,
    neighbourhood: Neighbourhood,
    key: UUID,
    by: User,
    now: datetime,
) -> Post:
    """A `key` that was sent before gives what it made. Raises TooMany.

    The first post of an organisation waits where the neighbourhood reads that before others.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if known := Post.objects.filter(key=key).first():
        return known
    if Post.objects.filter(posted_by=by, posted_at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    waits = _is_held(organisation, neighbourhood)
    post = Post.objects.create(
        organisation=organisation,
        neighbourhood=neighbourhood,
        **vars(written),
        posted_by=by,
        posted_at=now,
        key=key,
        state=PostState.WAITING if waits else PostState.PUBLIC,
    )
    _record(_first_verb(post), post, by=by, public=not waits)
    if waits:
        activity.flag(post, Flag.Reason.FIRST, by=by, neighbourhood=neighbourhood)
    return post


@transaction.atomic
def edit(post: Post, written: Written, *, by: User) -> Post:
    """What is as it was is no event."""
    post = _locked(post)
    changes = {name: value for name, value in vars(written).items() if getattr(post, name) != value}
    if changes:
        for name, value in changes.items():
            setattr(post, name, value)
        post.save(update_fields=list(changes))
        _record(verbs.POST_CHANGED.name, post, by=by)
    return post


@transaction.atomic
def take_away(post: Post, *, by: User, now: datetime) -> Post:
    """At once gone for everybody, also from history; flags of it are decided."""
    activity.close_flags(KIND, post.pk, decision=Flag.Decision.GONE, by=by)
    post = _locked(post)
    if post.removed_at:
        return post
    post.removed_at = now
    post.save(update_fields=["removed_at"])
    _read_by_all(post)
    _record(verbs.POST_TAKEN_AWAY.name, post, by=by)
    return post


@transaction.atomic
def put_back(post: Post, *, by: User) -> Post:
    """As it stood: what waited to be read before others waits again."""
    post = _locked(post)
    if post.removed_at is None:
        return post
    post.removed_at = None
    post.save(update_fields=["removed_at"])
    _read_by_all(post)
    _record(verbs.POST_PUT_BACK.name, post, by=by)
    if post.state == PostState.WAITING:
        Flag.objects.of(KIND, post.pk).filter(reason=Flag.Reason.FIRST).delete()
        activity.flag(post, Flag.Reason.FIRST, by=by, neighbourhood=post.neighbourhood)
    return post


@transaction.atomic
def hide(post: Post, reason: str, *, by: User) -> Post:
    """By the house rules, with a reason for the people of its organisation."""
    if post.state != PostState.HIDDEN:  # else somebody may wait for another look
        activity.close_flags(KIND, post.pk, decision=Flag.Decision.HIDDEN, by=by)
    post = _locked(post)
    if post.state == PostState.HIDDEN:
        return post
    return _judge(post, PostState.HIDDEN, reason, by=by)


@transaction.atomic
def show(post: Post, *, by: User) -> Post:
    """What was hidden, or waited to be read before others."""
    if post.state != PostState.PUBLIC:
        activity.close_flags(KIND, post.pk, decision=Flag.Decision.STAYS, by=by)
    post = _locked(post)
    if post.state == PostState.PUBLIC:
        return post
    return _judge(post, PostState.PUBLIC, "", by=by)


def forget(now: datetime) -> int:
    """What was taken away a day ago; returns how many."""
    removed = Post.objects.filter(removed_at__lte=now - UNDO)
    return forget_all(list(removed.values_list("pk", flat=True)))


@transaction.atomic
def forget_all(keys: list[int]) -> int:
    """These posts, and what history says of them."""
    activity.forget_all(KIND, keys)
    Post.objects.filter(pk__in=keys).delete()
    return len(keys)


def _is_held(organisation: Organisation, neighbourhood: Neighbourhood) -> bool:
    """The municipality reads the others' first ones, and so not its own."""
    if not neighbourhood.holds_first_posts or organisation.kind == Kind.MUNICIPALITY:
        return False
    earlier = Post.objects.filter(organisation=organisation, neighbourhood=neighbourhood)
    return not earlier.filter(state=PostState.PUBLIC).exists()


def _judge(post: Post, state: PostState, reason: str, *, by: User) -> Post:
    post.state, post.hidden_reason = state, reason
    post.save(update_fields=["state", "hidden_reason"])
    _read_by_all(post)
    verb = verbs.POST_HIDDEN if state == PostState.HIDDEN else verbs.POST_SHOWN
    event = _record(verb.name, post, by=by, words=reason, side=Side.MUNICIPALITY)
    emails.post_judged(event, post)
    return post


def _read_by_all(post: Post) -> None:
    """Its line in the history of the neighbourhood is public as long as the post is."""
    public = post.is_public and post.removed_at is None
    activity.set_public(post, _first_verb(post), "", public=public)


def _first_verb(post: Post) -> str:
    return (verbs.ACTIVITY_POSTED if post.is_activity else verbs.POSTED).name


def _locked(post: Post) -> Post:
    rows = Post.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "neighbourhood").get(pk=post.pk)


def _record(
    verb: str,
    post: Post,
    *,
    by: User,
    public: bool = False,
    words: str = "",
    side: Side | None = None,
) -> Event:
    return activity.record(
        verb,
        post,
        by=by,
        side=side or side_of(post.organisation),
        neighbourhood=post.neighbourhood,
        public=public,
        words=words,
    )
