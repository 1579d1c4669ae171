"""A focus group: what it is about, what people say in it, and its summary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm


class GroupForm(KeyedForm):
    title = CleanCharField(
        label=_("Waar gaat het over?"),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar de focusgroep over gaat.")},
    )
    about = CleanCharField(
        label=_("Wat wilt u weten?"),
        help_text=_("Wie u uitnodigt, leest dit eerst. Zeg ook wat u met de antwoorden doet."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": True}),
        error_messages={"required": _("Schrijf wat u van mensen wilt weten.")},
    )


class MessageForm(KeyedForm):
    words = CleanCharField(
        label=_("Wat wilt u zeggen?"),
        help_text=_("Alleen de genodigden en de coördinator lezen dit."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat u wilt zeggen.")},
    )


class SummaryForm(forms.Form):
    summary = CleanCharField(
        label=_("Wat kwam eruit?"),
        help_text=_(
            "Iedereen kan dit lezen. Noem geen namen, en niets waaraan men iemand herkent."
        ),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8, "data-count": True}),
        error_messages={"required": _("Schrijf wat eruit kwam.")},
    )
