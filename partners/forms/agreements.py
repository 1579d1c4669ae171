"""What is said about an agreement."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, SeenField, near


class SeenForm(forms.Form):
    """`seen` is the version of the agreement that its writer had in front of them."""

    seen = SeenField()


class DisputeForm(SeenForm):
    words = CleanCharField(
        label=_("Wat is er nog niet goed?"),
        help_text=_("Dit staat op de openbare pagina."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Zeg kort wat er nog niet goed is.")},
    )


class BreakForm(SeenForm):
    """`owes_reason`: of a professional party (rule R3)."""

    words = CleanCharField(
        label=_("Waarom lukt het niet?"),
        help_text=_("Dit staat op de openbare pagina."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom het niet lukt.")},
    )
    possible = CleanCharField(
        label=_("Wat kan er wel?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf wat er wel kan.")},
    )

    def __init__(self, *args: Any, owes_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("words", "possible"):
            self.fields[name].required = owes_reason


class RenewForm(SeenForm):
    """Another date, later than `after` and not before `today`."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    due_on = DayField(label=_("Nieuwe datum"))
    words = CleanCharField(
        label=_("Waarom wordt het later?"),
        help_text=_("Dit staat op de openbare pagina."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom het later wordt.")},
    )

    def __init__(self, *args: Any, after: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after, self.today = after, today

    def clean_due_on(self) -> date:
        day = near(self.cleaned_data["due_on"], self.today)
        if day <= self.after:
            raise ValidationError(_("Kies een dag na de datum die er nu staat."))
        return day
