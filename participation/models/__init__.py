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
from .input import Input, InputAnswer, Round
from .inviting import Invited
from .meeting import Meeting
from .minutes import Attendance, AttendedBy, MeetingAgreement
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
    "Grant",
    "Input",
    "InputAnswer",
    "Invited",
    "LogNote",
    "Meeting",
    "MeetingAgreement",
    "OpenBallot",
    "OwnQuestion",
    "Phase",
    "PhaseAgreement",
    "Process",
    "Receipt",
    "Registration",
    "Round",
    "RoundImport",
    "RuleDone",
    "RulePhoto",
    "Spending",
    "Voter",
]
