"""What lower floors must know of reports: verbs, personal data, flags and holdings."""

from . import words

__all__ = ["words"]
