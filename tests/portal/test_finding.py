import pytest

from neighbourhoods.models import Area, PostcodeArea
from neighbourhoods.models.geography import search_key
from tests.factories import (
    AdministratorFactory,
    AreaFactory,
    BuurtFactory,
    InitiativeFactory,
    MunicipalityFactory,
    NeighbourhoodFactory,
    ReviewFactory,
)
from tests.world import sign_in

pytestmark = pytest.mark.django_db


def wijk(name, municipality, **fields):
    return AreaFactory(
        municipality=municipality,
        name=name,
        short_name=name,
        search_name=search_key(name),
        search_places=f"|{search_key(municipality.name)}|",
        **fields,
    )


@pytest.fixture
def waterstad():
    return MunicipalityFactory(name="Waterstad", slug="waterstad")


def page(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_postcode_in_several_wijken_offers_the_choice(client, waterstad):
    for rank, (name, share) in enumerate([("Rietwijk", 0.7), ("Havenkwartier", 0.3)], 1):
        area = wijk(name, waterstad)
        PostcodeArea.objects.create(postcode="1504", area=area, rank=rank, share=share)

    html = page(client, "/", q="1504 AB")

    assert "Postcode 1504 ligt in meer dan één wijk. In welke woont u?" in html
    assert html.index("Rietwijk") < html.index("Havenkwartier")


def test_a_postcode_of_one_wijk_gives_that_wijk(client, waterstad):
    area = wijk("Rietwijk", waterstad)
    PostcodeArea.objects.create(postcode="1504", area=area, rank=1, share=1)

    html = page(client, "/", q="1504")

    assert "meer dan één wijk" not in html
    assert f'href="/gebied/{area.code}/"' in html


def test_an_unknown_postcode_is_said_kindly(client):
    html = page(client, "/", q="9999 ZZ")

    assert "Postcode 9999 kennen wij niet" in html
    assert "Kijk of de vier cijfers kloppen" in html


def test_nothing_found_says_what_to_try(client):
    html = page(client, "/", q="Atlantis")

    assert "Niets gevonden bij “Atlantis”" in html


@pytest.mark.parametrize("asked", ["Den Haag", "den haag", "'s-Gravenhage", "s gravenhage"])
def test_a_municipality_is_found_by_each_of_its_names(client, asked):
    MunicipalityFactory(
        name="'s-Gravenhage",
        slug="den-haag",
        alias="Den Haag",
        search_name=search_key("'s-Gravenhage"),
        search_alias=search_key("Den Haag"),
    )

    assert 'href="/gemeente/den-haag/"' in page(client, "/", q=asked)


@pytest.mark.parametrize("asked", ["Curaçaobuurt", "curacaobuurt", "CURAÇAO"])
def test_accents_do_not_matter(client, waterstad, asked):
    area = wijk("Curaçaobuurt", waterstad)

    assert f'href="/gebied/{area.code}/"' in page(client, "/", q=asked)


def test_by_its_place_a_wijk_is_found(client, waterstad):
    area = wijk("Rietwijk", waterstad)

    assert f'href="/gebied/{area.code}/"' in page(client, "/", q="rietwijk waterstad")


def test_by_a_buurt_its_wijk_is_found(client, waterstad):
    area = wijk("Rietwijk", waterstad)
    BuurtFactory(
        parent=area, name="Lisdodde", short_name="Lisdodde", search_name=search_key("Lisdodde")
    )

    html = page(client, "/", q="Lisdodde")

    assert "buurt Lisdodde," in html
    assert f'href="/gebied/{area.code}/"' in html


def test_where_a_wijkaanpak_runs_the_search_leads_to_its_page(client, waterstad):
    runs = NeighbourhoodFactory(name="Rietwijk", slug="rietwijk", municipality=waterstad)
    runs.areas.add(wijk("Rietwijk", waterstad))

    html = page(client, "/", q="Rietwijk")

    assert 'href="/wijk/rietwijk/"' in html
    assert "Hier loopt een wijkaanpak" in html


def test_what_was_asked_stands_in_the_box_again_and_is_never_markup(client):
    html = page(client, "/", q='<script>"&')

    assert "<script>&" not in html
    assert 'value="&lt;script&gt;&quot;&amp;"' in html


def test_only_the_results_are_fetched_again_by_htmx(client, waterstad):
    wijk("Rietwijk", waterstad)

    part = client.get("/", {"q": "Rietwijk"}, headers={"HX-Request": "true", "HX-Target": "found"})

    assert part.content.decode().strip().startswith('<section id="found"')


def test_a_wijk_without_a_wijkaanpak_says_who_can_start_one(client, waterstad):
    area = wijk("Rietwijk", waterstad, residents=8123)

    html = page(client, f"/gebied/{area.code}/")

    assert "Hier loopt nog geen wijkaanpak" in html
    assert "De gemeente Waterstad zet een wijkaanpak aan" in html
    assert "8.123 mensen" in html


def test_it_shows_where_in_the_municipality_it_happens_already(client, waterstad):
    NeighbourhoodFactory(name="Lisdodde", municipality=waterstad)
    NeighbourhoodFactory(name="Verweg")
    area = wijk("Rietwijk", waterstad)

    html = page(client, f"/gebied/{area.code}/")

    assert "Elders in Waterstad gebeurt het al" in html
    assert "De gemeente Waterstad doet al mee." in html
    assert 'href="/gemeente/waterstad/"' in html
    assert "Wie u kunt bellen in Lisdodde" in html
    assert "Lisdodde" in html
    assert "Verweg" not in html


def test_the_page_of_a_running_wijk_is_the_neighbourhoods(client, waterstad):
    runs = NeighbourhoodFactory(slug="rietwijk", municipality=waterstad)
    area = wijk("Rietwijk", waterstad)
    runs.areas.add(area)

    assert client.get(f"/gebied/{area.code}/")["Location"] == "/wijk/rietwijk/"


def test_a_neighbourhood_that_is_not_public_does_not_give_itself_away(client, waterstad):
    runs = NeighbourhoodFactory(name="Geheim", municipality=waterstad, is_public=False)
    area = wijk("Rietwijk", waterstad)
    runs.areas.add(area)

    assert "Hier loopt nog geen wijkaanpak" in page(client, f"/gebied/{area.code}/")
    assert "Geheim" not in page(client, "/wijken/") + page(client, "/gemeente/waterstad/")


def test_a_buurt_has_no_page_of_its_own(client, waterstad):
    buurt = BuurtFactory(parent=wijk("Rietwijk", waterstad))

    assert client.get(f"/gebied/{buurt.code}/").status_code == 404


def test_a_municipality_shows_where_it_runs_and_all_its_wijken(client, waterstad):
    NeighbourhoodFactory(name="Lisdodde", slug="lisdodde", municipality=waterstad)
    for number in range(70):
        wijk(f"Wijk {number:02}", waterstad)
    gone = wijk("Verdwenen", waterstad)
    Area.objects.filter(pk=gone.pk).update(is_current=False)

    first = page(client, "/gemeente/waterstad/wijken/")
    second = page(client, "/gemeente/waterstad/wijken/", page="2")

    assert 'href="/wijk/lisdodde/"' in page(client, "/gemeente/waterstad/")
    assert 'href="/gemeente/waterstad/wijken/"' in page(client, "/gemeente/waterstad/")
    assert "Wijk 00" in first
    assert "Wijk 69" in second
    assert "Verdwenen" not in first + second
    assert "Pagina 2 van 2" in second


def test_where_nothing_runs_yet_a_municipality_shows_all_its_wijken_at_once(client, waterstad):
    area = wijk("Rietwijk", waterstad)

    html = page(client, "/gemeente/waterstad/")

    assert "Hier loopt nog geen wijkaanpak." in html
    assert f'href="/gebied/{area.code}/"' in html


def test_only_who_administers_it_sees_the_way_to_its_desk(client, waterstad):
    desk = 'href="/gemeente/waterstad/beheer/"'

    assert desk not in page(client, "/gemeente/waterstad/")
    sign_in(client, AdministratorFactory(municipality=waterstad).person)
    assert desk in page(client, "/gemeente/waterstad/")


def test_where_nothing_happens_yet_is_not_called_lively(client):
    lively, quiet = NeighbourhoodFactory(name="Levendig"), NeighbourhoodFactory(name="Rustig")
    ReviewFactory(initiative=InitiativeFactory(neighbourhood=lively))

    html = page(client, "/")

    assert "Hier gebeurt het" in html
    assert lively.name in html
    assert quiet.name not in html


def test_where_nothing_happens_anywhere_the_front_page_does_not_say_so(client):
    NeighbourhoodFactory(name="Rustig")

    assert "Hier gebeurt het" not in page(client, "/")


def test_the_liveliest_neighbourhoods_come_first(client):
    quiet = NeighbourhoodFactory(name="Rustig")
    lively = NeighbourhoodFactory(name="Levendig")
    for initiative in InitiativeFactory.create_batch(2, neighbourhood=lively):
        ReviewFactory(initiative=initiative)

    html = page(client, "/wijken/")

    assert html.index(lively.name) < html.index(quiet.name)
    assert "2 initiatieven" in html
    assert "0 initiatieven" in html
