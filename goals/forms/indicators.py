"""Which figure is followed for a goal, and what was counted."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm, SometimesField
from core.numbers import read_number, say_number
from neighbourhoods.models import Area
from partners.models import Organisation

from ..actions.figures import DIVISION
from ..actions.indicators import Adjusted, Wanted
from ..models import Figure, FigureSeries, Indicator
from ..selections.figures import ABOUT, period_words
from ..states import Confidence, Count, Direction, Source

LONGEST_NUMBER = 30  # signs


class NumberField(forms.CharField):
    """A number as people write it; its cleaned value is a Decimal, or None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Schrijf een getal, zoals 12 of 12,5."),
        "required": _("Vul een getal in."),
        "max_length": _("Schrijf een korter getal."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NUMBER, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return say_number(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        number = read_number(written)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


def _direction() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Welke kant is de goede kant?"),
        choices=[(one.value, capfirst(one.label)) for one in Direction],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of meer of minder beter is.")},
    )


def _baseline() -> NumberField:
    return NumberField(
        label=_("Waar begint u?"),
        help_text=_("Het getal van nu of van vorig jaar. Zo is te zien wat er verandert."),
        required=False,
    )


def _target() -> NumberField:
    return NumberField(
        label=_("Waar wilt u heen?"),
        help_text=_("Het getal dat u samen wilt halen."),
        required=False,
    )


class IndicatorForm(KeyedForm):
    """What all kinds share."""

    field_order = ("key", "area", "series", "count", "organisation", "title", "unit", "direction")
    baseline = _baseline()
    target = _target()

    @property
    def wanted(self) -> Wanted:
        raise NotImplementedError


class OfficialForm(IndicatorForm):
    """A series of official figures, for a wijk of the neighbourhood."""

    direction = _direction()
    area = forms.ChoiceField(label=_("Van welke wijk?"))
    series = forms.TypedChoiceField(
        label=_("Welk cijfer?"),
        coerce=int,
        error_messages={"required": _("Kies een cijfer.")},
    )

    def __init__(
        self, *args: Any, areas: Sequence[Area], series: Sequence[FigureSeries], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {one.code: one for one in areas}
        self.known = {one.pk: one for one in series}
        area, chosen = self.fields["area"], self.fields["series"]
        assert isinstance(area, forms.ChoiceField)
        assert isinstance(chosen, forms.ChoiceField)
        area.choices = [(one.code, one.short_name) for one in areas]
        chosen.choices = [("", _("Kies een cijfer")), *_by_theme(series)]
        if len(areas) < 2:
            del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        series, code = self.known.get(clean.get("series", 0)), self._code()
        if series and code:
            figures = Figure.objects.filter(series=series, area_code=code, division=DIVISION)
            if not figures.exists():
                self.add_error("series", _("Van deze wijk is dit cijfer er niet. Kies een ander."))
        return clean

    @property
    def wanted(self) -> Wanted:
        clean, code = self.cleaned_data, self._code()
        series = self.known[clean["series"]]
        where = f", {self.areas[code].short_name}" if len(self.areas) > 1 else ""
        return Wanted(
            source=Source.OFFICIAL,
            title=f"{series.label}{where}"[:120],
            unit=series.unit,
            direction=clean["direction"],
            series=series,
            area_code=code,
            division=DIVISION,
            baseline=clean["baseline"],
            target=clean["target"],
        )

    def _code(self) -> str:
        code = str(self.cleaned_data.get("area", ""))
        return next(iter(self.areas), "") if "area" not in self.fields else code


class PlatformForm(IndicatorForm):
    """What this site counts by itself; of all of these more is better."""

    count = forms.ChoiceField(
        label=_("Wat telt deze site?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat deze site telt.")},
    )

    def __init__(self, *args: Any, taken: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        count = self.fields["count"]
        assert isinstance(count, forms.ChoiceField)
        count.choices = [
            (one.value, f"{capfirst(one.label)}. {ABOUT[one]}") for one in Count if one not in taken
        ]

    @property
    def wanted(self) -> Wanted:
        clean = self.cleaned_data
        count = Count(clean["count"])
        with translation.override(settings.LANGUAGE_CODE):  # history has one language
            title = str(count.label).capitalize()
        return Wanted(
            source=Source.PLATFORM,
            title=title,
            direction=Direction.UP,
            count=count,
            baseline=clean["baseline"],
            target=clean["target"],
        )


class PartyForm(IndicatorForm):
    """What an organisation counts, and fills in itself."""

    direction = _direction()
    organisation = forms.TypedChoiceField(
        label=_("Wie telt het?"),
        help_text=_("Deze organisatie vult elk kwartaal in wat het is."),
        coerce=int,
        error_messages={"required": _("Kies een organisatie.")},
    )
    title = CleanCharField(
        label=_("Wat wordt er geteld?"),
        help_text=_("In gewone woorden, zoals “kinderen die meedoen met de huiswerkclub”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf wat er wordt geteld.")},
    )
    unit = CleanCharField(
        label=_("In welke eenheid?"),
        help_text=_("Zoals %, euro of uur. Tellen is genoeg: dan blijft dit leeg."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.pk: one for one in organisations}
        chosen = self.fields["organisation"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ("", _("Kies een organisatie")),
            *((one.pk, one.name) for one in organisations),
        ]

    @property
    def wanted(self) -> Wanted:
        clean = self.cleaned_data
        return Wanted(
            source=Source.PARTY,
            title=clean["title"],
            unit=clean["unit"],
            direction=clean["direction"],
            counted_by=self.known[clean["organisation"]],
            baseline=clean["baseline"],
            target=clean["target"],
        )


class AdjustForm(forms.Form):
    """What may change of a figure, and how sure we are that our effort caused the change (O30)."""

    direction = _direction()
    baseline = _baseline()
    target = _target()
    confidence = forms.ChoiceField(
        label=_("Komt de verandering door wat u samen doet?"),
        choices=[(one.value, capfirst(one.label)) for one in Confidence],
        widget=forms.RadioSelect,
    )
    confidence_words = SometimesField(
        label=_("Waarom denkt u dat?"),
        when=_("nodig als u iets anders kiest dan dat u het niet weet"),
        help_text=_("In één zin. Iedereen leest dit bij het cijfer."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        says = clean.get("confidence") not in {None, Confidence.UNKNOWN}
        if says and not clean.get("confidence_words") and "confidence_words" not in self.errors:
            self.add_error("confidence_words", _("Schrijf in één zin waarom u dat denkt."))
        return clean

    @property
    def adjusted(self) -> Adjusted:
        return Adjusted(**self.cleaned_data)


class MeasureForm(forms.Form):
    """`periods` are those that can still be filled in, as (year, quarter); of a whole year without
    a quarter."""

    period = forms.ChoiceField(
        label=_("Van welke periode?"), error_messages={"required": _("Kies een periode.")}
    )
    value = NumberField(label=_("Wat was het?"))

    def __init__(
        self, *args: Any, periods: Sequence[tuple[int, int | None]], unit: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {f"{year}-{quarter or 0}": (year, quarter) for year, quarter in periods}
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        period.choices = [
            (name, _whole(*which) if which[1] is None else period_words(*which))
            for name, which in self.known.items()
        ]
        if unit:
            self.fields["value"].help_text = unit

    @property
    def chosen(self) -> tuple[int, int | None]:
        return self.known[self.cleaned_data["period"]]


def as_it_stands(indicator: Indicator) -> dict[str, object]:
    """What one begins to adjust."""
    names = ("direction", "baseline", "target", "confidence", "confidence_words")
    return {name: getattr(indicator, name) for name in names}


def _whole(year: int, _quarter: int | None) -> str:
    return _("heel %(year)s") % {"year": year}


def _by_theme(series: Sequence[FigureSeries]) -> list[tuple[str, list[tuple[int, str]]]]:
    """As a select groups them; `series` are in the order of their themes."""
    return [
        (capfirst(theme) or str(_("Overige")), [(one.pk, one.label) for one in group])
        for theme, group in groupby(series, key=lambda one: one.theme)
    ]
