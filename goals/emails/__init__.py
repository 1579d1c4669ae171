"""Who hears of what, and with which words; each file for its own actions."""

from . import choosing, judging, logging, parties, proposing, reviews

__all__ = ["choosing", "judging", "logging", "parties", "proposing", "reviews"]
