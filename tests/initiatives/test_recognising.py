"""What the columns and words of somebody else's list are taken for, before a person corrects it."""

import csv
import io
import time
from datetime import date

import pytest

from core.sheets import read_sheet
from initiatives.selections.recognising import (
    IN_WORDS,
    SKIP,
    WHOLE,
    Places,
    guess_answer,
    guess_columns,
    guess_place,
    guess_stage,
    guess_theme,
    header_row,
    places_of,
    read_day,
    tells_of_a_person,
    words_of,
)
from initiatives.states import Stage, Status, Theme
from tests.factories import AreaFactory, BuurtFactory
from tests.lists import ALL

PLACES = Places(
    buurten={"rietbuurt": 7, "bu00010101": 7, "lisbuurt": 8, "bu00010102": 8},
    whole=frozenset({"rietwijk", "waterstad", "wk000101"}),
    elsewhere=frozenset({"havenkwartier", "wk000102"}),
    names={7: "Rietbuurt", 8: "Lisbuurt"},
)


def columns(*rows, places=PLACES):
    """By their headers."""
    lines = [line.split(";") for line in rows]
    at = header_row(lines)
    header = lines[at]
    return {field: header[n] for field, n in guess_columns(header, lines[at + 1 :], places).items()}


@pytest.mark.parametrize("name", ALL)
def test_lists_as_municipalities_keep_them_are_understood(name):
    sample = ALL[name]
    rows = [cells for _number, cells in read_sheet(io.BytesIO(sample.content)).rows]

    assert len(rows) == sample.rows + 1
    assert header_row(rows) == 0
    guessed = guess_columns(rows[0], rows[1:], PLACES)
    found = {field: rows[0][column].lower() for field, column in guessed.items()}
    assert found["title"] == "titel"
    assert found["stage"] == "status"
    assert found["number"] in {"id", "nr"}
    assert found["when"] in {"jaar", "datum"}
    assert found["theme"] == sample.theme.lower()
    words = [word for _key, word, _n in words_of(rows[1:], guessed["theme"]) if word]
    assert [word for word in words if guess_theme(word) is None] == []


@pytest.mark.parametrize("name", [name for name in ALL if "csv" in name or "utf-8" in name])
def test_lists_are_read_to_the_letter(name):
    """The reader gives what a plain reader of CSV gives, quotes, accents and all."""
    content = ALL[name].content
    read = [cells for _number, cells in read_sheet(io.BytesIO(content)).rows]
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    semicolon = "puntkomma" in name or "semicolon" in name
    plain = csv.reader(lines, delimiter=";" if semicolon else ",")

    assert read == [[cell.strip() for cell in row] for row in plain]


def test_headers_are_known_by_their_words():
    assert columns(
        "Nr.;TITEL;Omschrijving;Thema;Buurt;Fase;Jaar;Wat is er nodig?;Antwoord gemeente;Reden",
        "1;Tuin;Samen;Groen;Rietbuurt;bezig;2022;Zand;ja;Mooi",
    ) == {
        "number": "Nr.",
        "title": "TITEL",
        "plan": "Omschrijving",
        "theme": "Thema",
        "place": "Buurt",
        "stage": "Fase",
        "when": "Jaar",
        "needs": "Wat is er nodig?",
        "answer": "Antwoord gemeente",
        "reason": "Reden",
    }


def test_what_stands_above_the_headers_is_no_header():
    lines = [["Initiatieven in Rietwijk", ""], ["Bijgewerkt 3 mei", ""], ["Titel", "Status"]]

    assert header_row(lines) == 2


def test_without_a_header_that_fits_the_words_in_a_column_tell():
    assert columns(
        "A;B;C;D;E",
        "Moestuin achter de flat;natuur;afgewezen;Rietbuurt;2021",
        "Straatfeest in juni;ontmoeting;gekozen;Lisbuurt;2022",
        "Een bankje bij de brug;groen;gekozen;Rietbuurt;2022",
    ) == {"title": "A", "theme": "B", "stage": "C", "place": "D", "when": "E"}


def test_names_and_addresses_of_people_are_never_taken_over_by_themselves():
    found = columns(
        "titel;aanvrager;e-mail;telefoon;adres",
        "Moestuin;J. Jansen;j@voorbeeld.nl;0612345678;Dorpsstraat 1",
        "Straatfeest;P. Pietersen;p@voorbeeld.nl;0687654321;Dorpsstraat 2",
    )

    assert found == {"title": "titel"}


def test_of_two_columns_with_a_theme_that_is_taken_whose_words_are_known():
    rows = ["titel;categorie;thema_2", "Tuin;Regeling 7b;Groen", "Feest;Regeling 9;Ontmoeten"]

    assert columns(*rows)["theme"] == "thema_2"


@pytest.mark.parametrize(
    ("word", "theme"),
    [
        ("Groen en Duurzaamheid", Theme.GREEN),
        ("Verkeer en parkeren", Theme.TRAFFIC),
        ("Parken", Theme.GREEN),
        ("Openbare ruimte", Theme.CLEAN),
        ("Jeugd en spelen", Theme.PLAY),
        ("Kunst en cultuur in de buurt", Theme.CULTURE),
        ("Welzijn en Zorg", Theme.CARE),
        ("Sociaal", Theme.MEETING),
        ("OVERIG", Theme.OTHER),
        *[(str(theme.label), theme) for theme in Theme],
        ("Regeling 7b", None),
        ("", None),
    ],
)
def test_a_word_means_a_theme(word, theme):
    assert guess_theme(word) == theme


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("gekozen", Stage.ACTIVE),
        ("niet gekozen", Stage.IDEA),
        ("Deels toegekend en vastgesteld", Stage.COMPLETED),
        ("in behandeling", Stage.IDEA),
        ("loopt", Stage.ACTIVE),
        ("Ingetrokken", Stage.STOPPED),
        ("beëindigd", Stage.STOPPED),
        *[(str(stage.label), stage) for stage in Stage],
        ("X", None),
    ],
)
def test_a_word_means_a_stage(word, stage):
    assert guess_stage(word, 0) == stage


def test_what_was_granted_years_ago_is_not_assumed_to_be_busy_still():
    assert guess_stage("toegekend", 9) == Stage.COMPLETED


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("Ja, wij doen mee", Status.JOINING),
        ("Nee", Status.NOT_NOW),
        ("niet toegekend", Status.NOT_NOW),
        ("deels", Status.PARTLY),
        ("wacht op besluit", Status.AWAITING),
        ("onbekend", None),
    ],
)
def test_a_word_means_an_answer(word, answer):
    assert guess_answer(word) == answer


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Rietbuurt", "7"),
        ("rietbuurt ", "7"),
        ("BU00010101", "7"),
        ("", WHOLE),
        ("Rietwijk", WHOLE),
        ("WK000101 WK000102", WHOLE),  # a part of it is here
        ("WK000102", SKIP),
        ("Havenkwartier", SKIP),
        ("bij de speeltuin", IN_WORDS),
    ],
)
def test_a_word_means_a_place(word, place):
    assert guess_place(word, PLACES) == place


def test_places_are_those_of_the_neighbourhood_and_of_the_rest_of_the_municipality(place):
    here = place.neighbourhood
    wijk = here.areas.get()
    buurt = BuurtFactory(parent=wijk, short_name="Lisbuurt", name="Buurt 2 Lisbuurt")
    away = AreaFactory(municipality=here.municipality, short_name="Havenkwartier")
    AreaFactory(short_name="Een andere stad")

    places = places_of(here)

    assert places.names[buurt.pk] == "Lisbuurt"
    assert guess_place("Buurt 2 Lisbuurt", places) == str(buurt.pk)
    assert guess_place(wijk.code, places) == WHOLE
    assert guess_place(here.municipality.name, places) == WHOLE
    assert guess_place(away.short_name, places) == SKIP
    assert guess_place("Een andere stad", places) == IN_WORDS


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2022", date(2022, 1, 1)),
        ("2022-05-03", date(2022, 5, 3)),
        ("03-05-2022", date(2022, 5, 3)),
        ("3/5/2022", date(2022, 5, 3)),
        ("3.5.2022 14:00", date(2022, 5, 3)),
        ("3 mei 2022", date(2022, 5, 3)),
        ("12 mrt. 2021", date(2021, 3, 12)),
        ("12 Maart 2021", date(2021, 3, 12)),
        ("seizoen 2021/2022", date(2021, 1, 1)),
        ("31-02-2022", None),
        ("binnenkort", None),
        ("00123", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(written, day):
    assert read_day(written) == day


@pytest.mark.parametrize(
    "text",
    [
        "Mail fatma@voorbeeld.nl",
        "bel 06-12345678",
        "020 123 45 67",
        "+31 6 1234 5678",
        "NL91 ABNA 0417 1643 00",
        "Wij wonen op 1506 AB 12",
    ],
)
def test_what_leads_to_a_person_is_seen(text):
    assert tells_of_a_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "€ 40.000,00",
        "2022-05-03",
        "AM645-44424",
        "In 2020 waren er 100 mensen",
        "@En Route",
        "1506",
    ],
)
def test_prices_years_and_numbers_are_nobody(text):
    assert not tells_of_a_person(text)


def test_looking_for_details_takes_no_longer_for_a_text_that_looks_like_them():
    began = time.monotonic()
    for text in ("a" * 3000, "0612 " * 600, "a." * 1500, "a@" * 1500, "1506 A" * 500):
        tells_of_a_person(text)

    assert time.monotonic() - began < 0.5
