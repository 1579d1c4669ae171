from .afterwards import Correction, Reaction, ReportMeeting
from .report import LeftOut, Making, Report, ReportWords
from .story import Story, StoryInvitation, StoryPhoto

__all__ = [
    "Correction",
    "LeftOut",
    "Making",
    "Reaction",
    "Report",
    "ReportMeeting",
    "ReportWords",
    "Story",
    "StoryInvitation",
    "StoryPhoto",
]
