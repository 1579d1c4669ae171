"""What residents do with an initiative. Callers have checked who may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from accounts.models import Draft, User
from activity import actions as activity
from activity.actions import Side
from neighbourhoods.models import Area, Neighbourhood
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at
from partners.actions import form_team

from .. import emails, verbs
from ..models import Initiative, Participant, Photo, Review, Support, Update
from ..selections.officers import officer_for
from ..states import Stage, Visibility


@dataclass(frozen=True)
class Idea:
    """What a resident sends: texts that the form has checked."""

    title: str
    plan: str
    theme: str
    place: str = ""
    buurt: Area | None = None
    needs: str = ""


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
        theme=idea.theme,
        team=form_team(idea.title, neighbourhood=neighbourhood, by=by),
        sent_as=key,
        sent_at=now,
    )
    days = term(neighbourhood.municipality, AnswerTo.INITIATIVE)
    review = Review.objects.create(
        initiative=initiative,
        officer=officer_for(neighbourhood),
        due_at=due_at(now, days),
    )
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
    emails.news(event, initiative)
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
    """`Ik doe mee`: the team hears who, and what they can do."""
    participant, is_new = Participant.objects.get_or_create(
        initiative=initiative, person=by, defaults={"can_do": can_do}
    )
    activity.follow(initiative, by=by)
    if is_new:
        event = activity.record(
            verbs.JOINED.name,
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
    Participant.objects.filter(initiative=initiative, person=by).delete()


@transaction.atomic
def hide(initiative: Initiative, reason: str, *, by: User) -> Initiative:
    """By the house rules, with a reason for the team; never for what the idea is (rule R1)."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.visibility == Visibility.HIDDEN:
        return initiative
    initiative.visibility, initiative.hidden_reason = Visibility.HIDDEN, reason
    initiative.save(update_fields=["visibility", "hidden_reason"])
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
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.visibility == Visibility.PUBLIC:
        return initiative
    initiative.visibility, initiative.hidden_reason = Visibility.PUBLIC, ""
    initiative.save(update_fields=["visibility", "hidden_reason"])
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
