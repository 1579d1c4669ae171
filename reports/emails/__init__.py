"""Who hears of what, and with which words; each file for its own actions."""

from . import afterwards, reports, stories

__all__ = ["afterwards", "reports", "stories"]
