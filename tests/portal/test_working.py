"""Mijn werk, further: choices that one keeps, several at once, and how it is divided."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse

from activity.models import Event, Notification
from initiatives.models import Answer, Question, Review, SavedFilter
from initiatives.states import Status
from neighbourhoods.models import Absence
from neighbourhoods.states import Role
from outbox.models import Message
from portal.views.working import MOST_SAVED
from tests.factories import (
    AdministratorFactory,
    InitiativeFactory,
    MemberFactory,
    MembershipFactory,
    ReviewFactory,
    UserFactory,
)
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import browser_of, make_place

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
WORK, CHOOSE, SAVE = "/mijn/werk/", "/mijn/werk/kiezen/", "/mijn/werk/bewaar/"


@pytest.fixture(autouse=True)
def _on_wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def omar(place):
    return MembershipFactory(neighbourhood=place.neighbourhood, person__name="Omar").person


def waiting(place, title, days=3, *, officer="self", **fields):
    theme = fields.pop("theme", "green")
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood, title=title, theme=theme)
    MemberFactory(organisation=initiative.team, person__name=f"Team {title}")
    return ReviewFactory(
        initiative=initiative,
        officer=place.officer if officer == "self" else officer,
        due_at=WEDNESDAY + timedelta(days=days),
        **fields,
    )


def html_of(client, address, status=200, **more):
    response = client.get(address, **more)
    assert response.status_code == status
    return response.content.decode()


# Filters


@pytest.fixture
def several(place, omar):
    waiting(place, "Te laat plan", -2)
    waiting(place, "Vrijdag plan", 2, theme="play")
    waiting(place, "Later plan", 20)
    Question.objects.create(
        review=waiting(place, "Met vraag", 4), officer=place.officer, text="Hoe?"
    )
    waiting(place, "Van Omar", 3, officer=omar)
    waiting(place, "Van niemand", 3, officer=None)


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ({"stand": "laat"}, {"Te laat plan"}),
        ({"stand": "week"}, {"Vrijdag plan", "Van niemand"}),
        ({"stand": "later"}, {"Later plan"}),
        ({"stand": "team"}, {"Met vraag"}),
        ({"thema": "play"}, {"Vrijdag plan"}),
        ({"zoek": "plan later"}, {"Later plan"}),
        ({"wie": "niemand"}, {"Van niemand"}),
        ({"wie": "allen", "stand": "week"}, {"Vrijdag plan", "Van Omar", "Van niemand"}),
        ({"wijk": "rietwijk", "zoek": "vrijdag"}, {"Vrijdag plan"}),
        ({"wijk": "elders"}, set()),
        ({"stand": "onzin", "thema": "x", "zoek": "vrijdag"}, {"Vrijdag plan"}),
    ],
)
def test_a_choice_shows_what_was_chosen_and_has_an_address(place, several, chosen, shown):
    html = html_of(browser_of(place.officer), f"{WORK}?{urlencode(chosen)}")

    titles = {"Te laat plan", "Vrijdag plan", "Later plan", "Met vraag", "Van Omar", "Van niemand"}
    assert {title for title in titles if f"{title}</a>" in html} == shown
    assert problems(html) == []


def test_one_chooses_a_colleague_by_name(place, several, omar):
    client = browser_of(place.officer)
    fold = html_of(client, f"{WORK}?filter=1")
    assert f'<option value="{omar.pk}">Omar</option>' in fold

    html = html_of(client, f"{WORK}?wie={omar.pk}")
    assert "Van Omar</a>" in html
    assert "Vrijdag plan</a>" not in html
    assert f'<option value="{omar.pk}" selected>' in html


def test_the_fold_comes_on_its_own_and_without_script_by_its_link(place, several):
    client = browser_of(place.officer)
    plain = html_of(client, WORK)
    assert "Van niemand</option>" not in plain
    assert f'<a href="{WORK}?wie=mij&amp;filter=1">' in plain

    headers = {"HX-Request": "true", "HX-Target": "filters"}
    part = html_of(client, f"{WORK}?wie=mij&filter=1", headers=headers)
    assert part.strip().startswith('<div id="filters"')
    assert "Van niemand</option>" in part
    assert fragment_problems(part) == []


def test_a_choice_is_kept_under_a_name_and_taken_away(place, several):
    client = browser_of(place.officer)
    for _ in range(2):
        sent = {"name": "Haast", "query": "stand=laat&wie=mij&onzin=1"}
        html = client.post(SAVE, sent, follow=True).content.decode()

    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query) == ("Haast", "wie=mij&stand=laat")
    assert f'href="{WORK}?wie=mij&amp;stand=laat" aria-current="page"' in html
    assert "Haast" in html_of(client, WORK)
    assert "Haast" not in html_of(browser_of(place.coordinator), WORK)
    gone = f"{SAVE}{kept.pk}/weg/"
    assert browser_of(place.coordinator).post(gone).status_code == 404
    client.post(gone)
    assert not SavedFilter.objects.exists()


def test_a_choice_without_a_name_is_asked_for_one(place, several):
    response = browser_of(place.officer).post(SAVE, {"query": "stand=laat", "name": " "})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Geef de keuze een naam." in html
    assert 'value="stand=laat"' in html
    assert problems(html) == []


def test_ten_choices_are_enough(place):
    client = browser_of(place.officer)
    for n in range(MOST_SAVED + 1):
        page = client.post(SAVE, {"name": f"Keuze {n}", "query": "stand=laat"}, follow=True)

    assert "U bewaart er al tien." in page.content.decode()
    assert SavedFilter.objects.count() == MOST_SAVED
    client.post(SAVE, {"name": "Keuze 1", "query": "stand=team"})
    assert SavedFilter.objects.get(name="Keuze 1").query == "wie=mij&stand=team"


def test_the_plain_page_asks_nine_and_the_fold_one_more(
    place, several, django_assert_max_num_queries
):
    SavedFilter.objects.create(person=place.officer, name="Haast", query="stand=laat")
    client = browser_of(place.officer)
    with django_assert_max_num_queries(9):
        html_of(client, WORK)
    with django_assert_max_num_queries(10):
        html_of(client, f"{WORK}?filter=1")


# Several at once


def key(review):
    return f"{review.pk}-{review.officer_id or ''}"


def press(person, *reviews, sure=True, client=None, **more):
    sent = {"row": [key(one) for one in reviews], "words": ""} | more
    if sure:
        sent["sure"] = "ja"
    return (client or browser_of(person)).post(CHOOSE, sent, follow=True)


def give(person, omar, *reviews, **more):
    return press(person, *reviews, what="geef", successor=omar.pk, **more)


def holders():
    return dict(Review.objects.values_list("initiative__title", "officer__name"))


def test_first_one_sees_what_will_happen_and_then_it_does(place, omar):
    mine, his = waiting(place, "Moestuin"), waiting(place, "Kippenhok", officer=omar)

    html = give(place.officer, omar, mine, his, sure=False).content.decode()

    assert "1 initiatief gaat naar Omar." in html
    assert "is al van Omar" in html
    assert holders() == {"Moestuin": "Olga Officier", "Kippenhok": "Omar"}
    assert problems(html) == []
    after = give(place.officer, omar, mine, his).content.decode()
    assert "1 initiatief is nu van Omar. Niet gelukt: Kippenhok (is al van Omar)." in after
    assert holders() == {"Moestuin": "Omar", "Kippenhok": "Omar"}


def test_each_team_hears_once_and_the_colleague_once_for_all(place, omar):
    reviews = [waiting(place, title) for title in ("Moestuin", "Kippenhok", "Plein")]

    for _ in range(2):
        give(place.officer, omar, *reviews)

    told = list(Message.objects.values_list("to", flat=True))
    assert told.count(omar.email) == 1
    assert len(told) == 4
    assert Event.objects.filter(verb="answer_handed_over").count() == 3


def test_no_date_moves(place, omar):
    reviews = [waiting(place, title) for title in ("Moestuin", "Kippenhok")]
    before = dict(Review.objects.values_list("pk", "due_at"))

    give(place.officer, omar, *reviews)

    assert dict(Review.objects.values_list("pk", "due_at")) == before


def test_an_officer_gives_no_colleagues_work_away_and_a_coordinator_does(place, omar):
    noor = MembershipFactory(neighbourhood=place.neighbourhood, person__name="Noor").person
    his = waiting(place, "Moestuin", officer=omar)

    html = give(place.officer, noor, his).content.decode()
    assert "Moestuin (is van een collega; vraag de coördinator)" in html
    assert holders() == {"Moestuin": "Omar"}

    give(place.coordinator, noor, his)
    assert holders() == {"Moestuin": "Noor"}


def test_what_a_colleague_gave_away_in_between_stands(place, omar):
    noor = MembershipFactory(neighbourhood=place.neighbourhood, person__name="Noor").person
    mine = waiting(place, "Moestuin")
    Review.objects.update(officer=noor)

    html = give(place.coordinator, omar, mine).content.decode()

    assert "Moestuin (een collega was u voor)" in html
    assert holders() == {"Moestuin": "Noor"}


def test_what_is_nobodys_is_taken_and_what_is_somebodys_is_not(place, omar):
    nobodys, his = waiting(place, "Vrij", officer=None), waiting(place, "Bezet", officer=omar)

    html = press(place.officer, nobodys, his, what="neem").content.decode()

    assert "1 initiatief is nu van Olga Officier. Niet gelukt: Bezet (is van Omar)." in html
    assert holders() == {"Vrij": "Olga Officier", "Bezet": "Omar"}


def test_a_colleague_who_does_not_work_there_does_not_get_it(place, omar):
    elsewhere = MembershipFactory(person=place.officer).neighbourhood
    other = MembershipFactory(neighbourhood=elsewhere, person__name="Els").person
    mine = waiting(place, "Moestuin")

    html = give(place.officer, other, mine).content.decode()

    assert "Moestuin (Els werkt niet in Rietwijk)" in html
    assert holders() == {"Moestuin": "Olga Officier"}


def test_handing_over_is_undone_from_mijn_werk(place, omar):
    reviews = [waiting(place, title) for title in ("Moestuin", "Kippenhok")]
    client = browser_of(place.officer)
    html = give(place.officer, omar, *reviews, client=client).content.decode()
    assert "Neem het overgeven van 2 initiatieven terug" in html

    back = client.post("/mijn/werk/ongedaan/", follow=True).content.decode()
    assert "2 initiatieven zijn terug." in back
    assert set(holders().values()) == {"Olga Officier"}
    again = client.post("/mijn/werk/ongedaan/", follow=True).content.decode()
    assert "Dit kan niet meer ongedaan worden gemaakt." in again


def test_what_went_on_to_another_is_not_taken_back(place, omar):
    noor = MembershipFactory(neighbourhood=place.neighbourhood, person__name="Noor").person
    client = browser_of(place.officer)
    give(place.officer, omar, waiting(place, "Moestuin"), client=client)
    Review.objects.update(officer=noor)

    client.post("/mijn/werk/ongedaan/")

    assert holders() == {"Moestuin": "Noor"}


def test_undo_is_over_after_a_quarter_of_an_hour(place, omar):
    client = browser_of(place.officer)
    give(place.officer, omar, waiting(place, "Moestuin"), client=client)
    with time_machine.travel(WEDNESDAY + timedelta(minutes=16), tick=False):
        assert "Neem het overgeven" not in html_of(client, WORK)


def test_messages_about_them_are_read(place):
    mine, other = waiting(place, "Moestuin"), waiting(place, "Kippenhok")
    for review in (mine, other):
        event = Event.objects.create(
            verb="initiative_sent",
            actor=UserFactory(),
            side="resident",
            subject_kind="initiative",
            subject_id=review.initiative_id,
            subject_title="x",
            subject_url="/",
        )
        Notification.objects.create(event=event, person=place.officer, reason="officer")

    html = press(place.officer, mine, what="gezien").content.decode()

    assert "1 bericht staat op gelezen." in html
    unread = Notification.objects.unread().get()
    assert unread.event.subject_id == other.initiative_id


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"row": []}, "Kies eerst een of meer initiatieven."),
        ({"what": ""}, "Kies wat u wilt doen."),
        ({"what": "antwoord"}, "Kies wat u wilt doen."),
        ({"successor": ""}, "Kies een collega."),
        ({"successor": "9999"}, "Kies een collega."),
    ],
)
def test_what_is_missing_is_said_and_what_was_chosen_stays(place, omar, changes, message):
    mine = waiting(place, "Moestuin")
    sent = {"row": [key(mine)], "what": "geef", "successor": omar.pk, "words": "Dag"} | changes

    response = browser_of(place.officer).post(CHOOSE, sent)

    html = response.content.decode()
    assert response.status_code == 422
    assert message in html
    assert "Dag" in html
    assert (f'value="{key(mine)}" checked' in html) is bool(sent["row"])
    assert problems(html) == []
    assert holders() == {"Moestuin": "Olga Officier"}


@pytest.mark.parametrize("row", ["", "-", "abc", "0-", "9" * 30, "1-abc", "½-1"])
def test_a_row_that_cannot_be_changes_nothing(place, omar, row):
    waiting(place, "Moestuin")

    response = browser_of(place.officer).post(
        CHOOSE, {"row": [row], "what": "geef", "successor": omar.pk, "sure": "ja"}
    )

    assert response.status_code in {302, 422}
    assert holders() == {"Moestuin": "Olga Officier"}


def test_nothing_is_answered_in_bulk(place, omar):
    mine = waiting(place, "Moestuin")

    page = html_of(browser_of(place.officer), CHOOSE)
    press(place.officer, mine, what="joining", status="joining", reason="x", possible="y")

    assert "Antwoorden doet u één voor één" in page
    assert not Answer.objects.exists()


# How it is divided


LOAD = "/wijk/rietwijk/verdeling/"


def test_who_runs_the_neighbourhood_reads_per_name_what_waits(place, omar):
    waiting(place, "Laat", -3)
    waiting(place, "Week", 2)
    Question.objects.create(review=waiting(place, "Team", 3), officer=place.officer, text="Hoe?")
    waiting(place, "Later", 20)
    waiting(place, "Beantwoord", -3, status=Status.JOINING)
    waiting(place, "Vrij", 20, officer=None)
    Absence.objects.create(
        neighbourhood=place.neighbourhood,
        person=omar,
        stand_in=place.officer,
        first_day=WEDNESDAY.date(),
        back_on=WEDNESDAY.date() + timedelta(days=5),
    )
    administrator = AdministratorFactory(municipality=place.neighbourhood.municipality).person

    for person in (place.coordinator, administrator):
        html = html_of(browser_of(person), LOAD)
        assert problems(html) == []
        words = " ".join(html.split())
        assert (
            "4 wachten op antwoord, 1 moet deze week, 1 wacht op het team, "
            "<strong>1 is te laat</strong>."
        ) in words
        assert "Afwezig tot 15 juni. Olga Officier neemt waar." in words.replace("</span>", "")
        names = ["Nog van niemand", "Carla Coördinator", "Olga Officier", "Omar"]
        places = [html.index(f"<strong>{name}</strong>") for name in names]
        assert places == sorted(places), "by name, and nobody's first"


def test_for_others_it_does_not_exist(place, omar):
    for person in (place.officer, omar, UserFactory(), MembershipFactory().person):
        assert browser_of(person).get(LOAD).status_code == 404
    elsewhere = MembershipFactory(role=Role.COORDINATOR).person
    assert browser_of(elsewhere).get(LOAD).status_code == 404


def test_from_there_one_divides(place, omar):
    waiting(place, "Moestuin")
    client = browser_of(place.coordinator)

    html = html_of(client, LOAD)

    address = f"{CHOOSE}?wie={place.officer.pk}&wijk=rietwijk"
    assert address.replace("&", "&amp;") in html
    assert "Moestuin" in html_of(client, address)
    assert reverse("portal:hand_over_all", args=["rietwijk", place.officer.pk]) in html


@pytest.mark.parametrize("number", [1, 12])
def test_it_asks_as_much_for_one_as_for_many(place, number, django_assert_num_queries):
    for n in range(number):
        person = MembershipFactory(neighbourhood=place.neighbourhood).person
        waiting(place, f"Plan {n}", officer=person)
    client = browser_of(place.coordinator)
    client.get(LOAD)
    with django_assert_num_queries(10):
        html_of(client, LOAD)


def test_a_key_beyond_a_thousand_is_written_without_a_point(place, omar):
    many = MembershipFactory(
        neighbourhood=place.neighbourhood, person=UserFactory(pk=54321, name="Zoë")
    ).person
    waiting(place, "Moestuin", officer=many)
    nobodys = waiting(place, "Vrij", officer=None)

    html = html_of(browser_of(place.coordinator), LOAD)
    assert "wie=54321&amp;" in html
    assert "wie=niemand&amp;" in html
    sure = give(place.coordinator, many, nobodys, sure=False).content.decode()
    assert 'name="successor" value="54321"' in sure
    assert 'value="54321"' in html_of(browser_of(place.officer), f"{WORK}?filter=1")
