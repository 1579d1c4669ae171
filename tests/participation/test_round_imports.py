"""A round that was held elsewhere: read, looked at, and nothing is written before a yes to it."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from activity.models import Event
from neighbourhoods.states import Role
from participation.actions import round_imports, tallying
from participation.models import Ballot, BudgetProposal, BudgetRound, RoundImport, Voter
from participation.selections.outcomes import outcome_of
from participation.states.budgets import ProposalState, RoundState
from tests.factories import MembershipFactory, NeighbourhoodFactory, UserFactory
from tests.goals.figuring import browser_of, make_home
from tests.html import problems
from tests.threads import at_once

from .counted import brought
from .test_count_command import FILE


@pytest.fixture
def home(db):
    return make_home()


def address(home):
    return f"/wijk/{home.neighbourhood.slug}/budget/invoeren/"


def send(home, content=FILE, person=None, **more):
    content = content.encode() if isinstance(content, str) else content
    form = {
        "key": str(uuid4()),
        "title": "Buurtbudget 2024",
        "source": "de stembussen",
        "ended_on": "2024-05-20",
        "rule": "equal-shares",
        "file": SimpleUploadedFile("ronde.pb", content),
    }
    return browser_of(person or home.coordinator).post(address(home), form | more)


def test_nothing_is_written_until_somebody_confirms(home):
    response = send(home)
    browser = browser_of(home.coordinator)
    html = browser.get(response.url).content.decode()
    assert not problems(html)
    assert "Er zijn 10 stemmen" in html
    assert "over 3 plannen." in html
    assert "Er was € 100. Alle plannen samen kosten € 140,50." in html
    assert not BudgetRound.objects.exists()

    answer = browser.post(f"{response.url}bevestigen/")
    round_ = BudgetRound.objects.get()
    assert answer.url == round_.get_absolute_url()
    assert (round_.state, round_.source) == (RoundState.COUNTING, "de stembussen")
    assert tallying.work() == 1
    round_.refresh_from_db()
    assert round_.state == RoundState.COUNTED
    chosen = BudgetProposal.objects.filter(round=round_, state=ProposalState.CHOSEN)
    names = list(chosen.order_by("place").values_list("reference", "title", "votes"))
    assert names == [("1", "Bankjes", 6), ("3", "Een café", 4)]
    assert outcome_of(round_.count).spent == 90_50
    assert not Voter.objects.exists()
    assert browser.get(response.url).url == round_.get_absolute_url()


def test_the_file_leaves_no_trace_of_who_voted(home):
    send(home, FILE.replace("\n6;3", "\nmevrouw-jansen;3"))
    found = RoundImport.objects.get()
    kept = str(found.__dict__) + str(list(Event.objects.values()))
    assert "jansen" not in kept
    assert found.ballots == sorted(found.ballots)


def test_twice_is_once(home):
    key = str(uuid4())
    first, second = send(home, key=key), send(home, key=key)
    assert first.url == second.url
    browser = browser_of(home.coordinator)
    for _time in range(2):
        browser.post(f"{first.url}bevestigen/")
    assert (BudgetRound.objects.count(), Ballot.objects.count()) == (1, 10)
    browser.post(f"{first.url}weggooien/")
    assert RoundImport.objects.count() == 1


def test_what_is_thrown_away_is_gone(home):
    response = send(home)
    browser = browser_of(home.coordinator)
    assert browser.post(f"{response.url}weggooien/").url == address(home)
    assert not RoundImport.objects.exists()
    assert browser.post(f"{response.url}bevestigen/").status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (FILE.replace("9;3", "9;4"), "deze stem is voor plan “4”"),
        (FILE.replace("num_votes;10", "num_votes;9"), "volgens num_votes zijn er 9 stemmen"),
        (FILE.split("VOTES")[0], "Het deel VOTES ontbreekt"),
        (FILE.replace("1;50;", "1;0;"), "Plan 1 kost niets"),
        (FILE.replace("budget;100", "budget;0"), "Het budget is meer dan nul"),
        (FILE.replace("budget;100", "budget;100000001"), "hoogstens 100 miljoen euro"),
        (FILE.replace("Bankjes", "B" * 201), "langer dan 200 tekens"),
        (FILE.split("0;1,2")[0].replace("num_votes;10\n", ""), "staan geen stemmen"),
        (b"\x89PNG\r\n\x1a\n", "Wij kunnen de letters in dit bestand niet lezen"),
        (b"", "leeg"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(home, content, says):
    response = send(home, content)
    html = response.content.decode()
    assert response.status_code == 422
    assert says in html
    assert 'value="Buurtbudget 2024"' in html
    assert not RoundImport.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", " \x00", "Geef de ronde een naam."),
        ("source", "", "Schrijf waar de stemmen vandaan komen."),
        ("ended_on", "31-02-2024", "Schrijf de datum als"),
        ("ended_on", "2999-01-01", "Kies een dag die voorbij is"),
        ("ended_on", "0001-01-01", "Kies een dag die voorbij is"),
        ("rule", "dobbelen", "dobbelen"),
        ("rule", "", "Kies hoe wij tellen."),
        ("file", "", "Kies een bestand."),
    ],
)
def test_a_field_that_is_wrong_says_so(home, field, value, says):
    response = send(home, **{field: value})
    assert response.status_code == 422
    assert says in response.content.decode()


def test_only_who_coordinates_there_sees_it(home):
    response = send(home)
    elsewhere = MembershipFactory(
        neighbourhood=NeighbourhoodFactory(is_public=True), role=Role.COORDINATOR
    )
    for person in (UserFactory(), elsewhere.person):
        assert send(home, person=person).status_code == 403
        assert browser_of(person).get(response.url).status_code == 403
        assert browser_of(person).post(f"{response.url}bevestigen/").status_code == 403
    there = f"/wijk/{elsewhere.neighbourhood.slug}/budget/invoeren/{RoundImport.objects.get().pk}/"
    assert browser_of(elsewhere.person).get(there).status_code == 404


def test_ties_are_settled_by_the_numbers_of_the_file(home):
    plans = [("10", 50_00, "Tien"), ("9", 50_00, "Negen")]
    round_ = round_imports.confirm(
        brought(home.neighbourhood, home.coordinator, plans=plans, ballots=[["9", "10"]] * 2),
        by=home.coordinator,
    )
    tallying.work()
    chosen = BudgetProposal.objects.filter(round=round_).order_by("place")
    assert [one.title for one in chosen] == ["Negen", "Tien"]


def test_what_nobody_confirmed_goes_after_a_week(home):
    old = brought(home.neighbourhood, home.coordinator)
    RoundImport.objects.update(at=timezone.now() - round_imports.UNCONFIRMED_KEPT * 2)
    new = brought(home.neighbourhood, home.coordinator)
    assert list(RoundImport.objects.all()) == [new]
    assert old.pk != new.pk


@pytest.mark.django_db(transaction=True)
def test_two_that_confirm_at_once_make_one_round():
    home = make_home()
    found = brought(home.neighbourhood, home.coordinator)
    at_once([lambda: round_imports.confirm(found, by=home.coordinator)] * 4)
    assert (BudgetRound.objects.count(), Ballot.objects.count()) == (1, 10)


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_as_much_for_more(home, number, django_assert_num_queries):
    plans = [(str(one), 1_00, f"Plan {one}") for one in range(20 * number)]
    found = [
        brought(home.neighbourhood, home.coordinator, plans=plans, ballots=[["1", "2"]] * number)
        for _each in range(number)
    ]
    browser = browser_of(home.coordinator)
    browser.get(address(home))
    with django_assert_num_queries(BRING):
        browser.get(address(home))
    with django_assert_num_queries(PREVIEW):
        browser.get(found[0].get_absolute_url())


BRING, PREVIEW = 8, 6
