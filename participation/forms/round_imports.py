"""A round that was held elsewhere, in a file of Pabulib."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, SheetInput

from ..models.budget import MOST_CENTS
from ..pabulib import MOST_BYTES, Round, Unreadable, read
from ..states.budgets import Rule

MOST_PLANS, LONGEST_NAME = 1000, 200
FIRST_DAY = date(1980, 1, 1)


class RoundFileField(forms.FileField):
    """Its cleaned value is the `Round` that was read, which fits here."""

    widget = SheetInput(attrs={"accept": ".pb,text/plain"})

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            found = read(file.read(MOST_BYTES + 1))
        except Unreadable as problem:
            raise ValidationError(str(problem), code="unreadable") from problem
        _fits(found)
        return found

    def clean(self, data: Any, initial: Any = None) -> Round:
        found: Round = super().clean(data)
        return found


def _fits(found: Round) -> None:
    """Raises ValidationError for what the format allows and a round here does not."""
    if not 0 < found.budget <= MOST_CENTS:
        raise ValidationError(_("Het budget is meer dan nul, en hoogstens 100 miljoen euro."))
    if not found.ballots:
        raise ValidationError(_("In dit bestand staan geen stemmen."))
    if len(found.plans) > MOST_PLANS:
        raise ValidationError(_("Er passen hier hoogstens 1.000 plannen in een ronde."))
    for plan in found.plans:
        named = {"id": plan.reference}
        if not 0 < plan.cost <= MOST_CENTS:
            wrong = _now("Plan %(id)s kost niets, of meer dan 100 miljoen euro. Dat kan hier niet.")
            raise ValidationError(wrong % named)
        if len(plan.name) > LONGEST_NAME:
            raise ValidationError(
                _now("De naam van plan %(id)s is langer dan 200 tekens. Maak haar korter.") % named
            )


class BringRoundForm(KeyedForm):
    title = CleanCharField(
        label=_("Hoe heet de ronde?"),
        help_text=_("Bijvoorbeeld: Buurtbudget 2024."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Geef de ronde een naam.")},
    )
    source = CleanCharField(
        label=_("Waar komen de stemmen vandaan?"),
        help_text=_("Bewoners lezen dit erbij. Bijvoorbeeld: Pabulib, de stemming van 2024."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar de stemmen vandaan komen.")},
    )
    ended_on = DayField(label=_("Wat was de laatste dag van het stemmen?"))
    rule = forms.ChoiceField(
        label=_("Hoe tellen wij?"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe wij tellen.")},
    )
    file = RoundFileField(
        label=_("Het bestand"),
        help_text=_(
            "Een bestand van Pabulib (.pb), tot 20 MB. Wij bewaren niet hoe het de stemmers noemt. "
            "Er wordt nog niets openbaar."
        ),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg."),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ended_on(self) -> date:
        day: date = self.cleaned_data["ended_on"]
        if not FIRST_DAY <= day <= self.today:
            raise ValidationError(_("Kies een dag die voorbij is, of vandaag."))
        return day
