# --- Lessons and thanks
from . import lessons, thanks

__all__ = ["lessons", "thanks"]
