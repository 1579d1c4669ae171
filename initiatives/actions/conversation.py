"""Questions and reactions under an initiative. Callers have checked who may."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from neighbourhoods.permissions import works_in
from partners.permissions import is_member

from .. import emails, verbs
from ..models import Initiative, Reaction, Update
from ..states import ReactionState, TooLate, TooMany

MOST, WITHIN = 10, timedelta(minutes=10)  # of one person
KIND = Reaction._meta.model_name or ""


@transaction.atomic
def react(
    initiative: Initiative,
    text: str,
    *,
    key: UUID,
    by: User,
    now: datetime,
    update: Update | None = None,
    parent: Reaction | None = None,
) -> Reaction:
    """A `key` that was sent before gives what it made; a reply to a reply is one to the first.

    Raises TooMany. A newcomer's first words wait where the neighbourhood wants to read them first.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    sent = Reaction.objects.filter(key=key).first()
    if sent:
        return sent
    if Reaction.objects.filter(author=by, at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    side = _side(initiative, by)
    waits = side == Side.RESIDENT and _is_held(initiative, by)
    reaction = Reaction.objects.create(
        initiative=initiative,
        update=update,
        parent_id=parent.top_id if parent else None,
        author=by,
        side=side,
        text=text,
        key=key,
        at=now,
        state=ReactionState.WAITING if waits else ReactionState.PUBLIC,
    )
    event = _record(verbs.REACTED.name, reaction, by=by, side=side)
    if waits:
        place = initiative.neighbourhood
        activity.flag(reaction, Flag.Reason.FIRST, by=by, neighbourhood=place)
    else:
        emails.reacted(event, reaction)
    return reaction


@transaction.atomic
def edit(reaction: Reaction, text: str, *, by: User, now: datetime) -> Reaction:
    """Its author, for a short time. Raises TooLate, also when it was hidden or taken away."""
    reaction = _locked(reaction)
    if not reaction.may_be_edited(now):
        raise TooLate
    if reaction.text == text:
        return reaction
    reaction.text, reaction.edited_at = text, now
    reaction.save(update_fields=["text", "edited_at"])
    _record(verbs.REACTION_EDITED.name, reaction, by=by, side=Side(reaction.side))
    return reaction


@transaction.atomic
def remove(reaction: Reaction, *, by: User, now: datetime) -> Reaction:
    """Its author takes their words away: from the page, the queue and mails; replies stay."""
    activity.close_flags(KIND, reaction.pk, decision=Flag.Decision.GONE, by=by)
    reaction = _locked(reaction)
    if reaction.removed_at:
        return reaction
    reaction.text, reaction.removed_at = "", now
    reaction.state, reaction.hidden_reason = ReactionState.PUBLIC, ""
    reaction.save(update_fields=["text", "removed_at", "state", "hidden_reason"])
    activity.forget_mail_about(reaction.initiative, f"#{reaction.name}")
    _record(verbs.REACTION_REMOVED.name, reaction, by=by, side=Side(reaction.side))
    return reaction


@transaction.atomic
def remove_all(*, by: User, now: datetime) -> None:
    """All that somebody wrote, for who wants to be erased with it."""
    for reaction in Reaction.objects.of(by.pk).select_related("initiative"):
        remove(reaction, by=by, now=now)


@transaction.atomic
def hide(reaction: Reaction, reason: str, *, by: User) -> Reaction:
    """By the house rules, with a reason for its author; with that, its flags are decided."""
    if reaction.state != ReactionState.HIDDEN:  # else somebody may wait for another look
        activity.close_flags(KIND, reaction.pk, decision=Flag.Decision.HIDDEN, by=by)
    reaction = _locked(reaction)
    if reaction.state == ReactionState.HIDDEN or reaction.removed_at:
        return reaction
    reaction.state, reaction.hidden_reason = ReactionState.HIDDEN, reason
    reaction.save(update_fields=["state", "hidden_reason"])
    event = _record(
        verbs.REACTION_HIDDEN.name, reaction, by=by, side=Side.MUNICIPALITY, words=reason
    )
    emails.reaction_judged(event, reaction)
    return reaction


@transaction.atomic
def show(reaction: Reaction, *, by: User) -> Reaction:
    """What was hidden, or waited: of the last the team hears now."""
    if reaction.state != ReactionState.PUBLIC:
        activity.close_flags(KIND, reaction.pk, decision=Flag.Decision.STAYS, by=by)
    reaction = _locked(reaction)
    if reaction.state == ReactionState.PUBLIC or reaction.removed_at:
        return reaction
    waited = reaction.state == ReactionState.WAITING
    reaction.state, reaction.hidden_reason = ReactionState.PUBLIC, ""
    reaction.save(update_fields=["state", "hidden_reason"])
    event = _record(verbs.REACTION_SHOWN.name, reaction, by=by, side=Side.MUNICIPALITY)
    emails.reaction_judged(event, reaction)
    if waited:
        emails.reacted(event, reaction)
    return reaction


def _side(initiative: Initiative, by: User) -> Side:
    """For whom somebody speaks here; the team goes before the municipality."""
    if is_member(by, initiative.team_id):
        return Side.TEAM
    return Side.MUNICIPALITY if works_in(by, initiative.neighbourhood) else Side.RESIDENT


def _is_held(initiative: Initiative, by: User) -> bool:
    if not initiative.neighbourhood.holds_first_posts:
        return False
    earlier = Reaction.objects.of(by.pk).in_neighbourhood_of(initiative)
    return not earlier.filter(state=ReactionState.PUBLIC).exists()


def _locked(reaction: Reaction) -> Reaction:
    rows = Reaction.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__neighbourhood", "author").get(pk=reaction.pk)


def _record(verb: str, reaction: Reaction, *, by: User, side: Side, words: str = "") -> Event:
    """Not in the story, which is the team's; and never what was said."""
    initiative = reaction.initiative
    return activity.record(
        verb,
        initiative,
        by=by,
        side=side,
        neighbourhood=initiative.neighbourhood,
        public=False,
        words=words,
        anchor=reaction.anchor,
    )
