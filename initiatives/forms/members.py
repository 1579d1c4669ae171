"""Who comes into a team."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_OPEN = 20  # a team that asks more people at once shares its link


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mailadres van wie u wilt vragen"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul een e-mailadres in.")},
    )

    def __init__(self, *args: Any, open_now: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_now = open_now

    def clean_email(self) -> str:
        if self.open_now >= MOST_OPEN:
            raise ValidationError(
                _("Er staan al veel uitnodigingen open. Trek er een in, of deel de link.")
            )
        return str(self.cleaned_data["email"])
