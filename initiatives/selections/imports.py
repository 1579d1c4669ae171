"""What pages show of a list that somebody brings."""

from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from neighbourhoods.models import Neighbourhood

from ..models import Import, ImportRow
from ..models.importing import ImportRowQuerySet
from ..states import RowState, Stage, Status, Theme
from .recognising import Places

NOTED = "noted"
FIELD_WORDS = {
    "title": _("de titel"),
    "plan": _("de omschrijving"),
    "needs": _("wat er nodig is"),
    "place": _("de plek"),
    "reason": _("waarom"),
    "possible": _("wat er wel kan"),
}
NOTES = {
    "no_title": _("De titel ontbreekt. Zonder titel kan het niet."),
    "skipped": _("‘%(word)s’ hoort niet bij deze wijk."),
    "again": _("Dezelfde rij staat ook op regel %(word)s."),
    "same_row": _("Staat er al. Er verandert niets."),
    "other_title": _(
        "Dit nummer staat er al, met een andere titel: ‘%(word)s’. Er verandert niets. "
        "Is dit een ander initiatief? Kies dan bij de kolommen geen nummer."
    ),
    "same_title": _("Er is al een initiatief met deze titel. Er verandert niets."),
    "looks_like": _("Lijkt op een initiatief dat er al staat, uit %(word)s."),
    "no_buurt": _("‘%(word)s’ is geen buurt van deze wijk. Het staat er als plek bij."),
    "long_title": _(
        "De titel is langer dan 100 tekens. Wij korten haar in; "
        "de hele titel komt boven de omschrijving."
    ),
    "long": _("Te lang, dus ingekort: %(word)s."),
    "person": _(
        "Er lijkt een e-mailadres, telefoonnummer of adres te staan in %(word)s. "
        "Dat wordt openbaar."
    ),
    "no_day": _("‘%(word)s’ is geen datum. Wij nemen het jaar van de lijst."),
    "future": _("‘%(word)s’ ligt in de toekomst. Wij nemen het jaar van de lijst."),
    "waits": _("Wacht op antwoord: een contactambtenaar krijgt het, en de termijn begint."),
    "answered": _("Het antwoord van de gemeente komt op de pagina, met uw naam en de reden."),
    "no_reason": _(
        "Zonder reden en zonder wat er wel kan is dit geen antwoord. "
        "De uitkomst staat wel in het verhaal."
    ),
}
KINDS = {
    RowState.NEW: "positive",
    RowState.MADE: "positive",
    RowState.WRONG: "negative",
    RowState.AGAIN: "warning",
    RowState.STAYS: "info",
}


class Chip(NamedTuple):
    """One choice of which rows are shown."""

    value: str
    label: str
    number: int


class Row(NamedTuple):
    number: int
    title: str
    url: str
    kind: str
    label: str
    about: str
    notes: list[str]


class Progress(NamedTuple):
    """How far the worker is."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 100


def imports_of(neighbourhood: Neighbourhood) -> QuerySet[Import]:
    lists = Import.objects.in_neighbourhood(neighbourhood).light().select_related("by")
    return lists.order_by("-made_at", "-pk")


def counted(found: Import) -> dict[str, int]:
    """By state, and how many have something to say; two queries."""
    rows = found.rows.all()
    assert isinstance(rows, ImportRowQuerySet)
    return {**rows.numbers(), NOTED: rows.noted().filter(state=RowState.NEW).count()}


def about_people(found: Import) -> bool:
    """Whether what becomes public seems to hold something of a person."""
    return any(
        note[0] == "person"
        for notes in found.rows.filter(state=RowState.NEW)
        .exclude(notes=[])
        .values_list("notes", flat=True)
        for note in notes
    )


def chips(numbers: dict[str, int]) -> list[Chip]:
    """Those of which there are any; all of them first."""
    labels = {
        RowState.NEW: _("Nieuw"),
        NOTED: _("Nieuw, met een opmerking"),
        RowState.MADE: _("Overgenomen"),
        RowState.STAYS: _("Blijft staan"),
        RowState.TAKEN_BACK: _("Teruggenomen"),
        RowState.WRONG: _("Kan niet"),
        RowState.AGAIN: _("Dubbel"),
        RowState.THERE: _("Staat er al"),
        RowState.SKIPPED: _("Niet in deze wijk"),
    }
    every = sum(number for state, number in numbers.items() if state != NOTED)
    return [
        Chip("", str(_("Alles")), every),
        *[
            Chip(str(value), str(label), numbers[value])
            for value, label in labels.items()
            if numbers.get(value)
        ],
    ]


def chosen_rows(found: Import, wanted: str) -> QuerySet[ImportRow]:
    rows = found.rows.select_related("initiative").order_by("number")
    rows = rows.defer("initiative__plan", "initiative__needs")
    if wanted == NOTED:
        return rows.filter(~Q(notes=[]), state=RowState.NEW)
    return rows.filter(state=wanted) if wanted in RowState.values else rows


def shown(rows: list[ImportRow], places: Places) -> list[Row]:
    """Of rows with their initiatives; asks the database nothing."""
    themes = {theme.value: str(theme.label) for theme in Theme}
    stages = {stage.value: str(stage.label) for stage in Stage}
    labels = {state.value: str(state.label).capitalize() for state in RowState}
    return [_row(row, places, themes, stages, labels) for row in rows]


def _row(
    row: ImportRow,
    places: Places,
    themes: dict[str, str],
    stages: dict[str, str],
    labels: dict[str, str],
) -> Row:
    record, about = row.record, ""
    if record:
        where = record["place"] or places.names.get(record["buurt"] or 0, "")
        year = record["day"][:4]
        about = ", ".join(
            part for part in (themes[record["theme"]], stages[record["stage"]], where, year) if part
        )
    return Row(
        number=row.number,
        title=row.title or (row.initiative.title if row.initiative else ""),
        url=row.initiative.get_absolute_url() if row.initiative else "",
        kind=KINDS.get(RowState(row.state), ""),
        label=labels[row.state],
        about=about,
        notes=[_said(*note) for note in row.notes],
    )


def _said(code: str, word: str = "") -> str:
    if code in {"long", "person"}:
        word = str(FIELD_WORDS[word])
    return str(NOTES[code]) % {"word": word} if word else str(NOTES[code])


def progress(numbers: dict[str, int], *, is_new: bool) -> Progress:
    made = numbers.get(RowState.MADE, 0)
    if is_new:
        return Progress(made, made + numbers.get(RowState.NEW, 0))
    back = numbers.get(RowState.TAKEN_BACK, 0) + numbers.get(RowState.STAYS, 0)
    return Progress(back, back + made)


def waiting(found: Import) -> int:
    """How many of the new ones wait for an answer, by the list."""
    return found.rows.filter(state=RowState.NEW, record__status=Status.AWAITING).count()
