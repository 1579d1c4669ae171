from .group import FocusGroup, GroupInvitation, GroupMember, GroupMessage
from .hour import HourQuestion, HourSupport, QuestionHour
from .meeting import Meeting
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
from .process import Phase, Process

__all__ = [
    "FocusGroup",
    "GroupInvitation",
    "GroupMember",
    "GroupMessage",
    "HourQuestion",
    "HourSupport",
    "Meeting",
    "PanelMember",
    "Phase",
    "Poll",
    "PollAnswer",
    "PollChoice",
    "PollOption",
    "PollQuestion",
    "PollWords",
    "Process",
    "QuestionHour",
    "Room",
]
