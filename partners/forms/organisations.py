"""What somebody fills in of an organisation."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField
from neighbourhoods.models import Neighbourhood

from ..actions.organisations import Texts
from ..models import Organisation
from ..models.organisation import TEXT
from ..states import KIND_ICONS, Group, Kind, Language

EXPLAINED = {
    Kind.RESIDENTS_COMPANY: _("Een bedrijf van bewoners, waarvan de winst in de wijk blijft."),
    Kind.SELF_ORGANISATION: _("Een vereniging of groep die mensen zelf hebben opgericht."),
    Kind.COALITION: _("Organisaties die samen optrekken, zoals een coöperatie."),
}


class KindSelect(forms.RadioSelect):
    """Each kind with its picture, and with what it means where that is not plain."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"] = KIND_ICONS[Kind(value)]
        option["help"] = EXPLAINED.get(Kind(value), "")
        return option


class AddForm(forms.Form):
    """`kinds` are those that may be chosen; `asks_contact`: who adds it is not of it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Wat voor organisatie is het?"),
        widget=KindSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages={"required": _("Kies wat voor organisatie het is.")},
    )
    name = CleanCharField(
        label=_("Hoe heet de organisatie?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul de naam van de organisatie in.")},
    )
    contact = forms.EmailField(
        label=_("E-mailadres van het eerste aanspreekpunt"),
        help_text=_("Die krijgt een uitnodiging, en vult daarna zelf de pagina."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul het e-mailadres in van wie u wilt vragen.")},
    )

    def __init__(
        self, *args: Any, kinds: Sequence[Kind], asks_contact: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, capfirst(str(kind.label))) for kind in kinds]
        if not asks_contact:
            del self.fields["contact"]


def _text(label: Any, help_text: Any) -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class PlacesField(forms.ModelMultipleChoiceField[Neighbourhood]):
    def label_from_instance(self, obj: Neighbourhood) -> str:
        return obj.name


class TextsForm(forms.Form):
    """What an organisation says of itself. Every organisation gets the same questions.

    `seen` is the edit that its writer had in front of them.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = CleanCharField(
        label=_("Hoe heet de organisatie?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul de naam van de organisatie in.")},
    )
    aim = _text(
        _("Wat wilt u hier bereiken?"),
        _("Uw eigen doel in deze wijk, in gewone woorden."),
    )
    can = _text(_("Wat kunt u?"), _("Bijvoorbeeld een zaal openen, meedenken, mensen kennen."))
    wants = _text(_("Wat wilt u?"), _("Wat u graag doet met anderen in de wijk."))
    cannot = _text(_("Wat kunt u niet?"), _("Zo weet iedereen waar hij aan toe is."))
    conditions = _text(
        _("Hoe wilt u samenwerken?"),
        _("Uw voorwaarden, zoals: beslis niet over ons zonder ons."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Welke talen spreken de mensen die u bereikt?"),
        choices=Language.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wijk-tiles--many"}),
    )
    groups = forms.MultipleChoiceField(
        label=_("Wie bereikt u?"),
        choices=Group.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wijk-tiles--many"}),
    )
    place = CleanCharField(label=_("Waar bent u te vinden?"), max_length=120, required=False)
    hours = CleanCharField(label=_("Wanneer bent u open?"), max_length=120, required=False)
    phone = CleanCharField(
        label=_("Telefoonnummer van de organisatie"),
        help_text=_("Iedereen kan het zien. Zet hier geen nummer van uzelf."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    places = PlacesField(
        label=_("In welke wijken bent u actief?"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wijk-tiles--many"}),
    )

    field_order = ("key", "seen", "name", *Organisation.TEXTS, "place", "hours", "phone", "places")

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisation.is_team:  # called as its initiative, and at home in one neighbourhood
            del self.fields["name"], self.fields["places"]
            self.team_name = organisation.name
            return
        here = Neighbourhood.objects.public().filter(municipality=organisation.municipality_id)
        places = self.fields["places"]
        assert isinstance(places, PlacesField)
        places.queryset = here.for_links().order_by("name")

    @property
    def texts(self) -> Texts:
        clean = self.cleaned_data
        words: Iterable[str] = [*clean["languages"], *clean["groups"]]
        return Texts(
            name=clean.get("name") or self.team_name,
            **{name: clean[name] for name in Organisation.TEXTS},
            place=clean["place"],
            hours=clean["hours"],
            phone=clean["phone"],
            words=frozenset(words),
            places=frozenset(place.pk for place in clean.get("places", [])),
        )


def as_it_stands(organisation: Organisation) -> dict[str, object]:
    """What one begins to edit."""
    words = list(organisation.reached.values_list("word", flat=True))
    named = ("name", *Organisation.TEXTS, "place", "hours", "phone")
    return {name: getattr(organisation, name) for name in named} | {
        "languages": [word for word in words if word in Language.values],
        "groups": [word for word in words if word in Group.values],
        "places": list(organisation.places.values_list("neighbourhood__slug", flat=True)),
        "seen": organisation.edited_as,
    }


class FilterForm(forms.Form):
    """Which organisations somebody looks for; a choice that does not exist is no choice."""

    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Alle soorten")), *Kind.choices]
    )
    taal = forms.ChoiceField(
        label=_("Taal"), required=False, choices=[("", _("Alle talen")), *Language.choices]
    )
    groep = forms.ChoiceField(
        label=_("Voor wie"), required=False, choices=[("", _("Alle groepen")), *Group.choices]
    )

    def chosen(self) -> dict[str, str]:
        """What was chosen, by name; leaves out what is not valid."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
