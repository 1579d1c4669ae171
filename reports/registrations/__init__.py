"""What lower floors must know of reports: verbs, personal data, flags and holdings."""

from . import flags, privacy, words

__all__ = ["flags", "privacy", "words"]
