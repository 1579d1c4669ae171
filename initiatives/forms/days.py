"""Days that somebody promises."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(days=3 * 366)
NOT_NEAR = _("Kies een datum vanaf vandaag, binnen drie jaar.")
SAME_DAY = _("Dat is de datum die er al staat. Kies een andere.")


class DayField(forms.DateField):
    """A day as a browser sends it, or as people write it."""

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={
                "required": _("Kies een datum."),
                "invalid": _("Schrijf de datum als dag-maand-jaar, zoals 31-12-2027."),
            },
        )


def is_near(day: date, today: date) -> bool:
    """Not over, and not so far away that it promises nothing."""
    return today <= day <= today + LONGEST
