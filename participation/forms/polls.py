"""A poll: what it is about, its questions one by one, what somebody answers, and what is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, SometimesField, near
from goals.states import Refused

from ..actions.answering import Said
from ..actions.polls import About, Question
from ..models import Meeting, Poll, PollAnswer, PollOption, PollQuestion
from ..selections.polls import Asked
from ..states.polls import (
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    SCALE,
    WITH_OPTIONS,
    Asks,
    Audience,
)
from .rooms import RoomField

WHOM = [(value, capfirst(words)) for value, words in Audience.choices]
LONGEST_OPTION = PollOption._meta.get_field("words").max_length or 80


class PollForm(KeyedForm):
    """`meetings` are those whose room can be asked."""

    title = CleanCharField(
        label=_("Waar gaat het over?"),
        help_text=_("Kort, zoals u het op straat zou vragen."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar de peiling over gaat.")},
    )
    about = CleanCharField(
        label=_("Waarom vragen wij dit?"),
        help_text=_("En wat er met de antwoorden gebeurt. Mensen lezen dit voordat zij meedoen."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )
    audience = forms.ChoiceField(
        label=_("Aan wie vragen wij het?"),
        choices=WHOM,
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages={"required": _("Kies aan wie u het vraagt.")},
    )
    meeting = forms.ModelChoiceField(
        label=_("Bij welke bijeenkomst?"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("Kies een bijeenkomst"),
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not meetings:
            del self.fields["meeting"]
            audience = self.fields["audience"]
            assert isinstance(audience, forms.ChoiceField)
            audience.choices = [one for one in WHOM if one[0] != Audience.ROOM]
            return
        meeting = self.fields["meeting"]
        assert isinstance(meeting, forms.ModelChoiceField)
        meeting.queryset = Meeting.objects.filter(pk__in=[one.pk for one in meetings])
        meeting.widget.attrs["class"] = "utrecht-select"
        meeting.help_text = _("Alleen nodig voor wie in de zaal zit.")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        is_room = clean.get("audience") == Audience.ROOM
        if is_room and not clean.get("meeting") and "meeting" not in self.errors:
            self.add_error("meeting", _("Kies de bijeenkomst waar u het vraagt."))
        return clean

    @property
    def poll(self) -> About:
        clean = self.cleaned_data
        is_room = clean["audience"] == Audience.ROOM
        return About(
            title=clean["title"],
            audience=clean["audience"],
            about=clean["about"],
            meeting=clean.get("meeting") if is_room else None,
        )


class OpenForm(forms.Form):
    """`today` is the first day on which it can close."""

    closes_on = DayField(
        label=_("Tot en met welke dag kunnen mensen meedoen?"),
        help_text=_("Dan sluit de peiling vanzelf. Laat leeg als u hem zelf wilt sluiten."),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes_on(self) -> date | None:
        day: date | None = self.cleaned_data["closes_on"]
        return near(day, self.today) if day else None


class QuestionForm(KeyedForm):
    asks = forms.ChoiceField(
        label=_("Wat voor antwoord?"),
        choices=[(value, capfirst(words)) for value, words in Asks.choices],
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--many"}),
        error_messages={"required": _("Kies wat voor antwoord mensen geven.")},
    )
    text = CleanCharField(
        label=_("De vraag"),
        max_length=200,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf de vraag.")},
    )
    options = SometimesField(
        label=_("De antwoorden waaruit mensen kiezen"),
        when=_("nodig bij kiezen en op volgorde zetten"),
        help_text=_("Op elke regel één antwoord."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    low = SometimesField(
        label=_("Wat betekent een 1?"),
        when=_("bij een cijfer"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    high = SometimesField(
        label=_("Wat betekent een 5?"),
        when=_("bij een cijfer"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_options(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["options"].split("\n"))
        options = list(dict.fromkeys(line for line in lines if line))
        if any(len(line) > LONGEST_OPTION for line in options):
            raise ValidationError(
                _("Maak elk antwoord korter dan %(most)d tekens.") % {"most": LONGEST_OPTION}
            )
        return options

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("asks") in WITH_OPTIONS and "options" not in self.errors:
            number = len(clean.get("options", []))
            if number < FEWEST_OPTIONS:
                self.add_error(
                    "options",
                    _("Schrijf minstens twee verschillende antwoorden, elk op een regel."),
                )
            elif number > MOST_OPTIONS:
                self.add_error(
                    "options",
                    _("Schrijf hoogstens %(most)d antwoorden.") % {"most": MOST_OPTIONS},
                )
        return clean

    @property
    def question(self) -> Question:
        clean = self.cleaned_data
        asks = Asks(clean["asks"])
        is_scale = asks == Asks.SCALE
        return Question(
            asks=asks,
            text=clean["text"],
            options=clean["options"] if asks in WITH_OPTIONS else (),
            low=clean["low"] if is_scale else "",
            high=clean["high"] if is_scale else "",
        )


class OutcomeForm(forms.Form):
    outcome = CleanCharField(
        label=_("Dit doen wij ermee"),
        help_text=_(
            "Wat u overneemt, wat niet en waarom niet, en wanneer mensen er iets van merken."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        error_messages={"required": _("Schrijf wat u met de antwoorden doet.")},
    )


@dataclass(frozen=True)
class OnQuestion:
    """A question as the form asks it: one field, or of a ranking one for each option."""

    question: PollQuestion
    fields: list[forms.BoundField]

    @property
    def is_ranking(self) -> bool:
        return self.question.asks == Asks.RANKING


class AnswerForm(KeyedForm):
    """`questions` are what it asks; of a room it asks the code, or has it from the address."""

    room = RoomField()

    def __init__(
        self,
        *args: Any,
        poll: Poll,
        questions: Sequence[Asked],
        code: str,
        is_given: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.poll, self.asked = poll, questions
        if poll.meeting is None or is_given:  # who answered was in the room
            del self.fields["room"]
        else:
            room = self.fields["room"]
            assert isinstance(room, RoomField)
            room.asks_for(poll.meeting, code)
        for one in questions:
            self._add(one)

    def _add(self, asked: Asked) -> None:
        question = asked.question
        if question.asks == Asks.RANKING:
            places = [("", "-")] + [(str(n), str(n)) for n in range(1, len(asked.options) + 1)]
            for option in asked.options:
                self.fields[_ranked(question, option)] = forms.ChoiceField(
                    label=option.words,
                    choices=places,
                    required=False,
                    widget=forms.Select(attrs={"class": "utrecht-select"}),
                )
            return
        self.fields[_name(question)] = _field(asked)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        for one in self.asked:
            if one.question.asks == Asks.RANKING:
                self._check_ranking(one, clean)
        answers = (value for name, value in clean.items() if name.startswith("q"))
        if not self.errors and not any(answers):
            self.add_error(None, _("Geef op minstens één vraag een antwoord."))
        return clean

    def _check_ranking(self, asked: Asked, clean: Mapping[str, Any]) -> None:
        places: dict[str, str] = {}
        for option in asked.options:
            name = _ranked(asked.question, option)
            place = clean.get(name, "")
            if place and place in places:
                self.add_error(
                    name,
                    _("“%(other)s” staat ook op %(place)s. Kies een andere plaats.")
                    % {"other": places[place], "place": place},
                )
            elif place:
                places[place] = option.words

    @property
    def questions(self) -> list[OnQuestion]:
        return [
            OnQuestion(
                one.question,
                [self[_ranked(one.question, option)] for option in one.options]
                if one.question.asks == Asks.RANKING
                else [self[_name(one.question)]],
            )
            for one in self.asked
        ]

    @property
    def said(self) -> Said:
        clean = self.cleaned_data
        chosen, ranked, numbers, words = {}, {}, {}, {}
        for one in self.asked:
            key, name = one.question.pk, _name(one.question)
            match one.question.asks:
                case Asks.RANKING:
                    places = {
                        int(clean[_ranked(one.question, option)]): option.pk
                        for option in one.options
                        if clean[_ranked(one.question, option)]
                    }
                    ranked[key] = [places[place] for place in sorted(places)]
                case Asks.SINGLE if clean[name]:
                    chosen[key] = [int(clean[name])]
                case Asks.MULTIPLE:
                    chosen[key] = [int(option) for option in clean[name]]
                case Asks.SCALE if clean[name]:
                    numbers[key] = int(clean[name])
                case Asks.OPEN if clean[name]:
                    words[key] = clean[name]
        return Said(chosen, ranked, numbers, words)


def as_given(answer: PollAnswer, questions: Sequence[Asked]) -> dict[str, object]:
    """What one begins to change; two queries."""
    begin: dict[str, object] = {"key": answer.key}
    asks = {one.question.pk: one.question.asks for one in questions}
    for choice in answer.choices.order_by("number", "pk"):
        name = f"q{choice.question_id}"
        match asks[choice.question_id]:
            case Asks.RANKING:
                begin[f"{name}_{choice.option_id}"] = str(choice.number)
            case Asks.MULTIPLE:
                several = begin.setdefault(name, [])
                assert isinstance(several, list)
                several.append(str(choice.option_id))
            case Asks.SCALE:
                begin[name] = str(choice.number)
            case _:
                begin[name] = str(choice.option_id)
    return begin | {f"q{one.question_id}": one.words for one in answer.words.all()}


def _name(question: PollQuestion) -> str:
    return f"q{question.pk}"


def _ranked(question: PollQuestion, option: PollOption) -> str:
    return f"q{question.pk}_{option.pk}"


def _field(asked: Asked) -> forms.Field:
    question = asked.question
    options = [(str(one.pk), one.words) for one in asked.options]
    match question.asks:
        case Asks.SINGLE:
            return forms.ChoiceField(
                label=question.text, choices=options, required=False, widget=_tiles()
            )
        case Asks.MULTIPLE:
            return forms.MultipleChoiceField(
                label=question.text,
                help_text=_("U kunt er meer kiezen."),
                choices=options,
                required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "wijk-tiles--three"}),
            )
        case Asks.SCALE:
            ends = {SCALE[0]: question.low, SCALE[-1]: question.high}
            numbers = [
                (str(one), f"{one}: {ends[one]}" if ends.get(one) else str(one)) for one in SCALE
            ]
            return forms.ChoiceField(
                label=question.text, choices=numbers, required=False, widget=_tiles()
            )
        case Asks.OPEN:
            return CleanCharField(
                label=question.text,
                help_text=_("Iedereen kan dit lezen, zonder uw naam. Noem geen namen van anderen."),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
            )
    raise Refused(question.asks)


def _tiles() -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"class": "wijk-tiles--three"})
