"""People add a story in their own words to a report that is being made. Nobody else changes it.

Callers have checked who may.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event, Flag
from activity.verbs import Verb
from core import making
from core.photos import StoredPhoto
from outbox.actions import nudge
from partners.actions.judging import judge
from partners.models import Organisation
from partners.states import Kind, Visibility

from .. import emails
from ..models import Report, Story, StoryInvitation, StoryPhoto
from ..models.story import hash_of
from ..states.reports import NotPossible
from ..states.voices import FORGOTTEN_AFTER, INVITED_FOR, Voice
from ..verbs import voices as verbs

KIND = Story._meta.model_name or ""


@dataclass(frozen=True)
class Told:
    """What somebody tells: `signed` is how they sign it, `description` what is on the photo."""

    title: str
    words: str
    signed: str
    organisation: Organisation | None = None
    photo: File[Any] | None = None
    description: str = ""
    drop_photo: bool = False


@transaction.atomic
def invite(
    report: Report, for_whom: str, email: str, voice: str, *, key: UUID, by: User, now: datetime
) -> StoryInvitation:
    """One mail with a personal link, which stands nowhere else. The same `key` is the same one.

    Raises NotPossible once the report is published.
    """
    report = locked(report)
    known = StoryInvitation.objects.filter(key=key).first()
    if known:
        return known
    if report.is_published:
        raise NotPossible
    token = secrets.token_urlsafe(24)
    invitation = StoryInvitation.objects.create(
        report=report,
        for_whom=for_whom,
        voice=voice,
        token_hash=hash_of(token),
        key=key,
        by=by,
        made_at=now,
        ends_at=now + INVITED_FOR,
    )
    emails.stories.invited(invitation, report, to=email, token=token)
    return invitation


def withdraw_invitation(invitation: StoryInvitation, *, now: datetime) -> bool:
    """The link opens nothing from now on; a story that came of it stays. False if it was over."""
    return bool(
        StoryInvitation.objects.filter(pk=invitation.pk, withdrawn_at=None).update(withdrawn_at=now)
    )


def tell(report: Report, told: Told, *, key: UUID, by: User, now: datetime) -> Story:
    """By who signed in: one story a person, which telling again changes. Raises NotPossible once
    the report is published."""
    team = told.organisation and told.organisation.kind == Kind.RESIDENTS_TEAM
    voice = Voice.PARTNER if told.organisation and not team else Voice.RESIDENT
    return _tell(report, told, key, now, voice=voice, person=by)


def tell_by_link(invitation: StoryInvitation, told: Told, *, key: UUID, now: datetime) -> Story:
    """By who has the link: one story a link. Raises NotPossible once it is over."""
    with transaction.atomic():
        report = locked(invitation.report)
        if not StoryInvitation.objects.open(now).filter(pk=invitation.pk).exists():
            raise NotPossible
        return _tell(report, told, key, now, voice=invitation.voice, invitation=invitation)


def _tell(report: Report, told: Told, key: UUID, now: datetime, *, voice: str, **who: Any) -> Story:
    gone: list[StoredPhoto] = []
    with transaction.atomic():
        report = locked(report)
        if report.is_published:
            raise NotPossible
        story = Story.objects.filter(report=report, **who).first()
        texts = {
            "title": told.title,
            "words": told.words,
            "signed": told.signed,
            "organisation": told.organisation,
            "voice": voice,
        }
        is_new = story is None
        if story is None:
            story = Story.objects.create(report=report, key=key, at=now, **who, **texts)
        changed = [name for name, value in texts.items() if getattr(story, name) != value]
        for name in changed:
            setattr(story, name, texts[name])
        story.save()
        if told.photo or told.drop_photo:
            gone = _replace_photo(story, told.photo)
        StoryPhoto.objects.filter(story=story).update(description=told.description)
        if is_new or changed:
            verb = verbs.STORY_TOLD if is_new else verbs.STORY_CHANGED
            event = record(verb, report, by=who.get("person"))
            if is_new:
                emails.stories.told(event, story)
    _discard(gone)
    return story


def _replace_photo(story: Story, file: File[Any] | None) -> list[StoredPhoto]:
    gone = list(StoryPhoto.objects.filter(story=story))
    StoryPhoto.objects.filter(story=story).delete()
    if file:
        photo = StoryPhoto(story=story)
        photo.keep(file)
        photo.save()
        nudge("reports.tasks.make_story_photos")
    return list(gone)


def withdraw(story: Story, *, by: User | None) -> bool:
    """One's own words, until the report is published; gone with their photo. False if they were.

    Raises NotPossible once the report is published: then it is history.
    """
    with transaction.atomic():
        report = locked(story.report)
        if report.is_published:
            raise NotPossible
        if by:
            activity.close_flags(KIND, story.pk, decision=Flag.Decision.GONE, by=by)
        photos = list(StoryPhoto.objects.filter(story_id=story.pk))
        number = Story.objects.filter(pk=story.pk).delete()[0]
    _discard(photos)
    return bool(number)


@transaction.atomic
def leave_out(story: Story, why: str, *, by: User) -> Story:
    """With a reason, which who wrote it is told. Raises NotPossible once it is published."""
    return _place(story, why, verbs.STORY_LEFT_OUT, by=by)


@transaction.atomic
def take_in(story: Story, *, by: User) -> Story:
    """It stands in the report after all. Raises NotPossible once it is published."""
    return _place(story, "", verbs.STORY_TAKEN_IN, by=by)


def _place(story: Story, why: str, verb: Verb, *, by: User) -> Story:
    report = locked(story.report)
    story = Story.objects.get(pk=story.pk)
    if story.left_out == why:
        return story
    if report.is_published:
        raise NotPossible
    story.left_out = why
    story.save(update_fields=["left_out"])
    event = record(verb, report, by=by, words=why)
    emails.stories.placed(event, story)
    return story


def hide(story: Story, reason: str, *, by: User) -> Story:
    """By the house rules, with a reason for who wrote it; also when it is published."""
    return _judge(story, Visibility.HIDDEN, reason, by=by)


def show(story: Story, *, by: User) -> Story:
    return _judge(story, Visibility.PUBLIC, "", by=by)


def _judge(story: Story, to: Visibility, reason: str, *, by: User) -> Story:
    def tell_author(judged: Story) -> None:
        verb = verbs.STORY_SHOWN if judged.is_public else verbs.STORY_HIDDEN
        event = record(verb, judged.report, by=by, words=reason)
        emails.stories.judged(event, judged)

    return judge(story, to, reason, by=by, locked=_locked, tell=tell_author)


def make_photo(now: datetime) -> bool:
    """Make the first one ready that waits; False if none does."""
    return making.make_one(StoryPhoto, now)


def forget(now: datetime) -> int:
    """Delete invitations that have long been over; returns how many. Their stories stay."""
    return StoryInvitation.objects.over_since(now - FORGOTTEN_AFTER).delete()[0]


def _locked(story: Story) -> Story:
    rows = Story.objects.select_for_update(of=("self",))
    return rows.select_related("report__neighbourhood", "person").get(pk=story.pk)


def locked(report: Report) -> Report:
    """The row that everything about a report locks first."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("neighbourhood")
    return rows.get(pk=report.pk)


def record(verb: Verb, report: Report, *, by: User | None, words: str = "") -> Event:
    """A line that only people who work here read; without `by` it was done by a link."""
    return activity.record(
        verb.name,
        report,
        by=by,
        side=Side.MUNICIPALITY if by else Side.PLATFORM,
        neighbourhood=report.neighbourhood,
        public=False,
        words=words,
    )


def _discard(photos: Iterable[StoredPhoto]) -> None:
    for photo in photos:
        photo.delete_files()
