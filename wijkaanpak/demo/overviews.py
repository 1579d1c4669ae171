"""The overview of last Friday, as it lies in everybody's post, and somebody who wants it daily."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import User
from activity.actions.choosing import choose
from activity.actions.overviews import FRIDAY, work
from activity.states import Kind, Pace
from outbox.models import Message

from .personas import PERSONAS

SHOWN_TO = ("bewoner", "organisator", "losmaker")  # as with other mail: not of everybody
MORNING = time(9, 0)


def tell_overviews(now: datetime) -> None:
    """What waited for it, and what was new in the week before."""
    builder = User.objects.filter(email=PERSONAS["losmaker"].email).first()
    if builder:
        choose(builder, {(Kind.FOLLOWS, None): Pace.DAILY}, now=now)
    today = timezone.localdate(now)
    friday = today - timedelta(days=(today.weekday() - FRIDAY) % 7)
    moment = timezone.make_aware(datetime.combine(friday, MORNING))
    if moment > now:
        moment -= timedelta(days=7)
    work(lambda: moment)
    made = Message.objects.filter(key__startswith="overview:")
    made.exclude(to__in=[PERSONAS[role].email for role in SHOWN_TO]).delete()
    made.update(queued_at=moment, sent_at=moment)
