from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..states import Stage, Status, Theme


class FilterForm(forms.Form):
    """Which initiatives somebody looks for; a choice that does not exist is no choice."""

    zoek = CleanCharField(label=_("Zoek"), required=False, max_length=100)
    thema = forms.ChoiceField(
        label=_("Onderwerp"), required=False, choices=[("", _("Alle onderwerpen")), *Theme.choices]
    )
    fase = forms.ChoiceField(
        label=_("Fase"), required=False, choices=[("", _("Alle fasen")), *Stage.choices]
    )
    antwoord = forms.ChoiceField(
        label=_("Antwoord van de gemeente"),
        required=False,
        choices=[("", _("Elk antwoord")), *Status.choices],
    )

    def filters(self) -> list[forms.BoundField]:
        """What is chosen from a list; none of them is required, and none says so."""
        return [self[name] for name in ("thema", "fase", "antwoord")]

    def chosen(self) -> dict[str, str]:
        """What was chosen, by name; leaves out what is not valid."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
