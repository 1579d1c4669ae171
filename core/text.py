"""What a database, a mail or a page cannot bear is taken out of what people send."""

import re

# Control characters other than tab and line breaks; PostgreSQL refuses NUL, and lone surrogates
# (which only JSON can bring) cannot be encoded at all.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def is_clean(text: str) -> bool:
    return _UNWANTED.search(text) is None


def clean(text: str) -> str:
    return _UNWANTED.sub("", text)
