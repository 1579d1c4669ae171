"""Days that somebody promises."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(days=3 * 366)
NOT_NEAR = _("Kies een datum vanaf vandaag, binnen drie jaar.")
SAME_DAY = _("Dat is de datum die er al staat. Kies een andere.")


def is_near(day: date, today: date) -> bool:
    """Not over, and not so far away that it promises nothing."""
    return today <= day <= today + LONGEST
