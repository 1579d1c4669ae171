from collections.abc import Collection

from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People
from partners.models import Member, Organisation
from partners.states import Kind

from ..models import Invited, Meeting
from ..states.meetings import Reply
from .addresses import address
from .hosts import hosts_of
from .offices import office_of

TEMPLATE = "participation/email/invited.txt"


def invited(event: Event, meeting: Meeting, organisations: Collection[Organisation]) -> None:
    _tell(event, _people(meeting, organisations), meeting)


def silent(event: Event, meeting: Meeting, organisation: Organisation) -> None:
    _tell(event, _people(meeting, [organisation]), meeting)


def replied(event: Event, meeting: Meeting, invited: Invited) -> None:
    notify(
        event,
        hosts_of(meeting),
        "participation/email/replied.txt",
        meeting=meeting,
        organisation=invited.organisation,
        comes=invited.reply == Reply.COMING,
        words=invited.words,
    )


def _people(meeting: Meeting, organisations: Collection[Organisation]) -> People:
    """Their members; of the municipality who works in the neighbourhood."""
    keys = [one.pk for one in organisations]
    found = Member.objects.filter(organisation__in=keys).still_here().select_related("person")
    people: People = [(one.person, Reason.MEMBER) for one in found.order_by("pk")]
    if any(one.kind == Kind.MUNICIPALITY for one in organisations):
        people += office_of(meeting.neighbourhood)
    return people


def _tell(event: Event, people: People, meeting: Meeting) -> None:
    reply_url = address("reply", meeting.pk)
    notify(event, people, TEMPLATE, asks=True, meeting=meeting, reply_url=reply_url)
