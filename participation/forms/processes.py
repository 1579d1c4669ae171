"""A process: what it is about, what residents decide, when, and how it goes on and ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import (
    CleanCharField,
    DayField,
    KeyedForm,
    PhotoField,
    SeenField,
    SometimesField,
    near,
)
from goals.models import Goal
from goals.states import Say
from initiatives.models import Initiative
from partners.models import Organisation

from ..actions.processes import Plan, Promise
from ..models import Process
from ..states.processes import PhaseKind

NOTHING = ""
LONG = {"rows": 4, "data-count": True}
SHORT = {"rows": 2, "data-count": True}


def begins(kind: str) -> str:
    return f"{kind}_begins"


def ends(kind: str) -> str:
    return f"{kind}_ends"


class ProcessForm(KeyedForm):
    """`parties` are who may ask it; `goals` and `initiatives` what it may belong to."""

    seen = SeenField()
    title = CleanCharField(
        label=_("Waar gaat het over?"),
        help_text=_("In een paar woorden, zoals “Het plein wordt opnieuw ingericht”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf in een paar woorden waar het over gaat.")},
    )
    subject = CleanCharField(
        label=_("Wat speelt er, en wat vraagt u aan bewoners?"),
        help_text=_("In gewone taal. Begin bij wat al goed gaat."),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Schrijf wat er speelt en wat u vraagt.")},
    )
    asked_by = forms.ChoiceField(
        label=_("Wie vraagt het?"),
        help_text=_("Die geeft ook antwoord op wat mensen inbrengen."),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wie het vraagt.")),
    )
    say = forms.ChoiceField(
        label=_("Wat beslissen bewoners?"),
        choices=Say.choices,
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wat bewoners beslissen.")
        ),
    )
    say_words = CleanCharField(
        label=_("Wat betekent dat hier?"),
        help_text=_("In één zin: waar gaan bewoners wel over, en wie beslist er aan het eind?"),
        max_length=300,
        widget=forms.Textarea(attrs=SHORT),
        error_messages={"required": _("Schrijf in één zin wat dat hier betekent.")},
    )
    fixed = CleanCharField(
        label=_("Wat staat al vast?"),
        help_text=_("Waar bewoners niets meer aan kunnen veranderen."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs=SHORT),
    )
    fixed_why = SometimesField(
        label=_("Waarom staat dat vast?"),
        when=_("nodig als er iets vaststaat"),
        max_length=1000,
        widget=forms.Textarea(attrs=SHORT),
    )
    goal = forms.ChoiceField(
        label=_("Bij welk doel hoort het?"),
        required=False,
        error_messages={"invalid_choice": _("Kies een doel uit de lijst.")},
    )
    initiative = forms.ChoiceField(
        label=_("Bij welk initiatief hoort het?"),
        required=False,
        error_messages={"invalid_choice": _("Kies een initiatief uit de lijst.")},
    )

    def __init__(
        self,
        *args: Any,
        parties: Sequence[Organisation],
        goals: Sequence[Goal],
        initiatives: Sequence[Initiative],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, dict[str, Any]] = {
            "asked_by": {str(one.pk): one for one in parties},
            "goal": {str(one.pk): one for one in goals},
            "initiative": {str(one.pk): one for one in initiatives},
        }
        for kind in PhaseKind:
            self.fields[begins(kind)] = DayField(label=_("Vanaf"), required=False)
            self.fields[ends(kind)] = DayField(label=_("Tot en met"), required=False)
        for name, rows in self.known.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            named = [(key, str(one)) for key, one in rows.items()]
            if name == "asked_by":
                field.choices = named
            elif named:
                field.choices = [(NOTHING, _("Geen")), *named]
            else:
                del self.fields[name]

    @property
    def first_fields(self) -> list[BoundField]:
        days = {name(kind) for kind in PhaseKind for name in (begins, ends)}
        return [one for one in self.visible_fields() if one.name not in days]

    @property
    def phases(self) -> list[tuple[str, list[BoundField]]]:
        """The days of each phase, under its name."""
        return [
            (capfirst(str(kind.label)), [self[begins(kind)], self[ends(kind)]])
            for kind in PhaseKind
        ]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("fixed") and not clean.get("fixed_why") and "fixed_why" not in self.errors:
            self.add_error("fixed_why", _("Schrijf waarom dat vaststaat."))
        before: date | None = None
        for kind in PhaseKind:
            first, last = clean.get(begins(kind)), clean.get(ends(kind))
            if first and last and last < first:
                self.add_error(ends(kind), _("Dit is eerder dan de eerste dag van deze fase."))
            if before and first and first < before:
                self.add_error(begins(kind), _("Deze fase begint voor de vorige. Dat kan niet."))
            before = first or before
        return clean

    @property
    def plan(self) -> Plan:
        clean = self.cleaned_data
        return Plan(
            title=clean["title"],
            subject=clean["subject"],
            asked_by=self.known["asked_by"][clean["asked_by"]],
            say=clean["say"],
            say_words=clean["say_words"],
            fixed=clean["fixed"],
            fixed_why=clean["fixed_why"] if clean["fixed"] else "",
            goal=self.known["goal"].get(clean.get("goal", NOTHING)),
            initiative=self.known["initiative"].get(clean.get("initiative", NOTHING)),
            days={kind: (clean[begins(kind)], clean[ends(kind)]) for kind in PhaseKind},
        )


def as_it_stands(process: Process) -> dict[str, Any]:
    """What one begins to change."""
    initial: dict[str, Any] = {
        name: getattr(process, name)
        for name in ("title", "subject", "say", "say_words", "fixed", "fixed_why", "key")
    }
    for name in ("asked_by", "goal", "initiative"):
        linked: models.Model | None = getattr(process, name)
        initial[name] = str(linked.pk) if linked else NOTHING
    for phase in process.phases.all():
        initial |= {begins(phase.kind): phase.begins_on, ends(phase.kind): phase.ends_on}
    return initial | {"seen": process.version}


class NextPhaseForm(KeyedForm):
    """`phase` is the kind of the one that runs, which somebody had in front of them. `heard`:
    somebody from the neighbourhood was, so that there is nothing to explain."""

    phase = forms.ChoiceField(choices=PhaseKind.choices, widget=forms.HiddenInput)
    report = SometimesField(
        label=_("Wat kwam er van de afspraken?"),
        when=_("nodig als er nog afspraken lopen"),
        help_text=_("Wat is nagekomen, wat loopt nog, en wat lukte niet? Iedereen kan dit lezen."),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
    )
    explanation = SometimesField(
        label=_("Waarom gaat u verder zonder bewoners?"),
        when=_("nodig als er nog niemand is gehoord"),
        help_text=_("Dit staat straks op de pagina."),
        max_length=1000,
        widget=forms.Textarea(attrs=SHORT),
    )

    def __init__(self, *args: Any, heard: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heard:
            del self.fields["explanation"]

    @property
    def explained(self) -> str:
        return str(self.cleaned_data.get("explanation", ""))


class CloseForm(KeyedForm):
    """`heard`: somebody from the neighbourhood was, so that there is nothing to explain."""

    outcome = CleanCharField(
        label=_("Wat is er met de inbreng van bewoners gedaan?"),
        help_text=_("Het geheel, in gewone taal. Elk antwoord staat er ook apart bij."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        error_messages={"required": _("Schrijf wat ermee is gedaan.")},
    )
    learned = CleanCharField(
        label=_("Wat leerden wij ervan?"),
        help_text=_("Wat ging goed, en wat doet u de volgende keer anders?"),
        max_length=2000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": _("Schrijf wat u ervan leerde. Ook wat nog niet goed lukte.")},
    )
    explanation = SometimesField(
        label=_("Waarom gebeurde dit zonder bewoners?"),
        when=_("nodig als niemand is gehoord"),
        help_text=_("Dit staat straks op de pagina."),
        max_length=1000,
        widget=forms.Textarea(attrs=SHORT),
    )

    def __init__(self, *args: Any, heard: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heard:
            del self.fields["explanation"]

    @property
    def explained(self) -> str:
        return str(self.cleaned_data.get("explanation", ""))


class RuleForm(forms.Form):
    words = CleanCharField(
        label=_("Wat deed u hiervoor?"),
        help_text=_("Eén regel is genoeg. Leeg laten mag ook."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    photo = PhotoField(
        label=_("Een foto"), help_text=_("Zonder mensen die dat niet willen."), required=False
    )
    drop_photo = forms.BooleanField(label=_("Haal de foto weg"), required=False)

    def __init__(self, *args: Any, has_photo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_photo:
            del self.fields["drop_photo"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("photo") and not clean.get("words") and "words" not in self.errors:
            self.add_error("words", _("Schrijf in één regel wat er op de foto is gedaan."))
        return clean


class PromiseForm(KeyedForm):
    """What is agreed in the phase that runs; `makers` are those for whom who writes it speaks."""

    maker = forms.ChoiceField(
        label=_("Wie doet het?"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wie het doet.")),
    )
    text = CleanCharField(
        label=_("Wat wordt er gedaan?"),
        help_text=_("In één regel, zoals: een tekening van het plein met de wensen erin."),
        max_length=200,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf wat er wordt gedaan.")},
    )
    receiver = forms.ChoiceField(
        label=_("Voor wie?"),
        help_text=_("Die zegt straks of het gedaan is."),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies voor wie.")),
    )
    due_on = DayField(label=_("Uiterlijk op"))

    def __init__(
        self,
        *args: Any,
        makers: Sequence[Organisation],
        receivers: Sequence[Organisation],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.parties = {str(one.pk): one for one in (*makers, *receivers)}
        for name, rows in (("maker", makers), ("receiver", receivers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(str(one.pk), one.name) for one in rows]

    def clean_due_on(self) -> date:
        return near(self.cleaned_data["due_on"], self.today)

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        if clean.get("maker") and clean.get("maker") == clean.get("receiver"):
            self.add_error("receiver", _("Kies een ander dan wie het doet."))
        return clean

    @property
    def promise(self) -> Promise:
        clean = self.cleaned_data
        maker, receiver = self.parties[clean["maker"]], self.parties[clean["receiver"]]
        return Promise(clean["text"], maker, receiver, clean["due_on"])
