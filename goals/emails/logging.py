from django.conf import settings

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from partners.states import Kind

from ..quarters import Quarter
from ..selections.logging import Waiting, link_to_log


def asked(event: Event, person: User, waits: Waiting, quarter: Quarter) -> None:
    """One person of a party. Who works for the municipality signs in, with their second factor."""
    is_town = waits.organisation.kind == Kind.MUNICIPALITY
    path = event.subject_url
    if not is_town:
        path = link_to_log(person, waits.organisation, waits.plan, quarter)
    notify(
        event,
        [(person, Reason.ROLE if is_town else Reason.MEMBER)],
        "goals/email/asked_to_log.txt",
        asks=True,
        organisation=waits.organisation,
        neighbourhood=waits.plan.neighbourhood,
        last_day=quarter.last_day,
        is_town=is_town,
        log_url=settings.SITE_URL + path,
    )
