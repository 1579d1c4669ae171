"""What will become of each row of a list, before anything is written of it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any, NamedTuple

from django.utils import timezone

from neighbourhoods.models import Neighbourhood
from neighbourhoods.models.geography import search_key
from neighbourhoods.working_days import AMSTERDAM

from ..models import Import, ImportRow, Initiative
from ..states import ANSWERS, RowState, Stage, Status, Theme, Visibility
from .recognising import (
    IN_WORDS,
    NONE,
    SKIP,
    WHOLE,
    Places,
    guess_place,
    guess_stage,
    guess_theme,
    read_day,
    tells_of_a_person,
)

LONGEST = {
    "title": 100,
    "plan": 3000,
    "needs": 1000,
    "place": 120,
    "reason": 2000,
    "possible": 2000,
}
LONGEST_OUTCOME = 100
PUBLIC_TEXTS = ("title", "plan", "needs", "place", "reason", "possible")
REST = "_rest"  # what the words mean that nobody chose a meaning for

Note = list[str]  # a code and its words


class Known(NamedTuple):
    """An initiative that is there already; `number` is empty for one that no list numbered."""

    pk: int
    title: str
    number: str
    year: int
    is_from_list: bool
    is_there: bool  # and was not taken away


class There(NamedTuple):
    """All of them in one neighbourhood, by how a row finds them."""

    by_key: dict[str, Known]
    by_title: dict[str, list[Known]]


def there_in(neighbourhood: Neighbourhood) -> There:
    """One query; what was taken away by its team stays known by its key, so it does not return."""
    rows = Initiative.objects.in_neighbourhood(neighbourhood).values_list(
        "pk", "title", "source_key", "sent_at", "visibility"
    )
    there = There({}, {})
    for pk, title, key, sent_at, visibility in rows.iterator():
        is_there = visibility != Visibility.GONE
        year = timezone.localtime(sent_at, AMSTERDAM).year
        known = Known(pk, title, _number_in(key or ""), year, key is not None, is_there)
        if key:
            there.by_key[key] = known
        if is_there:
            there.by_title.setdefault(search_key(title), []).append(known)
    return there


def judge(of: Import, places: Places, there: There, *, today: date) -> list[ImportRow]:
    """The rows as they would be kept, none saved yet; asks the database nothing."""
    reading = _Reading(of.columns, of.values, places, of.year, today)
    first: dict[str, int] = {}
    rows = []
    for number, cells in of.table["rows"]:
        row = _judged(reading, number, cells, there)
        row.of = of
        key = row.record.get("key", "")
        if row.state == RowState.NEW and key in first:
            row.state = RowState.AGAIN
            row.notes = [["again", str(first[key])]]
        elif key:
            first.setdefault(key, number)
        rows.append(row)
    return rows


class _Reading(NamedTuple):
    """How this list is read."""

    columns: Mapping[str, int]
    values: Mapping[str, Mapping[str, str]]
    places: Places
    year: int
    today: date

    def cell(self, field: str, cells: list[str]) -> str:
        number = self.columns.get(field)
        return cells[number] if number is not None else ""

    def meaning(self, field: str, value: str) -> str:
        """As somebody chose; else the guess, else what was chosen for the rest."""
        chosen = self.values.get(field, {})
        if (key := search_key(value)) in chosen:
            return chosen[key]
        guess: str | None = None
        if field == "theme":
            guess = guess_theme(value)
        elif field == "stage":
            guess = guess_stage(value, self.today.year - self.year)
        elif field == "place":
            guess = guess_place(value, self.places)
        return guess or chosen.get(REST, "")


def _judged(reading: _Reading, number: int, cells: list[str], there: There) -> ImportRow:
    title = " ".join(reading.cell("title", cells).split())
    row = ImportRow(number=number, title=title[:200], state=RowState.NEW, record={}, notes=[])
    if not title:
        row.state, row.notes = RowState.WRONG, [["no_title"]]
        return row
    where = reading.meaning("place", reading.cell("place", cells)) or WHOLE
    if where == SKIP:
        row.state, row.notes = RowState.SKIPPED, [["skipped", reading.cell("place", cells)[:80]]]
        return row
    record, notes = _record(reading, cells, title, where)
    row.record, row.notes = record, notes
    _compare(row, there)
    return row


def _record(
    reading: _Reading, cells: list[str], title: str, where: str
) -> tuple[dict[str, Any], list[Note]]:
    notes: list[Note] = []
    texts = {field: reading.cell(field, cells) for field in ("plan", "needs", "reason", "possible")}
    texts["title"] = title
    texts["place"] = " ".join(reading.cell("place", cells).split()) if where == IN_WORDS else ""
    if where == IN_WORDS:
        notes.append(["no_buurt", texts["place"][:80]])
    if len(title) > LONGEST["title"]:
        texts["title"] = _cut(title, LONGEST["title"])
        texts["plan"] = f"{title}\n\n{texts['plan']}".strip()
        notes.append(["long_title"])
    for field, longest in LONGEST.items():
        if len(texts[field]) > longest:
            texts[field] = _cut(texts[field], longest)
            notes.append(["long", field])
    notes += [["person", field] for field in PUBLIC_TEXTS if tells_of_a_person(texts[field])]
    day, about_day = _day(reading, cells)
    status, about_answer = _answer(reading, cells, texts)
    stage = reading.cell("stage", cells)
    record = texts | {
        "buurt": int(where) if where.isdigit() else None,
        "theme": _one_of(Theme, reading.meaning("theme", reading.cell("theme", cells)), "other"),
        "stage": _one_of(Stage, reading.meaning("stage", stage), "idea"),
        "day": day.isoformat(),
        "status": status,
        "outcome": " ".join((stage or reading.cell("answer", cells)).split())[:LONGEST_OUTCOME],
        "key": _key(reading, cells, title, day),
    }
    return record, notes + about_day + about_answer


def _one_of(choices: type[Theme] | type[Stage], value: str, default: str) -> str:
    return value if value in choices.values else default


def _day(reading: _Reading, cells: list[str]) -> tuple[date, list[Note]]:
    """A day that is not in the future; without one the year of the list."""
    written = reading.cell("when", cells)
    unknown = date(reading.year, 1, 1)
    if not written:
        return unknown, []
    day = read_day(written)
    if day is None:
        return unknown, [["no_day", written[:40]]]
    if day > reading.today:
        return unknown, [["future", written[:40]]]
    return day, []


def _answer(
    reading: _Reading, cells: list[str], texts: Mapping[str, str]
) -> tuple[str, list[Note]]:
    """An answer without a reason and without what is possible is none (rule R3)."""
    chosen = NONE
    if "answer" in reading.columns:
        chosen = reading.meaning("answer", reading.cell("answer", cells)) or NONE
    if chosen == Status.AWAITING:
        return chosen, [["waits"]]
    if chosen in ANSWERS:
        if texts["reason"] and texts["possible"]:
            return chosen, [["answered"]]
        return Status.NOT_ASKED, [["no_reason"]]
    return Status.NOT_ASKED, []


def _key(reading: _Reading, cells: list[str], title: str, day: date) -> str:
    """What makes this row itself, the next time that the same list comes."""
    number = search_key(reading.cell("number", cells))
    if number:
        return f"nr:{day.year}:{number}"
    place = search_key(reading.cell("place", cells))
    told = sha256(f"{search_key(title)}|{title}|{place}".encode()).hexdigest()[:32]
    return f"as:{day.year}:{told}"


def _number_in(key: str) -> str:
    kind, _colon, rest = key.partition(":")
    return rest.partition(":")[2] if kind == "nr" else ""


def _compare(row: ImportRow, there: There) -> None:
    """With what is there: the same row, the same title, or one that looks like it."""
    key, title = row.record["key"], row.record["title"]
    if same := there.by_key.get(key):
        other = search_key(same.title) != search_key(title)
        _is_there(row, same, ["other_title" if other else "same_row", same.title])
        return
    number, year = _number_in(key), int(row.record["day"][:4])
    for known in there.by_title.get(search_key(title), ()):
        same_number = bool(number) and known.number == number
        unnumbered = not (number and known.number)
        if not known.is_from_list or same_number or (unnumbered and known.year == year):
            _is_there(row, known, ["same_title", known.title])
            return
        if unnumbered:
            row.notes.append(["looks_like", str(known.year)])


def _is_there(row: ImportRow, known: Known, note: Note) -> None:
    row.state, row.notes = RowState.THERE, [note]
    row.initiative_id = known.pk if known.is_there else None


def _cut(text: str, longest: int) -> str:
    """At the end of a word, where there is one near."""
    cut = text[: longest - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > longest // 2 else cut).rstrip(" ,;:") + "…"


def moment_of(day: str) -> datetime:
    """Noon, so that it is that day for everybody."""
    return datetime.combine(date.fromisoformat(day), time(12), tzinfo=AMSTERDAM)
