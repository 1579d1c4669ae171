""" "Ik kan niet meedoen omdat", and what is done about it."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm

from ..states.meetings import Bars


class BarrierForm(KeyedForm):
    bars = forms.ChoiceField(
        label=_("Ik kan niet meedoen, want…"),
        choices=[(value, capfirst(words)) for value, words in Bars.choices],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat het beste past.")),
    )
    words = CleanCharField(
        label=_("Wat zou u helpen?"),
        help_text=_("Alleen wie het oplost, leest dit."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class BarrierAnswerForm(forms.Form):
    words = CleanCharField(
        label=_("Wat doet u eraan?"),
        help_text=_(
            "Het staat bij de bijeenkomst. Niemand leest wie het vroeg; noem dus geen namen."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat u eraan doet.")},
    )
