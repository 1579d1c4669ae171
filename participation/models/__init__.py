from .conversation import CameOfIt, Conversation, LogNote, OwnQuestion
from .input import Input, InputAnswer, Round
from .meeting import Meeting
from .process import Phase, PhaseAgreement, Process, RuleDone, RulePhoto

__all__ = [
    "CameOfIt",
    "Conversation",
    "Input",
    "InputAnswer",
    "LogNote",
    "Meeting",
    "OwnQuestion",
    "Phase",
    "PhaseAgreement",
    "Process",
    "Round",
    "RuleDone",
    "RulePhoto",
]
