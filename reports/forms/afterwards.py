"""Reacting to a report, answering, correcting it, and calling a meeting about it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, ClockField, DayField, KeyedForm, near
from core.personal import no_service_number
from neighbourhoods.working_days import AMSTERDAM
from participation.actions.meetings import Call

from ..states.reports import Chapter


class ReactionForm(KeyedForm):
    words = CleanCharField(
        label=_("Wat vindt u van het verslag?"),
        help_text=_("Iedereen kan dit lezen. Uw naam staat er niet bij. U krijgt antwoord."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": True}),
        error_messages={"required": _("Schrijf wat u vindt. Een zin is genoeg.")},
        validators=[no_service_number],
    )


class AnswerForm(forms.Form):
    words = CleanCharField(
        label=_("Uw antwoord"),
        help_text=_("Iedereen kan dit lezen. Wie reageerde, krijgt bericht."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5, "data-count": True}),
        error_messages={"required": _("Schrijf uw antwoord.")},
    )


class CorrectionForm(KeyedForm):
    chapter = forms.ChoiceField(
        label=_("In welk hoofdstuk klopt iets niet?"),
        choices=Chapter.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies het hoofdstuk.")),
    )
    words = CleanCharField(
        label=_("Wat stond er, en wat is het?"),
        help_text=_("Het verslag zelf blijft zoals het was. Deze regel komt erbij, met de datum."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat er anders is.")},
    )


class DiscussForm(KeyedForm):
    """The meeting is filled in already: one press is enough."""

    title = CleanCharField(
        label=_("Hoe heet de bijeenkomst?"),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf hoe de bijeenkomst heet.")},
    )
    day = DayField(label=_("Welke dag?"))
    begins = ClockField(label=_("Van"))
    ends = ClockField(label=_("Tot"))
    place = CleanCharField(
        label=_("Waar?"),
        help_text=_("In uw eigen woorden, zoals “in het buurthuis, zaal 2”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar het is.")},
    )

    def __init__(self, *args: Any, about: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about, self.now = about, now

    def clean_day(self) -> date:
        return near(self.cleaned_data["day"], timezone.localdate(self.now))

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        day, begins, ends = clean.get("day"), clean.get("begins"), clean.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Het einde moet later zijn dan het begin."))
        if day and begins and datetime.combine(day, begins, tzinfo=AMSTERDAM) <= self.now:
            self.add_error("begins", _("Dit tijdstip is al voorbij. Kies een later tijdstip."))
        return clean

    @property
    def call(self) -> Call:
        clean = self.cleaned_data
        return Call(
            title=clean["title"],
            begins_at=datetime.combine(clean["day"], clean["begins"], tzinfo=AMSTERDAM),
            ends_at=datetime.combine(clean["day"], clean["ends"], tzinfo=AMSTERDAM),
            about=self.about,
            place=clean["place"],
        )
