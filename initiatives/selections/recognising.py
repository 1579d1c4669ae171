"""What the columns and the words of somebody else's list mean: guesses, for people to correct."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from neighbourhoods.models import Area, Neighbourhood
from neighbourhoods.models.geography import search_key

from ..states import Stage, Status, Theme

Rows = Sequence[Sequence[str]]
T = TypeVar("T", Stage, Status)

# What a column can be, and the words by which its header tells; the first fits best.
HEADERS: dict[str, tuple[str, ...]] = {
    "title": (
        "titel",
        "naam initiatief",
        "initiatief",
        "project",
        "plan naam",
        "onderwerp",
        "naam",
    ),
    "plan": (
        "omschrijving",
        "beschrijving",
        "toelichting",
        "plan",
        "wat",
        "inhoud",
        "samenvatting",
    ),
    "needs": ("nodig", "wat is er nodig", "behoefte", "hulpvraag", "gevraagde steun"),
    "theme": ("thema", "categorie", "onderwerp", "beleidsthema", "soort", "domein", "rubriek"),
    "place": ("buurt", "gebied", "locatie", "waar", "plek", "plaats", "wijk", "stadsdeel"),
    "stage": ("status", "fase", "stand", "voortgang", "uitkomst", "besluit", "resultaat"),
    "when": ("datum", "startdatum", "jaar", "ingediend op", "datum aanvraag", "wanneer", "start"),
    "number": ("id", "nr", "nummer", "kenmerk", "zaaknummer", "dossiernummer", "volgnummer"),
    "answer": ("antwoord van de gemeente", "antwoord gemeente", "antwoord", "reactie gemeente"),
    "reason": ("reden", "motivering", "motivatie", "waarom", "onderbouwing"),
    "possible": ("wat wel kan", "wat kan wel", "alternatief"),
}
FIELDS = tuple(HEADERS)
HEADER_WITHIN = 10  # rows; above it may stand a name, a date and nothing
FIRST_WORD = 100  # ranks from here on are of a header of which only the first word fits
LOOKED_AT = 300  # rows that tell what a column is
SKIP, WHOLE, IN_WORDS, NONE = "skip", "whole", "words", "none"

# Beginnings of words, as they stand after `search_key`. Of a theme the first word that is known
# tells; of the others the first line in which any word is found.
THEMES: dict[Theme, str] = {
    Theme.GREEN: "groen groene natuur tuin moestuin bloem boom bomen plant dier duurza klimaat"
    " energie milieu biodivers water park parken vergroen",
    Theme.PLAY: "spel speel sport jeugd kind jonger beweg voetbal zwem",
    Theme.CULTURE: "kunst cultu muziek theater erfgoed festival creatie",
    Theme.LEARNING: "leren leer werk onderwijs taal educat school scholing economi ondernem",
    Theme.TRAFFIC: "verkeer veilig parkeer parker fiets mobilit bereikb",
    Theme.CLEAN: "schoon afval zwerf heel onderhoud openbare straat straten plein leefb leefomgev"
    " rat ratten",
    Theme.CARE: "zorg welzijn gezond ouder eenza mantelz vrijwillig hulp armoede",
    Theme.MEETING: "ontmoet sociaal sociale samen buurthu buurtfe verbind feest activ burgersch"
    " divers gezellig particip",
    Theme.OTHER: "overig anders algemeen",
}
STAGES: dict[str, Stage] = {
    "niet geen afgewezen geweigerd afgekeurd idee voorstel": Stage.IDEA,
    "ingetrokken gestopt vervallen geannuleerd beeindigd gestaakt stop": Stage.STOPPED,
    "voorbereid gepland planning opstart start ontwikkel": Stage.PREPARING,
    "vastgesteld afgerond gereed klaar gerealiseerd voltooid uitgevoerd afgesloten gesloten"
    " archief": Stage.COMPLETED,
    "doorlopend structureel jaarlijks permanent terugkerend": Stage.ONGOING,
    "gekozen toegekend gehonoreerd verleend goedgekeurd akkoord loopt lopend uitvoering bezig"
    " actief gestart winnaar deels": Stage.ACTIVE,
    "nieuw ingediend aangevraagd aanvraag behandeling ontvangen wacht open": Stage.IDEA,
}
ANSWERS: dict[str, Status] = {
    "wacht behandeling ingediend open nieuw": Status.AWAITING,
    "niet nee afgewezen geweigerd afgekeurd": Status.NOT_NOW,
    "deels gedeeltelijk": Status.PARTLY,
    "ja doen mee gekozen toegekend gehonoreerd verleend goedgekeurd akkoord": Status.JOINING,
}
LONG_AGO = 2  # years; what was granted before is not assumed to be busy still
DAY = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d{2})\b")
ISO_DAY = re.compile(r"\b((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})\b")
DAY_IN_WORDS = re.compile(r"\b(\d{1,2}) ([a-z]{3})[a-z]*\.? ((?:19|20)\d{2})\b")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
MONTHS = {"jan": 1, "feb": 2, "maa": 3, "mrt": 3, "apr": 4, "mei": 5, "jun": 6, "jul": 7,
          "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12}  # fmt: skip

# What says something of a person, or leads to one; prices, years and numbers of dossiers do not.
CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[a-z]{2,}"
    r"|(?<![\d.,€-])(?:\+31|0031|0)[\s.-]?(?:\(0\))?[1-9](?:[\s.-]?\d){8}(?![\d,])"
    r"|\b[A-Z]{2}\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b"
    r"|\b[1-9]\d{3}\s?[A-Z]{2}[\s,]+(?:nr\.?\s*)?\d{1,4}\b",
    re.IGNORECASE,
)


class Places(NamedTuple):
    """By name or code, after `search_key`: the buurten, what means the whole neighbourhood, and
    what lies elsewhere in the municipality."""

    buurten: Mapping[str, int]
    whole: frozenset[str]
    elsewhere: frozenset[str]
    names: Mapping[int, str]

    @classmethod
    def none(cls) -> "Places":
        return cls({}, frozenset(), frozenset(), {})


def places_of(neighbourhood: Neighbourhood) -> Places:
    """Two queries."""
    wijken = set(neighbourhood.areas.values_list("pk", flat=True))
    names: dict[int, str] = {}
    buurten: dict[str, int] = {}
    whole = {"hele wijk", "de hele wijk"}
    whole |= {search_key(neighbourhood.name), search_key(neighbourhood.municipality.name)}
    elsewhere = set()
    areas = Area.objects.current().filter(municipality=neighbourhood.municipality_id).by_name()
    for pk, parent, *called in areas.values_list("pk", "parent", "code", "name", "short_name"):
        keys = [search_key(name) for name in called]
        if pk in wijken:
            whole |= set(keys)
        elif parent in wijken:
            names[pk] = called[2]
            buurten |= dict.fromkeys(keys, pk)
        else:
            elsewhere |= set(keys)
    return Places(buurten, frozenset(whole), frozenset(elsewhere), names)


# --- Columns


def header_row(rows: Rows) -> int:
    """Where the names of the columns stand: the first row in which two of them are known."""
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        known = {name for cell in row if (name := _field_of(cell))}
        if "title" in known and len(known) > 1:
            return number
    return 0


def guess_columns(header: Sequence[str], rows: Rows, places: Places) -> dict[str, int]:
    """Which column is what; a column is one thing, and what is not found is left out.

    First those of which the whole header tells, then its first word, then the words below it.
    """
    looked_at = list(rows[:LOOKED_AT])
    guessed: dict[str, int] = {}
    for guess in (_by_whole_header, _by_header, _by_content):
        for field in FIELDS:
            free = [number for number in range(len(header)) if number not in guessed.values()]
            if field not in guessed:
                found = guess(field, free, header, looked_at, places)
                guessed |= {field: found} if found is not None else {}
    return guessed


def _by_whole_header(
    field: str, free: list[int], header: Sequence[str], rows: Rows, places: Places
) -> int | None:
    ranked = [(rank, n) for n in free if (rank := _rank(field, header[n])) is not None]
    best = min(ranked, default=(FIRST_WORD, 0))
    return best[1] if best[0] < FIRST_WORD and field != "theme" else None


def _by_header(
    field: str, free: list[int], header: Sequence[str], rows: Rows, places: Places
) -> int | None:
    """Lists often have several themes: that whose words are known best."""
    ranked = [
        (-_share(rows, number, guess_theme) if field == "theme" else 0, rank, number)
        for number in free
        if (rank := _rank(field, header[number])) is not None
    ]
    return min(ranked)[2] if ranked else None


def _field_of(header: str) -> str:
    ranked = [
        (rank, field)
        for field in FIELDS
        if (rank := _rank(field, header)) is not None and rank < FIRST_WORD
    ]
    return min(ranked)[1] if ranked else ""


def _rank(field: str, header: str) -> int | None:
    """How well a header fits, from 0; that which only begins with the word comes last."""
    key = " ".join(search_key(header.replace("_", " ")).split())
    if key in HEADERS[field]:
        return HEADERS[field].index(key)
    first = key.split(" ")[0] if key else ""
    if first in HEADERS[field] and not {"code", "codes", "niveau", "bron"} & set(key.split()):
        return FIRST_WORD + HEADERS[field].index(first)
    return None


def _by_content(
    field: str, free: list[int], header: Sequence[str], rows: Rows, places: Places
) -> int | None:
    """Where no header says it: the words that stand in the column do."""
    tests: dict[str, Callable[[str], object]] = {
        "stage": lambda value: guess_stage(value, 0),
        "theme": guess_theme,
        "place": lambda value: search_key(value) in places.buurten,
        "when": lambda value: len(value) <= 20 and read_day(value),
    }
    if field == "title":
        return _most_telling(free, rows)
    if field not in tests:
        return None
    shares = [(_share(rows, number, tests[field]), -number) for number in free]
    best = max(shares, default=(0.0, 0))
    return -best[1] if best[0] > 0.6 else None


def _most_telling(free: list[int], rows: Rows) -> int | None:
    """A column of short texts that are nearly all different, and no numbers."""
    for number in free:
        values = [row[number] for row in rows if row[number]]
        wordy = [value for value in values if re.search(r"[^\W\d]{3}", value)]
        length = sum(map(len, values)) / len(values) if values else 0
        different = len(set(values)) > 0.8 * len(values)
        if values and different and len(wordy) > 0.8 * len(values) and 8 <= length <= 110:
            return number
    return None


def _share(rows: Rows, number: int, says: Callable[[str], object]) -> float:
    values = [row[number] for row in rows if row[number]]
    return sum(bool(says(value)) for value in values) / len(values) if values else 0.0


# --- Words


def words_of(rows: Rows, number: int) -> list[tuple[str, str, int]]:
    """The different values of a column: by which it is known, how it is written, how often."""
    counted = Counter(row[number] for row in rows)
    found: dict[str, tuple[str, int]] = {}
    for value, often in counted.most_common():
        key = search_key(value)
        written, before = found.get(key, (value, 0))
        found[key] = (written, before + often)
    return [(key, written, often) for key, (written, often) in found.items()]


def guess_theme(value: str) -> Theme | None:
    """By the first word that belongs to one."""
    found = (_longest(word) for word in search_key(value).split())
    return next((theme for theme in found if theme), None)


def guess_stage(value: str, years_ago: int) -> Stage | None:
    """What was granted years ago is not assumed to be busy still."""
    found = _of_any_word(STAGES, search_key(value))
    if found == Stage.ACTIVE and years_ago >= LONG_AGO:
        return Stage.COMPLETED
    return found


def guess_answer(value: str) -> Status | None:
    return _of_any_word(ANSWERS, search_key(value))


def guess_place(value: str, places: Places) -> str:
    """The key of a buurt, the whole neighbourhood, that it lies elsewhere, or its own words.

    A cell may hold several codes: they are one buurt, or the whole as soon as one of them is here.
    """
    key = search_key(value)
    if not key or key in places.whole:
        return WHOLE
    if key in places.buurten:
        return str(places.buurten[key])
    if key in places.elsewhere:
        return SKIP
    known = [part for part in key.split() if part in places.buurten or part in places.whole]
    if known and all(part in known or part in places.elsewhere for part in key.split()):
        one = {places.buurten.get(part) for part in key.split()}
        return str(one.pop()) if len(one) == 1 and None not in one else WHOLE
    return SKIP if all(part in places.elsewhere for part in key.split()) else IN_WORDS


def read_day(value: str) -> date | None:
    """A day, or the first of January of a year; None for what is neither."""
    key = value.lower()
    if found := ISO_DAY.search(key):
        return _day(found[1], found[2], found[3])
    if found := DAY.search(key):
        return _day(found[3], found[2], found[1])
    if (found := DAY_IN_WORDS.search(key)) and found[2] in MONTHS:
        return _day(found[3], MONTHS[found[2]], found[1])
    if found := YEAR.search(key):
        return date(int(found[1]), 1, 1)
    return None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def tells_of_a_person(text: str) -> bool:
    """Whether an e-mail address, a telephone number, an account or an address stands in it."""
    return CONTACT.search(text) is not None


def _longest(word: str) -> Theme | None:
    """The theme with the longest beginning of this word, so that parking is no park."""
    fitting = [
        (len(stem), theme)
        for theme, stems in THEMES.items()
        for stem in stems.split()
        if word.startswith(stem)
    ]
    return max(fitting)[1] if fitting else None


def _of_any_word(table: Mapping[str, T], key: str) -> T | None:
    """The first line of the table in which a word of the key is found."""
    words = key.split()
    for stems, meaning in table.items():
        if any(word.startswith(stem) for word in words for stem in stems.split()):
            return meaning
    return None
