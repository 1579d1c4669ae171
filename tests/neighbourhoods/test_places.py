import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from neighbourhoods.models import Area, AreaLevel, Municipality, Neighbourhood, PostcodeArea
from neighbourhoods.models.geography import search_key
from neighbourhoods.selections.maps import draw, neighbourhood_map
from neighbourhoods.selections.places import PlaceKind, Places, find_places

pytestmark = pytest.mark.django_db


def municipality(name: str, alias: str = "") -> Municipality:
    number = Municipality.objects.count()
    return Municipality.objects.create(
        code=f"GM{number:04}",
        name=name,
        slug=search_key(name).replace(" ", "-"),
        alias=alias,
        longitude=5,
        latitude=52,
        search_name=search_key(name),
        search_alias=search_key(alias),
    )


def wijk(name: str, of: Municipality, residents: int | None = None, places: str = "") -> Area:
    """A square one, beside the one before it; `places` are other names that it lies in."""
    number = Area.objects.count()
    west = 500_000 + number * 1000
    around = "".join(f"|{search_key(place)}" for place in (of.name, of.alias, places) if place)
    return Area.objects.create(
        code=f"WK{number:06}",
        name=name,
        short_name=name,
        level=AreaLevel.WIJK,
        municipality=of,
        residents=residents,
        longitude=5,
        latitude=52,
        boundary=f"[[{west},5200000,1000,0,0,700,-1000,0]]",
        west=west / 100_000,
        south=52,
        east=west / 100_000 + 0.01,
        north=52.007,
        search_name=search_key(name),
        search_places=f"{around}|",
    )


def buurt(name: str, of: Area) -> Area:
    return Area.objects.create(
        code=f"BU{Area.objects.count():08}",
        name=name,
        short_name=name,
        level=AreaLevel.BUURT,
        municipality=of.municipality,
        parent=of,
        longitude=5,
        latitude=52,
        search_name=search_key(name),
        search_places=of.search_places,
    )


def neighbourhood(name: str, *areas: Area, is_public: bool = True) -> Neighbourhood:
    opened = Neighbourhood.objects.create(
        slug=search_key(name).replace(" ", "-"),
        name=name,
        municipality=areas[0].municipality,
        is_public=is_public,
    )
    opened.areas.set(areas)
    return opened


def labels(places: Places) -> list[str]:
    return [place.label for place in places.results]


@pytest.fixture
def zaanstad() -> Municipality:
    return municipality("Zaanstad")


@pytest.mark.parametrize("query", ["1504", "1504 AB", "1504ab", " 1504  ab ", "1504 AB Zaandam"])
def test_a_postcode_leads_to_its_wijken_the_most_likely_first(
    zaanstad: Municipality, query: str
) -> None:
    south, poelenburg = wijk("Zaandam Zuid", zaanstad), wijk("Poelenburg", zaanstad)
    PostcodeArea.objects.create(postcode="1504", area=south, rank=1, share=0.1)
    PostcodeArea.objects.create(postcode="1504", area=poelenburg, rank=1, share=0.9)

    found = find_places(query)

    assert (labels(found), found.postcode) == (["Poelenburg", "Zaandam Zuid"], "1504")
    assert [place.share for place in found.results] == [0.9, 0.1]
    assert not found.unknown_postcode


@pytest.mark.parametrize("query", ["9999", "0000 AB"])
def test_a_postcode_that_does_not_exist_is_said_to_be_unknown(query: str) -> None:
    found = find_places(query)

    assert (found.results, found.postcode, found.unknown_postcode) == ((), query[:4], True)


@pytest.mark.parametrize("query", ["150", "15041", "1504 ABC"])
def test_what_is_no_postcode_is_searched_as_a_name(query: str) -> None:
    assert not find_places(query).unknown_postcode


@pytest.mark.parametrize(
    "query", ["'s-Gravenhage", "s gravenhage", "’S-GRAVENHAGE", "den haag", "Den  Haag"]
)
def test_a_municipality_is_found_by_name_and_alias(query: str) -> None:
    the_hague = municipality("'s-Gravenhage", alias="Den Haag")
    wijk("Schilderswijk", the_hague)
    (place,) = find_places(query).results

    assert (place.kind, place.label) == (PlaceKind.MUNICIPALITY, "'s-Gravenhage")
    assert (place.pk, place.municipality_slug) == (the_hague.pk, "s-gravenhage")


def test_accents_and_signs_do_not_matter(zaanstad: Municipality) -> None:
    wijk("Chassébuurt", zaanstad)
    wijk("Heechterp & Schieringen", zaanstad)

    assert labels(find_places("chassebuurt")) == ["Chassébuurt"]
    assert labels(find_places("Heechterp-Schieringen")) == ["Heechterp & Schieringen"]


def test_the_name_itself_comes_before_beginnings_and_parts(zaanstad: Municipality) -> None:
    for name in ("Tuindorp Oostzaan", "Noordoost", "Oosterzij", "Oost"):
        wijk(name, zaanstad)

    assert labels(find_places("oost")) == ["Oost", "Oosterzij", "Tuindorp Oostzaan", "Noordoost"]


def test_a_buurt_leads_to_its_wijk_once(zaanstad: Municipality) -> None:
    poelenburg = wijk("Poelenburg", zaanstad)
    buurt("Poelenburg Noord", poelenburg)
    buurt("Poelenburg Zuid", poelenburg)
    (by_wijk,) = find_places("poelenburg").results
    (by_buurt,) = find_places("Poelenburg Noord").results

    assert (by_wijk.pk, by_wijk.via) == (poelenburg.pk, "")
    assert (by_buurt.pk, by_buurt.via) == (poelenburg.pk, "Poelenburg Noord")


def test_a_place_that_is_no_municipality_leads_to_its_wijken(zaanstad: Municipality) -> None:
    wijk("Poelenburg", zaanstad, 8000, places="Zaandam")
    wijk("Rosmolenwijk", zaanstad, 9000, places="Zaandam")
    wijk("Assendelft Noord", zaanstad, places="Assendelft")

    assert labels(find_places("Zaandam")) == ["Rosmolenwijk", "Poelenburg"]


def test_the_beginning_of_a_place_is_enough_and_comes_after_names(zaanstad: Municipality) -> None:
    wijk("Poelenburg", zaanstad, 9000, places="Zaandam")
    wijk("Oud-Zaandijk", zaanstad, places="Zaandijk")

    assert labels(find_places("zaand")) == ["Oud-Zaandijk", "Poelenburg"]


@pytest.mark.parametrize("query", ["Poelenburg Zaandam", "poelenburg, zaanstad"])
def test_a_name_with_its_place_finds_the_right_one(zaanstad: Municipality, query: str) -> None:
    wijk("Poelenburg", municipality("Heemskerk"))
    here = wijk("Poelenburg", zaanstad, places="Zaandam")

    assert [place.pk for place in find_places(query).results] == [here.pk]


def test_one_or_two_letters_are_the_beginning_of_a_name(zaanstad: Municipality) -> None:
    for name in ("Oost", "Noordoost"):
        wijk(name, zaanstad)

    assert labels(find_places("oo")) == ["Oost"]


def test_a_municipality_does_not_bring_all_its_wijken(zaanstad: Municipality) -> None:
    wijk("Poelenburg", zaanstad)

    assert labels(find_places("zaanstad")) == ["Zaanstad"]


def test_a_running_neighbourhood_is_named_and_comes_first_among_equals(
    zaanstad: Municipality,
) -> None:
    wijk("Centrum", zaanstad, 9000)
    runs = wijk("Centrum", municipality("Leeuwarden"), 10)
    neighbourhood("Hart van de stad", runs)
    first, second = find_places("centrum").results

    assert (first.pk, first.neighbourhood) == (runs.pk, "hart-van-de-stad")
    assert first.neighbourhood_name == "Hart van de stad"
    assert (second.municipality, second.neighbourhood) == ("Zaanstad", None)


def test_a_neighbourhood_that_is_not_public_is_not_told(zaanstad: Municipality) -> None:
    poelenburg = wijk("Poelenburg", zaanstad)
    neighbourhood("Poelenburg", poelenburg, is_public=False)
    (place,) = find_places("Poelenburg").results

    assert place.neighbourhood is None


def test_a_wijk_that_cbs_no_longer_has_is_found_only_where_a_neighbourhood_runs(
    zaanstad: Municipality,
) -> None:
    old, kept = wijk("Oude Dorp", zaanstad), wijk("Oude Haven", zaanstad)
    neighbourhood("Haven", kept)
    Area.objects.update(is_current=False)

    assert labels(find_places("oude")) == ["Oude Haven"]
    assert old.short_name not in labels(find_places("oude dorp"))


def test_more_than_fits_is_said(zaanstad: Municipality) -> None:
    for number in range(5):
        wijk(f"Centrum {number}", zaanstad)

    assert (len(find_places("centrum", 4).results), find_places("centrum", 4).more) == (4, True)
    assert (len(find_places("centrum", 5).results), find_places("centrum", 5).more) == (5, False)


@pytest.mark.parametrize("query", ["", "   ", "\0", "%", "_", "'", "\x07\x1b", "\ud800", "🙂"])
def test_a_query_without_letters_finds_nothing_and_asks_nothing(query: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = find_places(query)

    assert (found.results, found.unknown_postcode, len(queries)) == ((), False, 0)


def test_a_percent_sign_is_not_everything(zaanstad: Municipality) -> None:
    wijk("Poelenburg", zaanstad)

    assert labels(find_places("p%g")) == []


def test_what_was_asked_can_be_shown_again() -> None:
    found = find_places("\0Poelen\x07burg" + "x" * 5000)

    assert found.query.startswith("Poelen burg")
    assert len(found.query) <= 100


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(query=st.text() | st.text("aeiou -'0123456789", max_size=200))
def test_any_query_gets_an_answer(query: str) -> None:
    find_places(query).query.encode("utf-8", "strict")


def test_as_many_queries_for_one_result_as_for_ten(zaanstad: Municipality) -> None:
    counts = []
    for number in range(10):
        found = wijk(f"Centrum {number}", zaanstad)
        buurt(f"Centrum {number} Oost", found)
        PostcodeArea.objects.create(postcode="1504", area=found, rank=number + 1, share=0.1)
        neighbourhood(f"Wijk {number}", found)
        with CaptureQueriesContext(connection) as by_name:
            assert len(find_places("centrum").results) == number + 1
        with CaptureQueriesContext(connection) as by_postcode:
            assert len(find_places("1504").results) == number + 1
        counts.append((len(by_name), len(by_postcode)))

    assert set(counts) == {(3, 2)}


def test_a_neighbourhood_is_drawn_in_two_queries(zaanstad: Municipality) -> None:
    west, middle, east = (wijk(name, zaanstad) for name in ("West", "Midden", "Oost"))
    buurt("Klein", middle)
    opened = neighbourhood("Hart", middle)
    with CaptureQueriesContext(connection) as queries:
        drawing = neighbourhood_map(opened)

    assert len(queries) == 2
    assert drawing.context.count("M") == 2
    assert [label.text for label in drawing.names] == ["Hart"]
    assert {label.text for label in drawing.context_names} == {west.short_name, east.short_name}


def test_a_wijk_of_another_municipality_is_drawn_beside_it(zaanstad: Municipality) -> None:
    here = wijk("Midden", zaanstad)
    wijk("Buren", municipality("Oostzaan"))

    assert [label["text"] for label in draw([here])["context_names"]] == ["Buren"]


def test_a_number_is_not_drawn_as_a_name(zaanstad: Municipality) -> None:
    here = wijk("Midden", zaanstad)
    wijk("Wijk 00", zaanstad)

    assert draw([here], "Midden")["context_names"] == []
