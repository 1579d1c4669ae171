from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..states import Kind, Stage, Status, Theme


class Chip(NamedTuple):
    """Something chosen, and the rest of the address when it is taken away."""

    label: str
    words: str
    query: str


class Filter(NamedTuple):
    """A list to choose from; `options` are the values with their words."""

    name: str
    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str


class FilterForm(forms.Form):
    """Which initiatives somebody looks for; a choice that does not exist is no choice."""

    zoek = CleanCharField(label=_("Zoek"), required=False, max_length=100)
    thema = forms.ChoiceField(
        label=_("Onderwerp"), required=False, choices=[("", _("Alle onderwerpen")), *Theme.choices]
    )
    fase = forms.ChoiceField(
        label=_("Fase"), required=False, choices=[("", _("Alle fasen")), *Stage.choices]
    )
    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Alle soorten")), *Kind.choices]
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

    def filters(self) -> list[Filter]:
        """What is chosen from a list; none of them is required, and none says so."""
        return [
            Filter(name, f"id_{name}", *_words_of(name, get_language()), self.data.get(name, ""))
            for name in ("thema", "fase", "soort", "antwoord")
        ]

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


@lru_cache  # forty words on every list, the same for everybody who reads this language
def _words_of(name: str, language: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The label and the choices of a list."""
    field: Any = FilterForm.base_fields[name]
    return str(field.label), tuple((value, str(label)) for value, label in field.choices)


def without(chosen: dict[str, str], name: str = "") -> str:
    """The choices as the query of an address, one of them left out."""
    return urlencode([(key, value) for key, value in chosen.items() if value and key != name])
