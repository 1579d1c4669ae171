"""What was learned of a goal, and what somebody looks for in the library."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm
from initiatives.states import Theme


def _answer(label: Any) -> CleanCharField:
    return CleanCharField(
        label=label,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class GoalLookBackForm(KeyedForm):
    """The same three questions as of an initiative; one answer is enough."""

    helped = _answer(_("Wat hielp?"))
    otherwise = _answer(_("Wat zou u een volgende keer anders doen?"))
    brought = _answer(_("Wat bracht het de wijk?"))

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        given = [clean.get(name) for name in ("helped", "otherwise", "brought")]
        if not self.errors and not any(given):
            raise ValidationError(_("Beantwoord één van de vragen, of sla dit over."))
        return clean


class LibraryForm(forms.Form):
    """A choice that does not exist is no choice."""

    zoek = CleanCharField(label=_("Zoek in de lessen"), required=False, max_length=100)
    thema = forms.ChoiceField(
        label=_("Onderwerp"), required=False, choices=[("", _("Alle onderwerpen")), *Theme.choices]
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
