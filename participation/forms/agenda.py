"""What residents put on the agenda, the answer, and how the host orders it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm, OutcomeForm, SeenField

from ..actions.agenda import Slot
from ..models import AgendaItem
from ..states.meetings import LONGEST_ITEM, ItemAnswer

MOST_PLACES = 999
NUMBERS = {
    "invalid": _("Vul een heel getal in."),
    "min_value": _("Vul 1 of meer in."),
    "max_value": _("Vul %(limit_value)s of minder in."),
}


class ItemForm(KeyedForm):
    title = CleanCharField(
        label=_("Waar wilt u het over hebben?"),
        help_text=_("In een paar woorden. Uw naam staat er niet bij."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar u het over wilt hebben.")},
    )
    text = CleanCharField(
        label=_("Wilt u er iets bij vertellen?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )


class AnswerItemForm(OutcomeForm):
    CANNOT = ItemAnswer.OTHERWISE
    outcome = forms.ChoiceField(
        label=_("Wat doet u met dit punt?"),
        help_text=_("Het blijft in beide gevallen op de agenda staan."),
        choices=[(value, capfirst(words)) for value, words in ItemAnswer.choices],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat u ermee doet.")),
    )
    reason = CleanCharField(
        label=_("Uw antwoord"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf een antwoord.")},
    )


class ItemOutcomeForm(forms.Form):
    seen = SeenField()
    words = CleanCharField(
        label=_("Wat kwam eruit?"),
        help_text=_("Wie het punt op de agenda zette, krijgt bericht. Iedereen kan het lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat eruit kwam.")},
    )


class Row(NamedTuple):
    item: AgendaItem
    place: forms.BoundField
    minutes: forms.BoundField


class ArrangeForm(forms.Form):
    """The order and the minutes of all `items`."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for nth, item in enumerate(items, 1):
            self.fields[f"place_{item.pk}"] = _number(
                _("Plaats van “%(title)s”") % {"title": item.title}, MOST_PLACES, initial=nth
            )
            self.fields[f"minutes_{item.pk}"] = _number(
                _("Minuten voor “%(title)s”") % {"title": item.title},
                LONGEST_ITEM,
                initial=item.minutes,
                required=False,
            )

    @property
    def rows(self) -> list[Row]:
        return [Row(one, self[f"place_{one.pk}"], self[f"minutes_{one.pk}"]) for one in self.items]

    @property
    def slots(self) -> dict[int, Slot]:
        clean = self.cleaned_data
        return {
            one.pk: Slot(clean[f"place_{one.pk}"], clean[f"minutes_{one.pk}"]) for one in self.items
        }


def _number(
    label: Any, most: int, *, initial: int | None, required: bool = True
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        initial=initial,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Vul een getal in."), **NUMBERS},
    )
