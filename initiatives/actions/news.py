"""News of a team that is hidden by the house rules. Callers have checked who may."""

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag

from .. import emails, verbs
from ..models import Update
from ..states import NewsState

KIND = Update._meta.model_name or ""


@transaction.atomic
def hide(update: Update, reason: str, *, by: User) -> Update:
    """With a reason for its team; its line goes out of the story, and with that, its flags are
    decided."""
    if update.state != NewsState.HIDDEN:  # else somebody may wait for another look
        activity.close_flags(KIND, update.pk, decision=Flag.Decision.HIDDEN, by=by)
    update = _locked(update)
    if update.state == NewsState.HIDDEN:
        return update
    _set(update, NewsState.HIDDEN, reason)
    event = _record(verbs.NEWS_HIDDEN.name, update, by, words=reason)
    emails.news_judged(event, update)
    return update


@transaction.atomic
def show(update: Update, *, by: User) -> Update:
    if update.state != NewsState.PUBLIC:
        activity.close_flags(KIND, update.pk, decision=Flag.Decision.STAYS, by=by)
    update = _locked(update)
    if update.state == NewsState.PUBLIC:
        return update
    _set(update, NewsState.PUBLIC, "")
    event = _record(verbs.NEWS_SHOWN.name, update, by)
    emails.news_judged(event, update)
    return update


def _set(update: Update, state: NewsState, reason: str) -> None:
    """The line of history has the same words, so it is public as long as the news is."""
    update.state, update.hidden_reason = state, reason
    update.save(update_fields=["state", "hidden_reason"])
    activity.set_public(
        update.initiative, verbs.UPDATE.name, update.anchor, public=state == NewsState.PUBLIC
    )


def _locked(update: Update) -> Update:
    rows = Update.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__neighbourhood", "author").get(pk=update.pk)


def _record(verb: str, update: Update, by: User, *, words: str = "") -> Event:
    return activity.record(
        verb,
        update.initiative,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=update.initiative.neighbourhood,
        public=False,
        words=words,
        anchor=update.anchor,
    )
