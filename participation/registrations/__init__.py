"""What lower floors must know of taking part: verbs, personal data and flags."""

from . import privacy, words

__all__ = ["privacy", "words"]
