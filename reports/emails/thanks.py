"""Who is asked whether they may be put in the light, and who hears their answer."""

from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People
from partners.models import Member

from ..models import Spotlight


def asked(event: Event, light: Spotlight) -> None:
    """The person, or everybody in the team; also who proposed it for their own team."""
    notify(
        event,
        _whom(light),
        "reports/email/light_asked.txt",
        also_actor=True,
        asks=True,
        light=light,
    )


def answered(event: Event, light: Spotlight) -> None:
    """Who proposed it."""
    notify(
        event,
        [(light.proposed_by, Reason.ASKER)],
        "reports/email/light_answered.txt",
        light=light,
    )


def _whom(light: Spotlight) -> People:
    if light.person is not None:
        return [(light.person, Reason.TEAM)]
    assert light.initiative is not None
    members = Member.objects.filter(
        organisation=light.initiative.team_id, person__erased_at=None
    ).select_related("person")
    return [(one.person, Reason.TEAM) for one in members.order_by("pk")]
