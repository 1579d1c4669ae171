"""A municipality's own list of figures."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm, SheetField

from ..selections.importing import missing_columns

NAMES = {
    "code": _("wijkcode"),
    "name": _("indicator"),
    "year": _("periode"),
    "value": _("waarde"),
}


class FiguresField(SheetField):
    """Refuses a list without the columns that we need."""

    def to_python(self, data: Any) -> Any:
        sheet = super().to_python(data)
        if sheet is None:
            return None
        if missing := missing_columns(sheet):
            names = ", ".join(str(NAMES[name]) for name in missing)
            words = _now("Wij missen een kolom. Noem in de eerste rij ook: %(names)s.")
            raise ValidationError(words % {"names": names}, code="columns")
        return sheet


class BringFiguresForm(KeyedForm):
    source = CleanCharField(
        label=_("Waar komen deze cijfers vandaan?"),
        help_text=_("Bewoners lezen dit bij elk cijfer. Bijvoorbeeld: Gemeente, wijkmonitor 2026."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar de cijfers vandaan komen.")},
    )
    licence = CleanCharField(
        label=_("Wat mag iemand met deze cijfers?"),
        help_text=_("De licentie, zoals CC0 of CC BY 4.0."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    file = FiguresField(
        label=_("Het bestand"),
        help_text=_(
            "Uit Excel (.xlsx) of een CSV-bestand, tot 5 MB en 10.000 rijen. "
            "Met de kolommen wijkcode, indicator, periode en waarde; eenheid, thema, bron en "
            "richting (hoger of lager) mogen erbij. Er wordt nog niets bewaard in de cijfers."
        ),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Kies een bestand met een lijst erin."),
        },
    )
