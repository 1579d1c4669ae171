"""What who runs a neighbourhood says of a list that they bring."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, KeyedForm, SeenField, SheetField

from ..models import Import
from ..selections.judging import REST
from ..selections.recognising import (
    FIELDS,
    IN_WORDS,
    NONE,
    SKIP,
    WHOLE,
    Places,
    guess_answer,
    guess_place,
    guess_stage,
    guess_theme,
    words_of,
)
from ..states import ANSWERS, Stage, Status, Theme

FIRST_YEAR = 1950
MOST_WORDS = 100  # of one column; the guess decides about the rest
NOT_THERE = _("Staat niet in de lijst")
WHAT = {
    "title": _("Titel"),
    "plan": _("Omschrijving"),
    "theme": _("Onderwerp"),
    "place": _("Buurt of plek"),
    "stage": _("Fase of uitkomst"),
    "when": _("Datum of jaar"),
    "number": _("Nummer van de rij"),
    "needs": _("Wat er nodig is"),
    "answer": _("Antwoord van de gemeente"),
    "reason": _("Waarom de gemeente dat antwoordde"),
    "possible": _("Wat er wel kan, volgens de gemeente"),
}
HELP = {
    "number": _("Daaraan herkennen wij de rij als u deze lijst nog eens invoert."),
    "answer": _("Alleen als bewoners al antwoord kregen, of daar nog op wachten."),
}
GROUPS = {
    "theme": _("Onderwerp"),
    "stage": _("Fase"),
    "place": _("Buurt"),
    "answer": _("Antwoord van de gemeente"),
}
ANSWER_CHOICES = [
    (NONE, _("geen antwoord nodig")),
    (Status.AWAITING.value, _("wacht nog op antwoord: de termijn begint nu")),
    *[(status.value, status.label) for status in Status if status in ANSWERS],
]


class BringForm(KeyedForm):
    name = CleanCharField(
        label=_("Hoe heet de lijst?"),
        help_text=_("Bewoners lezen dit bij elk initiatief. Bijvoorbeeld: Buurtbudget."),
        max_length=100,
        error_messages={"required": _("Geef de lijst een naam.")},
    )
    year = forms.IntegerField(
        label=_("Van welk jaar is de lijst?"),
        min_value=FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    file = SheetField(
        label=_("Het bestand"),
        help_text=_(
            "Uit Excel (.xlsx) of een CSV-bestand, tot 5 MB en 10.000 rijen. "
            "Er wordt nog niets openbaar."
        ),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Kies een bestand met een lijst erin."),
        },
    )

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = self.fields["year"]
        assert isinstance(year, forms.IntegerField)
        wrong = _("Vul een jaar in, van %(first)s tot en met %(last)s.")
        said = str(wrong) % {"first": FIRST_YEAR, "last": this_year}
        year.error_messages |= dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"], said
        )
        year.validators.append(_not_after(this_year, said))


def _not_after(last: int, said: str) -> Any:
    def check(value: int) -> None:
        if not FIRST_YEAR <= value <= last:
            raise ValidationError(said)

    return check


class Word(NamedTuple):
    """One word of the list: the field that says what it means, how often, and whether we knew."""

    field: forms.BoundField
    often: int
    is_known: bool


class Group(NamedTuple):
    """The words of one column; `rest` says what those mean that are not here."""

    title: str
    new: list[Word]
    known: list[Word]
    rest: forms.BoundField | None


class ColumnsForm(forms.Form):
    """Which column is what, and what the words in it mean.

    The words shown are those of the columns that are chosen now. Where somebody chose another
    column than that of which the words were on their screen (`<field>_of`), the form is stale: it
    shows the other words first.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        of: Import,
        places: Places,
        today: date,
        again: Mapping[str, str] | None = None,
    ) -> None:
        self.of, self.places, self.today = of, places, today
        self.header: list[str] = of.table["header"]
        self.rows: list[list[str]] = [cells for _number, cells in of.table["rows"]]
        self.is_stale = False
        self._words: dict[str, list[tuple[str, str, str, int, bool]]] = {}
        typed = dict(data.items()) if data is not None else None
        super().__init__(typed, prefix=None)
        for field in FIELDS:
            self.fields[f"column_{field}"] = self._column_field(field, again)
        for field in GROUPS:
            self._add_group(field, typed)

    def _column_field(
        self, field: str, again: Mapping[str, str] | None
    ) -> "forms.TypedChoiceField":
        asked = forms.TypedChoiceField(
            label=WHAT[field],
            help_text=HELP.get(field, ""),
            choices=[("", NOT_THERE), *self._columns()],
            coerce=int,
            empty_value=None,
            required=field == "title",
            initial=self.of.columns.get(field, ""),
            error_messages={
                "required": _("Kies in welke kolom de titel staat."),
                "invalid_choice": _("Kies een van de kolommen van uw bestand."),
            },
        )
        if again and field in GROUPS:  # other words come with another column
            asked.widget.attrs.update(again)
        return asked

    def _columns(self) -> list[tuple[int, str]]:
        """Each with its header and the first thing that stands in it."""
        shown = []
        for number, header in enumerate(self.header):
            example = next((row[number] for row in self.rows if row[number]), "")
            name = header or str(_("kolom %(number)s") % {"number": number + 1})
            shown.append((number, f"{name[:40]}: {_short(example)}" if example else name[:40]))
        return shown

    def _add_group(self, field: str, typed: dict[str, Any] | None) -> None:
        chosen = self._chosen(field, typed)
        if chosen is not None:
            shown_of = typed.get(f"{field}_of", "") if typed is not None else ""
            is_stale = typed is not None and shown_of != str(chosen)
            self.is_stale |= is_stale
            self.fields[f"{field}_of"] = forms.CharField(
                widget=forms.HiddenInput, initial=chosen, required=False
            )
            self._words[field] = []
            if typed is not None:
                typed[f"{field}_of"] = str(chosen)
            words = words_of(self.rows, chosen)[:MOST_WORDS]
            for number, (key, written, often) in enumerate(words):
                self._add_word(field, f"{field}_{number}", key, written, often)
                if typed is not None and is_stale:
                    typed[f"{field}_{number}"] = self.fields[f"{field}_{number}"].initial
        if field in {"theme", "stage"}:
            self._add_rest(field)
            if typed is not None:
                typed.setdefault(f"{field}_rest", self.fields[f"{field}_rest"].initial)

    def _chosen(self, field: str, typed: dict[str, Any] | None) -> int | None:
        """Which column is chosen now; what is no column is seen to by its own field."""
        value = self.of.columns.get(field) if typed is None else typed.get(f"column_{field}", "")
        columns = {str(number): number for number in range(len(self.header))}
        return columns.get(str(value))

    def _add_word(self, field: str, name: str, key: str, written: str, often: int) -> None:
        guess = self._guess(field, written)
        before = self.of.values.get(field, {}).get(key)
        choices = self._choices(field)
        known = {str(value) for value, _label in choices}
        initial = before if before in known else guess or self._default(field)
        self.fields[name] = forms.ChoiceField(
            label=_short(written) or str(_("(leeg)")),
            choices=choices,
            initial=initial,
            error_messages=dict.fromkeys(
                ["required", "invalid_choice"], _("Kies wat dit woord betekent.")
            ),
        )
        is_known = bool(guess) and guess != IN_WORDS
        self._words[field].append((name, key, written, often, is_known))

    def _add_rest(self, field: str) -> None:
        before = self.of.values.get(field, {}).get(REST)
        label = (
            _("Onderwerp, als de lijst niets zegt")
            if field == "theme"
            else _("Fase, als de lijst niets zegt")
        )
        self.fields[f"{field}_rest"] = forms.ChoiceField(
            label=label, choices=self._choices(field), initial=before or self._default(field)
        )

    def _guess(self, field: str, written: str) -> str | None:
        if field == "theme":
            return guess_theme(written)
        if field == "stage":
            return guess_stage(written, self.today.year - self.of.year)
        if field == "place":
            return guess_place(written, self.places)
        return guess_answer(written) if written else None

    def _choices(self, field: str) -> Sequence[tuple[str, Any]]:
        if field == "theme":
            return Theme.choices
        if field == "stage":
            return Stage.choices
        if field == "answer":
            return ANSWER_CHOICES
        buurten = sorted((name, str(key)) for key, name in self.places.names.items())
        return [
            (WHOLE, _("de hele wijk")),
            (IN_WORDS, _("hele wijk, dit staat erbij")),
            *[(key, name) for name, key in buurten],
            (SKIP, _("andere wijk: sla over")),
        ]

    def _default(self, field: str) -> str:
        return {"theme": Theme.OTHER, "stage": Stage.IDEA, "place": IN_WORDS}.get(field, NONE)

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{field}"] for field in WHAT]

    def groups(self) -> list[Group]:
        """Of each the words that nobody knew first."""
        return [
            Group(
                str(title),
                new=[word for word in self._shown(field) if not word.is_known],
                known=[word for word in self._shown(field) if word.is_known],
                rest=self[f"{field}_rest"] if f"{field}_rest" in self.fields else None,
            )
            for field, title in GROUPS.items()
            if self._words.get(field) or f"{field}_rest" in self.fields
        ]

    def _shown(self, field: str) -> list[Word]:
        return [
            Word(self[name], often, is_known)
            for name, _key, _written, often, is_known in self._words.get(field, ())
        ]

    def ignored(self) -> list[str]:
        """The columns of which nothing is taken over."""
        used = {str(self[f"column_{field}"].value()) for field in FIELDS}
        return [
            header
            for number, header in enumerate(self.header)
            if header and str(number) not in used
        ]

    def columns(self) -> dict[str, int]:
        chosen = {field: self.cleaned_data[f"column_{field}"] for field in FIELDS}
        return {field: number for field, number in chosen.items() if number is not None}

    def values(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for field in GROUPS:
            words = {
                key: self.cleaned_data[name]
                for name, key, _written, _often, _known in self._words.get(field, ())
            }
            if f"{field}_rest" in self.fields:
                words[REST] = self.cleaned_data[f"{field}_rest"]
            found[field] = words
        return found


class ConfirmForm(forms.Form):
    """`seen` is the version of the list that they had in front of them."""

    seen = SeenField()
    looked = forms.BooleanField(
        label=_("Ik heb gekeken: er staan geen gegevens van mensen in wat openbaar wordt."),
        error_messages={
            "required": _("Kijk eerst of er gegevens van mensen in staan, en kruis dit aan.")
        },
    )

    def __init__(self, *args: Any, must_look: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not must_look:
            del self.fields["looked"]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else words[:39].rstrip() + "…"
