from .conversation import CameOfIt, Conversation, LogNote, OwnQuestion
from .meeting import Meeting
from .process import Phase, Process

__all__ = [
    "CameOfIt",
    "Conversation",
    "LogNote",
    "Meeting",
    "OwnQuestion",
    "Phase",
    "Process",
]
