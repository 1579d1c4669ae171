"""Who hears of what, and with which words; each file for its own actions."""

from . import afterwards, stories

__all__ = ["afterwards", "stories"]
