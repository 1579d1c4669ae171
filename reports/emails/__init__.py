"""Who hears of what, and with which words; each file for its own actions."""

from . import reports

__all__ = ["reports"]
