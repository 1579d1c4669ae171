"""A voice in a quarterly review: four short questions, each of which may be left open."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm
from partners.models import Organisation

from ..actions.voices import OnGoal, Said
from ..models import Goal, Voice
from ..states import Fits, Sees

SCORES = [
    ("", _("Geen mening")),
    ("1", _("1: gaat niet goed")),
    ("2", "2"),
    ("3", _("3: gaat wel")),
    ("4", "4"),
    ("5", _("5: gaat heel goed")),
]


class GoalQuestions(NamedTuple):
    goal: Goal
    fits: forms.BoundField
    sees: forms.BoundField


class VoiceForm(KeyedForm):
    """`goals` and `parties` are what it asks about."""

    saw = CleanCharField(
        label=_("Wat ziet u anders dan drie maanden geleden?"),
        help_text=_("Een paar woorden is genoeg. Iedereen kan dit lezen, zonder uw naam."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
    table = CleanCharField(
        label=_("Wat moet er op tafel komen?"),
        help_text=_("Zo maakt u mee de agenda. Iedereen kan dit lezen, zonder uw naam."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    works = forms.BooleanField(
        label=_("Ik doe mee voor mijn werk: voor een organisatie of de gemeente"),
        required=False,
        widget=forms.CheckboxInput(
            attrs={"class": "utrecht-checkbox utrecht-checkbox--html-input"}
        ),
    )

    def __init__(
        self, *args: Any, goals: Sequence[Goal], parties: Sequence[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.goals, self.parties = goals, parties
        for goal in goals:
            self.fields[f"fits_{goal.pk}"] = _one_of(
                _("Past “%(goal)s” nog bij de wijk?") % {"goal": goal.title}, Fits.choices
            )
            self.fields[f"sees_{goal.pk}"] = _one_of(_("Wat zag u veranderen?"), Sees.choices)
        for party in parties:
            self.fields[f"score_{party.pk}"] = forms.ChoiceField(
                label=party.name, choices=SCORES, required=False
            )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        answers = (value for name, value in clean.items() if name not in {"key", "works"})
        if not self.errors and not any(answers):
            self.add_error(None, _("Geef op minstens één vraag een antwoord."))
        return clean

    @property
    def on_goals(self) -> list[GoalQuestions]:
        return [
            GoalQuestions(goal, self[f"fits_{goal.pk}"], self[f"sees_{goal.pk}"])
            for goal in self.goals
        ]

    @property
    def on_parties(self) -> list[forms.BoundField]:
        return [self[f"score_{party.pk}"] for party in self.parties]

    def said(self, *, is_resident: bool) -> Said:
        clean = self.cleaned_data
        on_goals = {
            goal.pk: OnGoal(clean[f"fits_{goal.pk}"], clean[f"sees_{goal.pk}"])
            for goal in self.goals
        }
        scores = {party.pk: clean[f"score_{party.pk}"] for party in self.parties}
        return Said(
            on_goals={key: one for key, one in on_goals.items() if any(one)},
            on_parties={key: int(score) for key, score in scores.items() if score},
            saw=clean["saw"],
            table=clean["table"],
            is_resident=is_resident,
        )


def as_given(voice: Voice) -> Mapping[str, object]:
    """What one begins to change."""
    begin: dict[str, object] = {
        "key": voice.key,
        "saw": voice.saw,
        "table": voice.table,
        "works": not voice.is_resident,
    }
    for on_goal in voice.on_goals.all():
        begin[f"fits_{on_goal.goal_id}"] = on_goal.fits
        begin[f"sees_{on_goal.goal_id}"] = on_goal.sees
    for on_party in voice.on_parties.all():
        begin[f"score_{on_party.organisation_id}"] = str(on_party.score)
    return begin


def _one_of(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(value, capfirst(words)) for value, words in choices],
        required=False,
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--three"}),
    )
