"""Money that is promised, and what is paid from it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, ReceiptField, near
from core.personal import WithoutPeople

from ..money import euros
from .money import MoneyField


class GrantForm(forms.Form):
    due_on = DayField(
        label=_("Uiterlijk wanneer hebben de teams het geld?"),
        help_text=_("Elk team ziet deze dag in zijn afspraak."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        return near(self.cleaned_data["due_on"], self.today)


class SpendForm(WithoutPeople, KeyedForm):
    """`left` is what there is still to pay from, in cents."""

    GUARDED = ("what",)

    what = CleanCharField(
        label=_("Waar was het voor?"),
        help_text=_("In één regel, zonder namen. Iedereen kan dit lezen."),
        max_length=200,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar het voor was.")},
    )
    amount = MoneyField(label=_("Hoeveel was het?"), help_text=_("In euro’s."))
    day = DayField(label=_("Op welke dag?"))
    photo = ReceiptField(
        label=_("Een foto of PDF van het bonnetje"),
        help_text=_("Alleen uw team en de gemeente zien die."),
        required=False,
    )

    def __init__(self, *args: Any, left: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left, self.today = left, today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("Kies vandaag of een dag die is geweest."))
        return day

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount > self.left:
            raise forms.ValidationError(self.too_much)
        return amount

    @property
    def too_much(self) -> str:
        words = gettext("Er is nog %(left)s over. Schrijf alleen op wat u uit dit geld betaalde.")
        return words % {"left": euros(self.left)}
