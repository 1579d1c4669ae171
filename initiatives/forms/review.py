"""What an officer writes. Answer, question and note stand in one form, so that sending one of
them takes the texts of the others along; no two of their fields have the same name."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import SAME_DAY, CleanCharField, DayField, KeyedForm, SeenField, near

from ..selections.standard_texts import unfilled_in
from ..states import Status

_CALLED = re.compile(r"(?<![\w.])@([\w-]*\w)")


def ready(text: str) -> str:
    """Raises ValidationError for a standard text in which something is still to be filled in."""
    if left := unfilled_in(text):
        raise forms.ValidationError(
            _("Vul nog in wat tussen haken staat: %(left)s."), params={"left": " ".join(left)}
        )
    return text


class SeenForm(KeyedForm):
    """`seen` is the version of the review that the officer had in front of them."""

    seen = SeenField()


class AnswerForm(SeenForm):
    ids = "answer"
    status = forms.ChoiceField(
        label=_("Wat doet de gemeente?"),
        choices=[
            (Status.JOINING.value, _("We doen mee")),
            (Status.PARTLY.value, _("We doen deels mee")),
            (Status.NOT_NOW.value, _("Nu niet")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat de gemeente doet.")},
    )
    reason = CleanCharField(
        label=_("Waarom?"),
        help_text=_("Iedereen kan dit lezen. Schrijf eerlijk en zonder ambtelijke woorden."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf waarom. Zonder reden kan het antwoord niet weg.")},
    )
    possible = CleanCharField(
        label=_("Wat kan er wel?"),
        help_text=_("Wat u gaat doen, of wat de bewoners nu al kunnen doen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf wat er wel kan. Er is altijd iets.")},
    )
    promise = CleanCharField(
        label=_("Belooft u iets?"),
        help_text=_("In één regel, zoals: een kraan op het veld. Dit komt bij de afspraken."),
        max_length=200,
        required=False,
    )
    promise_day = DayField(label=_("Uiterlijk op"), required=False)

    def clean_promise_day(self) -> date | None:
        day: date | None = self.cleaned_data["promise_day"]
        return near(day, timezone.localdate()) if day else None

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        promise, day = clean.get("promise"), clean.get("promise_day")
        if promise and not day and "promise_day" not in self.errors:
            self.add_error("promise_day", _("Kies voor wanneer u dit belooft."))
        if day and not promise and "promise" not in self.errors:
            self.add_error("promise", _("Schrijf wat u belooft."))
        return clean

    def clean_reason(self) -> str:
        return ready(self.cleaned_data["reason"])

    def clean_possible(self) -> str:
        return ready(self.cleaned_data["possible"])


class QuestionForm(SeenForm):
    ids = "ask"
    question = CleanCharField(
        label=_("Uw vraag aan het team"),
        help_text=_("Het team krijgt een mail. De datum van uw antwoord verandert niet."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf eerst uw vraag.")},
    )

    def clean_question(self) -> str:
        return ready(self.cleaned_data["question"])


class DateForm(KeyedForm):
    """Another date for the answer than `due_at`, from `today` on."""

    ids = "date"
    new_day = DayField(
        label=_("Uiterlijk op welke dag antwoordt u dan?"),
        help_text=_("De datum verandert pas als het team het ermee eens is."),
        required=True,
    )
    new_day_reason = CleanCharField(
        label=_("Waarom een andere datum?"),
        help_text=_("Het team leest dit. Is het akkoord, dan leest iedereen het."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom het een andere datum wordt.")},
    )

    def __init__(self, *args: Any, today: date, due_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.due_at = today, due_at
        self.fields["new_day"].widget.attrs["min"] = today.isoformat()

    def clean_new_day(self) -> date:
        day = near(self.cleaned_data["new_day"], self.today)
        if day == timezone.localdate(self.due_at):
            raise forms.ValidationError(SAME_DAY)
        return day


class NoteForm(KeyedForm):
    ids = "note"
    note = CleanCharField(
        label=_("Notitie voor collega’s"),
        help_text=_("Alleen wie in deze wijk voor de gemeente werkt, ziet dit."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf eerst uw notitie.")},
    )
    mentioned = forms.TypedMultipleChoiceField(
        label=_("Wie moet dit weten?"),
        help_text=_("Een collega krijgt één bericht. U kunt ook @naam in de notitie schrijven."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies alleen collega’s die in deze wijk werken.")},
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        mentioned = self.fields["mentioned"]
        assert isinstance(mentioned, forms.ChoiceField)
        mentioned.choices = [(one.pk, one.public_name) for one in colleagues]

    def clean_note(self) -> str:
        """Each @name is one colleague who works here; `called` are those."""
        text: str = self.cleaned_data["note"]
        self.called: set[int] = set()
        for name in _CALLED.findall(text):
            found = self._meant(name, text)
            if not found:
                raise forms.ValidationError(
                    _("Hier werkt niemand die @%(name)s heet. Vink een collega aan."),
                    params={"name": name},
                )
            if len(found) > 1:
                raise forms.ValidationError(
                    _("Er heten er meer @%(name)s. Schrijf de hele naam, of vink aan wie."),
                    params={"name": name},
                )
            self.called |= set(found)
        return text

    def _meant(self, name: str, text: str) -> list[int]:
        """By the whole name where that stands there, else by the first."""
        lower = text.lower()
        whole = [one.pk for one in self.colleagues if f"@{one.name.lower()}" in lower]
        first = [one.pk for one in self.colleagues if _first(one) == name.lower()]
        return [pk for pk in first if pk in whole] or first

    def people(self) -> list[User]:
        """Who is mentioned: ticked, or called by name."""
        wanted = set(self.cleaned_data["mentioned"]) | self.called
        return [one for one in self.colleagues if one.pk in wanted]


def _first(person: User) -> str:
    return person.name.lower().split()[0] if person.name.split() else ""


class HideForm(forms.Form):
    reason = CleanCharField(
        label=_("Welke huisregel, en waarom?"),
        help_text=_(
            "Het team krijgt deze reden. Verberg geen idee omdat u het er niet mee eens bent."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf welke huisregel het is, en waarom.")},
    )
