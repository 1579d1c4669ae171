"""Who may do what in taking part. Callers pass what they found already."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from goals.permissions import speaks_for
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import can_moderate, coordinates, has_role, works_in
from neighbourhoods.states import Role
from partners.permissions import is_member

from .models import (
    BudgetProposal,
    BudgetRound,
    Input,
    Invited,
    Meeting,
    Poll,
    Process,
    QuestionHour,
)


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


def can_answer(user: User | AnonymousUser, process: Process) -> bool:
    """Says what was done with what people brought in: who speaks for the party that asks, and who
    coordinates here."""
    place = process.neighbourhood
    return speaks_for(user, process.asked_by, place) or coordinates(user, place)


def is_giver(user: User | AnonymousUser, given: Input) -> bool:
    return user.is_authenticated and given.person_id == user.pk


def can_check(user: User | AnonymousUser, round_: BudgetRound) -> bool:
    """Says whether a proposal can be done: who speaks for the organisation that checks."""
    return speaks_for(user, round_.checker, round_.neighbourhood)


def asks(user: User | AnonymousUser, proposal: BudgetProposal) -> bool:
    """Is of the team that asks the money, and pays from it."""
    return proposal.initiative is not None and is_member(user, proposal.initiative.team_id)


def sees_receipts(user: User | AnonymousUser, proposal: BudgetProposal) -> bool:
    """As `Receipt.objects.visible_to`: the team, and who coordinates."""
    return asks(user, proposal) or coordinates(user, proposal.round.neighbourhood)


def can_answer_at(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Answers what residents put on the agenda, and says what is done for who cannot take part: who
    hosts it, and who works here."""
    return can_host(user, meeting) or works_in(user, meeting.neighbourhood)


def can_write(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Writes the minutes, alone or together: as above, and builders."""
    return can_host(user, meeting) or can_call(user, meeting.neighbourhood)


def can_reply(user: User | AnonymousUser, invited: Invited) -> bool:
    """Answers an invitation: who speaks for the organisation here."""
    return speaks_for(user, invited.organisation, invited.meeting.neighbourhood)


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
