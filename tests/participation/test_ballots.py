"""One ballot a person, which can be changed until the round closes; the last one counts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participation.actions import ballots
from participation.models import Ballot, BudgetRound, OpenBallot, Voter
from participation.states.budgets import BudgetRefused, RoundState
from tests.factories import UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .voting import a_round, cast, close, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting():
    return a_round()


def test_a_resident_votes_and_gets_a_receipt(voting):
    client = browser_of(UserFactory())
    page = client.get(f"{voting.path}stemmen/").content.decode()
    assert problems(page) == []
    assert "Welke plannen vindt u goed?" in page
    assert "Over: € 1.000" in page
    key = uuid4()

    done = vote(client, voting, 0, 2, key=key)

    assert problems(done) == []
    assert "Uw stem is binnen" in done
    assert ballots.code_of(key) in done
    assert OpenBallot.objects.get().choices == sorted(
        [voting.proposals[0].pk, voting.proposals[2].pk]
    )
    assert "U heeft gestemd." in client.get(voting.path).content.decode()
    again = client.get(f"{voting.path}stemmen/").content.decode()
    assert again.count("checked") == 2
    assert ballots.code_of(key) not in again


def test_pressing_twice_is_one_vote_with_one_receipt(voting):
    client, key = browser_of(UserFactory()), uuid4()
    first, second = (vote(client, voting, 1, key=key) for _again in range(2))
    assert ballots.code_of(key) in first
    assert ballots.code_of(key) in second
    assert OpenBallot.objects.count() == Voter.objects.count() == 1


def test_the_last_of_two_devices_counts(voting):
    person = UserFactory()
    vote(browser_of(person), voting, 0)
    vote(browser_of(person), voting, 1, 2)
    assert Voter.objects.count() == 1
    assert OpenBallot.objects.get().choices == [one.pk for one in voting.proposals[1:]]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Kies minstens één plan."),
        ({"ballot": ["0"]}, "Een van de plannen staat niet meer op de lijst"),
        ({"ballot": ["\0x"]}, "Een van de plannen staat niet meer op de lijst"),
        ({"ballot": ["9" * 60]}, "Een van de plannen staat niet meer op de lijst"),
    ],
)
def test_what_cannot_be_chosen_says_so(voting, fields, says):
    answer = browser_of(UserFactory()).post(
        f"{voting.path}stemmen/", {"receipt": str(uuid4())} | fields
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert problems(answer.content.decode()) == []
    assert not Voter.objects.exists()


def test_a_ballot_holds_no_more_than_its_round_allows(voting):
    BudgetRound.objects.update(most_number=2, most_total=70_000)
    client = browser_of(UserFactory())
    page = client.get(f"{voting.path}stemmen/").content.decode()
    assert "Kies hoogstens 2 plannen." in page
    assert "hoogstens € 700" in page
    many = vote(client, voting, 0, 1, 2)
    assert "Kies hoogstens 2 plannen. Haal eerst een vinkje weg." in many
    assert many.count("checked") == 3
    assert "hoogstens € 700 samen" in vote(client, voting, 0, 1)
    assert not Voter.objects.exists()
    assert "Uw stem is binnen" in vote(client, voting, 0, 2)


def test_the_cart_says_what_is_left_and_keeps_nothing(voting):
    client = browser_of(UserFactory())
    fields = {"receipt": str(uuid4()), "ballot": [str(voting.proposals[1].pk)]}
    address = f"{voting.path}stemmen/mandje/"
    part = client.post(
        address, fields, headers={"HX-Request": "true", "HX-Target": "cart"}
    ).content.decode()
    assert "1 plan gekozen" in part
    assert "Over: € 500" in part
    assert "<h1" not in part
    whole = client.post(address, fields).content.decode()
    assert "Over: € 500" in whole
    assert whole.count("checked") == 1
    assert "Controleer uw gegevens" not in whole
    everything = {"ballot": [str(one.pk) for one in voting.proposals]}
    assert "Dat is meer dan er is" in client.post(address, everything).content.decode()
    BudgetRound.objects.update(most_total=50_000, most_number=1)
    over = client.post(address, everything).content.decode()
    assert "Dat is € 700 te veel" in over
    assert "Dat zijn er 2 te veel" in over
    assert not Voter.objects.exists()


def test_after_the_voting_a_vote_is_too_late(voting):
    client = browser_of(UserFactory())
    for change in ({"vote_until": timezone.localdate() - timedelta(days=1)},
                   {"state": RoundState.COUNTING}):  # fmt: skip
        BudgetRound.objects.update(**change)
        assert client.get(f"{voting.path}stemmen/").status_code == 302
        sent = {"receipt": str(uuid4()), "ballot": [str(voting.proposals[0].pk)]}
        answer = client.post(f"{voting.path}stemmen/", sent)
        assert answer.status_code == 409
        assert "Uw stem kwam net te laat" in answer.content.decode()
        assert not Voter.objects.exists()


def test_a_key_of_somebody_else_is_refused(voting):
    key = uuid4()
    vote(browser_of(UserFactory()), voting, 0, key=key)
    assert "Er ging iets mis" in vote(browser_of(UserFactory()), voting, 1, key=key)
    assert Voter.objects.count() == 1


def test_after_closing_a_receipt_says_that_the_ballot_counts_and_what_is_in_it(voting):
    person, first = cast(voting, 0)
    _person, last = cast(voting, 1, 2, by=person)
    visitor = browser_of()
    address = f"{voting.path}bewijs/"
    assert visitor.get(address).status_code == 302
    close(voting)
    assert problems(visitor.get(address).content.decode()) == []

    page = visitor.post(address, {"code": f" {last.lower().replace('-', ' ')} "})

    html = page.content.decode()
    assert page.status_code == 200
    assert problems(html) == []
    assert "Ja, deze stem telt mee." in html
    assert "Plan 2 van de buurt" in html
    assert "Plan 1 van de buurt" not in html
    for code in (first, "AAAA-BBBB-CCCC-DDDD", "x", "", "\0", "é" * 16, "9" * 5000):
        wrong = visitor.post(address, {"code": code})
        assert wrong.status_code == 422, code
        assert "Ja, deze stem telt mee." not in wrong.content.decode()


def test_figures_that_look_like_letters_are_read_as_those():
    kept = ballots.kept_of("OIBB-2222-3333-4444")
    assert kept
    assert ballots.kept_of("018b 2222 3333 4444") == kept


def test_two_devices_at_once_are_one_voter(transactional_db):
    voting = a_round()
    person = UserFactory()
    done = at_once([lambda number=number: cast(voting, number % 3, by=person)
                    for number in range(6)])  # fmt: skip
    assert all(isinstance(one, tuple) for one in done), done
    assert Voter.objects.count() == OpenBallot.objects.count() == 1


def test_a_vote_and_the_closing_wait_for_each_other(transactional_db):
    voting = a_round()
    people = [UserFactory() for _number in range(6)]
    calls = [lambda person=person: cast(voting, 0, by=person) for person in people]
    done = at_once([*calls, lambda: close(voting)])
    given = [one for one in done if isinstance(one, tuple)]
    refused = [one for one in done if isinstance(one, BudgetRefused)]
    assert len(given) + len(refused) == 6
    assert Ballot.objects.count() == Voter.objects.count() == len(given)
    assert not OpenBallot.objects.exists()
