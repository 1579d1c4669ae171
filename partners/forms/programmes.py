from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField
from neighbourhoods.models import Neighbourhood

from ..actions.programmes import Offered
from ..models import Organisation, Programme
from ..states import Approach, DayPart, Group

STEPS = [(step.value, f"{step.value}. {capfirst(step.label)}") for step in Approach]
EXPLAINED = {
    Approach.PREVENT: _("Zorgen dat het goed gaat: een club, een feest, een les."),
    Approach.MEET: _("Op straat en aan de deur zijn, en mensen kennen."),
    Approach.GUIDE: _("Iemand een tijd helpen die dat wil."),
    Approach.LIMIT: _("Aanspreken en afspraken maken."),
    Approach.ENFORCE: _("Optreden: een boete, een verbod."),
}


class StepSelect(forms.RadioSelect):
    """Each step with what it means."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["help"] = EXPLAINED[Approach(int(value))]
        return option


class PlaceField(forms.ModelChoiceField[Neighbourhood]):
    def label_from_instance(self, obj: Neighbourhood) -> str:
        return obj.name


class ProgrammeForm(forms.Form):
    """For whom it is, by what people are; `places` are where the organisation is active."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = CleanCharField(
        label=_("Hoe heet het?"),
        help_text=_("Bijvoorbeeld: huiswerkclub, spreekuur, avondronde."),
        max_length=100,
        error_messages={"required": _("Schrijf hoe het heet.")},
    )
    about = CleanCharField(
        label=_("Wat gebeurt er?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
    neighbourhood = PlaceField(
        label=_("In welke wijk?"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="slug",
        error_messages={"required": _("Kies een wijk.")},
    )
    group = forms.ChoiceField(
        label=_("Voor wie is het?"),
        choices=Group.choices,
        error_messages={"required": _("Kies voor wie het is.")},
    )
    parts = forms.MultipleChoiceField(
        label=_("Op welk deel van de dag?"),
        choices=[(part.value, capfirst(part.label)) for part in DayPart],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies minstens één deel van de dag.")},
    )
    approach = forms.ChoiceField(
        label=_("Wat voor aanpak is het?"),
        help_text=_("Van voorkomen tot ingrijpen. Kies wat het meest past."),
        choices=STEPS,
        widget=StepSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages={"required": _("Kies wat het meest past.")},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = organisation.places.values("neighbourhood")
        places = self.fields["neighbourhood"]
        assert isinstance(places, PlaceField)
        here = Neighbourhood.objects.public().filter(pk__in=active)
        places.queryset = here.for_links().order_by("name")
        places.empty_label = None

    @property
    def offered(self) -> Offered:
        clean = self.cleaned_data
        return Offered(
            title=clean["title"],
            about=clean["about"],
            neighbourhood=clean["neighbourhood"],
            group=Group(clean["group"]),
            parts=[DayPart(part) for part in clean["parts"]],
            approach=Approach(int(clean["approach"])),
        )


def as_it_runs(programme: Programme) -> dict[str, object]:
    """What one begins to edit."""
    return {
        "title": programme.title,
        "about": programme.about,
        "neighbourhood": programme.neighbourhood.slug,
        "group": programme.group,
        "parts": [part.value for part in programme.parts],
        "approach": programme.approach,
    }


class CellForm(forms.Form):
    """Which cell of the picture somebody opened; a choice that does not exist is no choice."""

    groep = forms.ChoiceField(required=False, choices=[("", ""), *Group.choices])
    deel = forms.ChoiceField(required=False, choices=[("", ""), *DayPart.choices])
    stap = forms.ChoiceField(required=False, choices=[("", ""), *Approach.choices])

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
