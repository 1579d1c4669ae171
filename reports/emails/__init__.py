"""Who hears of what, and with which words; each file for its own actions."""

from . import afterwards, lessons, reports, stories, thanks

__all__ = ["afterwards", "lessons", "reports", "stories", "thanks"]
