from activity.actions import Reason
from activity.selections import People
from partners.models import Member
from partners.states import Kind

from ..models import Meeting


def hosts_of(meeting: Meeting) -> People:
    """Who called it, and the members of the party that hosts it."""
    host = meeting.host
    called: People = [(meeting.called_by, Reason.AUTHOR)]
    if host is None or host.kind == Kind.MUNICIPALITY:
        return called
    members = Member.objects.filter(organisation=host).still_here().select_related("person")
    reason = Reason.TEAM if host.is_team else Reason.MEMBER
    return called + [(one.person, reason) for one in members.order_by("pk")]
