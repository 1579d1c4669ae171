import csv
import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from neighbourhoods.actions.areas import (
    AREA_COLUMNS,
    POSTCODE_COLUMNS,
    Count,
    Loaded,
    Problem,
    Reason,
    Unreadable,
    load_areas,
)
from neighbourhoods.drawing import boundary, outline
from neighbourhoods.models import Area, AreaLevel, Municipality, Neighbourhood, PostcodeArea
from neighbourhoods.models.geography import search_key

pytestmark = pytest.mark.django_db

SQUARE = [[485000, 5243000, 400, 0, 0, 400, -400, 0]]
ZAANSTAD = {
    "code": "GM0479",
    "name": "Zaanstad",
    "province": "Noord-Holland",
    "longitude": "4.8",
    "latitude": "52.4",
    "residents": "160000",
}
DEN_HAAG = {**ZAANSTAD, "code": "GM0518", "name": "'s-Gravenhage", "alias": "Den Haag"}
POELENBURG = {
    "code": "WK047912",
    "name": "Wijk 12 Poelenburg",
    "short_name": "Poelenburg",
    "parent": "GM0479",
    "longitude": "4.85",
    "latitude": "52.43",
    "residents": "8665",
    "km2": "1.15",
}
LETTERS = {**POELENBURG, "code": "WK0479FL", "name": "Chassébuurt", "short_name": ""}
NORTH = {"code": "BU04791212", "name": "Poelenburg Noord", "parent": "WK047912", "residents": ""}
POSTCODE = {"postcode": "1504", "place": "Zaandam", "wijk": "WK047912", "rank": "1", "share": "0.9"}

Row = dict[str, str]


class Files:
    """Three small files of CBS data, written again with each load."""

    def __init__(self, folder: Path) -> None:
        self.areas = folder / "areas.csv"
        self.postcodes = folder / "postcodes.csv"
        self.boundaries = folder / "boundaries.json"

    def load(
        self, *areas: Row, postcodes: tuple[Row, ...] = (), boundaries: object = None
    ) -> Loaded:
        self.write(*areas, postcodes=postcodes, boundaries=boundaries)
        return load_areas(self.areas, self.postcodes, self.boundaries)

    def write(
        self, *areas: Row, postcodes: tuple[Row, ...] = (), boundaries: object = None
    ) -> None:
        _write(self.areas, AREA_COLUMNS, areas)
        _write(self.postcodes, POSTCODE_COLUMNS, postcodes)
        self.boundaries.write_text(json.dumps({} if boundaries is None else boundaries))


def _write(path: Path, columns: frozenset[str], rows: tuple[Row, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, sorted(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def reasons(count: Count) -> list[tuple[str, Reason]]:
    return [(row.code, row.reason) for row in count.refused]


def everything() -> list[object]:
    return [
        list(model._default_manager.order_by("pk").values_list())
        for model in (Municipality, Area, PostcodeArea)
    ]


def test_a_municipality_its_wijken_buurten_and_postcodes_are_loaded(files: Files) -> None:
    loaded = files.load(
        ZAANSTAD,
        POELENBURG,
        NORTH,
        postcodes=(POSTCODE,),
        boundaries={"WK047912": SQUARE},
    )
    wijk, buurt = Area.objects.get(code="WK047912"), Area.objects.get(code="BU04791212")

    assert [count.created for count in loaded[:4]] == [1, 1, 1, 1]
    assert (wijk.short_name, wijk.level, wijk.residents) == ("Poelenburg", AreaLevel.WIJK, 8665)
    assert (wijk.municipality.slug, wijk.search_places) == ("zaanstad", "|zaandam|zaanstad|")
    assert json.loads(wijk.boundary) == SQUARE
    assert (wijk.west, wijk.south, wijk.east, wijk.north) == (4.85, 52.43, 4.854, 52.434)
    assert (buurt.parent, buurt.wijk_id, buurt.residents) == (wijk, wijk.pk, None)
    assert (buurt.longitude, buurt.latitude, buurt.boundary) == (4.85, 52.43, "")
    assert PostcodeArea.objects.get().area == wijk


def test_the_order_of_the_rows_does_not_matter(files: Files) -> None:
    loaded = files.load(NORTH, POELENBURG, ZAANSTAD)

    assert [count.created for count in loaded[:3]] == [1, 1, 1]


def test_loading_twice_changes_nothing(files: Files) -> None:
    rows = (ZAANSTAD, DEN_HAAG, POELENBURG, LETTERS, NORTH)
    files.load(*rows, postcodes=(POSTCODE,), boundaries={"WK047912": SQUARE})
    before = everything()

    loaded = files.load(*rows, postcodes=(POSTCODE,), boundaries={"WK047912": SQUARE})

    assert everything() == before
    assert [(count.created, count.changed) for count in loaded[:4]] == [(0, 0)] * 4
    assert [count.same for count in loaded[:4]] == [2, 2, 1, 1]


def test_what_changed_is_changed_and_keeps_its_key(files: Files) -> None:
    files.load(ZAANSTAD, POELENBURG, NORTH, postcodes=(POSTCODE,))
    keys = dict(Area.objects.values_list("code", "pk"))

    loaded = files.load(
        {**ZAANSTAD, "name": "Zaanland"},
        {**POELENBURG, "residents": "9000"},
        {**NORTH, "name": "Poelenburg-Noord"},
        postcodes=({**POSTCODE, "share": "0.5"},),
    )

    assert [(count.changed, count.created) for count in loaded[:4]] == [(1, 0)] * 4
    assert dict(Area.objects.values_list("code", "pk")) == keys
    assert Area.objects.get(code="WK047912").residents == 9000
    assert Area.objects.get(code="BU04791212").search_name == "poelenburg noord"
    assert PostcodeArea.objects.get().share == 0.5


def test_a_municipality_keeps_its_address_when_its_name_changes(files: Files) -> None:
    files.load(ZAANSTAD)
    files.load({**ZAANSTAD, "name": "Zaanland"})

    assert Municipality.objects.values_list("name", "slug").get() == ("Zaanland", "zaanstad")


def test_a_name_with_an_apostrophe_gives_a_plain_address(files: Files) -> None:
    files.load(DEN_HAAG)

    assert Municipality.objects.get().slug == "s-gravenhage"


def test_two_municipalities_of_one_name_have_their_own_address(files: Files) -> None:
    files.load(ZAANSTAD, {**ZAANSTAD, "code": "GM0480"})

    assert set(Municipality.objects.values_list("slug", flat=True)) == {
        "zaanstad",
        "zaanstad-gm0480",
    }


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({**POELENBURG, "code": "WK0479"}, Reason.BAD_CODE),
        ({**POELENBURG, "code": "WK04791é"}, Reason.BAD_CODE),
        ({**POELENBURG, "name": "  "}, Reason.BAD_NAME),
        ({**POELENBURG, "name": "Poelen\0burg"}, Reason.BAD_NAME),
        ({**POELENBURG, "name": "x" * 101}, Reason.BAD_NAME),
        ({**POELENBURG, "parent": "GM9999"}, Reason.UNKNOWN_PARENT),
        ({**POELENBURG, "parent": ""}, Reason.UNKNOWN_PARENT),
        ({**POELENBURG, "residents": "veel"}, Reason.BAD_NUMBER),
        ({**POELENBURG, "residents": "-1"}, Reason.BAD_NUMBER),
        ({**POELENBURG, "km2": "nan"}, Reason.BAD_NUMBER),
        ({**POELENBURG, "longitude": "52.43", "latitude": "4.85"}, Reason.BAD_POINT),
        ({**POELENBURG, "longitude": "nan"}, Reason.BAD_POINT),
        ({**POELENBURG, "longitude": "", "latitude": ""}, Reason.BAD_POINT),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_and_the_rest_is_loaded(
    files: Files, row: Row, reason: Reason
) -> None:
    loaded = files.load(ZAANSTAD, row, LETTERS)

    assert reasons(loaded.wijken) == [(row["code"], reason)]
    assert loaded.wijken.refused[0].line == 3
    assert [area.code for area in Area.objects.all()] == ["WK0479FL"]


def test_a_row_that_stands_there_twice_is_loaded_once(files: Files) -> None:
    loaded = files.load(ZAANSTAD, POELENBURG, POELENBURG, postcodes=(POSTCODE, POSTCODE))

    assert reasons(loaded.wijken) == [("WK047912", Reason.DOUBLE)]
    assert reasons(loaded.postcodes) == [("1504 WK047912", Reason.DOUBLE)]
    assert (Area.objects.count(), PostcodeArea.objects.count()) == (1, 1)


def test_a_row_of_an_unknown_kind_is_named(files: Files) -> None:
    loaded = files.load(ZAANSTAD, {**POELENBURG, "code": "XX12"})

    assert [(row.line, row.code) for row in loaded.unrecognised] == [(3, "XX12")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({**POSTCODE, "postcode": "150"}, Reason.BAD_CODE),
        ({**POSTCODE, "postcode": "0504"}, Reason.BAD_CODE),
        ({**POSTCODE, "wijk": "WK999999"}, Reason.UNKNOWN_PARENT),
        ({**POSTCODE, "share": "1.5"}, Reason.BAD_NUMBER),
        ({**POSTCODE, "share": "nan"}, Reason.BAD_NUMBER),
        ({**POSTCODE, "rank": "eerste"}, Reason.BAD_NUMBER),
    ],
)
def test_a_postcode_that_cannot_be_right_is_refused(files: Files, row: Row, reason: Reason) -> None:
    loaded = files.load(ZAANSTAD, POELENBURG, postcodes=(row,))

    assert [refused for _code, refused in reasons(loaded.postcodes)] == [reason]


@pytest.mark.parametrize(
    "rings", ["grens", [], [[1, 2]], [["a", "b"] * 3], [[485000, 5243000, 0, 0, 0, 0]], 5, None]
)
def test_a_wijk_with_an_unreadable_boundary_is_loaded_without(files: Files, rings: object) -> None:
    loaded = files.load(ZAANSTAD, POELENBURG, boundaries={"WK047912": rings})

    assert reasons(loaded.wijken) == [("WK047912", Reason.BAD_BOUNDARY)]
    assert Area.objects.get().boundary == ""


def test_an_area_that_cbs_no_longer_has_stays_with_the_neighbourhood_that_hangs_on_it(
    files: Files,
) -> None:
    files.load(ZAANSTAD, POELENBURG, LETTERS, NORTH)
    neighbourhood = Neighbourhood.objects.create(
        slug="poelenburg", name="Poelenburg", municipality=Municipality.objects.get()
    )
    neighbourhood.areas.add(Area.objects.get(code="WK047912"))

    loaded = files.load(ZAANSTAD, LETTERS)

    assert [(count.gone, count.refused) for count in loaded[:3]] == [(0, ()), (1, ()), (1, ())]
    assert neighbourhood.areas.get().is_current is False
    assert [area.code for area in Area.objects.current()] == ["WK0479FL"]


def test_an_area_that_comes_back_is_current_again(files: Files) -> None:
    files.load(ZAANSTAD, POELENBURG)
    files.load(ZAANSTAD)
    files.load(ZAANSTAD, POELENBURG)

    assert Area.objects.get().is_current


def test_a_refused_row_leaves_what_it_was_about_alone(files: Files) -> None:
    files.load(ZAANSTAD, POELENBURG)
    loaded = files.load(ZAANSTAD, {**POELENBURG, "residents": "veel"})

    assert (loaded.wijken.gone, Area.objects.get().is_current) == (0, True)
    assert Area.objects.get().residents == 8665


def test_a_postcode_leads_only_where_the_newest_file_says(files: Files) -> None:
    other = {**POSTCODE, "wijk": "WK0479FL"}
    files.load(ZAANSTAD, POELENBURG, LETTERS, postcodes=(POSTCODE,))
    loaded = files.load(ZAANSTAD, POELENBURG, LETTERS, postcodes=(other,))

    assert (loaded.postcodes.created, loaded.postcodes.gone) == (1, 1)
    assert PostcodeArea.objects.get().area.code == "WK0479FL"


def test_a_postcode_that_the_newest_file_does_not_have_stays(files: Files) -> None:
    files.load(ZAANSTAD, POELENBURG, postcodes=(POSTCODE,))
    loaded = files.load(ZAANSTAD, POELENBURG, postcodes=({**POSTCODE, "postcode": "1505"},))

    assert loaded.postcodes.gone == 0
    assert set(PostcodeArea.objects.values_list("postcode", flat=True)) == {"1504", "1505"}


@pytest.mark.parametrize(
    ("rank", "share", "found"), [("1", "0.05", True), ("2", "0.4", True), ("3", "0.05", False)]
)
def test_a_place_belongs_to_the_wijken_in_which_much_of_it_lies(
    files: Files, rank: str, share: str, found: bool
) -> None:
    files.load(ZAANSTAD, POELENBURG, postcodes=({**POSTCODE, "rank": rank, "share": share},))

    assert ("|zaandam|" in Area.objects.get().search_places) is found


def test_a_missing_file_changes_nothing(files: Files) -> None:
    files.load(ZAANSTAD, POELENBURG)
    files.boundaries.unlink()

    with pytest.raises(Unreadable) as refusal:
        load_areas(files.areas, files.postcodes, files.boundaries)

    assert (refusal.value.path, refusal.value.problem) == (files.boundaries, Problem.MISSING)
    assert Area.objects.current().count() == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\x1f\x8b half a gzip", b"code;name\n1;2", gzip.compress(b"code,name" * 999)[:-9]],
    ids=["empty", "broken", "semicolons", "cut off"],
)
def test_a_damaged_file_is_said_to_be_so(files: Files, content: bytes) -> None:
    files.write(ZAANSTAD)
    damaged = files.areas.with_suffix(".csv.gz")
    damaged.write_bytes(content)

    with pytest.raises(Unreadable) as refusal:
        load_areas(damaged, files.postcodes, files.boundaries)

    assert refusal.value.problem in {Problem.CORRUPT, Problem.COLUMNS}


@pytest.mark.parametrize("content", ["{", "[]", '"grens"'])
def test_damaged_boundaries_are_said_to_be_so(files: Files, content: str) -> None:
    files.write(ZAANSTAD)
    files.boundaries.write_text(content)

    with pytest.raises(Unreadable):
        load_areas(files.areas, files.postcodes, files.boundaries)


def command(files: Files) -> str:
    out = StringIO()
    call_command(
        "load_areas",
        areas=files.areas,
        postcodes=files.postcodes,
        boundaries=files.boundaries,
        stdout=out,
    )
    return out.getvalue()


def test_the_command_says_what_it_kept_and_why_it_refused(files: Files) -> None:
    files.write(ZAANSTAD, {**POELENBURG, "parent": "GM9999"}, LETTERS)
    told = command(files)

    assert "Gemeenten: 1 gelezen, 1 nieuw, 0 gewijzigd" in told
    assert "Wijken: 2 gelezen, 1 nieuw" in told
    assert "regel 3 (WK047912): hoort bij een onbekend gebied" in told
    assert "Bron: CBS." in told


def test_the_command_shows_the_first_twenty_refusals(files: Files) -> None:
    files.write(*({**POELENBURG, "code": f"WK0479{number}"} for number in range(10, 40)))
    told = command(files)

    assert told.count("onbekend gebied") == 20
    assert "... en nog 10 rijen." in told


def test_the_command_names_a_file_that_is_missing(files: Files) -> None:
    files.write(ZAANSTAD)
    files.postcodes.unlink()

    with pytest.raises(CommandError, match=r"postcodes\.csv is niet geladen: het bestand is er"):
        command(files)


def test_a_buurt_without_wijk_cannot_be_stored(files: Files) -> None:
    files.load(ZAANSTAD, POELENBURG, NORTH)

    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.buurten().update(parent=None)


def test_longitude_and_latitude_cannot_be_swapped(files: Files) -> None:
    files.load(ZAANSTAD, POELENBURG)

    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.update(longitude=52.4, latitude=4.8)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("'s-Gravenhage", "s gravenhage"),
        ("Súdwest-Fryslân", "sudwest fryslan"),
        ("Chassébuurt", "chassebuurt"),
        ("Heechterp & Schieringen", "heechterp schieringen"),
        ("Crabbehof/Zuidhoven", "crabbehof zuidhoven"),
        ("Bergen (NH.)", "bergen nh"),
        ("’t Ĳ", "t ij"),
        ("\0\x07\ud800 ", ""),
    ],
)
def test_a_name_is_searched_without_accents_and_signs(name: str, key: str) -> None:
    assert search_key(name) == key


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_a_key_that_every_database_takes(text: str) -> None:
    key = search_key(text)

    assert len(key) <= 100
    assert key == key.strip()
    key.encode()
    assert "\0" not in key
    assert search_key(key) == key


def test_the_whole_of_the_netherlands_is_loaded_and_can_be_drawn() -> None:
    """The one slow test: the real files, a few seconds."""
    loaded = load_areas()
    again = load_areas()

    assert [count.created for count in loaded[:4]] == [342, 3393, 14574, 8277]
    assert [count.same for count in again[:4]] == [342, 3393, 14574, 8277]
    assert not any(count.refused or count.gone for count in loaded[:4])
    assert not Area.objects.wijken().filter(boundary="").exists()
    assert Municipality.objects.get(alias="Den Haag").slug == "s-gravenhage"
    assert Area.objects.get(code="WK047912").short_name == "Poelenburg"
    leeuwarden = Area.objects.wijken().filter(municipality__name="Leeuwarden")
    whole = outline([boundary(area.short_name, area.boundary) for area in leeuwarden])
    # Neighbours share their vertices exactly, so nothing is left of the borders between them.
    assert whole.area.count("M") <= 3
