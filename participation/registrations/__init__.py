"""What lower floors must know of taking part: verbs, personal data, flags and holdings."""

from . import flags, funds, holdings, privacy, words

__all__ = ["flags", "funds", "holdings", "privacy", "words"]
