"""The list of initiatives: whatever stands in the address, it answers."""

import pytest

from initiatives.models import Initiative
from initiatives.states import Kind, Stage, Status, Theme
from tests.factories import InitiativeFactory, ReviewFactory, UserFactory
from tests.html import fragment_problems, problems

LIST = "/wijk/rietwijk/initiatieven/"


@pytest.fixture
def many(place):
    """25 initiatives, of every theme, stage and answer."""
    for number in range(25):
        initiative = InitiativeFactory(
            neighbourhood=place.neighbourhood,
            title=f"Plan {number:02}",
            plan="Een kraan bij de speeltuin" if number == 7 else "Iets moois",
            theme=list(Theme)[number % len(Theme)],
            stage=list(Stage)[number % len(Stage)],
            kind=list(Kind)[number % len(Kind)],
        )
        ReviewFactory(initiative=initiative, status=list(Status)[number % len(Status)])
    return place


def shown(client, query=""):
    page = client.get(f"{LIST}{query}").content.decode()
    return [number for number in range(25) if f"Plan {number:02}" in page]


def test_the_newest_come_first_twenty_at_a_time(many, client):
    assert len(shown(client)) == 20
    assert len(shown(client, "?page=2")) == 5
    assert not set(shown(client)) & set(shown(client, "?page=2"))


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("?thema=green", {"theme": "green"}),
        ("?fase=stopped", {"stage": "stopped"}),
        ("?soort=activity", {"kind": "activity"}),
        ("?soort=experiment", {"kind": "experiment"}),
        ("?antwoord=not_now", {"review__status": "not_now"}),
        ("?zoek=KRAAN", {"plan__contains": "kraan"}),
        ("?zoek=speeltuin+kraan", {"plan__contains": "kraan"}),
        ("?thema=green&fase=idea", {"theme": "green", "stage": "idea"}),
    ],
)
def test_a_choice_leaves_only_what_fits(many, client, query, condition):
    found = {initiative.title for initiative in Initiative.objects.filter(**condition)}
    assert {f"Plan {number:02}" for number in shown(client, query)} == found


@pytest.mark.parametrize(
    "query",
    [
        "?thema=voetbal", "?fase=klaar", "?antwoord=misschien", "?thema=&fase=&antwoord=",
        "?thema=green%00x", "?thema=%ff", "?onbekend=1", "?thema=green&thema=voetbal",
        "?zoek=%00", "?zoek=", "?zoek=+++", f"?zoek={'a' * 5000}",
        "?zoek=%20",
        "?page=0", "?page=-1", "?page=x", "?page=", "?page=1.5", "?page=%00", "?page=%D9%A3",
        "?page=1%27%20OR%201=1",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_choice(many, client, query):
    assert len(shown(client, query)) == 20


@pytest.mark.parametrize(
    "query", ["?page=99", "?page=99999999999999999999", f"?page={'9' * 5000}", "?page=2"]
)
def test_a_page_too_far_is_the_last_page(many, client, query):
    assert len(shown(client, query)) == 5


@pytest.mark.parametrize(
    "words",
    [
        "%25",
        "_",
        "%5C",
        "%27",
        "%22%3Cscript%3E",
        "%F0%9F%8C%B1",
        "%ff%fe",
        "a+b+c+d+e+f+g+h+i+j",
        "%E2%80%AE",
    ],
)
def test_signs_are_looked_for_as_they_are(many, client, words):
    page = client.get(f"{LIST}?zoek={words}")
    assert page.status_code == 200
    text = page.content.decode()
    assert "<script>" not in text
    assert "Niets gevonden" in text
    assert problems(text) == []


def test_the_choice_goes_along_to_the_next_page(many, client):
    page = client.get(f"{LIST}?zoek=moois").content.decode()
    assert "zoek=moois&amp;page=2" in page
    assert len(shown(client, "?zoek=moois&page=2")) == 4


def test_htmx_gets_only_the_results(many, client):
    response = client.get(
        f"{LIST}?thema=green", headers={"HX-Request": "true", "HX-Target": "results"}
    )
    part = response.content.decode().strip()
    assert part.startswith('<div id="results"')
    assert "<form" not in part
    assert fragment_problems(part) == []
    assert "HX-Target" in response["Vary"]


def test_the_back_button_gets_the_whole_page(many, client):
    response = client.get(
        LIST,
        headers={
            "HX-Request": "true",
            "HX-Target": "results",
            "HX-History-Restore-Request": "true",
        },
    )
    assert response.content.decode().startswith("<!doctype html>")


def test_of_another_neighbourhood_nothing_is_shown(many, client):
    InitiativeFactory(title="Elders")
    for page in (1, 2):
        assert "Elders" not in client.get(f"{LIST}?page={page}").content.decode()


def test_an_empty_list_invites(place, client):
    page = client.get(LIST).content.decode()
    assert "Wilt u de eerste zijn?" in page
    assert problems(page) == []


def test_a_neighbourhood_that_is_not_there_has_no_list(place, client):
    assert client.get("/wijk/bestaat-niet/initiatieven/").status_code == 404
    place.neighbourhood.is_public = False
    place.neighbourhood.save()
    assert client.get(LIST).status_code == 404


def test_it_can_only_be_read(place, client):
    assert client.post(LIST).status_code == 405


def test_a_list_reads_the_same_for_who_is_signed_in(many, client):
    before = shown(client)
    client.force_login(UserFactory())
    assert shown(client) == before
