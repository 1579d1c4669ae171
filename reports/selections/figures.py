"""The figures of a report as tables to work on: one for each kind, or all in one long list."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext

from core.tables import Cell, Table

from .. import words
from ..content import Content, Facts, Figure
from .documents import in_period

Row = list[Cell]


def tables_of(content: Content) -> list[Table]:
    """For a workbook: what nothing is known of has no tab, but what was counted always has."""
    facts = content.facts
    found = [_counted(facts), _indicators(facts), _contributions(facts), _agreements(facts)]
    return [found[0], *(one for one in found[1:] if one.rows)]


def list_of(content: Content) -> Table:
    """For a CSV, which has one table: each figure on a row of its own."""
    facts = content.facts
    header = [
        gettext("Soort"),
        gettext("Doel"),
        gettext("Wie"),
        gettext("Wat"),
        gettext("Waarde"),
        gettext("Eenheid"),
        gettext("Periode"),
        gettext("Ervoor"),
        gettext("Wat het betekent"),
    ]
    return Table(gettext("Cijfers"), header, list(_listed(facts)))


def _listed(facts: Facts) -> Iterator[Row]:
    now = in_period(f"{facts.year}-{facts.quarter}" if facts.quarter else str(facts.year))
    for one in facts.numbers:
        label, means = words.NUMBERS.get(one.code, (one.code, ""))
        counted = gettext("geteld")
        yield [counted, "", "", str(label), one.value, "", now, one.before, str(means)]
    for figure in facts.figures:
        yield [
            gettext("graadmeter"), figure.goal, "", figure.title, figure.value, figure.unit,
            in_period(figure.period), figure.before, _meaning(figure),
        ]  # fmt: skip
    for goal, who, *numbers in _contributions(facts).rows:
        for label, number in zip(_of_contributions(), numbers, strict=True):
            yield [gettext("bijdrage"), goal, who, label, number, "", now, None, ""]
    for who, *numbers in _agreements(facts).rows:
        for label, number in zip(_of_agreements(), numbers, strict=True):
            if number is not None:
                yield [gettext("afspraak"), "", who, label, number, "", now, None, ""]


def _counted(facts: Facts) -> Table:
    rows: list[Row] = []
    for one in facts.numbers:
        label, means = words.NUMBERS.get(one.code, (one.code, ""))
        rows.append([capfirst(str(label)), one.value, one.before, str(means)])
    header = [gettext("Wat"), gettext("Nu"), gettext("Ervoor"), gettext("Wat het betekent")]
    return Table(gettext("Geteld"), header, rows)


def _indicators(facts: Facts) -> Table:
    header = [
        gettext("Doel"),
        gettext("Graadmeter"),
        gettext("Waarde"),
        gettext("Eenheid"),
        gettext("Periode"),
        gettext("Ervoor"),
        gettext("Periode ervoor"),
        gettext("Begonnen bij"),
        gettext("Wij willen naar"),
        gettext("Bron"),
        gettext("Komt het door wat wij doen?"),
        gettext("Wat het betekent"),
    ]
    rows: list[Row] = [
        [
            one.goal,
            one.title,
            one.value,
            one.unit,
            in_period(one.period),
            one.before,
            in_period(one.before_period) if one.before_period else "",
            one.baseline,
            one.target,
            one.source,
            f"{words.CONFIDENCE.get(one.confidence, '')}. {one.confidence_words}".strip(". "),
            _meaning(one),
        ]
        for one in facts.figures
    ]
    return Table(gettext("Graadmeters"), header, rows)


def _contributions(facts: Facts) -> Table:
    rows: list[Row] = [
        [goal.title, one.who, one.number, one.hours, one.euros]
        for goal in facts.goals
        for one in goal.done
    ]
    header = [gettext("Doel"), gettext("Wie"), *_of_contributions()]
    return Table(gettext("Bijdragen"), header, rows)


def _of_contributions() -> list[str]:
    return [gettext("Bijdragen"), gettext("Uren"), gettext("Euro")]


def _agreements(facts: Facts) -> Table:
    """What residents and their teams promised stands together, and only what they kept (R4)."""
    rows: list[Row] = []
    for party in facts.agreements:
        numbers = party.numbers
        if party.is_professional:
            rows.append([
                party.who, numbers.kept, numbers.broken, numbers.late, numbers.renewed,
                numbers.running, numbers.unconfirmed,
            ])  # fmt: skip
        else:
            rows.append([gettext("Bewoners en hun teams"), numbers.kept, *[None] * 5])
    return Table(gettext("Afspraken"), [gettext("Wie"), *_of_agreements()], rows)


def _of_agreements() -> list[str]:
    return [
        gettext("Nagekomen"),
        gettext("Niet nagekomen"),
        gettext("Te laat"),
        gettext("Nieuwe datum"),
        gettext("Loopt nog"),
        gettext("Wacht op bevestiging"),
    ]


def _meaning(figure: Figure) -> str:
    told = (f"{one.words} ({one.who})" if one.who else one.words for one in figure.meanings)
    return "\n".join(told)
