"""When and where a quarterly review is talked about."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, ClockField, DayField, near

from ..actions.reviews import Meeting


class MeetingForm(forms.Form):
    day = DayField(label=_("Welke dag?"))
    at = ClockField(label=_("Hoe laat?"), required=False)
    where = CleanCharField(
        label=_("Waar?"),
        help_text=_(
            "In uw eigen woorden. Bewoners kunnen het gesprek ook ontvangen: in hun portiek, "
            "hun zaal of op straat."
        ),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar het is.")},
    )

    def clean_day(self) -> date:
        return near(self.cleaned_data["day"], timezone.localdate())

    @property
    def meeting(self) -> Meeting:
        clean = self.cleaned_data
        return Meeting(clean["day"], clean["at"], clean["where"])
