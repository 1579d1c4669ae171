# --- Lessons and thanks
from .lessons import GoalLookBack, Lesson
from .methods import Method
from .thanks import Spotlight

__all__ = [
    "GoalLookBack",
    "Lesson",
    "Method",
    "Spotlight",
]
