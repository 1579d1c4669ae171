"""What a party says of a goal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, SometimesField
from partners.models import Programme

from ..actions.parties import Said
from ..models import GoalParty
from ..states import Part

WHY = _("Waarom trekt u dit doel niet meer?")
PUBLIC = _("Iedereen kan dit lezen.")


def _words(label: Any, help_text: Any) -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class PartyForm(forms.Form):
    """Each may stay empty, and one does not. `leads`: it leads the goal now and owes a reason when
    it stops (rule R3). `programmes` are what it runs here; of none there is nothing to choose."""

    part = forms.ChoiceField(
        label=_("Wat doet u voor dit doel?"),
        choices=[
            *((one.value, capfirst(str(one.label))) for one in Part),
            ("", _("Nog niets, wij zeggen alleen iets")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    sees = _words(
        _("Hoe ziet u het probleem?"),
        _("Anderen mogen het anders zien. Het staat naast elkaar."),
    )
    aim = _words(
        _("Wat is uw eigen doel hierachter?"),
        _("Waarom is dit voor u de moeite waard? Zeg het eerlijk."),
    )
    brings = _words(
        _("Wat brengt u mee?"),
        _("Zoals uren, geld, een zaal, kennis of mensen die u kent."),
    )
    programmes = forms.MultipleChoiceField(
        label=_("Wat van uw aanbod hoort bij dit doel?"),
        help_text=_("Zo ziet iedereen waar partners hetzelfde doen, en wat er nog mist."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies uit de lijst.")},
    )
    why = SometimesField(
        label=WHY,
        when=_("nodig als u niet meer trekt of meedoet"),
        help_text=PUBLIC,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(
        self, *args: Any, leads: bool, programmes: Sequence[Programme], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not leads:
            del self.fields["why"]
        self.known = {str(one.pk): one for one in programmes}
        if not programmes:
            del self.fields["programmes"]
            return
        field = self.fields["programmes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.title) for key, one in self.known.items()]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if not self.errors and not any(vars(self.said).values()) and not self.programmes_chosen:
            self.add_error("part", _("Vul ten minste één ding in."))
        if "why" in self.fields and not self.errors and not clean["part"] and not clean["why"]:
            self.add_error("why", _("Schrijf waarom u dit doel niet meer trekt."))
        return clean

    @property
    def said(self) -> Said:
        names = ("part", "sees", "aim", "brings")
        return Said(**{name: self.cleaned_data[name] for name in names})

    @property
    def programmes_chosen(self) -> list[Programme]:
        return [self.known[key] for key in self.cleaned_data.get("programmes", ())]


class WithdrawForm(forms.Form):
    """Only who owes a reason is asked for one."""

    why = CleanCharField(
        label=WHY,
        help_text=PUBLIC,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom u dit doel niet meer trekt.")},
    )

    def __init__(self, *args: Any, leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not leads:
            del self.fields["why"]


def as_it_stands(party: GoalParty | None) -> dict[str, Any]:
    """What one begins to change; who said nothing yet most often joins."""
    if party is None:
        return {"part": Part.JOINS}
    programmes = party.programmes.values_list("pk", flat=True)
    return {name: getattr(party, name) for name in ("part", "sees", "aim", "brings")} | {
        "programmes": [str(key) for key in programmes]
    }
