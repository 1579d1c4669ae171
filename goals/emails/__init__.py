"""Who hears of what, and with which words; each file for its own actions."""

from . import judging, reviews

__all__ = ["judging", "reviews"]
