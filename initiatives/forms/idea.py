from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import CleanCharField, PhotoField
from neighbourhoods.fields import BuurtField
from neighbourhoods.models import Neighbourhood

from ..actions.initiatives import Idea
from ..states import THEME_ICONS, Theme


class ThemeSelect(forms.RadioSelect):
    """Each theme with its picture."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"] = THEME_ICONS[Theme(value)]
        return option


class IdeaForm(forms.Form):
    """What a resident wants to do; only four of these are asked for, the rest may wait."""

    title = CleanCharField(
        label=_("Hoe heet uw idee?"),
        max_length=100,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Geef uw idee een naam. Een paar woorden is genoeg.")},
    )
    plan = CleanCharField(
        label=_("Wat wilt u doen?"),
        help_text=_("Schrijf zoals u praat. Vertel ook wat er nu al goed gaat."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": True}),
        error_messages={"required": _("Vertel in een paar zinnen wat u wilt doen.")},
    )
    theme = forms.ChoiceField(
        label=_("Waar gaat het over?"),
        choices=Theme.choices,
        widget=ThemeSelect(attrs={"class": "wijk-tiles--pairs"}),
        error_messages={
            "required": _("Kies waar uw idee over gaat. Past niets? Kies ‘Iets anders’.")
        },
    )
    place = CleanCharField(
        label=_("Waar is het?"),
        help_text=_("In uw eigen woorden, zoals “bij de speeltuin”."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True}),
    )
    buurt = BuurtField(label=_("In welke buurt?"), empty_label=_("De hele wijk"))
    needs = CleanCharField(
        label=_("Wat heeft u nodig?"),
        help_text=_(
            "Bijvoorbeeld toestemming, een plek, wat geld, gereedschap of helpende handen."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
    for_whom = CleanCharField(
        label=_("Voor wie doet u dit?"),
        help_text=_(
            "Alleen als het idee van iemand anders is. Zonder naam, zoals “de moeders van de "
            "naaiochtend”. Iedereen kan dit lezen."
        ),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    agreed = forms.BooleanField(
        label=_("Van wie het idee is, vindt het goed dat ik het instuur"),
        required=False,
        widget=forms.CheckboxInput(
            attrs={"class": "utrecht-checkbox utrecht-checkbox--html-input"}
        ),
    )
    photo = PhotoField(
        label=_("Een foto"),
        help_text=_(
            "Van de plek, of van uzelf en uw buren. Waar en wanneer u hem maakte, halen wij eruit."
        ),
        required=False,
    )
    description = CleanCharField(
        label=_("Wat staat er op de foto?"),
        help_text=_("Voor mensen die de foto niet kunnen zien."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True}),
    )

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buurt = self.fields["buurt"]
        assert isinstance(buurt, BuurtField)
        buurt.within(neighbourhood)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if "agreed" in self.fields and clean.get("for_whom") and not clean.get("agreed"):
            self.add_error("agreed", _("Vraag het eerst, en zet dan een vinkje."))
        return clean

    @property
    def is_for_another(self) -> bool:
        """So the fields about that are open."""
        return bool(self["for_whom"].value() or self["agreed"].value() or "agreed" in self.errors)

    @property
    def idea(self) -> Idea:
        clean = self.cleaned_data
        return Idea(
            title=clean["title"],
            plan=clean["plan"],
            theme=clean["theme"],
            place=clean["place"],
            buurt=clean["buurt"],
            needs=clean["needs"],
            for_whom=clean["for_whom"],
        )


def from_draft(fields: Mapping[str, str], neighbourhood: Neighbourhood) -> IdeaForm:
    """The form as it was kept, checked again."""
    return IdeaForm(dict(fields), neighbourhood=neighbourhood)


class NameForm(forms.ModelForm[User]):
    """How somebody wants to be known, asked when it first matters."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Hoe wilt u hier heten?")}
        help_texts = {"name": _("Uw voornaam is genoeg. Deze naam staat bij uw idee.")}
        field_classes = {"name": CleanCharField}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "given-name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Vul in hoe u hier wilt heten.")
