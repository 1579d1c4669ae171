"""Telling a story for a report, and asking somebody for one."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm, PhotoField
from core.personal import no_service_number
from partners.models import Organisation

from ..actions.stories import Told
from ..models import Story
from ..states.voices import Voice

LINE = {"data-count": True, "autocomplete": "off"}


class StoryForm(KeyedForm):
    """`parties` are in whose name it can be told, besides one's own; `has_photo` that there is one
    already."""

    organisation = forms.ChoiceField(
        label=_("Namens wie vertelt u?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Kies namens wie.")},
    )
    title = CleanCharField(
        label=_("Waar gaat uw verhaal over?"),
        help_text=_("In een paar woorden, zoals “Eindelijk een bankje bij het water”."),
        max_length=120,
        widget=forms.TextInput(attrs=LINE),
        error_messages={"required": _("Schrijf waar uw verhaal over gaat.")},
    )
    words = CleanCharField(
        label=_("Uw verhaal"),
        help_text=_(
            "Wat zag u dit jaar gebeuren? Wat lukte er, en wat niet? Niemand verandert uw woorden. "
            "Schrijf geen namen van anderen op, tenzij zij dat goed vinden."
        ),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 10, "data-count": True}),
        error_messages={"required": _("Schrijf uw verhaal. Een paar zinnen is genoeg.")},
        validators=[no_service_number],
    )
    photo = PhotoField(label=_("Een foto"), required=False)
    drop_photo = forms.BooleanField(label=_("Haal de foto weg"), required=False)
    description = CleanCharField(
        label=_("Wat staat er op de foto?"),
        help_text=_("Voor wie de foto niet kan zien."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=LINE),
    )
    signed = CleanCharField(
        label=_("Hoe ondertekent u?"),
        help_text=_("Zo staat het onder uw verhaal. Uw voornaam is genoeg."),
        max_length=80,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "name"}),
        error_messages={"required": _("Schrijf hoe u ondertekent. Een voornaam is genoeg.")},
    )

    def __init__(
        self, *args: Any, parties: list[Organisation], has_photo: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.pk): one for one in parties}
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Mijzelf, als bewoner")),
            *((key, one.name) for key, one in self.parties.items()),
        ]
        if not parties:
            del self.fields["organisation"]
        if not has_photo:
            del self.fields["drop_photo"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("photo") and not clean.get("description") and "description" not in self.errors:
            self.add_error(
                "description", _("Schrijf wat er op de foto staat. Kies de foto dan opnieuw.")
            )
        return clean

    @property
    def told(self) -> Told:
        clean = self.cleaned_data
        return Told(
            title=clean["title"],
            words=clean["words"],
            signed=clean["signed"],
            organisation=self.parties.get(clean.get("organisation", "")),
            photo=clean.get("photo"),
            description=clean.get("description", ""),
            drop_photo=clean.get("drop_photo", False),
        )


def as_it_stands(story: Story) -> dict[str, str]:
    """What the form begins with for who told it before."""
    photo = getattr(story, "photo", None)
    return {
        "organisation": str(story.organisation_id or ""),
        "title": story.title,
        "words": story.words,
        "signed": story.signed,
        "description": photo.description if photo else "",
    }


class InviteForm(KeyedForm):
    for_whom = CleanCharField(
        label=_("Wie vraagt u?"),
        help_text=_("Alleen u leest dit, zoals “raadslid El Amrani”."),
        max_length=80,
        widget=forms.TextInput(attrs=LINE),
        error_messages={"required": _("Schrijf wie u vraagt.")},
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_("Wij sturen er één mail heen en bewaren het adres niet."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Schrijf het e-mailadres."),
            "invalid": _("Dit is geen e-mailadres. Kijk het na."),
        },
    )
    voice = forms.ChoiceField(
        label=_("Als wat vertelt diegene?"),
        choices=[(one.value, capfirst(str(one.label))) for one in Voice],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies als wat.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, capfirst(str(one.label))) for one in Voice]


class LeaveOutForm(forms.Form):
    why = CleanCharField(
        label=_("Waarom komt dit verhaal niet in het verslag?"),
        help_text=_("Wie het schreef, leest dit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom. Zonder reden laat u geen verhaal weg.")},
    )
