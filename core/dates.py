"""Days in words, in the language of who reads."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def in_words(day: date, how: str = "j F Y") -> str:
    """`how` is a format of Django's `date` filter; give a day, for a moment has a zone as well."""
    return _in_words(day, how, get_language() or "")


@lru_cache(maxsize=4096)  # a list names the same few days dozens of times
def _in_words(day: date, how: str, language: str) -> str:
    return date_format(day, how)
