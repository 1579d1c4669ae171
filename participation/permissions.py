"""Who may do what in taking part. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from goals.permissions import speaks_for
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import coordinates, has_role, works_in
from neighbourhoods.states import Role
from partners.permissions import is_member

from .models import Invited, Meeting


def can_run(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Opens and closes processes, panels and budget rounds: the coordinator."""
    return coordinates(user, neighbourhood)


def can_call(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """Calls a meeting without a party of their own: who works here, and builders."""
    return works_in(user, neighbourhood) or has_role(user, neighbourhood, Role.BUILDER)


def can_call_for(user: User | AnonymousUser, initiative: Initiative) -> bool:
    """Calls a meeting of an initiative: its team."""
    return is_member(user, initiative.team_id)


def can_host(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Sets the agenda, writes the minutes: who speaks for the party that hosts it; and who
    coordinates here."""
    if not user.is_authenticated:
        return False
    if meeting.host is not None and speaks_for(user, meeting.host, meeting.neighbourhood):
        return True
    return meeting.called_by_id == user.pk or coordinates(user, meeting.neighbourhood)


def can_answer(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Answers what residents put on the agenda, and says what is done for who cannot take part: who
    hosts it, and who works here."""
    return can_host(user, meeting) or works_in(user, meeting.neighbourhood)


def can_write(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Writes the minutes, alone or together: as above, and builders."""
    return can_host(user, meeting) or can_call(user, meeting.neighbourhood)


def can_reply(user: User | AnonymousUser, invited: Invited) -> bool:
    """Answers an invitation: who speaks for the organisation here."""
    return speaks_for(user, invited.organisation, invited.meeting.neighbourhood)
