"""What lower floors must know of initiatives: its verbs, personal data, holdings and flags."""

from . import flags, holdings, privacy, words

__all__ = ["flags", "holdings", "privacy", "words"]
