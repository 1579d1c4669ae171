"""What a coordinator sets while a year is prepared."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, ClockField, DayField, KeyedForm, near

from ..actions.years import Input, Moments
from ..models import YearPlan
from ..states import Heard

MOST_PEOPLE = 100_000
LONG_AGO = timedelta(days=2 * 366)
NUMBERS = {
    "invalid": _("Vul een heel getal in."),
    "min_value": _("Vul 0 of meer in."),
    "max_value": _("Dat is te veel. Controleer het getal."),
}


class BeginForm(forms.Form):
    """One press; the year is what the button says."""

    year = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(year), str(year)) for year in years]


class PrepareForm(forms.Form):
    """`stood` is what was set before: those days may have passed."""

    weigh_until = DayField(
        label=_("Tot en met welke dag kan iedereen meedenken?"),
        help_text=_("Tot dan stellen mensen doelen voor en zeggen zij wat zij belangrijk vinden."),
        required=False,
    )
    meets_on = DayField(label=_("Op welke dag is de bijeenkomst?"), required=False)
    meets_at = ClockField(label=_("Hoe laat begint die?"), required=False)
    meets_where = CleanCharField(
        label=_("Waar is die?"),
        help_text=_("In uw eigen woorden, zoals “in het buurthuis, zaal 2”."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, stood: YearPlan, **kwargs: Any) -> None:
        names = ("weigh_until", "meets_on", "meets_at", "meets_where")
        initial = {name: getattr(stood, name) for name in names}
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.stood = stood

    def clean_weigh_until(self) -> date | None:
        return self._near("weigh_until")

    def clean_meets_on(self) -> date | None:
        return self._near("meets_on")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        is_said = clean.get("meets_at") or clean.get("meets_where")
        if is_said and not clean.get("meets_on") and "meets_on" not in self.errors:
            self.add_error("meets_on", _("Kies ook de dag van de bijeenkomst."))
        return clean

    @property
    def moments(self) -> Moments:
        return Moments(**self.cleaned_data)

    def _near(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is None or day == getattr(self.stood, name):
            return day
        return near(day, timezone.localdate())


class HeardForm(KeyedForm):
    """What residents said: how many and where, never who (O42, O43)."""

    ids = "heard"
    kind = forms.ChoiceField(
        label=_("Hoe sprak u met bewoners?"),
        choices=[
            (Heard.TALK.value, _("In een gesprek")),
            (Heard.MEETING.value, _("In een bijeenkomst")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies hoe.")),
    )
    day = DayField(label=_("Op welke dag?"))
    place = CleanCharField(
        label=_("Waar?"),
        help_text=_("Een plek, geen adres van iemand: “op het plein”, “in de moskee”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar het was.")},
    )
    residents = forms.IntegerField(
        label=_("Hoeveel bewoners spraken mee?"),
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
    words = CleanCharField(
        label=_("Wat zeiden zij?"),
        help_text=_("Iedereen kan dit lezen. Schrijf geen namen op."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf in een paar zinnen wat bewoners zeiden.")},
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = timezone.localdate()
        if not today - LONG_AGO <= day <= today:
            raise ValidationError(_("Kies een dag die geweest is, in de laatste twee jaar."))
        return day

    @property
    def heard(self) -> Input:
        clean = self.cleaned_data
        return Input(
            kind=clean["kind"],
            day=clean["day"],
            residents=clean["residents"],
            others=clean["others"] or 0,
            place=clean["place"],
            words=clean["words"],
        )
