from .afterwards import Correction, ReportMeeting, ReportReaction
from .report import LeftOut, Making, Report, ReportWords
from .story import Story, StoryInvitation, StoryPhoto

__all__ = [
    "Correction",
    "LeftOut",
    "Making",
    "Report",
    "ReportMeeting",
    "ReportReaction",
    "ReportWords",
    "Story",
    "StoryInvitation",
    "StoryPhoto",
]
