from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField


def _text(label: Any, help_text: Any, required: Any) -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        error_messages={"required": required},
    )


class LetterForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    text = _text(
        _("Uw vraag"),
        _("Wie bij de organisatie hoort, leest dit met uw naam. Uw e-mailadres ziet niemand."),
        _("Schrijf wat u wilt vragen."),
    )


class AnswerForm(forms.Form):
    text = _text(
        _("Uw antwoord"),
        _("Alleen wie het vroeg en uw collega’s lezen dit. Uw e-mailadres ziet niemand."),
        _("Schrijf een antwoord."),
    )
