"""What matters first: said in one line, and three picked in order of importance."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Draft
from goals.actions import problems
from goals.models import Problem, ProblemRank, ResidentInput
from goals.states import Refused, YearState
from partners.states import TooMany
from tests.factories import AssetFactory, ConcernFactory, UserFactory, YearPlanFactory
from tests.html import problems as wrong
from tests.partners.conftest import browser_of, make_place

TODAY = timezone.localdate()
NEXT = TODAY.year + 1
PATH = f"/wijk/rietwijk/doelen/{NEXT}/wat-speelt-er/"


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def plan(place):
    return YearPlanFactory(neighbourhood=place.neighbourhood, year=NEXT, state=YearState.PREPARING)


def read(person=None, query=""):
    response = browser_of(person).get(PATH + query)
    assert response.status_code == 200
    html = response.content.decode()
    assert wrong(html) == []
    return html


def said(plan, words="De lampen zijn uit", by=None):
    return problems.add(plan, words, key=uuid4(), by=by or UserFactory(), now=timezone.now())


def press(person, problem, what):
    return browser_of(person).post(f"{PATH}{problem.pk}/", {"do": what})


def three_of(person):
    ranks = ProblemRank.objects.filter(person=person).order_by("place")
    return list(ranks.values_list("place", "problem__words"))


def test_anybody_says_in_one_line_what_matters(plan):
    resident = UserFactory(name="Samira")
    form = {"key": str(uuid4()), "words": "Te weinig te doen voor meisjes"}
    for _press in range(2):
        assert browser_of(resident).post(PATH, form)["Location"] == PATH

    assert Problem.objects.count() == 1
    page = read()
    assert "Te weinig te doen voor meisjes" in page
    assert "Samira" not in page
    assert ResidentInput.objects.get().residents == 1


def test_the_same_words_stand_once(plan):
    first = said(plan, "De lampen zijn uit")
    assert said(plan, "de lampen zijn UIT") == first


def test_the_words_of_a_visitor_are_kept_while_signing_in(plan):
    sent = Client().post(PATH, {"key": str(uuid4()), "words": "De lampen zijn uit"})
    assert "/account/inloggen/" in sent["Location"]
    assert Draft.objects.get().fields["words"] == "De lampen zijn uit"


@pytest.mark.parametrize("words", ["", " \x00", "x" * 121])
def test_nothing_or_too_much_is_explained(plan, words):
    sent = browser_of(UserFactory()).post(PATH, {"key": str(uuid4()), "words": words})
    assert sent.status_code == 422
    assert not Problem.objects.exists()


def test_three_are_picked_in_order_and_a_fourth_is_not(plan):
    person = UserFactory()
    made = [said(plan, f"Iets {number}") for number in range(4)]
    for one in (*made[:3], made[0]):
        press(person, one, "kies")
    assert three_of(person) == [(1, "Iets 0"), (2, "Iets 1"), (3, "Iets 2")]

    press(person, made[3], "kies")
    with pytest.raises(Refused, match="three"):
        problems.pick(made[3], by=person, now=timezone.now())
    press(person, made[2], "omhoog")
    assert three_of(person) == [(1, "Iets 0"), (2, "Iets 2"), (3, "Iets 1")]
    press(person, made[0], "omhoog")  # it is the first
    press(person, made[0], "weg")
    assert three_of(person) == [(1, "Iets 2"), (2, "Iets 1")]
    for nonsense in ("", "alles", "\x00"):
        assert press(person, made[0], nonsense).status_code == 302


def test_with_htmx_only_the_part_comes_back(plan):
    person, one = UserFactory(), said(plan)
    sent = browser_of(person).post(
        f"{PATH}{one.pk}/?page=1",
        {"do": "kies"},
        headers={"HX-Request": "true", "HX-Target": "ranking"},
    )
    html = sent.content.decode()
    assert "Uw nummer 1" in html
    assert "<html" not in html


def test_numbers_are_said_from_five_people_up(plan):
    first, second = said(plan, "Het eerste"), said(plan, "Het tweede")
    for number in range(4):
        problems.pick(first, by=UserFactory(), now=timezone.now())
        page = read()
        assert "hebben dit in hun drie" not in page, number
        assert page.index(second.words) < page.index(first.words)  # the newest first
    problems.pick(first, by=UserFactory(), now=timezone.now())

    page = read()
    assert "5 mensen hebben dit in hun drie" in page
    assert page.index(first.words) < page.index(second.words)


def test_what_is_there_already_stands_above_it(place, plan):
    AssetFactory(neighbourhood=place.neighbourhood)
    ConcernFactory(neighbourhood=place.neighbourhood)
    page = read()
    assert "1 ding dat er al is" in page
    assert "1 ergernis staat open" in page


def test_one_takes_ones_own_words_away_and_the_three_of_others_close_up(plan):
    author, person = UserFactory(), UserFactory()
    first, second = said(plan, "Het eerste", by=author), said(plan, "Het tweede")
    for one in (first, second):
        problems.pick(one, by=person, now=timezone.now())
    assert browser_of(person).post(f"{PATH}{first.pk}/weg/").status_code == 404

    browser_of(author).post(f"{PATH}{first.pk}/weg/")
    assert three_of(person) == [(1, "Het tweede")]
    assert "Het eerste" not in read()


def test_when_the_weighing_is_over_it_can_be_read_only(plan):
    one = said(plan)
    type(plan).objects.update(weigh_until=TODAY - timedelta(days=1))
    person = UserFactory()
    press(person, one, "kies")
    browser_of(person).post(PATH, {"key": str(uuid4()), "words": "Te laat"})

    assert Problem.objects.count() == 1
    assert not ProblemRank.objects.exists()
    assert "kan nu niet meer" in read(person)
    browser_of(one.person).post(f"{PATH}{one.pk}/weg/")  # one's own words always
    assert not Problem.objects.exists()


def test_what_is_hidden_is_not_read_or_picked_by_others(plan):
    one = said(plan, "Iets over de buurman")
    Problem.objects.update(visibility="hidden", hidden_reason="Het gaat over iemand.")
    assert "buurman" not in read()
    assert "Maak bezwaar" in read(one.person)
    assert press(UserFactory(), one, "kies").status_code == 404


def test_what_is_hidden_frees_its_place(plan):
    person = UserFactory()
    made = [said(plan, f"Iets {number}") for number in range(4)]
    for one in made[:3]:
        press(person, one, "kies")
    Problem.objects.filter(pk=made[0].pk).update(visibility="hidden", hidden_reason="Onaardig")
    assert "Iets 0" not in read(person)
    press(person, made[3], "kies")
    assert three_of(person) == [(1, "Iets 1"), (2, "Iets 2"), (3, "Iets 3")]


def test_who_writes_very_much_waits_a_moment(plan):
    person = UserFactory()
    for number in range(problems.MOST):
        said(plan, f"Iets {number}", by=person)
    with pytest.raises(TooMany):
        said(plan, "Nog iets", by=person)
    form = {"key": str(uuid4()), "words": "Nog iets"}
    assert "Wacht even" in browser_of(person).post(PATH, form).content.decode()
