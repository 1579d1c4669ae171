from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.models import Draft
from activity import actions as activity
from activity.models import Follow
from initiatives.actions.initiatives import hide
from initiatives.models import Question
from initiatives.states import Status
from neighbourhoods.states import Role
from tests.factories import (
    AdministratorFactory,
    InitiativeFactory,
    MemberFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    ReviewFactory,
    UserFactory,
)
from tests.html import problems
from tests.world import sign_in

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR])
def test_who_works_here_comes_in_at_their_work(client, role):
    officer = MembershipFactory(role=role).person

    assert sign_in(client, officer).get("/mijn/start/")["Location"] == "/mijn/werk/"


def test_an_administrator_comes_in_at_their_work(client):
    administrator = AdministratorFactory().person

    assert sign_in(client, administrator).get("/mijn/start/")["Location"] == "/mijn/werk/"


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.BUILDER])
def test_others_come_in_at_their_own_page(client, role):
    neighbour = MembershipFactory(role=role).person

    assert sign_in(client, neighbour).get("/mijn/start/")["Location"] == "/mijn/"


def test_mijn_wijk_shows_what_is_mine_and_what_i_follow(client):
    me = UserFactory()
    mine, followed, other = (
        ReviewFactory(initiative__title=title).initiative
        for title in ("Moestuin", "Voetbalkooi", "Straatfeest")
    )
    MemberFactory(organisation=mine.team, person=me)
    activity.follow(mine, by=me)
    activity.follow(followed, by=me)

    html = page(sign_in(client, me), "/mijn/")

    assert html.count(mine.get_absolute_url()) == 1
    assert html.index("Van u") < html.index(mine.title) < html.index("Wat u volgt")
    assert html.index("Wat u volgt") < html.index(followed.title)
    assert other.title not in html


def test_what_is_muted_is_not_followed(client):
    me, initiative = UserFactory(), ReviewFactory().initiative
    activity.follow(initiative, by=me)
    Follow.objects.update(is_muted=True)

    assert initiative.title not in page(sign_in(client, me), "/mijn/")


def test_an_idea_that_was_not_sent_is_offered_again(client):
    me, place = UserFactory(), NeighbourhoodFactory(name="Rietwijk", slug="rietwijk")
    Draft.objects.create(form="initiative:rietwijk", person=me, fields={"title": "Moe"})
    Draft.objects.create(form="initiative:weg-ermee", person=me)
    Draft.objects.create(form="initiative:rietwijk", person=UserFactory())

    html = page(sign_in(client, me), "/mijn/")

    assert html.count("U begon aan een idee voor Rietwijk.") == 1
    assert f'href="/wijk/{place.slug}/initiatieven/nieuw/"' in html


def test_who_has_nothing_is_shown_the_way(client):
    html = page(sign_in(client, UserFactory()), "/mijn/")

    assert "U bent nog niets begonnen" in html


def asked(initiative, text, *, officer="Olga"):
    return Question.objects.create(
        review=initiative.review, officer=UserFactory(name=officer), text=text
    )


def test_what_waits_for_me_comes_first_with_one_button(client):
    me = UserFactory()
    mine, other = (
        ReviewFactory(initiative__title=title).initiative for title in ("Moestuin", "Voetbalkooi")
    )
    MemberFactory(organisation=mine.team, person=me)
    activity.follow(other, by=me)
    question, answered = asked(mine, "Op welke dagen?"), asked(mine, "Hoe laat?")
    asked(other, "Niet voor mij")
    Question.objects.filter(pk=answered.pk).update(
        answer="Om tien uur", answered_by=me, answered_at=WEDNESDAY
    )

    html = page(sign_in(client, me), "/mijn/")

    assert html.index("Wacht op u") < html.index("Op welke dagen?") < html.index("Van u")
    assert "Olga van de gemeente vraagt:" in html
    assert f'href="/initiatief/{mine.pk}/vragen/{question.pk}/"' in html
    assert html.count("Beantwoord deze vraag") == 1
    assert "Hoe laat?" not in html
    assert "Niet voor mij" not in html
    assert problems(html) == []


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_is_found_in_one_query(client, number, django_assert_num_queries):
    me = UserFactory()
    for n in range(number):
        mine = ReviewFactory(initiative__title=f"Moestuin {n}").initiative
        MemberFactory(organisation=mine.team, person=me)
        asked(mine, "Op welke dagen?")
    sign_in(client, me)
    client.get("/mijn/")

    with django_assert_num_queries(12):
        html = page(client, "/mijn/")

    assert html.count("Op welke dagen?") == number


def test_where_nothing_waits_nothing_is_said_of_it(client):
    assert "Wacht op u" not in page(sign_in(client, UserFactory()), "/mijn/")


def test_what_is_hidden_carries_a_mark_on_the_cards_of_its_team(client):
    me = UserFactory()
    hidden = ReviewFactory(initiative__title="Verborgen kraam").initiative
    for initiative in (hidden, ReviewFactory(initiative__title="Moestuin").initiative):
        MemberFactory(organisation=initiative.team, person=me)
    hide(hidden, "Een telefoonnummer", by=UserFactory())

    html = page(sign_in(client, me), "/mijn/")

    assert html.count("Verborgen vanwege de huisregels") == 1
    card = html[html.index("Verborgen kraam") :]
    assert card.index("Verborgen vanwege de huisregels") < card.index("</article>")


def test_mijn_werk_is_only_for_who_works_here(client):
    assert sign_in(client, UserFactory()).get("/mijn/werk/").status_code == 403


@pytest.fixture
def officer():
    return MembershipFactory(neighbourhood__name="Rietwijk")


def waiting(membership, title, days, *, officer="self", **fields):
    """An initiative in this neighbourhood that is to be answered `days` from Wednesday."""
    return ReviewFactory(
        initiative=InitiativeFactory(neighbourhood=membership.neighbourhood, title=title),
        officer=membership.person if officer == "self" else officer,
        due_at=WEDNESDAY + timedelta(days=days),
        **fields,
    )


def order(html, *words):
    places = [html.index(word) for word in words]
    return places == sorted(places)


@time_machine.travel(WEDNESDAY, tick=False)
def test_mijn_werk_is_sorted_by_date_with_what_is_late_first(client, officer):
    waiting(officer, "Over een maand", 30)
    waiting(officer, "Over negen dagen", 9)
    waiting(officer, "Vrijdag", 2)
    waiting(officer, "Vandaag", 0.2)
    waiting(officer, "Vorige week", -6)
    waiting(officer, "Gisteren", -1)

    html = page(sign_in(client, officer.person), "/mijn/werk/")

    assert order(
        html,
        "Te laat",
        "Vorige week",
        "Gisteren",
        "Deze week",
        "Vandaag",
        "Vrijdag",
        "Later",
        "Over negen dagen",
        "Over een maand",
    )
    assert "2 teams wachten te lang op antwoord. Begin daar." in html
    assert "Had 4 juni gemoeten" in html


@time_machine.travel(WEDNESDAY, tick=False)
def test_what_waits_for_the_team_stands_apart_until_it_is_late(client, officer):
    for title, days in (("Met vraag", 2), ("Te laat met vraag", -2)):
        review = waiting(officer, title, days, status=Status.IN_CONVERSATION)
        Question.objects.create(review=review, officer=officer.person, text="Wanneer?")

    html = page(sign_in(client, officer.person), "/mijn/werk/")

    assert order(html, "Te laat met vraag", "Wacht op het team", "Met vraag</a>")
    assert "Deze week</h2>" not in html


@time_machine.travel(WEDNESDAY, tick=False)
def test_mine_and_nobodys_are_shown_and_on_request_everybodys(client, officer):
    colleague = MembershipFactory(neighbourhood=officer.neighbourhood)
    waiting(officer, "Van mij", 1)
    waiting(officer, "Van niemand", 1, officer=None)
    waiting(colleague, "Van collega", 1)
    sign_in(client, officer.person)

    own, everybodys = page(client, "/mijn/werk/"), page(client, "/mijn/werk/?wie=allen")

    assert "Van niemand</a>" in own
    assert "nog van niemand" in own
    assert "Van collega" not in own
    assert "Van collega" in everybodys
    assert page(client, "/mijn/werk/?wie=onzin").count("Van collega") == 0


@time_machine.travel(WEDNESDAY, tick=False)
def test_who_coordinates_sees_what_waits_for_everybody_first(client, officer):
    coordinator = MembershipFactory(neighbourhood=officer.neighbourhood, role=Role.COORDINATOR)
    waiting(officer, "Van een ambtenaar", -1)
    sign_in(client, coordinator.person)

    assert "Van een ambtenaar" in page(client, "/mijn/werk/")
    assert "Van een ambtenaar" not in page(client, "/mijn/werk/?wie=mij")


@time_machine.travel(WEDNESDAY, tick=False)
def test_work_elsewhere_and_work_that_is_done_are_not_mine(client, officer):
    elsewhere = MembershipFactory()
    waiting(elsewhere, "Elders", 1, officer=None)
    waiting(officer, "Beantwoord", 1, status=Status.JOINING)
    left = MembershipFactory(person=officer.person, ended_at=WEDNESDAY)
    waiting(left, "Van vroeger", 1)

    html = page(sign_in(client, officer.person), "/mijn/werk/?wie=allen")

    for title in ("Elders", "Beantwoord", "Van vroeger"):
        assert title not in html
    assert "Er wacht niets op u." in html


def test_an_administrator_sees_where_somebody_is_missing_and_can_begin_elsewhere(client):
    administrator = AdministratorFactory()
    me, municipality = administrator.person, administrator.municipality
    staffed, bare = (
        NeighbourhoodFactory(name=name, municipality=municipality) for name in ("Bezet", "Leeg")
    )
    alone = NeighbourhoodFactory(name="Alleen", municipality=municipality)
    NeighbourhoodFactory(name="Van een ander")
    for role in (Role.OFFICER, Role.COORDINATOR):
        MembershipFactory(neighbourhood=staffed, role=role)
    MembershipFactory(neighbourhood=alone, role=Role.COORDINATOR)
    MembershipFactory(neighbourhood=bare, role=Role.OFFICER, ended_at=WEDNESDAY)

    html = page(sign_in(client, me), "/mijn/werk/")

    assert "In 2 wijken ontbreekt iemand die antwoordt." in html
    assert "Bezet" not in html
    assert "Van een ander" not in html
    assert html.count("Nog geen coördinator") == 1
    assert html.count("Nog geen contactambtenaar") == 2
    assert order(html, "Alleen</a>", "Leeg</a>", f"/gemeente/{municipality.slug}/beheer/wijk/")
    assert "Van mij" not in html
    assert problems(html) == []


def test_an_administrator_of_a_new_municipality_is_told_how_to_begin(client):
    html = page(sign_in(client, AdministratorFactory().person), "/mijn/werk/")

    assert "Begin hieronder uw eerste wijkaanpak." in html
    assert "Er loopt nog geen wijkaanpak. Begin er een" in html
    assert "Begin een wijkaanpak" in html


def test_an_officer_is_not_asked_to_govern(client, officer):
    assert "Begin een wijkaanpak" not in page(sign_in(client, officer.person), "/mijn/werk/")


def test_mijn_werk_leads_to_what_one_runs(client):
    me = UserFactory()
    coordinated = MembershipFactory(person=me, role=Role.COORDINATOR).neighbourhood
    municipality = AdministratorFactory(person=me).municipality

    html = page(sign_in(client, me), "/mijn/werk/")

    assert f'href="/wijk/{coordinated.slug}/beheer/"' in html
    assert f'href="/gemeente/{municipality.slug}/beheer/"' in html
