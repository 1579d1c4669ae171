"""What matters, in one line."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm


class ProblemForm(KeyedForm):
    ids = "problem"
    words = CleanCharField(
        label=_("Wat speelt er volgens u?"),
        help_text=_("In één zin. Iedereen kan dit lezen; uw naam staat er niet bij."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf in één zin wat er speelt.")},
    )


class PressForm(forms.Form):
    """Which button somebody pressed beside a line."""

    PICK, DROP, UP = "kies", "weg", "omhoog"
    do = forms.ChoiceField(choices=[(PICK, PICK), (DROP, DROP), (UP, UP)])
