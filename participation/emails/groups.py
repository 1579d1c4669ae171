from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.models import Event
from outbox.actions import queue

from ..models import FocusGroup, GroupInvitation
from ..selections.groups import members_of


def invited(invitation: GroupInvitation, group: FocusGroup) -> None:
    """Somebody who may have no account here, so not through `activity`; once per invitation."""
    queue(
        key=f"group-invitation:{invitation.pk}",
        to=invitation.email,
        template="participation/email/group_invited.txt",
        context={
            "group": group,
            "by": invitation.by,
            "ends_at": invitation.ends_at,
            "url": invitation_url(invitation),
        },
        place=group.neighbourhood.name,
    )


def invitation_url(invitation: GroupInvitation) -> str:
    return settings.SITE_URL + reverse("participation:group_invitation", args=[invitation.token])


def closed(event: Event, group: FocusGroup) -> None:
    people = [(person, Reason.FOLLOWER) for person in members_of(group)]
    notify(event, people, "participation/email/group_closed.txt", group=group)
