from .afterwards import Correction, ReportMeeting, ReportReaction
from .files import ReportFiles
from .lessons import GoalLookBack, Lesson
from .methods import Method
from .report import LeftOut, Making, Report, ReportWords
from .story import Story, StoryInvitation, StoryPhoto
from .thanks import Spotlight

__all__ = [
    "Correction",
    "GoalLookBack",
    "LeftOut",
    "Lesson",
    "Making",
    "Method",
    "Report",
    "ReportFiles",
    "ReportMeeting",
    "ReportReaction",
    "ReportWords",
    "Spotlight",
    "Story",
    "StoryInvitation",
    "StoryPhoto",
]
