"""A meeting is called or changed, and does not go on."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.forms import (
    CleanCharField,
    ClockField,
    DayField,
    KeyedForm,
    SeenField,
    SometimesField,
    near,
)
from goals.models import QuarterlyReview, YearPlan
from neighbourhoods.working_days import AMSTERDAM, DAY

from ..actions.meetings import Call
from ..models import Meeting, Process
from ..selections.hosting import Hosted, Hosts
from ..states.meetings import EVENING, MOST_PLACES, NIGHT, MeetingKind

CHECK = {"class": "utrecht-checkbox utrecht-checkbox--html-input"}
MORE = (
    "kind",
    "route",
    "about",
    "video_url",
    "places",
    "invites_residents",
    "explanation",
    "process",
    "hosted",
)


class MeetingForm(KeyedForm):
    """`hosts` are in whose name it can be called (of one there is nothing to choose), `hosted` what
    it can host, `processes` those of which it can be a part. A change has no hosts: who invites
    stays who invites."""

    seen = SeenField()
    host = forms.ChoiceField(
        label=_("Wie nodigt uit?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wie uitnodigt.")),
    )
    title = CleanCharField(
        label=_("Hoe heet de bijeenkomst?"),
        help_text=_("Bijvoorbeeld: wijkgesprek over de speeltuin."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf hoe de bijeenkomst heet.")},
    )
    day = DayField(label=_("Welke dag?"))
    begins = ClockField(label=_("Van"))
    ends = ClockField(label=_("Tot"))
    place = SometimesField(
        label=_("Waar?"),
        when=_("of een videogesprek"),
        help_text=_("In uw eigen woorden, zoals “in het buurthuis, zaal 2”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    access = CleanCharField(
        label=_("Hoe toegankelijk is het?"),
        help_text=_(
            "Bijvoorbeeld: geen trappen, een toilet voor rolstoelen, kinderopvang, een tolk."
        ),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    about = CleanCharField(
        label=_("Waar gaat het over?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )
    video_url = forms.URLField(
        label=_("Adres van het videogesprek"),
        max_length=300,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Plak het hele adres, dat begint met https://.")},
    )
    places = forms.IntegerField(
        label=_("Hoeveel mensen kunnen er komen?"),
        help_text=_("Laat leeg als er plek is voor iedereen."),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Schrijf een getal, zoals 30."),
            "min_value": _("Schrijf een getal vanaf 1."),
            "max_value": _("Schrijf een getal tot en met %(limit_value)s."),
        },
    )
    invites_residents = forms.BooleanField(
        label=_("Alle bewoners zijn welkom"),
        help_text=_(
            "Zet dit alleen uit als bewoners er niet bij kunnen zijn. Iedereen leest dan waarom."
        ),
        required=False,
        widget=forms.CheckboxInput(attrs=CHECK),
    )
    explanation = SometimesField(
        label=_("Waarom zonder bewoners?"),
        when=_("nodig als bewoners niet welkom zijn"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
    kind = forms.ChoiceField(
        label=_("Wat voor bijeenkomst?"),
        choices=[
            (MeetingKind.TALK.value, _("Wij praten met elkaar")),
            (
                MeetingKind.WALK.value,
                _("Ontdekwandeling: wij lopen door de buurt en zoeken wat er al is"),
            ),
        ],
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        required=False,
        error_messages={"invalid_choice": _("Kies wat voor bijeenkomst het is.")},
    )
    route = SometimesField(
        label=_("Langs welke plekken?"),
        when=_("bij een ontdekwandeling"),
        help_text=_("Op elke regel een plek. Bijvoorbeeld: de moskee, het pleintje, de school."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )
    process = forms.ChoiceField(
        label=_("Hoort het bij een traject?"),
        help_text=_("Dan staat de bijeenkomst ook op de pagina van dat traject."),
        required=False,
        error_messages={"invalid_choice": _("Kies een traject uit de lijst.")},
    )
    hosted = forms.ChoiceField(
        label=_("Hoort er iets bij?"),
        help_text=_("Dan telt mee hoeveel bewoners er waren."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        now: datetime,
        hosts: Hosts | None = None,
        hosted: Hosted | None = None,
        processes: Sequence[Process] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.hostable = now, hosted or {}
        self.processes = {str(one.pk): one for one in processes}
        self._offer("host", {key: one.name for key, one in (hosts or {}).items()}, least=2)
        self._offer(
            "hosted", {"": _("Nee"), **{k: str(v) for k, v in self.hostable.items()}}, least=2
        )

        titles = {key: one.title for key, one in self.processes.items()}
        self._offer("process", {"": _("Nee"), **titles}, least=2)

    def clean_day(self) -> date:
        return near(self.cleaned_data["day"], timezone.localdate(self.now))

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        self._clean_time(clean)
        if not (clean.get("place") or clean.get("video_url") or "video_url" in self.errors):
            self.add_error("place", _("Schrijf waar het is, of vul een videogesprek in."))
        if not clean.get("invites_residents") and not clean.get("explanation"):
            self.add_error(
                "explanation",
                _("Een bijeenkomst zonder bewoners? Schrijf waarom. Iedereen kan het lezen."),
            )
        return clean

    def _clean_time(self, clean: Mapping[str, Any]) -> None:
        day, begins, ends = clean.get("day"), clean.get("begins"), clean.get("ends")
        if begins and ends and ends <= begins and not _past_midnight(begins, ends):
            self.add_error("ends", _("Het einde moet later zijn dan het begin."))
        if not (day and begins):
            return
        if _is_skipped(day, begins):
            self.add_error(
                "begins", _("Dit tijdstip bestaat niet: de klok gaat die nacht een uur vooruit.")
            )
        elif datetime.combine(day, begins, tzinfo=AMSTERDAM) <= self.now:
            self.add_error("begins", _("Dit tijdstip is al voorbij. Kies een later tijdstip."))

    def too_few_places(self, going: int) -> None:
        self.add_error(
            "places",
            ngettext_lazy(
                "Er komt al %(number)s mens. Kies dat aantal of meer.",
                "Er komen al %(number)s mensen. Kies dat aantal of meer.",
                going,
            )
            % {"number": going},
        )

    @property
    def main(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [self[name] for name in self.fields if name not in {"key", "seen", *MORE}]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE if name in self.fields]

    @property
    def opens_more(self) -> bool:
        """Something in it is wrong, or filled in."""
        filled = any(
            self[name].value()
            for name in ("route", "about", "video_url", "places", "process", "hosted")
            if name in self.fields
        )
        return filled or any(name in self.errors for name in MORE)

    @property
    def call(self) -> Call:
        """What a valid form says."""
        clean = self.cleaned_data
        begins, ends = clean["begins"], clean["ends"]
        last = clean["day"] + DAY if ends <= begins else clean["day"]
        chosen = self.hostable.get(clean.get("hosted", ""))
        return Call(
            title=clean["title"],
            begins_at=datetime.combine(clean["day"], begins, tzinfo=AMSTERDAM),
            ends_at=datetime.combine(last, ends, tzinfo=AMSTERDAM),
            kind=MeetingKind(clean["kind"] or MeetingKind.TALK),
            route=clean["route"] if clean["kind"] == MeetingKind.WALK else "",
            about=clean["about"],
            place=clean["place"],
            access=clean["access"],
            video_url=clean["video_url"],
            places=clean["places"],
            invites_residents=clean["invites_residents"],
            explanation="" if clean["invites_residents"] else clean["explanation"],
            review=chosen if isinstance(chosen, QuarterlyReview) else None,
            plan=chosen if isinstance(chosen, YearPlan) else None,
            process=self.processes.get(clean.get("process", "")),
        )

    def _offer(self, name: str, choices: Mapping[str, Any], *, least: int) -> None:
        if len(choices) < least:
            del self.fields[name]
            return
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices.items())


def as_it_stands(meeting: Meeting) -> dict[str, object]:
    begins, ends = timezone.localtime(meeting.begins_at), timezone.localtime(meeting.ends_at)
    hosted = f"review-{meeting.review_id}" if meeting.review_id else ""
    return {
        "key": meeting.key,
        "seen": meeting.version,
        "title": meeting.title,
        "kind": meeting.kind,
        "route": meeting.route,
        "about": meeting.about,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": meeting.place,
        "access": meeting.access,
        "video_url": meeting.video_url,
        "places": meeting.places,
        "invites_residents": meeting.invites_residents,
        "explanation": meeting.explanation,
        "process": meeting.process_id or "",
        "hosted": f"plan-{meeting.plan_id}" if meeting.plan_id else hosted,
    }


class CancelForm(forms.Form):
    words = CleanCharField(
        label=_("Waarom gaat het niet door?"),
        help_text=_("Wie zou komen, krijgt dit bericht. Iedereen kan het lezen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom het niet doorgaat.")},
    )


def _past_midnight(begins: time, ends: time) -> bool:
    return begins >= EVENING and ends <= NIGHT


def _is_skipped(day: date, hour: time) -> bool:
    """In spring the clock jumps over an hour."""
    moment = datetime.combine(day, hour, tzinfo=AMSTERDAM)
    return moment.astimezone(UTC).astimezone(AMSTERDAM).time() != hour
