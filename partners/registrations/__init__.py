"""What lower floors must know of organisations: verbs, personal data, holdings and flags."""

from . import flags, holdings, privacy, words

__all__ = ["flags", "holdings", "privacy", "words"]
