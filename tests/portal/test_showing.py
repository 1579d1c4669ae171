from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from initiatives.actions import initiatives
from initiatives.states import Stage
from neighbourhoods.states import Role
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rietwijk():
    return NeighbourhoodFactory(
        name="Rietwijk", slug="rietwijk", motto="Waar buren elkaar kennen.", introduction="Hallo"
    )


def page(client, address="/wijk/rietwijk/"):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def sent(neighbourhood, title):
    return initiatives.send(
        initiatives.Idea(title, "Samen.", "green"),
        neighbourhood=neighbourhood,
        key=uuid4(),
        by=UserFactory(name="Samira"),
        now=timezone.now(),
    )


def test_the_contact_officer_is_there_with_hours_and_place(client, rietwijk):
    MembershipFactory(
        neighbourhood=rietwijk,
        person=UserFactory(name="Fatima el Amrani"),
        hours="dinsdag 9 tot 12 uur",
        place="De Poelenburcht",
        phone="06-12345678",
    )

    html = page(client)

    for shown in ("Fatima el Amrani", "dinsdag 9 tot 12 uur", "De Poelenburcht", "06-12345678"):
        assert shown in html
    assert "Contactambtenaar" in html


def test_who_has_left_is_no_longer_there(client, rietwijk):
    MembershipFactory(
        neighbourhood=rietwijk, person=UserFactory(name="Vroeger"), ended_at=timezone.now()
    )

    assert "Vroeger" not in page(client) + page(client, "/wijk/rietwijk/wie/")


def test_residents_with_a_role_are_not_put_on_show(client, rietwijk):
    MembershipFactory(neighbourhood=rietwijk, person=UserFactory(name="Gewoon"), role=Role.RESIDENT)

    assert "Gewoon" not in page(client) + page(client, "/wijk/rietwijk/wie/")


def test_there_is_one_clear_button(client, rietwijk):
    html = page(client)

    assert 'href="/wijk/rietwijk/initiatieven/nieuw/"' in html
    assert "Ik heb een idee" in html


def test_an_empty_neighbourhood_invites(client, rietwijk):
    assert "Hier is nog niets begonnen. Wilt u de eerste zijn?" in page(client)


def test_what_goes_on_is_shown_and_what_ended_is_counted(client, rietwijk):
    for title, stage in (("Moestuin", Stage.ACTIVE), ("Straatfeest", Stage.COMPLETED)):
        initiative = InitiativeFactory(neighbourhood=rietwijk, title=title, stage=stage)
        ReviewFactory(initiative=initiative)

    html = page(client)

    assert "Moestuin" in html
    assert "Straatfeest" not in html
    assert "Alle 2 initiatieven" in html


def test_lately_tells_one_line_of_each_subject(client, rietwijk):
    sent(rietwijk, "Straatfeest")
    busy = sent(rietwijk, "Moestuin")
    for day in range(8):
        initiatives.post_update(busy, f"Nieuws {day}", key=uuid4(), by=UserFactory())

    lately = page(client).partition("Net gebeurd")[2]

    assert lately.count(">Moestuin</a>") == 1
    assert "Nieuws van het team" in lately
    assert "Straatfeest" in lately


def test_what_is_hidden_takes_its_history_along(client, rietwijk):
    """Neither a card nor a line under `Net gebeurd` tells of it, nor its new name."""
    sent(rietwijk, "Moestuin")
    hidden = sent(rietwijk, "Scheldpartij")
    assert "Scheldpartij" in page(client)

    initiatives.hide(hidden, "Huisregels", by=UserFactory())
    initiatives.post_update(hidden, "Nog een scheldwoord", key=uuid4(), by=UserFactory())
    html = page(client)

    assert "Scheldpartij" not in html
    assert "scheldwoord" not in html
    assert "Moestuin" in html


def test_what_is_shown_again_has_its_history_back(client, rietwijk):
    hidden = sent(rietwijk, "Moestuin")
    initiatives.hide(hidden, "Huisregels", by=UserFactory())
    initiatives.show(hidden, by=UserFactory())

    assert page(client).count("Moestuin") >= 2


def test_about_tells_who_what_and_how_soon(client, rietwijk):
    rietwijk.areas.add(AreaFactory(short_name="Rietveld"), AreaFactory(short_name="Lisdodde"))
    MembershipFactory(neighbourhood=rietwijk, person=UserFactory(name="Fatima"))
    MembershipFactory(neighbourhood=rietwijk, person=UserFactory(name="Yassin"), role=Role.BUILDER)

    html = page(client, "/wijk/rietwijk/wie/")

    assert html.index("Fatima") < html.index("Yassin")
    assert "binnen 15 werkdagen" in html
    assert "Lisdodde, Rietveld." in html
    assert "Bron van de kaart: CBS" in html


def test_about_says_so_when_nobody_is_there_yet(client, rietwijk):
    assert "Hier staan nog geen mensen. De gemeente is aan zet." in page(
        client, "/wijk/rietwijk/wie/"
    )


def test_words_of_a_neighbourhood_are_never_markup(client):
    NeighbourhoodFactory(
        slug="rietwijk",
        name="<b>Riet</b>",
        motto="<i>x</i>",
        introduction="<script>alert(1)</script>",
    )

    html = page(client) + page(client, "/wijk/rietwijk/wie/")

    assert "<b>Riet" not in html
    assert "<i>x" not in html
    assert "<script>alert" not in html


# An idea that was begun in this browser

BEGUN = "U was bezig met een idee."


def type_in(client, slug="rietwijk"):
    client.post("/concept/", {"draft": f"initiative:{slug}", "title": "Moes"})


def test_an_unsent_idea_is_offered_to_the_browser_it_was_typed_in(client, rietwijk):
    type_in(client)

    response = client.get("/wijk/rietwijk/")
    assert BEGUN in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert BEGUN not in page(Client())


def test_an_idea_for_elsewhere_is_offered_there(client, rietwijk):
    NeighbourhoodFactory(slug="elders")
    type_in(client, "elders")

    assert BEGUN not in page(client)
    assert BEGUN in page(client, "/wijk/elders/")


def test_an_idea_that_was_thrown_away_is_offered_no_more(client, rietwijk):
    type_in(client)
    client.post("/wijk/rietwijk/initiatieven/nieuw/weg/", {"sure": "yes"})

    response = client.get("/wijk/rietwijk/")
    assert BEGUN not in response.content.decode()
    assert "no-store" not in response.get("Cache-Control", "")


def test_who_began_nothing_here_costs_no_question_more(client, rietwijk):
    def asked(visitor):
        with CaptureQueriesContext(connection) as queries:
            page(visitor)
            return len(queries)

    stranger = Client()
    stranger.cookies["browser"] = "zelfbedacht"
    page(client)  # what is kept in memory is there
    without = asked(client)
    assert asked(stranger) == without

    type_in(client)
    assert asked(client) == without + 1


def test_who_is_signed_in_finds_it_on_their_own_page(client, rietwijk):
    person = UserFactory()
    client.force_login(person)
    type_in(client)

    assert BEGUN not in page(client)
    assert "U begon aan een idee" in page(client, "/mijn/")
