from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..states import Stage, Status, Theme


class Chip(NamedTuple):
    """Something chosen, and the rest of the address when it is taken away."""

    label: str
    words: str
    query: str


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
    hulp = forms.ChoiceField(
        label=_("Hulp"), required=False, choices=[("", ""), ("ja", _("Vraagt nu hulp"))]
    )
    waar = CleanCharField(label=_("Waar"), required=False, max_length=10)

    def filters(self) -> list[forms.BoundField]:
        """What is chosen from a list; none of them is required, and none says so."""
        return [self[name] for name in ("thema", "fase", "antwoord")]

    def chosen(self) -> dict[str, str]:
        """What was chosen, by name; leaves out what is not valid."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}

    def chips(self, chosen: dict[str, str], where: str) -> list[Chip]:
        """Each choice in words; `where` is the name of the buurt that is chosen."""
        return [
            Chip(
                str(self.fields[name].label), self._words(name, value, where), without(chosen, name)
            )
            for name, value in chosen.items()
            if value
        ]

    def _words(self, name: str, value: str, where: str) -> str:
        if name == "waar":
            return where
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return f"“{value}”"
        words = str(dict(field.choices)[value])  # type: ignore[arg-type]  # lists of pairs, above
        return words[:1].upper() + words[1:]


def without(chosen: dict[str, str], name: str = "") -> str:
    """The choices as the query of an address, one of them left out."""
    return urlencode([(key, value) for key, value in chosen.items() if value and key != name])
