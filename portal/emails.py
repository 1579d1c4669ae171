"""Who hears of a role, and with which words."""

from activity.actions import Reason, notify
from activity.models import Event
from neighbourhoods.models import Membership


def role_given(event: Event, membership: Membership) -> None:
    notify(
        event,
        [(membership.person, Reason.ROLE)],
        "portal/email/role_given.txt",
        membership=membership,
    )
