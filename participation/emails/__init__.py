"""Who hears of what, and with which words; each file for its own actions."""

from . import groups, hours, polls

__all__ = ["groups", "hours", "polls"]
