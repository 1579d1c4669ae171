"""Amounts as people write them: "1.250", "1250,50", "€ 75"."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField
from core.numbers import read_number

from ..models.budget import MOST_CENTS
from ..money import CENTS, euros, written


class MoneyField(CleanCharField):
    """Its cleaned value is a number of cents above zero, or None where it may be left open."""

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            max_length=30,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={"required": _("Vul een bedrag in.")},
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = read_number(str(text))
        if found is None:
            raise ValidationError(_("Schrijf een bedrag in euro’s, zoals 750 of 1.250,50."))
        if found < 0:
            raise ValidationError(_("Een bedrag kan niet onder nul zijn."))
        cents = found * CENTS
        if cents != cents.to_integral_value():
            raise ValidationError(_("Schrijf niet meer dan twee cijfers achter de komma."))
        if not 0 < cents <= MOST_CENTS:
            words = _("Vul een bedrag in van meer dan nul, en niet meer dan %(most)s.")
            raise ValidationError(words, params={"most": euros(MOST_CENTS)})
        return int(cents)

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, int) else value
