"""What a team asks of one person."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import CleanCharField, DayField
from partners.models import Asset

from ..models import SupportRequest
from .helping import DatedForm

MOST_ASKED = 200  # signs of the one thing that is asked
HELPS = timedelta(days=7)  # how long an answer helps, when no day comes before that


class AskPersonForm(DatedForm):
    """One thing, for one day, in words of one's own."""

    text = CleanCharField(
        label=gettext_lazy("Wat vraagt u?"),
        help_text=gettext_lazy("Eén ding, in één regel. Bij een ja is dit de afspraak."),
        max_length=MOST_ASKED,
        error_messages={"required": gettext_lazy("Schrijf wat u vraagt.")},
    )
    due_on = DayField(label=gettext_lazy("Voor welke dag?"))
    words = CleanCharField(
        label=gettext_lazy("Schrijf er iets persoonlijks bij"),
        help_text=gettext_lazy("Een groet met de naam staat er al boven."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": gettext_lazy("Schrijf een zin aan wie u het vraagt.")},
    )
    until = DayField(label=gettext_lazy("Tot welke dag helpt een antwoord?"))

    def clean_due_on(self) -> date | None:
        return self._coming("due_on")

    def clean_until(self) -> date | None:
        return self._coming("until")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        due_on, until = clean.get("due_on"), clean.get("until")
        if due_on and until and until > due_on:
            self.add_error("until", _("Kies een dag die niet na de dag zelf komt."))
        return clean


def sensible(request: SupportRequest, asset: Asset, today: date) -> dict[str, Any]:
    """What one begins with, and makes one's own."""
    wanted = request.wanted_on if request.wanted_on and request.wanted_on >= today else None
    return {
        "text": Truncator(request.text).chars(MOST_ASKED),
        "due_on": wanted,
        "words": _("U schreef bij ‘wat er al is’: %(asset)s. Wilt u ons helpen?")
        % {"asset": asset.title},
        "until": min(today + HELPS, wanted or date.max),
    }
