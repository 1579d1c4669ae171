"""The minutes, action points, and who were there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, SeenField, near
from partners.models import Organisation

from ..actions.minutes import Point

MOST_PEOPLE = 100_000
NUMBERS = {
    "invalid": _("Vul een heel getal in."),
    "min_value": _("Vul 0 of meer in."),
    "max_value": _("Dat is te veel. Controleer het getal."),
}


class MinutesForm(forms.Form):
    seen = SeenField()
    text = CleanCharField(
        label=_("Verslag"),
        help_text=_("Iedereen leest het zodra het is vastgesteld. Noem geen bewoners bij naam."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 16, "data-count": True}),
        error_messages={"required": _("Schrijf een verslag.")},
    )


class ApproveForm(forms.Form):
    seen = SeenField()


class PointForm(KeyedForm):
    """`parties` are who can promise something to each other."""

    text = CleanCharField(
        label=_("Wat is er afgesproken?"),
        help_text=_("In één regel, zoals: een bank bij de speeltuin."),
        max_length=200,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf wat er is afgesproken.")},
    )
    maker = forms.ChoiceField(
        label=_("Wie doet het?"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wie het doet.")),
    )
    receiver = forms.ChoiceField(
        label=_("Voor wie?"),
        help_text=_("Die zegt straks of het gedaan is."),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies voor wie.")),
    )
    due_on = DayField(label=_("Uiterlijk op"))

    def __init__(
        self, *args: Any, parties: Sequence[Organisation], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.parties = {str(one.pk): one for one in parties}
        for name in ("maker", "receiver"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Kies")), *((k, one.name) for k, one in self.parties.items())]

    def clean_due_on(self) -> date:
        return near(self.cleaned_data["due_on"], self.today)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("maker") and clean.get("maker") == clean.get("receiver"):
            self.add_error("receiver", _("Kies een ander dan wie het doet."))
        return clean

    @property
    def point(self) -> Point:
        clean = self.cleaned_data
        return Point(
            clean["text"],
            self.parties[clean["maker"]],
            self.parties[clean["receiver"]],
            clean["due_on"],
        )


class AttendForm(forms.Form):
    """`organisations` are those that can have been there."""

    residents = forms.IntegerField(
        label=_("Hoeveel bewoners waren er?"),
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Vul een aantal in."), **NUMBERS},
    )
    others = forms.IntegerField(
        label=_("Hoeveel anderen waren er?"),
        help_text=_("Mensen van de gemeente en van organisaties."),
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=NUMBERS,
    )
    who = forms.MultipleChoiceField(
        label=_("Van welke organisaties was er iemand?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies organisaties uit de lijst.")},
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        field = self.fields["who"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.name) for key, one in self.organisations.items()]

    @property
    def chosen(self) -> list[Organisation]:
        return [self.organisations[key] for key in self.cleaned_data["who"]]
