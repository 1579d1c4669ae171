"""What two teams propose and answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm

from ..states import ProposalKind


class ProposeForm(KeyedForm):
    """`one_place`: both are in one neighbourhood, so that they can go on as one."""

    kind = forms.ChoiceField(
        label=_("Wat stelt u voor?"),
        choices=ProposalKind.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat u voorstelt.")),
    )
    words = CleanCharField(
        label=_("Een woord aan het andere team"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(self, *args: Any, one_place: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not one_place:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [(ProposalKind.TOGETHER.value, ProposalKind.TOGETHER.label)]


class AnswerProposalForm(forms.Form):
    words = CleanCharField(
        label=_("Wilt u er iets bij zeggen?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
