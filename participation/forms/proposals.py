"""What a team asks of a round, and what the checker says of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm, SeenField, SometimesField
from initiatives.models import Initiative

from ..actions.proposals import Judged
from ..models import BudgetRound
from ..money import euros
from .money import MoneyField


class ProposalForm(KeyedForm):
    """`own` are the initiatives of who asks; of one there is nothing to choose."""

    initiative = forms.ChoiceField(
        label=_("Voor welk initiatief?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een initiatief.")),
    )
    cost = MoneyField(
        label=_("Hoeveel geld heeft u nodig?"), help_text=_("In euro’s, met alles erbij.")
    )
    costs_words = CleanCharField(
        label=_("Waar is het geld voor?"),
        help_text=_("Zoals: 300 euro voor planten en 150 euro voor gereedschap."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf waar het geld voor is.")},
    )

    def __init__(
        self, *args: Any, round_: BudgetRound, own: list[Initiative], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.own = {str(one.pk): one for one in own}
        if len(own) == 1:
            del self.fields["initiative"]
            return
        field = self.fields["initiative"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.title) for key, one in self.own.items()]

    def clean_cost(self) -> int:
        cost: int = self.cleaned_data["cost"]
        if cost > self.round.budget:
            words = _("Er is in deze ronde %(budget)s. Vraag niet meer dan dat.")
            raise forms.ValidationError(words, params={"budget": euros(self.round.budget)})
        return cost

    @property
    def chosen(self) -> Initiative:
        return self.own[self.cleaned_data.get("initiative") or next(iter(self.own))]


class JudgeForm(KeyedForm):
    """Yes, yes for another cost, or no: a no says why and what is possible (rule R3)."""

    YES, OTHER, NO = "yes", "other", "no"
    seen = SeenField()
    outcome = forms.ChoiceField(
        label=_("Kan dit plan?"),
        choices=[
            (YES, _("Ja, voor dit bedrag")),
            (OTHER, _("Ja, voor een ander bedrag")),
            (NO, _("Nee, zo niet")),
        ],
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--three"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een antwoord.")),
    )
    other_cost = MoneyField(
        label=_("Welk bedrag?"),
        help_text=_("Alleen bij een ander bedrag. Het team zegt of het dat goed vindt."),
        required=False,
    )
    reason = SometimesField(
        label=_("Waarom?"),
        when=_("nodig bij een nee en bij een ander bedrag"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
    possible = SometimesField(
        label=_("Wat kan er wel?"),
        when=_("nodig bij een nee"),
        help_text=_("Er is altijd iets: een andere plek, een kleiner begin, ander geld."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(self, *args: Any, round_: BudgetRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        outcome = clean.get("outcome")
        if outcome in {self.OTHER, self.NO} and not self._has(clean, "reason"):
            self.add_error("reason", _("Schrijf waarom."))
        if outcome == self.NO and not self._has(clean, "possible"):
            self.add_error("possible", _("Schrijf wat er wel kan. Er is altijd iets."))
        if outcome == self.OTHER and not self._has(clean, "other_cost"):
            self.add_error("other_cost", _("Schrijf welk bedrag het wordt."))
        cost = clean.get("other_cost")
        if outcome == self.OTHER and cost and cost > self.round.budget:
            words = _("Er is in deze ronde %(budget)s. Vraag niet meer dan dat.")
            self.add_error("other_cost", words % {"budget": euros(self.round.budget)})
        return clean

    def _has(self, clean: dict[str, Any], name: str) -> bool:
        return bool(clean.get(name)) or name in self.errors

    @property
    def judged(self) -> Judged:
        clean = self.cleaned_data
        return Judged(
            feasible=clean["outcome"] != self.NO,
            reason=clean["reason"] if clean["outcome"] != self.YES else "",
            possible=clean["possible"],
            other_cost=clean["other_cost"] if clean["outcome"] == self.OTHER else None,
        )


class CostForm(forms.Form):
    """Whether the team finds the other cost all right."""

    seen = SeenField()
    agrees = forms.TypedChoiceField(
        choices=[("ja", "ja"), ("nee", "nee")], coerce=lambda value: value == "ja"
    )
