"""Who hosts a meeting asks organisations to come; that they answer or not is public (O124).

Callers have checked who may.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.models import Event
from neighbourhoods.working_days import working_days_between
from partners.actions.organisations import side_of
from partners.models import Organisation

from .. import emails, verbs
from ..models import Invited, Meeting
from ..states.meetings import Over, Reply
from .meetings import locked, record

PATIENCE = 3  # working days before who is silent is asked once more


@transaction.atomic
def invite(
    meeting: Meeting, organisations: Iterable[Organisation], *, by: User, now: datetime
) -> int:
    """Each once, and its people hear of it; returns how many are new. Raises Over."""
    meeting = locked(meeting)
    if not meeting.is_open(now):
        raise Over
    known = set(meeting.invited.values_list("organisation", flat=True))
    new = [one for one in organisations if one.pk not in known and one.pk != meeting.host_id]
    for one in new:
        Invited.objects.create(meeting=meeting, organisation=one, by=by, at=now)
    if new:
        verb = verbs.meetings.PARTNER_INVITED.name
        event = record(verb, meeting, by=by, public=False)
        emails.inviting.invited(event, meeting, new)
    return len(new)


@transaction.atomic
def reply(invited: Invited, reply: Reply, words: str, *, by: User, now: datetime) -> Invited:
    """In public; a second time it changes what was said. Raises Over when the meeting has begun."""
    meeting = locked(invited.meeting)
    rows = Invited.objects.select_for_update(of=("self",)).select_related("organisation")
    invited = rows.get(pk=invited.pk)
    if (invited.reply, invited.words) == (reply, words):
        return invited
    if not meeting.is_open(now):
        raise Over
    invited.reply, invited.words = reply, words
    invited.replied_by, invited.replied_at = by, now
    invited.save()
    event = record(
        verbs.meetings.PARTNER_REPLIED.name,
        meeting,
        by=by,
        public=False,
        side=side_of(invited.organisation),
    )
    emails.inviting.replied(event, meeting, invited)
    return invited


def to_remind(now: datetime) -> list[Invited]:
    """Who is silent, of what is still to come; `remind` looks at each again."""
    silent = Invited.objects.filter(reply="", meeting__begins_at__gt=now)
    return list(silent.select_related("meeting").order_by("pk"))


@transaction.atomic
def remind(invited: Invited, *, now: datetime) -> Event | None:
    """Once, after three working days or on the day before."""
    meeting = locked(invited.meeting)
    rows = Invited.objects.select_for_update(of=("self",)).select_related("organisation")
    invited = rows.get(pk=invited.pk)
    if invited.reply or not meeting.is_open(now):
        return None
    today = timezone.localdate(now)
    waited = working_days_between(timezone.localdate(invited.at), today)
    days_left = (timezone.localdate(meeting.begins_at) - today).days
    is_new = timezone.localdate(invited.at) == today
    if is_new or (waited < PATIENCE and days_left > 1):
        return None
    verb = verbs.meetings.PARTNER_SILENT.name
    event = activity.record_once(
        f"{verb}:{invited.pk}", verb, meeting, neighbourhood=meeting.neighbourhood, now=now
    )
    if event:
        emails.inviting.silent(event, meeting, invited.organisation)
    return event
