"""How a quarterly review ends."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import NOT_NEAR, CleanCharField, DayField, KeyedForm, SometimesField, is_near
from partners.models import Organisation

from ..actions.closing import Judged, Outcome, Promised
from ..models import Goal
from ..states import Judgement

PROMISES = range(1, 4)  # new agreements in one form; more can be made on the page of a goal


class GoalFields(NamedTuple):
    goal: Goal
    fields: list[forms.BoundField]


class CloseForm(KeyedForm):
    """`goals` are those in force, `parties` who can promise something; `heard` says whether
    residents gave their voice already."""

    lacks = CleanCharField(
        label=_("Wat lukt er nog niet goed?"),
        help_text=_("Eerlijk en kort. Dit staat vooraan in de uitkomst."),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat er nog niet goed lukt. Er is altijd iets.")},
    )
    residents = forms.IntegerField(
        label=_("Hoeveel bewoners waren erbij?"), min_value=0, max_value=100_000, initial=0
    )
    others = forms.IntegerField(
        label=_("Hoeveel anderen?"), min_value=0, max_value=100_000, initial=0
    )
    present = CleanCharField(
        label=_("Welke organisaties en groepen waren erbij?"),
        help_text=_("Noem geen namen van mensen."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )
    explanation = SometimesField(
        label=_("Waarom zonder bewoners?"),
        when=_("nodig als geen bewoner erbij was of een stem gaf"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(
        self,
        *args: Any,
        goals: Sequence[Goal],
        parties: Sequence[Organisation],
        heard: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals, self.heard = goals, heard
        self.parties = {str(party.pk): party for party in parties}
        for goal in goals:
            self._add_goal(goal)
        if len(self.parties) > 1 and goals:
            for number in PROMISES:
                self._add_promise(number)

    def _add_goal(self, goal: Goal) -> None:
        self.fields[f"judgement_{goal.pk}"] = forms.ChoiceField(
            label=_("Hoe gaat “%(goal)s” verder?") % {"goal": goal.title},
            choices=[(value, capfirst(words)) for value, words in Judgement.choices],
            widget=forms.RadioSelect(attrs={"class": "wijk-tiles--three"}),
            error_messages={"required": _("Kies hoe dit doel verdergaat.")},
        )
        self.fields[f"why_{goal.pk}"] = CleanCharField(
            label=_("Waarom?"),
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
            error_messages={"required": _("Schrijf waarom, ook als het doel zo doorgaat.")},
        )
        self.fields[f"adjusted_{goal.pk}"] = SometimesField(
            label=_("Hoe luidt het doel nu?"),
            when=_("nodig bij bijstellen"),
            max_length=1000,
            initial=goal.want,
            widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        )
        self.fields[f"possible_{goal.pk}"] = SometimesField(
            label=_("Wat kan er wel?"),
            when=_("nodig bij stoppen"),
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
        )

    def _add_promise(self, number: int) -> None:
        parties = [("", "–"), *((key, party.name) for key, party in self.parties.items())]
        goals = [(str(goal.pk), goal.title) for goal in self.goals]
        self.fields[f"text_{number}"] = CleanCharField(
            label=_("Afspraak %(number)s: wat?") % {"number": number},
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        )
        for name, label, choices in (
            ("maker", _("Wie doet het?"), parties),
            ("receiver", _("Voor wie?"), parties),
            ("for", _("Voor welk doel?"), goals),
        ):
            self.fields[f"{name}_{number}"] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )
        self.fields[f"due_{number}"] = DayField(label=_("Uiterlijk op"), required=False)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        for goal in self.goals:
            self._check_goal(goal, clean)
        for number in PROMISES:
            if clean.get(f"text_{number}"):
                self._check_promise(number, clean)
        is_heard = self.heard or clean.get("residents") or clean.get("explanation")
        if not is_heard and not {"residents", "explanation"} & set(self.errors):
            self.add_error(
                "explanation", _("Schrijf waarom er geen bewoners bij waren. Iedereen leest dit.")
            )
        return clean

    def _check_goal(self, goal: Goal, clean: dict[str, Any]) -> None:
        judgement = clean.get(f"judgement_{goal.pk}")
        adjusted, possible = f"adjusted_{goal.pk}", f"possible_{goal.pk}"
        # What is left out of `clean` has an error of its own.
        same = adjusted in clean and clean[adjusted] in {"", goal.want}
        if judgement == Judgement.ADJUST and same:
            self.add_error(adjusted, _("Schrijf hoe het doel nu luidt."))
        if judgement == Judgement.STOP and clean.get(possible) == "":
            self.add_error(possible, _("Schrijf wat er wel kan. Er is altijd iets."))

    def _check_promise(self, number: int, clean: dict[str, Any]) -> None:
        maker, receiver = clean.get(f"maker_{number}"), clean.get(f"receiver_{number}")
        due = clean.get(f"due_{number}")
        if not maker:
            self.add_error(f"maker_{number}", _("Kies wie dit doet."))
        if not receiver or maker == receiver:
            self.add_error(f"receiver_{number}", _("Kies voor wie dit is: een ander."))
        if f"due_{number}" not in self.errors and (
            due is None or not is_near(due, timezone.localdate())
        ):
            self.add_error(f"due_{number}", NOT_NEAR)

    @property
    def on_goals(self) -> list[GoalFields]:
        names = ("judgement", "why", "adjusted", "possible")
        return [
            GoalFields(goal, [self[f"{name}_{goal.pk}"] for name in names]) for goal in self.goals
        ]

    @property
    def promises(self) -> list[list[forms.BoundField]]:
        names = ("text", "maker", "receiver", "for", "due")
        return [
            [self[f"{name}_{number}"] for name in names]
            for number in PROMISES
            if f"text_{number}" in self.fields
        ]

    @property
    def outcome(self) -> Outcome:
        clean = self.cleaned_data
        return Outcome(
            judged={
                goal.pk: Judged(
                    clean[f"judgement_{goal.pk}"],
                    clean[f"why_{goal.pk}"],
                    clean[f"possible_{goal.pk}"],
                    clean[f"adjusted_{goal.pk}"],
                )
                for goal in self.goals
            },
            promised=[
                Promised(
                    int(clean[f"for_{number}"] or self.goals[0].pk),
                    clean[f"text_{number}"],
                    self.parties[clean[f"maker_{number}"]],
                    self.parties[clean[f"receiver_{number}"]],
                    clean[f"due_{number}"],
                )
                for number in PROMISES
                if clean.get(f"text_{number}")
            ],
            lacks=clean["lacks"],
            present=clean["present"],
            residents=clean["residents"],
            others=clean["others"],
            explanation=clean["explanation"],
        )
