"""Searching everything: places, organisations and initiatives that one may see."""

import re

import pytest

from initiatives.actions import initiatives
from neighbourhoods.actions.words import learn_places
from neighbourhoods.models import Neighbourhood, PostcodeArea, Word
from neighbourhoods.models.geography import search_key
from neighbourhoods.selections.places import find_places
from partners.actions.organisations import municipality_organisation
from tests.factories import (
    AreaFactory,
    BuurtFactory,
    InitiativeFactory,
    MunicipalityFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    ReviewFactory,
    UserFactory,
)
from tests.html import fragment_problems, problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def waterstad():
    return MunicipalityFactory(
        name="Waterstad", slug="waterstad", search_name=search_key("Waterstad")
    )


def wijk(name, municipality):
    return AreaFactory(
        municipality=municipality,
        name=name,
        short_name=name,
        search_name=search_key(name),
        search_places=f"|{search_key(municipality.name)}|",
    )


def initiative(title, **more):
    made = InitiativeFactory(title=title, plan="Iets moois.", **more)
    ReviewFactory(initiative=made)
    return made


def page(client, question, **query):
    response = client.get("/zoeken/", {"zoek": question} | query)
    assert response.status_code == 200
    return response.content.decode()


def places(client, question):
    response = client.get("/zoeken/plaatsen/", {"zoek": question})
    assert response.status_code == 200
    return response.content.decode()


def titles(html):
    return re.findall(r'<h3 class="wijk-card__title"[^>]*><a [^>]*>(.*?)</a>', html)


@pytest.mark.parametrize("question", ["Slotervaart", "Slotervaat", "SLOTERVAART", "sloter vaart"])
def test_a_neighbourhood_is_found_by_its_own_name(client, question):
    NeighbourhoodFactory(name="Slotervaart", slug="slotervaart")

    html = page(client, question)

    assert 'href="/wijk/slotervaart/"' in html
    assert problems(html) == []


def test_a_neighbourhood_that_is_closed_is_not_found(client):
    NeighbourhoodFactory(name="Slotervaart", slug="slotervaart", is_public=False)

    assert "Niets gevonden" in page(client, "Slotervaart")


def test_a_wijk_is_found_with_a_typing_error(client, waterstad):
    area = wijk("Poelenburg", waterstad)
    learn_places()

    html = places(client, "Polenburg")

    assert f'href="/gebied/{area.code}/"' in html
    assert "Wij lazen het als “poelenburg”." in html
    assert problems(html) == []
    home = client.get("/", {"q": "Polenburg waterstat"}).content.decode()
    assert f'href="/gebied/{area.code}/"' in home
    assert "Wij lazen het als “poelenburg waterstad”." in home


@pytest.mark.parametrize("word", ["koken", "bankje", "wandelen", "feest", "verkeer", "huiswerk"])
def test_an_ordinary_word_is_not_read_as_a_place(client, waterstad, word):
    for name in ("Koen", "Bant", "Andel", "Deest", "Werkeren", "Huisweid"):
        wijk(name, waterstad)
    learn_places()

    html = places(client, word)

    assert f"Geen plaats of postcode gevonden bij “{word}”." in html
    assert "Wij lazen" not in html


def test_places_come_by_themselves_and_without_script_by_a_link(client):
    html = page(client, "Rietwijk & co")

    assert 'data-hx-get="/zoeken/plaatsen/?zoek=Rietwijk+%26+co"' in html
    assert 'href="/zoeken/plaatsen/?zoek=Rietwijk+%26+co"' in html
    part = client.get(
        "/zoeken/plaatsen/", {"zoek": "x"}, headers={"HX-Request": "true", "HX-Target": "places"}
    ).content.decode()
    assert part.strip().startswith('<section id="places"')
    assert fragment_problems(part) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Polenburg", "poelenburg"),
        ("Poelenbrug", "poelenburg"),
        ("Watrstad Poelenburg", "waterstad poelenburg"),
        ("Poelen", ""),  # found as it is
        ("Poelenburg", ""),
        ("Heel wat anders", ""),
        ("Hag", ""),  # too short to guess
        ("1504", ""),
        ("\0" * 20, ""),
    ],
)
def test_a_name_is_read_without_its_typing_errors(waterstad, typed, read):
    wijk("Poelenburg", waterstad)
    learn_places()

    found = find_places(typed)

    assert found.read_as == read
    assert bool(found.results) is bool(read or typed.startswith("Poelen"))


def test_a_buurt_and_a_postcode_lead_to_their_wijk(client, waterstad):
    area = wijk("Rietwijk", waterstad)
    BuurtFactory(parent=area, name="Lisdodde", short_name="Lisdodde", search_name="lisdodde")
    PostcodeArea.objects.create(postcode="1504", area=area, rank=1, share=1)

    for question in ("Lisdodde", "1504 AB"):
        assert f'href="/gebied/{area.code}/"' in places(client, question)


def test_an_organisation_is_found_when_it_is_listed(client, waterstad):
    here = NeighbourhoodFactory(name="Rietwijk", slug="rietwijk", municipality=waterstad)
    for name, listed in [("Woonstichting De Oever", True), ("Woonstichting Stil", False)]:
        OrganisationFactory(name=name, neighbourhood=here, is_listed=listed)
    municipality_organisation(waterstad)

    html = page(client, "woonstichtingen")

    assert "Woonstichting De Oever" in html
    assert "Woningcorporatie" in html
    assert "Woonstichting Stil" not in html
    assert "Woonstichting De Oever" in page(client, "woonstichtign oever")
    assert "Gemeente Waterstad" in page(client, "gemeente waterstad")
    assert problems(html) == []


def test_the_team_of_an_initiative_is_not_listed(client):
    made = initiative("Moestuin")

    html = page(client, "moestuin")

    assert titles(html) == ["Moestuin"]
    assert "Organisaties</h2>" not in html
    assert not made.team.is_listed


def test_an_organisation_of_a_closed_neighbourhood_is_not_found(client, waterstad):
    closed = NeighbourhoodFactory(municipality=waterstad, is_public=False)
    OrganisationFactory(name="Woonstichting", neighbourhood=closed)

    assert "Niets gevonden" in page(client, "woonstichting")


def test_initiatives_of_everywhere_are_found_with_where_they_are(client, waterstad):
    for name in ("Rietwijk", "Elders"):
        place = NeighbourhoodFactory(name=name, municipality=waterstad)
        initiative(f"Speeltuin {name}", neighbourhood=place, place="bij de brug")

    html = page(client, "speeltuinen")

    assert titles(html) == ["Speeltuin Elders", "Speeltuin Rietwijk"]
    assert "bij de brug, Rietwijk" in html
    assert titles(page(client, "speeltuin rietwijk")) == ["Speeltuin Rietwijk"]
    assert titles(page(client, "speeltuin waterstad"))[0] == "Speeltuin Elders"


def test_pages_follow_each_other(client):
    place = NeighbourhoodFactory(name="Moestuinwijk")
    for number in range(25):
        initiative(f"Moestuin {number}", neighbourhood=place)

    first, second = page(client, "moestuin"), page(client, "moestuin", page="2")

    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert "zoek=moestuin&amp;page=2" in first
    assert "Moestuinwijk</a></p>" in first
    assert "Wijken</h2>" in first
    assert "Wijken</h2>" not in second


def test_what_is_hidden_is_found_by_its_team_only(client):
    made = initiative("Moestuin")
    initiatives.hide(made, "Huisregel 1.", by=UserFactory())

    assert "Niets gevonden" in page(client, "moestuin")


def test_nothing_asked_is_nothing_looked_up(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = client.get("/zoeken/?zoek=%00+").content.decode()

    assert "Een typefout is niet erg." in html
    assert problems(html) == []


def test_htmx_gets_only_the_results(client):
    initiative("Moestuin")

    part = client.get(
        "/zoeken/", {"zoek": "moestuin"}, headers={"HX-Request": "true", "HX-Target": "results"}
    ).content.decode()

    assert part.strip().startswith('<div id="results"')
    assert "<form" not in part
    assert fragment_problems(part) == []


def test_every_page_leads_to_the_search(client):
    assert client.get("/wijken/").content.decode().count('href="/zoeken/"') == 2


def test_words_of_places_and_of_initiatives_are_apart(waterstad):
    """A word of a text that is hidden, or gone, helps nobody to find a place."""
    wijk("Poelenburg", waterstad)
    learn_places()
    initiative("Kippenhok")

    kinds = dict(Word.objects.values_list("text", "kind"))

    assert kinds["kippenhok"] == Word.Kind.INITIATIVE
    assert kinds["poelenburg"] == Word.Kind.PLACE
    assert Neighbourhood.objects.count() == 1
