"""Questions and reactions as the component `reaction` shows them."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User

from ..models import Initiative, Reaction
from ..models.reaction import ReactionQuerySet, shown
from ..states import ReactionState
from .answers import Person, person

PER_PAGE = 20
REPLIES = 20  # of one reaction; the others are one press away


class Said(NamedTuple):
    """One reaction with its replies; `text` is empty of what others may not read any more.

    `state` is public, waiting, hidden, or removed; `side` team, municipality, or resident. `more`
    counts the replies that are left out.
    """

    pk: int
    name: str
    who: Person
    side: str
    at: datetime
    text: str
    is_edited: bool
    state: str
    reason: str
    is_mine: bool
    may_edit: bool
    news: int | None
    news_at: datetime | None
    replies: list["Said"]
    more: int


class Conversation(NamedTuple):
    """`earlier` is the reaction with which the next part begins; None at the end."""

    said: list[Said]
    earlier: int | None


def conversation(
    initiative: Initiative,
    user: User | AnonymousUser,
    *,
    moderates: bool,
    now: datetime,
    since: int | None = None,
    whole: int | None = None,
) -> Conversation:
    """Newest first, from `since` on, in two queries; replies stand under theirs, oldest first.

    Of a long row of replies the first are here, of the reaction `whole` all of them.
    What was taken away or hidden leaves a quiet line only when replies hang on it.
    """
    seen = shown(user, moderates=moderates)
    answered = Exists(Reaction.objects.filter(seen, parent=OuterRef("pk")))
    tops = Reaction.objects.filter(seen | Q(answered), initiative=initiative, parent=None)
    if since is not None:
        tops = tops.filter(pk__lte=since)
    rows = list(_with_people(tops).order_by("-pk")[: PER_PAGE + 1])
    page, rest = rows[:PER_PAGE], rows[PER_PAGE:]
    replies: dict[int, list[Said]] = {}
    if page:
        under = Reaction.objects.filter(seen, parent__in=[top.pk for top in page])
        for reply in _with_people(under).order_by("pk"):
            replies.setdefault(reply.top_id, []).append(_said(reply, user, moderates, now))
    return Conversation(
        said=[
            _with_replies(_said(top, user, moderates, now), replies.get(top.pk, []), whole)
            for top in page
        ],
        earlier=rest[0].pk if rest else None,
    )


def _with_people(reactions: ReactionQuerySet) -> ReactionQuerySet:
    return reactions.select_related("author", "update").only(
        "initiative_id",
        "parent_id",
        "side",
        "text",
        "at",
        "edited_at",
        "removed_at",
        "state",
        "hidden_reason",
        "author__name",
        "author__erased_at",
        "update__at",
    )


def _with_replies(top: Said, replies: list[Said], whole: int | None) -> Said:
    shown = replies if top.pk == whole else replies[:REPLIES]
    return top._replace(replies=shown, more=len(replies) - len(shown))


def _said(
    reaction: Reaction,
    user: User | AnonymousUser,
    moderates: bool,
    now: datetime,
) -> Said:
    is_mine = user.is_authenticated and reaction.author_id == user.pk
    may_read = is_mine or moderates or reaction.state == ReactionState.PUBLIC
    news = reaction.update
    return Said(
        pk=reaction.pk,
        name=reaction.name,
        who=person(reaction.author),
        side=reaction.side,
        at=timezone.localtime(reaction.at),
        text=reaction.text if may_read else "",
        is_edited=reaction.edited_at is not None,
        state="removed" if reaction.removed_at else reaction.state,
        reason=reaction.hidden_reason if may_read else "",
        is_mine=is_mine,
        may_edit=is_mine and reaction.may_be_edited(now),
        news=news.pk if news else None,
        news_at=timezone.localtime(news.at) if news else None,
        replies=[],
        more=0,
    )
