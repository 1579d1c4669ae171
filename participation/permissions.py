"""Who may do what in taking part. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from goals.permissions import speaks_for
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import can_moderate, coordinates, has_role, works_in
from neighbourhoods.states import Role
from partners.permissions import is_member

from .models import Meeting, Poll, QuestionHour


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


# --- Panels, polls and question hour
def can_join_panel(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    """A resident, so not who works here for the municipality."""
    return user.is_authenticated and not works_in(user, neighbourhood)


def can_show_room(user: User | AnonymousUser, poll: Poll) -> bool:
    """Puts a poll on the screen: who coordinates, or hosts the meeting."""
    if poll.meeting is not None:
        return can_host(user, poll.meeting)
    return can_run(user, poll.neighbourhood)


def can_answer_questions(user: User | AnonymousUser, hour: QuestionHour) -> bool:
    """In a question hour: who works here, and the members of the organisation that is its guest."""
    if works_in(user, hour.neighbourhood):
        return True
    return hour.guest is not None and speaks_for(user, hour.guest, hour.neighbourhood)


def can_hide_questions(user: User | AnonymousUser, hour: QuestionHour) -> bool:
    return can_moderate(user, hour.neighbourhood)
