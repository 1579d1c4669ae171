"""Numbers as people write them, and as they read them: "1.234,5" as well as "1234.5"."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

COMMA, POINT = ",", "."
MOST = Decimal(10) ** 12
STEP = Decimal("0.0001")
_AROUND = re.compile(r"[€%\s'’\u00a0\u2009\u202f]+")
_PLAIN = re.compile(r"[-+]?[0-9]{1,20}(?:[.,][0-9]{0,20})?")
_GROUPED = re.compile(
    r"[-+]?[0-9]{1,3}(?:(?:\.[0-9]{3})+(?:,[0-9]{0,20})?|(?:,[0-9]{3})+(?:\.[0-9]{0,20})?)"
)
_EITHER = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")  # one thousand, or one and a bit


def read_number(written: str, sign: str = COMMA) -> Decimal | None:
    """None for what is no number, or too big a one. `sign` is that of decimals where a number can
    be read in two ways ("1.234"); without a sign such a one is no number."""
    text = _AROUND.sub("", written[:60]).replace("−", "-")
    if _EITHER.fullmatch(text):
        if not sign:
            return None
        found = _decimal(text, sign)
    elif _PLAIN.fullmatch(text):
        found = Decimal(text.replace(COMMA, POINT))
    elif _GROUPED.fullmatch(text):
        # The last sign is that of decimals, unless the same one stands there twice.
        last = max(text.rfind(COMMA), text.rfind(POINT))
        other = POINT if text[last] == COMMA else COMMA
        found = _decimal(text, text[last] if text.count(text[last]) == 1 else other)
    else:
        return None
    if abs(found) >= MOST:
        return None
    return found.quantize(STEP, ROUND_HALF_UP)


def decimal_sign(written: Iterable[str]) -> str:
    """With which sign this column writes its decimals; empty when that cannot be told, or when it
    uses both."""
    signs = set()
    for one in written:
        text = _AROUND.sub("", one[:60])
        last = max(text.rfind(COMMA), text.rfind(POINT))
        if last < 0 or _EITHER.fullmatch(text):
            continue
        is_group = text.count(text[last]) > 1
        signs.add(({COMMA, POINT} - {text[last]}).pop() if is_group else text[last])
    return signs.pop() if len(signs) == 1 else ""


def say_number(number: Decimal) -> str:
    """In the language of who reads, without zeros that say nothing."""
    plain = f"{number:f}"
    if POINT in plain:
        plain = plain.rstrip("0").rstrip(POINT)
    return number_format(Decimal(plain or "0"), use_l10n=True)


def _decimal(text: str, sign: str) -> Decimal:
    group = POINT if sign == COMMA else COMMA
    return Decimal(text.replace(group, "").replace(sign, POINT))
