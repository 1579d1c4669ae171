"""What people fill in who come into an organisation, or are there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..models import Member


class MemberForm(forms.ModelForm[Member]):
    class Meta:
        model = Member
        fields = ["role", "hours"]
        labels = {"role": _("Wat doet u hier?"), "hours": _("Wanneer bent u te bereiken?")}
        help_texts = {
            "role": _("Bijvoorbeeld: wijkbeheerder, penningmeester, vrijwilliger."),
            "hours": _("Bijvoorbeeld: dinsdag en donderdag, 9.00-12.00 uur."),
        }
        field_classes = {"role": CleanCharField, "hours": CleanCharField}


class JoinForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    words = CleanCharField(
        label=_("Vertel kort wie u bent"),
        help_text=_("Alleen het aanspreekpunt van de organisatie leest dit."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class DeclineForm(forms.Form):
    answer = CleanCharField(
        label=_("Wat wilt u erbij zeggen?"),
        help_text=_("Alleen wie het vroeg, leest dit. Een vriendelijk woord helpt."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
