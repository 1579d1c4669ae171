"""An online question hour: when it is, a question, and an answer."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, ClockField, DayField, KeyedForm, near
from neighbourhoods.working_days import AMSTERDAM
from partners.models import Organisation

from ..actions.hours import Planned
from ..models import Meeting
from .rooms import RoomField

LONGEST = 4  # hours; nobody can answer longer


class HourForm(KeyedForm):
    """`guests` are the organisations that can answer beside the municipality, `meetings` those in
    whose room it can be held."""

    title = CleanCharField(
        label=_("Waar gaat het over?"),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar het vragenuur over gaat.")},
    )
    about = CleanCharField(
        label=_("Wat moeten mensen vooraf weten?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )
    guest = forms.ModelChoiceField(
        label=_("Wie antwoordt, naast de gemeente?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Alleen de gemeente"),
        widget=forms.Select(attrs={"class": "utrecht-select"}),
    )
    meeting = forms.ModelChoiceField(
        label=_("Is het in de zaal van een bijeenkomst?"),
        help_text=_("Wie daar zit, doet mee met de code van de zaal, zonder account."),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Nee, alleen online"),
        widget=forms.Select(attrs={"class": "utrecht-select"}),
        error_messages={"invalid_choice": _("Kies een bijeenkomst uit de lijst.")},
    )
    day = DayField(label=_("Welke dag?"))
    begins = ClockField(label=_("Van hoe laat?"))
    ends = ClockField(label=_("Tot hoe laat?"))

    def __init__(
        self,
        *args: Any,
        guests: Sequence[Organisation],
        meetings: Sequence[Meeting],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ModelChoiceField)
        meeting.queryset = Meeting.objects.filter(pk__in=[one.pk for one in meetings])
        if not meetings:
            del self.fields["meeting"]
        guest = self.fields["guest"]
        assert isinstance(guest, forms.ModelChoiceField)
        guest.queryset = Organisation.objects.filter(pk__in=[one.pk for one in guests])

    def clean_day(self) -> date:
        return near(self.cleaned_data["day"], timezone.localdate())

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        day, begins, ends = (clean.get(name) for name in ("day", "begins", "ends"))
        if day is None or begins is None or ends is None:
            return clean
        if ends <= begins:
            self.add_error("ends", _("Kies een tijd die later is dan het begin."))
        elif _hours(day, begins, ends) > LONGEST:
            self.add_error(
                "ends", _("Langer dan %(most)d uur houdt niemand vol.") % {"most": LONGEST}
            )
        for name, clock in (("begins", begins), ("ends", ends)):
            if not _exists(day, clock):
                self.add_error(name, _("Deze tijd is er die nacht niet: de klok gaat dan vooruit."))
        return clean

    @property
    def planned(self) -> Planned:
        clean = self.cleaned_data
        return Planned(
            title=clean["title"],
            begins_at=_moment(clean["day"], clean["begins"]),
            ends_at=_moment(clean["day"], clean["ends"]),
            about=clean["about"],
            guest=clean["guest"],
            meeting=clean.get("meeting"),
        )


class AskForm(KeyedForm):
    """Of who has no account it asks the code of the room of `meeting`, if it is held in one."""

    ids = "ask"
    room = RoomField()
    words = CleanCharField(
        label=_("Uw vraag"),
        help_text=_("Iedereen kan dit lezen, zonder uw naam. Noem geen namen van anderen."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf uw vraag.")},
    )

    def __init__(
        self, *args: Any, meeting: Meeting | None = None, code: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        room = self.fields["room"]
        assert isinstance(room, RoomField)
        if meeting is None:
            del self.fields["room"]
        else:
            room.asks_for(meeting, code)

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if len(words) < 5:
            raise ValidationError(_("Maak uw vraag wat langer."))
        return words


class AnswerQuestionForm(forms.Form):
    answer = CleanCharField(
        label=_("Uw antwoord"),
        help_text=_("Kan iets niet? Zeg waarom, en wat wel kan."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        error_messages={"required": _("Schrijf een antwoord.")},
    )


def _moment(day: date, clock: time) -> datetime:
    """In the zone of the neighbourhood."""
    return datetime.combine(day, clock, tzinfo=AMSTERDAM)


def _hours(day: date, begins: time, ends: time) -> float:
    passed = _moment(day, ends).astimezone(UTC) - _moment(day, begins).astimezone(UTC)
    return passed.total_seconds() / 3600


def _exists(day: date, clock: time) -> bool:
    """Not in the hour that is skipped in spring."""
    there_and_back = _moment(day, clock).astimezone(UTC).astimezone(AMSTERDAM)
    return there_and_back.time() == clock
