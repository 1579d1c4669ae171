"""What lower floors must know of taking part: verbs, personal data and flags."""

from . import flags, privacy, words

__all__ = ["flags", "privacy", "words"]
