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
from .meeting import Meeting
from .process import Phase, PhaseAgreement, Process, RuleDone, RulePhoto
from .round_import import RoundImport

__all__ = [
    "Ballot",
    "BudgetProposal",
    "BudgetRound",
    "CameOfIt",
    "Conversation",
    "Count",
    "Grant",
    "Input",
    "InputAnswer",
    "LogNote",
    "Meeting",
    "OpenBallot",
    "OwnQuestion",
    "Phase",
    "PhaseAgreement",
    "Process",
    "Receipt",
    "Round",
    "RoundImport",
    "RuleDone",
    "RulePhoto",
    "Spending",
    "Voter",
]
