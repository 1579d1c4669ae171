from .afterwards import Correction, ReportMeeting, ReportReaction
from .files import ReportFiles
from .report import LeftOut, Making, Report, ReportWords
from .story import Story, StoryInvitation, StoryPhoto

__all__ = [
    "Correction",
    "LeftOut",
    "Making",
    "Report",
    "ReportFiles",
    "ReportMeeting",
    "ReportReaction",
    "ReportWords",
    "Story",
    "StoryInvitation",
    "StoryPhoto",
]
