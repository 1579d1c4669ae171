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
from .meeting import Meeting
from .process import Phase, Process
from .round_import import RoundImport

__all__ = [
    "Ballot",
    "BudgetProposal",
    "BudgetRound",
    "CameOfIt",
    "Conversation",
    "Count",
    "Grant",
    "LogNote",
    "Meeting",
    "OpenBallot",
    "OwnQuestion",
    "Phase",
    "Process",
    "Receipt",
    "RoundImport",
    "Spending",
    "Voter",
]
