from .agenda import AgendaItem
from .barriers import Barrier
from .budget import (
    Ballot,
    BudgetProposal,
    BudgetRound,
    Count,
    Grant,
    OpenBallot,
    Receipt,
    Spending,
    Voter,
)
from .conversation import CameOfIt, Conversation, LogNote, OwnQuestion
from .group import FocusGroup, GroupInvitation, GroupMember, GroupMessage
from .hour import HourQuestion, HourSupport, QuestionHour
from .input import Input, InputAnswer, Round
from .inviting import Invited
from .meeting import Meeting
from .minutes import Attendance, AttendedBy, MeetingAgreement, MinutesVersion
from .poll import (
    PanelMember,
    Poll,
    PollAnswer,
    PollChoice,
    PollOption,
    PollQuestion,
    PollWords,
    Room,
)
from .process import Phase, PhaseAgreement, Process, RuleDone, RulePhoto
from .registering import CalendarLink, Registration
from .round_import import RoundImport

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendedBy",
    "Ballot",
    "Barrier",
    "BudgetProposal",
    "BudgetRound",
    "CalendarLink",
    "CameOfIt",
    "Conversation",
    "Count",
    "FocusGroup",
    "Grant",
    "GroupInvitation",
    "GroupMember",
    "GroupMessage",
    "HourQuestion",
    "HourSupport",
    "Input",
    "InputAnswer",
    "Invited",
    "LogNote",
    "Meeting",
    "MeetingAgreement",
    "MinutesVersion",
    "OpenBallot",
    "OwnQuestion",
    "PanelMember",
    "Phase",
    "PhaseAgreement",
    "Poll",
    "PollAnswer",
    "PollChoice",
    "PollOption",
    "PollQuestion",
    "PollWords",
    "Process",
    "QuestionHour",
    "Receipt",
    "Registration",
    "Room",
    "Round",
    "RoundImport",
    "RuleDone",
    "RulePhoto",
    "Spending",
    "Voter",
]
