from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm


def _answer(label: Any) -> CleanCharField:
    return CleanCharField(
        label=label,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class LookBackForm(KeyedForm):
    """Three short questions; one answer is enough."""

    helped = _answer(_("Wat hielp?"))
    otherwise = _answer(_("Wat zou u een volgende keer anders doen?"))
    brought = _answer(_("Wat bracht het u, of de buurt?"))

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        given = [clean.get(name) for name in ("helped", "otherwise", "brought")]
        if not self.errors and not any(given):
            raise ValidationError(_("Beantwoord één van de vragen, of sla dit over."))
        return clean


class HandOnForm(LookBackForm):
    """For who leaves the team to others: the same questions, and none needs an answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].required = False

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data

    @property
    def told(self) -> dict[str, str]:
        """The answers, where they are others than stood there; nothing otherwise."""
        told = {name: self.cleaned_data[name] for name in ("helped", "otherwise", "brought")}
        is_new = any(told.values()) and told != {name: self.initial.get(name, "") for name in told}
        return told if is_new else {}


class HowIsItForm(forms.Form):
    words = CleanCharField(
        label=_("Wilt u er iets bij vertellen?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
    heir = CleanCharField(
        label=_("Wie gaat ermee door als het geld stopt?"),
        help_text=_("Zoals “de tuingroep, van eigen contributie”. Dit staat op uw pagina."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, asks_heir: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_heir:
            del self.fields["heir"]
