"""When hands are needed, and that it does not go on."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.forms import CleanCharField, ClockField, DayField, SeenField
from neighbourhoods.working_days import AMSTERDAM

from ..actions.slots import When
from ..states import MOST_PLACES
from .helping import DatedForm

PASSED = _("Dit tijdstip is al voorbij. Kies een later tijdstip.")


class SlotForm(DatedForm):
    """`seen` is the version of the moment that its writer had in front of them."""

    seen = SeenField()
    day = DayField(label=_("Welke dag?"))
    begins = ClockField(label=_("Van"))
    ends = ClockField(label=_("Tot"))
    place = CleanCharField(
        label=_("Waar komen mensen naartoe?"),
        help_text=_("Bijvoorbeeld: bij de ingang van het buurthuis."),
        max_length=120,
        error_messages={"required": _("Schrijf waar mensen naartoe komen.")},
    )
    places = forms.IntegerField(
        label=_("Hoeveel mensen kunnen er komen?"),
        min_value=1,
        max_value=MOST_PLACES,
        error_messages={
            "required": _("Schrijf hoeveel mensen er kunnen komen."),
            "invalid": _("Schrijf een getal, zoals 4."),
            "min_value": _("Schrijf een getal vanaf 1."),
            "max_value": _("Schrijf een getal tot en met %(limit_value)s."),
        },
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, today=timezone.localdate(now), **kwargs)
        self.now = now

    def clean_day(self) -> Any:
        return self._coming("day")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        begins, ends = clean.get("begins"), clean.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Het einde moet later zijn dan het begin."))
        if begins and clean.get("day") and self._at(begins) <= self.now:
            self.add_error("begins", PASSED)
        return clean

    def when(self) -> When:
        """What a valid form says."""
        clean = self.cleaned_data
        ends = self._at(clean["ends"])
        return When(self._at(clean["begins"]), ends, clean["place"], clean["places"])

    def too_few_places(self, taken: int) -> None:
        self.add_error(
            "places",
            ngettext_lazy(
                "Er komt al %(number)s mens. Kies dat aantal of meer.",
                "Er komen al %(number)s mensen. Kies dat aantal of meer.",
                taken,
            )
            % {"number": taken},
        )

    def _at(self, hour: time) -> datetime:
        return datetime.combine(self.cleaned_data["day"], hour, tzinfo=AMSTERDAM)


class CallOffForm(forms.Form):
    words = CleanCharField(
        label=_("Waarom gaat het niet door?"),
        help_text=_("Wie zou komen, krijgt dit bericht."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom het niet doorgaat.")},
    )


class ThanksForm(forms.Form):
    words = CleanCharField(
        label=_("Een woord van dank"),
        help_text=_("Wie zich aanmeldde, krijgt dit bericht. Iedereen kan het lezen."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
