"""A ballot, and the receipt of one. What is filled in here is never kept as a draft: its fields are
named in `accounts.http.NOT_KEPT` (decision 14)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import CleanCharField

from ..actions import ballots
from ..actions.ballots import kept_of
from ..models import BudgetProposal, BudgetRound
from ..money import euros
from ..states.budgets import BudgetRefused


class BallotForm(forms.Form):
    """`receipt` is its key, of which the receipt is made; `proposals` are what one can choose."""

    receipt = forms.UUIDField(widget=forms.HiddenInput)
    ballot = forms.TypedMultipleChoiceField(
        label=_("Welke plannen vindt u goed?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(
            ["invalid_choice", "invalid_list"],
            _("Een van de plannen staat niet meer op de lijst. Kijk het nog eens na."),
        ),
    )

    def __init__(
        self, *args: Any, round_: BudgetRound, proposals: list[BudgetProposal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        self.costs = {one.pk: one.cost for one in proposals}
        field = self.fields["ballot"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(one.pk), one.name) for one in proposals]

    def clean_ballot(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["ballot"]
        try:
            ballots.check(self.round, chosen, self.costs)
        except BudgetRefused as refused:
            raise forms.ValidationError(self.words_of(refused.reason)) from refused
        return chosen

    def words_of(self, reason: str) -> Any:
        """How a refusal reads."""
        if reason == "number":
            most = self.round.most_number or 0
            words = ngettext(
                "Kies hoogstens %(most)d plan. Haal eerst een vinkje weg.",
                "Kies hoogstens %(most)d plannen. Haal eerst een vinkje weg.",
                most,
            )
            return words % {"most": most}
        if reason == "total":
            dear = _("Kies plannen voor hoogstens %(most)s samen. Haal eerst een vinkje weg.")
            return dear % {"most": euros(self.round.most_total or 0)}
        if reason == "unknown":
            return self.fields["ballot"].error_messages["invalid_choice"]
        if reason == "key":
            return _("Er ging iets mis. Open deze bladzijde opnieuw, en stem nog eens.")
        return _("Kies minstens één plan.")


def ticked(form: BallotForm) -> set[int]:
    """What is ticked in the form, whether it may stand or not."""
    value = form["ballot"].value() or []
    return {key for key in form.costs if key in value or str(key) in value}


class ReceiptForm(forms.Form):
    """Its cleaned value is what is kept of the code."""

    code = CleanCharField(
        label=_("De code van uw stem"),
        help_text=_("Zestien letters en cijfers. U kreeg ze toen u stemde."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Vul de code in.")},
    )

    def clean_code(self) -> str:
        kept = kept_of(self.cleaned_data["code"])
        if not kept:
            raise forms.ValidationError(
                _("Een code heeft zestien letters en cijfers. Kijk of u ze allemaal heeft.")
            )
        return kept
