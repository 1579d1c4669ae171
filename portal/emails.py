"""Who hears of a role and of an objection, and with which words."""

from accounts.models import User
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


def appeal_denied(event: Event, authors: list[User]) -> None:
    notify(
        event,
        [(author, Reason.AUTHOR) for author in authors],
        "portal/email/appeal_denied.txt",
        asks=True,
    )
