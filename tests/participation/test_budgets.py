"""A round begins with rules in plain words, and moves on step by step."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event, Notification
from participation.actions import budgets
from participation.forms.money import MoneyField
from participation.models import BudgetProposal, BudgetRound
from participation.states.budgets import BudgetRefused, ProposalState, RoundState
from partners.actions.organisations import municipality_organisation
from tests.factories import (
    BudgetProposalFactory,
    BudgetRoundFactory,
    InitiativeFactory,
    UserFactory,
)
from tests.html import fragment_problems, problems
from tests.partners.conftest import browser_of, make_place

from .voting import a_round, cast, fresh

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def filled(place, **more):
    def day(days):
        return (timezone.localdate() + timedelta(days=days)).isoformat()

    plain = {
        "key": str(uuid4()),
        "title": "Geld voor groen",
        "budget": "1.250,50",
        "terms": "Voor alles wat groeit.",
        "who_may": "Wie hier woont.",
        "begins_on": day(0),
        "propose_until": day(20),
        "checker": str(place.organisation.pk),
        "check_until": day(30),
        "vote_until": day(45),
        "rule": "equal-shares",
        "most_number": "",
        "most_total": "",
    }
    return plain | more


def test_a_coordinator_opens_a_round_once_and_the_neighbourhood_reads_it():
    place = make_place()
    client = browser_of(place.coordinator)
    address = f"{place.neighbourhood.get_absolute_url()}budget/"
    page = client.get(address).content.decode()
    assert "Er is hier nog geen geld" in page
    assert "Begin een ronde" in page
    assert problems(client.get(f"{address}nieuw/").content.decode()) == []
    form = filled(place)

    for _again in range(2):
        assert client.post(f"{address}nieuw/", form).status_code == 302

    round_ = BudgetRound.objects.get()
    assert round_.budget == 125_050
    assert round_.most_total is None
    assert Event.objects.filter(verb="budget_opened").count() == 1
    html = browser_of().get(round_.get_absolute_url()).content.decode()
    assert problems(html) == []
    assert "Er is € 1.250,50." in html
    assert "Iedereen die stemt, krijgt een even groot deel" in html
    assert "Lever een plan in" in html
    assert "Voor wie deze ronde leidt" not in html
    assert "Bewonersbudget" in browser_of().get(address.replace("budget", "meedoen")).text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("propose_until", -1, "Deze stap eindigt voordat hij begint"),
        ("check_until", 20, "Deze stap eindigt voordat hij begint"),
        ("vote_until", 30, "Deze stap eindigt voordat hij begint"),
        ("vote_until", 5000, "binnen drie jaar"),
        ("begins_on", -2, "Kies een datum vanaf vandaag"),
        ("budget", "-5", "Een bedrag kan niet onder nul zijn"),
        ("budget", "0", "meer dan nul"),
        ("budget", "veel", "Schrijf een bedrag in euro’s"),
        ("budget", "9" * 29, "Schrijf een bedrag in euro’s"),
        ("budget", "1,005", "niet meer dan twee cijfers"),
        ("most_number", "0", "Schrijf een heel getal van 1 tot 500"),
        ("most_number", "9" * 40, "Schrijf een heel getal van 1 tot 500"),
        ("most_total", "2000", "Dit is meer dan er in deze ronde is"),
        ("rule", "loterij", "Kies hoe wij tellen"),
        ("checker", "0", "Kies wie dat doet"),
        ("title", "\0", "Geef de ronde een naam"),
    ],
)
def test_what_cannot_be_says_so_and_keeps_what_was_typed(field, value, says):
    place = make_place()
    if isinstance(value, int):
        value = (timezone.localdate() + timedelta(days=value)).isoformat()
    address = f"{place.neighbourhood.get_absolute_url()}budget/nieuw/"

    answer = browser_of(place.coordinator).post(address, filled(place, **{field: value}))

    assert answer.status_code == 422
    html = answer.content.decode()
    assert says in html
    assert "Wie hier woont." in html
    assert not BudgetRound.objects.exists()


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("750", 75_000),
        ("750,5", 75_050),
        ("750.50", 75_050),
        ("1.250", 125_000),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("€ 75,-".replace(",-", ""), 7_500),
    ],
)
def test_money_is_read_with_a_comma_or_a_point(written, cents):
    assert MoneyField(label="Bedrag").clean(written) == cents


def test_a_round_moves_on_step_by_step_and_pressing_twice_is_pressing_once():
    voting = a_round(collecting=True)
    BudgetProposal.objects.update(state=ProposalState.HANDED_IN)
    lead = browser_of(voting.place.coordinator)
    for address, state in (("toetsen/", "checking"), ("stemmen-openen/", "checking")):
        for _again in range(2):
            assert lead.post(voting.path + address).status_code == 302
        assert fresh(voting).state == state
    assert "Er wacht nog een plan" in lead.get(voting.path).content.decode()
    assert Event.objects.filter(verb="budget_checking").count() == 1
    told = Notification.objects.filter(event__verb="budget_checking")
    assert {one.person for one in told} == {voting.checker, voting.place.member}
    BudgetProposal.objects.update(state=ProposalState.FEASIBLE)

    for _again in range(2):
        lead.post(f"{voting.path}stemmen-openen/")

    assert fresh(voting).state == RoundState.VOTING
    assert Event.objects.filter(verb="budget_voting").count() == 1
    told = Notification.objects.filter(event__verb="budget_voting")
    assert [one.person for one in told] == [voting.team]


def test_steps_are_not_skipped_or_taken_back():
    voting = a_round(collecting=True)
    by = voting.place.coordinator
    with pytest.raises(BudgetRefused):
        budgets.close_voting(voting.round, by=by)
    with pytest.raises(BudgetRefused):
        budgets.begin_voting(voting.round, by=by)
    assert fresh(voting).state == RoundState.COLLECTING
    BudgetRound.objects.update(state=RoundState.COUNTED)
    budgets.begin_checking(voting.round, by=by)
    assert fresh(voting).state == RoundState.COUNTED


def test_without_a_plan_that_can_be_done_there_is_nothing_to_vote_on():
    voting = a_round(collecting=True)
    budgets.begin_checking(voting.round, by=voting.place.coordinator)
    BudgetProposal.objects.update(
        state=ProposalState.NOT_FEASIBLE, reason="Te duur.", possible="Kleiner."
    )

    page = browser_of(voting.place.coordinator).post(f"{voting.path}stemmen-openen/", follow=True)

    assert "nog geen plan waarop mensen kunnen stemmen" in page.content.decode()
    assert fresh(voting).state == RoundState.CHECKING


def test_rules_change_until_the_voting_begins():
    place = make_place()
    voting = a_round(collecting=True, place=place)
    lead = browser_of(place.coordinator)
    assert problems(lead.get(f"{voting.path}aanpassen/").content.decode()) == []
    sent = filled(
        place, title="Geld voor bomen", begins_on=voting.round.begins_on.isoformat(), budget="900"
    )

    assert lead.post(f"{voting.path}aanpassen/", sent).status_code == 302
    lead.post(f"{voting.path}aanpassen/", sent)

    assert fresh(voting).title == "Geld voor bomen"
    assert fresh(voting).budget == 90_000
    assert Event.objects.filter(verb="budget_changed").count() == 1
    BudgetRound.objects.update(state=RoundState.VOTING)
    page = lead.post(f"{voting.path}aanpassen/", sent | {"title": "Anders"}, follow=True)
    assert "Dat kan nu niet meer" in page.content.decode()
    assert fresh(voting).title == "Geld voor bomen"


def test_a_round_closes_by_itself_after_its_last_day_and_once():
    voting = a_round()
    cast(voting, 0)
    now = timezone.now()
    assert budgets.close_due(now + timedelta(days=7)) == 0

    assert budgets.close_due(now + timedelta(days=8)) == 1
    assert budgets.close_due(now + timedelta(days=8)) == 0

    assert fresh(voting).state == RoundState.COUNTING
    assert Event.objects.get(verb="budget_closed").actor is None


def test_the_round_that_goes_on_stands_first():
    place = make_place()
    a_round(place=place, title="Nu", begins_on=TODAY - timedelta(days=90))
    a_round(place=place, title="Vorig jaar", state=RoundState.GRANTED)
    html = browser_of().get(f"{place.neighbourhood.get_absolute_url()}budget/").content.decode()
    assert html.index("Nu</a>") < html.index("Vorig jaar</a>")


def test_what_is_hidden_by_the_house_rules_is_in_no_list_and_no_count():
    voting = a_round()
    hidden = InitiativeFactory(
        neighbourhood=voting.place.neighbourhood,
        title="Geheim plan",
        visibility="hidden",
        hidden_reason="Huisregel 1",
    )
    BudgetProposalFactory(round=voting.round, initiative=hidden)
    html = browser_of(UserFactory()).get(voting.path).content.decode()
    assert "Geheim plan" not in html
    assert "3 plannen" in html
    page = browser_of(UserFactory()).get(f"{voting.path}stemmen/").content.decode()
    assert "Geheim plan" not in page


def test_a_round_that_waits_stands_in_the_work_of_who_does_the_next_step():
    place, ago = make_place(), timezone.localdate() - timedelta(days=1)
    elsewhere = BudgetRoundFactory(title="Van een andere wijk", state=RoundState.CHECKING)
    town = municipality_organisation(place.neighbourhood.municipality)
    known = {"neighbourhood": place.neighbourhood, "checker": place.organisation}
    for title, fields in {
        "Sluiten": {"collecting": True, "propose_until": ago},
        "Loopt nog": {"collecting": True},
        "Kijken": {"state": RoundState.CHECKING, "checker": town},
        "Kijken door een ander": {"state": RoundState.CHECKING},
        "Uitslag": {"state": RoundState.COUNTED},
        "Klaar": {"state": RoundState.GRANTED},
        "Van elders": {"state": RoundState.COUNTED, "source": "een bestand"},
    }.items():
        made = BudgetRoundFactory(title=title, **known | fields)
        if title == "Kijken":
            BudgetProposalFactory(round=made, state=ProposalState.HANDED_IN)

    def titles(person):
        html = browser_of(person).get("/mijn/werk/bewonersbudget/").content.decode()
        assert problems(html) == []
        assert elsewhere.title not in html
        return html, {
            one
            for one in ("Sluiten", "Loopt nog", "Kijken", "Uitslag", "Klaar")
            if f">{one}</a>" in html
        }

    html, found = titles(place.coordinator)
    assert found == {"Sluiten", "Kijken", "Uitslag"}
    for step in ("Sluit het inleveren", "Zeg van elk plan of het kan", "Zeg het geld toe"):
        assert step in html
    assert "Kijken door een ander" in html
    assert "Van elders" not in html
    html, found = titles(place.officer)
    assert found == {"Kijken"}

    assert (
        "/mijn/werk/bewonersbudget/"
        in browser_of(place.officer).get("/mijn/werk/").content.decode()
    )
    part = browser_of(place.coordinator).get(
        "/mijn/werk/bewonersbudget/", headers={"HX-Request": "true", "HX-Target": "rounds"}
    )
    assert fragment_problems(part.content.decode()) == []
    assert "3 te laat" in part.content.decode()
