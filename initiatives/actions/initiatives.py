"""What residents do with an initiative. Callers have checked who may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Draft, User
from activity import actions as activity
from activity.actions import Side
from activity.models import Flag
from neighbourhoods.models import Area, Neighbourhood
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at
from partners.actions import agreements
from partners.actions.organisations import form_team, rename

from .. import emails, verbs
from ..models import (
    Challenge,
    ChallengeDecision,
    ChallengeEvaluation,
    Experiment,
    Initiative,
    LookBack,
    Offer,
    Participant,
    Photo,
    Question,
    Reaction,
    Review,
    Slot,
    Support,
    SupportRequest,
    Update,
)
from ..selections.album import cover_to_be
from ..states import ENDED, ChallengeState, HelpState, Overtaken, Stage, Theme, Visibility
from . import finding, photos, slots


@dataclass(frozen=True)
class Idea:
    """What a resident sends: texts that the form has checked; `for_whom` when it is for somebody
    who agreed to it. Later its team may say which
    professional `service` it stands `beside`, and how."""

    title: str
    plan: str
    theme: str
    place: str = ""
    buurt: Area | None = None
    needs: str = ""
    for_whom: str = ""
    service: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Picture:
    """What becomes of the photo: a `new` one, or that which waits in a `draft`, or `none`.

    Without any of these the one that is there stays, and the description is of that one.
    """

    description: str = ""
    new: File[Any] | None = None
    draft: Draft | None = None
    none: bool = False


@transaction.atomic
def send(
    idea: Idea, *, neighbourhood: Neighbourhood, key: UUID, by: User, now: datetime
) -> Initiative:
    """An idea becomes a public initiative, with a team, a named officer and a date of answer.

    A `key` that was sent before gives the initiative that it made.
    """
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    sent = Initiative.objects.filter(sent_as=key).first()
    if sent:
        return sent
    initiative = Initiative.objects.create(
        neighbourhood=neighbourhood,
        buurt=idea.buurt,
        place=idea.place,
        title=idea.title,
        plan=idea.plan,
        needs=idea.needs,
        for_whom=idea.for_whom,
        service=idea.service,
        beside=idea.beside,
        theme=idea.theme,
        team=form_team(idea.title, neighbourhood=neighbourhood, by=by),
        sent_as=key,
        sent_at=now,
    )
    days = term(neighbourhood.municipality, AnswerTo.INITIATIVE)
    review = Review.objects.create(
        initiative=initiative,
        officer=officer_for(neighbourhood, today=timezone.localdate(now)),
        due_at=due_at(now, days),
    )
    finding.index([initiative])
    Draft.objects.select_for_update().filter(key=key).first()
    Photo.objects.filter(draft__key=key).update(initiative=initiative, draft=None)
    Draft.objects.filter(key=key).delete()
    activity.follow(initiative, by=by)
    event = activity.record(
        verbs.SENT.name,
        initiative,
        by=by,
        side=Side.RESIDENT,
        neighbourhood=neighbourhood,
        public=True,
    )
    emails.sent(event, initiative, review, starter=by)
    return initiative


def edit(
    initiative: Initiative,
    idea: Idea,
    picture: Picture,
    *,
    seen: UUID | None,
    key: UUID,
    by: User,
) -> Initiative:
    """The team changes what its page says; nobody is mailed, because an edit is not news.

    `seen` is the edit (`edited_as`) that they had in front of them: raises Overtaken when a
    teammate was first. The same `key` again, or a text that is as it was, changes nothing.
    """
    new = photos.keep(picture.new) if picture.new else None
    left_over = [new] if new else []
    try:
        initiative, left_over = _edit(initiative, idea, picture, new, seen=seen, key=key, by=by)
    finally:
        photos.discard(left_over)
    return initiative


@transaction.atomic
def _edit(
    initiative: Initiative,
    idea: Idea,
    picture: Picture,
    new: Photo | None,
    *,
    seen: UUID | None,
    key: UUID,
    by: User,
) -> tuple[Initiative, list[Photo]]:
    """The second is what nobody shows any more."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if new is None and picture.draft and not picture.none:
        of_draft = Photo.objects.select_for_update().filter(draft=picture.draft).first()
        kept = None if of_draft and of_draft.has_failed else of_draft
    else:
        kept = None
    photo, shown = new or kept, cover_to_be(initiative)
    is_other_photo = photo is not None or (picture.none and shown is not None)
    is_other_description = shown is not None and shown.description != picture.description
    texts = vars(idea)
    changes = [name for name, value in texts.items() if getattr(initiative, name) != value]
    if initiative.edited_as == key or not (changes or is_other_photo or is_other_description):
        return initiative, [new] if new else []
    if initiative.edited_as != seen:
        raise Overtaken(f"edited as {initiative.edited_as}, seen {seen}")
    for name in changes:
        setattr(initiative, name, texts[name])
    initiative.edited_as = key
    initiative.save(update_fields=[*changes, "edited_as"])
    if "title" in changes:
        rename(initiative.team, idea.title)
    if changes:
        finding.index([initiative])
    replaced = photos.replace_cover(initiative, photo) if is_other_photo else []
    photos.describe_cover(initiative, picture.description)
    gone = [old.pk for old in replaced]
    activity.close_flags("photo", *gone, decision=Flag.Decision.GONE, by=by)
    activity.record(
        verbs.EDITED.name,
        initiative,
        by=by,
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
    )
    return initiative, replaced


@transaction.atomic
def set_stage(initiative: Initiative, stage: Stage, *, words: str, by: User) -> Initiative:
    """Any stage from any: the team says how far it is (rule R1)."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.stage == stage:
        return initiative
    initiative.stage = stage
    initiative.save(update_fields=["stage"])
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        label = str(Stage(stage).label).capitalize()
    event = activity.record(
        verbs.STAGE.name,
        initiative,
        by=by,
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
        words=f"{label}. {words}" if words else label,
    )
    emails.stage_set(event, initiative)
    return initiative


@transaction.atomic
def post_update(initiative: Initiative, text: str, *, key: UUID, by: User) -> Update:
    update, is_new = Update.objects.get_or_create(
        key=key, defaults={"initiative": initiative, "author": by, "text": text}
    )
    if is_new:
        event = activity.record(
            verbs.UPDATE.name,
            initiative,
            by=by,
            side=Side.TEAM,
            neighbourhood=initiative.neighbourhood,
            public=True,
            words=text,
            anchor=update.anchor,
        )
        emails.news(event, initiative)
    return update


@transaction.atomic
def support(initiative: Initiative, *, by: User) -> None:
    """`Ik steun dit`: once per person, and they follow it from now on."""
    Support.objects.bulk_create([Support(initiative=initiative, person=by)], ignore_conflicts=True)
    activity.follow(initiative, by=by)


@transaction.atomic
def withdraw_support(initiative: Initiative, *, by: User) -> None:
    """Who takes part as well still hears what happens."""
    Support.objects.filter(initiative=initiative, person=by).delete()
    if not Participant.objects.filter(initiative=initiative, person=by).exists():
        activity.unfollow(initiative, by=by)


@transaction.atomic
def join(initiative: Initiative, *, can_do: str, by: User) -> Participant:
    """`Ik doe mee`: the team hears who, and what they can do; and so when that is something else.

    Where the whole team has left, who answers here hears of it, and finds out who goes on.
    """
    participant, is_new = Participant.objects.select_for_update().get_or_create(
        initiative=initiative, person=by, defaults={"can_do": can_do}
    )
    is_other = participant.can_do != can_do
    if is_new:
        activity.follow(initiative, by=by)
    elif is_other:
        participant.can_do = can_do
        participant.save(update_fields=["can_do"])
    if is_new or is_other:
        event = activity.record(
            verbs.JOINED.name if is_new else verbs.PART_CHANGED.name,
            initiative,
            by=by,
            side=Side.RESIDENT,
            neighbourhood=initiative.neighbourhood,
            public=False,
        )
        emails.joined(event, initiative, can_do)
    return participant


@transaction.atomic
def leave(initiative: Initiative, *, by: User) -> None:
    """Not take part any more; nobody gets a message of it."""
    deleted, _rows = Participant.objects.filter(initiative=initiative, person=by).delete()
    if deleted:
        activity.record(
            verbs.STOPPED_TAKING_PART.name,
            initiative,
            by=by,
            side=Side.RESIDENT,
            neighbourhood=initiative.neighbourhood,
            public=False,
        )


@transaction.atomic
def hide(initiative: Initiative, reason: str, *, by: User) -> Initiative:
    """By the house rules, with a reason for the team; never for what the idea is (rule R1)."""
    if initiative.visibility != Visibility.HIDDEN:  # else somebody may wait for another look
        activity.close_flags("initiative", initiative.pk, decision=Flag.Decision.HIDDEN, by=by)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.visibility in {Visibility.HIDDEN, Visibility.GONE}:
        return initiative
    initiative.visibility, initiative.hidden_reason = Visibility.HIDDEN, reason
    initiative.save(update_fields=["visibility", "hidden_reason"])
    agreements.show_those_of(initiative.team, public=False)
    event = activity.record(
        verbs.HIDDEN.name,
        initiative,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=initiative.neighbourhood,
        public=False,
        words=reason,
    )
    emails.hidden(event, initiative)
    return initiative


@transaction.atomic
def show(initiative: Initiative, *, by: User) -> Initiative:
    if initiative.visibility != Visibility.PUBLIC:
        activity.close_flags("initiative", initiative.pk, decision=Flag.Decision.STAYS, by=by)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.visibility != Visibility.HIDDEN:
        return initiative
    shown = Visibility.MERGED if initiative.merged_into_id else Visibility.PUBLIC
    initiative.visibility, initiative.hidden_reason = shown, ""
    initiative.save(update_fields=["visibility", "hidden_reason"])
    agreements.show_those_of(initiative.team, public=True)
    event = activity.record(
        verbs.SHOWN.name,
        initiative,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=initiative.neighbourhood,
        public=False,
    )
    emails.hidden(event, initiative)
    return initiative


@transaction.atomic
def leave_behind(initiative: Initiative, *, by: User) -> None:
    """Its last organiser stops and lets it stand: who answers here hears that it needs somebody."""
    if initiative.stage in ENDED:
        return
    event = activity.record(
        verbs.LEFT.name,
        initiative,
        by=by,
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
    )
    emails.left(event, initiative)


@transaction.atomic
def take_away(initiative: Initiative, *, by: User) -> Initiative:
    """Its last organiser stops and wants it gone: from now on it is there for nobody.

    What went on in it goes with it. Their own words, the photo and the place are wiped, in history
    as well. What others wrote and promised stays, as rows that no page shows.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.visibility == Visibility.GONE:
        return initiative
    for merged in initiative.merged.order_by("pk"):
        take_away(merged, by=by)
    with translation.override(settings.LANGUAGE_CODE):  # history has one language
        gone = _("Een initiatief dat is weggehaald")
    initiative.title, initiative.theme, initiative.buurt = gone, Theme.OTHER, None
    initiative.plan = initiative.needs = initiative.place = initiative.hidden_reason = ""
    initiative.service = initiative.beside = initiative.heir = ""
    initiative.visibility = Visibility.GONE
    initiative.save()
    finding.index([initiative])
    rename(initiative.team, gone)
    told = list(Update.objects.filter(initiative=initiative).values_list("pk", flat=True))
    Update.objects.filter(initiative=initiative, author=by).delete()
    Question.objects.filter(review__initiative=initiative, answered_by=by).update(answer=gone)
    Experiment.objects.filter(initiative=initiative).delete()
    LookBack.objects.filter(initiative=initiative).delete()
    Challenge.objects.filter(initiative=initiative).update(
        state=ChallengeState.WITHDRAWN, due_at=None, task=gone, approach="", money="", quality=""
    )
    ChallengeDecision.objects.filter(challenge__initiative=initiative, objected_by=by).update(
        objection=gone
    )
    ChallengeEvaluation.objects.filter(challenge__initiative=initiative, author=by).delete()
    asked = SupportRequest.objects.filter(initiative=initiative)
    asked.update(text=gone)
    asked.open().update(state=HelpState.WITHDRAWN, answered_by=by, answered_at=timezone.now())
    Offer.objects.open().filter(initiative=initiative).update(
        state=HelpState.WITHDRAWN, answered_by=by, answered_at=timezone.now()
    )
    agreements.show_those_of(initiative.team, public=False)
    shown = photos.wipe(initiative)
    photos.discard(shown)
    written = Reaction.objects.filter(initiative=initiative).values_list("pk", flat=True)
    activity.close_flags("initiative", initiative.pk, decision=Flag.Decision.GONE, by=by)
    activity.close_flags("update", *told, decision=Flag.Decision.GONE, by=by)
    activity.close_flags("reaction", *written, decision=Flag.Decision.GONE, by=by)
    pictures = [photo.pk for photo in shown]
    activity.close_flags("photo", *pictures, decision=Flag.Decision.GONE, by=by)
    place = initiative.neighbourhood
    activity.forget(initiative, title=gone, url=place.get_absolute_url())
    for request in asked:  # who would come to help still hears of it, in other words
        slots.call_off_coming(request, gone, by=by, now=timezone.now())
    Slot.objects.filter(request__in=asked).update(place="")
    return initiative
