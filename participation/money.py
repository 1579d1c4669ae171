"""Amounts of money: kept in cents, read and written in euros."""

from django.utils.formats import number_format
from django.utils.translation import gettext

CENTS = 100


def euros(cents: int) -> str:
    """ "€ 1.250", or "€ 1.250,50": in the language of who reads."""
    whole, rest = divmod(cents, CENTS)
    written = number_format(whole, use_l10n=True)
    if rest:
        written = number_format(f"{whole}.{rest:02}", decimal_pos=2, use_l10n=True)
    return gettext("€ %(amount)s") % {"amount": written}


def written(cents: int | None) -> str:
    """As it stands in a form: without a sign or dots."""
    if cents is None:
        return ""
    whole, rest = divmod(cents, CENTS)
    return f"{whole},{rest:02}" if rest else str(whole)
