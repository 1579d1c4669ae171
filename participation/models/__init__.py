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
from .meeting import Meeting
from .process import Phase, Process
from .round_import import RoundImport

__all__ = [
    "Ballot",
    "BudgetProposal",
    "BudgetRound",
    "Count",
    "Grant",
    "Meeting",
    "OpenBallot",
    "Phase",
    "Process",
    "Receipt",
    "RoundImport",
    "Spending",
    "Voter",
]
