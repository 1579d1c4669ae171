"""Which goals are chosen, and why; what becomes of them later."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, SometimesField

from ..actions.choosing import No
from ..models import Goal
from ..selections.years import NOBODY, Supporters
from ..states import MOST_GOALS

# What the action refused, in words.
REFUSED = {
    "none": _("Kies twee of drie doelen. Eén mag ook."),
    "fourth": _("Kies er hooguit drie. Met meer doelen krijgt geen ervan genoeg aandacht."),
    "left_out": _("Er is een voorstel bij gekomen of ingetrokken. Kijk de lijst nog eens na."),
    "why": _("Schrijf bij elk doel dat u niet kiest waarom, en wat er wel kan."),
    "explain": _("Schrijf waarom er zonder bewoners gekozen is."),
    "chosen": _("Een collega was u voor: de doelen zijn al gekozen."),
    "state": _("Dat kan niet meer. Kijk op de pagina hoe het ervoor staat."),
}


class Row(NamedTuple):
    """A proposal with its fields."""

    goal: Goal
    supporters: int
    choose: BoundField
    reason: BoundField
    possible: BoundField


class ChooseForm(forms.Form):
    """A tick per proposal, and for each without one why not (rule R3). `explains`: residents had no
    part in this year, so that takes a public explanation (rule R5)."""

    why = CleanCharField(
        label=_("Waarom deze doelen?"),
        help_text=_("Iedereen leest dit op de pagina van het jaar."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf waarom deze doelen gekozen zijn.")},
    )
    explanation = CleanCharField(
        label=_("Waarom zonder bewoners?"),
        help_text=_("Er is geen gesprek met bewoners vastgelegd en niemand dacht hier mee."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom er zonder bewoners gekozen is.")},
    )

    def __init__(
        self,
        *args: Any,
        goals: Sequence[Goal],
        supporters: Mapping[int, Supporters],
        explains: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals, self.supporters = goals, supporters
        for goal in goals:
            self.fields[f"choose_{goal.pk}"] = forms.BooleanField(
                label=_("Dit doel kiezen wij"), required=False
            )
            self.fields[f"reason_{goal.pk}"] = _text(_("Waarom niet?"))
            self.fields[f"possible_{goal.pk}"] = _text(_("Wat kan er wel?"))
        if not explains:
            del self.fields["explanation"]

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                goal,
                self.supporters.get(goal.pk, NOBODY).number,
                *(self[f"{name}_{goal.pk}"] for name in ("choose", "reason", "possible")),
            )
            for goal in self.goals
        ]

    @property
    def chosen(self) -> list[int]:
        return [goal.pk for goal in self.goals if self.cleaned_data.get(f"choose_{goal.pk}")]

    @property
    def others(self) -> dict[int, No]:
        left = [goal.pk for goal in self.goals if goal.pk not in set(self.chosen)]
        return {
            key: No(self.cleaned_data[f"reason_{key}"], self.cleaned_data[f"possible_{key}"])
            for key in left
        }

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if not self.chosen:
            self.add_error(None, REFUSED["none"])
        elif len(self.chosen) > MOST_GOALS:
            self.add_error(None, REFUSED["fourth"])
        for goal in self.goals:
            if clean.get(f"choose_{goal.pk}"):
                continue
            for name, words in (
                (f"reason_{goal.pk}", _("Schrijf waarom dit doel nu niet gekozen is.")),
                (f"possible_{goal.pk}", _("Schrijf wat er wel kan. Er is altijd iets.")),
            ):
                if not clean.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return clean


class StopForm(forms.Form):
    reason = CleanCharField(
        label=_("Waarom stopt dit doel?"),
        help_text=_("Iedereen kan dit lezen. Stoppen mag; eerlijk zeggen waarom helpt."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom het stopt.")},
    )
    possible = CleanCharField(
        label=_("Wat kan er wel?"),
        help_text=_("Wat blijft er over, of wie gaat er verder mee?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf wat er wel kan. Er is altijd iets.")},
    )


class ReachForm(forms.Form):
    words = CleanCharField(
        label=_("Waaraan ziet u dat het bereikt is?"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waaraan u dat ziet.")},
    )


class ChooseLaterForm(forms.Form):
    why = CleanCharField(
        label=_("Waarom dit doel nu wel?"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom dit doel nu wel gekozen is.")},
    )


def _text(label: Any) -> SometimesField:
    return SometimesField(
        label=label,
        when=_("nodig als u dit niet kiest"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )
