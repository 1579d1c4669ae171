"""What people write under an initiative."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm

FASTEST = 2.0  # seconds; no person who is new here reads and writes faster
_signer = Signer(salt="initiatives.reaction")


class ReactionForm(KeyedForm):
    """`opened` says, signed, when it was; of a person whom nobody knows yet it is looked at.

    `website` is a trap: nobody sees it, and a program fills it in.
    """

    ids = "reaction"
    text = CleanCharField(
        label=_("Uw vraag of reactie"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf eerst uw vraag of reactie.")},
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        label=_("Laat dit leeg"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, is_known: bool = True, now: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_known, self.now = is_known, now
        self.initial["opened"] = _signer.sign(f"{now:.1f}")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Laat het onzichtbare veld leeg."))
        return ""

    def clean_opened(self) -> str:
        if not self.is_known and self.now - self._opened() < FASTEST:
            self._open_again()
            raise ValidationError(_("Dat ging wel erg snel. Druk nog een keer om te plaatsen."))
        return ""

    def _opened(self) -> float:
        """When it was, in seconds; now, for a form that is not from us."""
        try:
            return float(_signer.unsign(self.cleaned_data["opened"]))
        except (BadSignature, ValueError):
            return self.now

    def _open_again(self) -> None:
        data = cast(QueryDict, self.data).copy()
        data["opened"] = self.initial["opened"]
        self.data = data


class EditReactionForm(forms.Form):
    text = CleanCharField(
        label=_("Uw vraag of reactie"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf eerst uw vraag of reactie.")},
    )
