"""The code of a meeting's room, by which one takes part without an account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..models import Meeting
from ..selections.rooms import clean_code, meeting_with_code, opens


class RoomField(CleanCharField):
    """Its cleaned value is the code of the room of the meeting that `asks_for` names."""

    meeting: Meeting

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Code van de zaal"),
            help_text=_("Zes tekens. De code staat op het scherm."),
            max_length=40,
            widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
            error_messages={"required": _("Vul de code in die op het scherm staat.")},
            **kwargs,
        )

    def asks_for(self, meeting: Meeting, code: str) -> None:
        """Where the `code` in the address is right, nobody has to type it."""
        self.meeting, self.initial = meeting, code
        if code and opens(meeting, code):
            self.widget = forms.HiddenInput()

    def clean(self, value: Any) -> str:
        code = clean_code(str(super().clean(value)))
        meeting = meeting_with_code(code)
        if meeting is None:
            raise ValidationError(
                _("Deze code kennen wij niet. Kijk nog eens op het scherm in de zaal.")
            )
        if meeting.pk != self.meeting.pk:
            raise ValidationError(
                _("Deze code is van een andere zaal: “%(other)s”. Deze vraag hoort bij “%(this)s”.")
                % {"other": meeting.title, "this": self.meeting}
            )
        return code
