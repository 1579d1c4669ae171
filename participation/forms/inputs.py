"""What people bring in, what was done with it, and where people were heard."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, SeenField, SometimesField
from core.personal import no_service_number

from ..actions.inputs import Heard, Said
from ..states.processes import INPUT_ICONS, Done, InputKind, People, PlaceKind

MOST_PEOPLE = 100_000
LONG_AGO = timedelta(days=3 * 366)


class KindSelect(forms.RadioSelect):
    """Each with its picture."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"] = INPUT_ICONS[InputKind(value)]
        return option


class InputForm(KeyedForm):
    """`for_others`: who fills it in may write for somebody else."""

    kind = forms.ChoiceField(
        label=_("Wat wilt u zeggen?"),
        choices=[
            (InputKind.WISH.value, _("Een wens")),
            (InputKind.IDEA.value, _("Een idee")),
            (InputKind.OBJECTION.value, _("Een bezwaar")),
        ],
        widget=KindSelect(attrs={"class": "wijk-tiles--three"}),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies of het een wens, een idee of een bezwaar is.")
        ),
    )
    words = CleanCharField(
        label=_("Vertel het in uw eigen woorden"),
        help_text=_("Iedereen kan dit lezen. Uw naam staat er niet bij."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": True}),
        error_messages={"required": _("Schrijf wat u wilt zeggen. Een zin is genoeg.")},
        validators=[no_service_number],
    )
    for_whom = CleanCharField(
        label=_("Voor wie schrijft u dit op?"),
        help_text=_("Zonder naam, zoals “een moeder op het schoolplein”. Vraag het diegene eerst."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["for_whom"]

    def said(self, *, works_here: bool) -> Said:
        """Who works here for the municipality is no resident, but may write for one."""
        clean = self.cleaned_data
        for_whom = clean.get("for_whom", "")
        return Said(clean["kind"], clean["words"], for_whom, bool(for_whom) or not works_here)


class AnswerForm(KeyedForm):
    """What was not done, or not all of it, says what is possible (rule R3)."""

    seen = SeenField()
    done = forms.ChoiceField(
        label=_("Wat is ermee gedaan?"),
        choices=[(one.value, capfirst(str(one.label))) for one in Done],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wat ermee is gedaan.")
        ),
    )
    reason = CleanCharField(
        label=_("Wat deed u precies, en waarom?"),
        help_text=_("Iedereen kan dit lezen. Wie het inbracht, krijgt bericht."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf waarom. Een antwoord zonder reden is er geen.")},
    )
    possible = SometimesField(
        label=_("Wat kan er wel?"),
        when=_("nodig als niet alles is gedaan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["done"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, capfirst(str(one.label))) for one in Done]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        left_out = not clean.get("possible") and "possible" not in self.errors
        if clean.get("done") not in (None, Done.DONE) and left_out:
            self.add_error("possible", _("Schrijf wat er wel kan. Er is altijd iets."))
        return clean


class RoundForm(KeyedForm):
    """How many people were spoken to, where, and what kinds of people; never who."""

    day = DayField(label=_("Op welke dag?"))
    place = forms.ChoiceField(
        label=_("Waar sprak u mensen?"),
        choices=PlaceKind.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies waar het was.")),
    )
    where = CleanCharField(
        label=_("Welke plek precies?"),
        help_text=_("Een plek, geen adres van iemand, zoals “basisschool De Golf”."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    number = forms.IntegerField(
        label=_("Hoeveel mensen sprak u?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Vul een aantal in. Ongeveer is goed."),
            "invalid": _("Vul een heel getal in."),
            "min_value": _("Vul 1 of meer in."),
            "max_value": _("Dat is te veel. Controleer het getal."),
        },
    )
    people = forms.MultipleChoiceField(
        label=_("Wie waren dat?"),
        help_text=_("Kies wat past. Het hoeft niet precies."),
        choices=People.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies uit de lijst.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": uuid4(), "day": today}} | kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.today - LONG_AGO <= day <= self.today:
            raise ValidationError(_("Kies een dag die geweest is, in de laatste drie jaar."))
        return day

    @property
    def heard(self) -> Heard:
        clean = self.cleaned_data
        return Heard(clean["day"], clean["place"], clean["number"], clean["where"], clean["people"])
