"""Who hears of what, and with which words; each file for its own actions."""

from . import judging, logging

__all__ = ["judging", "logging"]
