"""What lower floors must know of reports: verbs, personal data, flags and holdings."""

from . import privacy, words

__all__ = ["privacy", "words"]
