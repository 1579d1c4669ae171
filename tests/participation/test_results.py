"""The result of a round: the money, how it was shared out, and of each plan why; and its file."""

import pytest
from django.test import Client

from initiatives.models import Initiative
from initiatives.states import Visibility
from participation.counting import Project, count
from participation.models import Ballot, BudgetProposal, BudgetRound, Count
from participation.pabulib import read
from participation.selections.outcomes import outcome_of
from participation.states.budgets import RoundState, Rule
from tests.factories import InitiativeFactory
from tests.goals.figuring import make_home
from tests.html import problems

from .counted import counted


@pytest.fixture
def home(db):
    return make_home()


def held(home, **more) -> BudgetRound:
    return counted(home.neighbourhood, home.coordinator, **more)


def page(round_) -> str:
    response = Client().get(f"/budgetronde/{round_.pk}/uitslag/")
    assert response.status_code == 200
    html = response.content.decode()
    assert not problems(html)
    return " ".join(html.split())


def test_equal_shares_are_explained_with_what_each_paid(home):
    html = page(held(home))
    assert "10 mensen stemden." in html
    assert "Van de 3 plannen krijgen er 2 geld." in html
    assert "€ 90,50 gaat naar plannen. € 9,50 is over." in html
    assert "kreeg een even groot deel van het geld: € 10" in html
    assert "6 stemmers betaalden er elk € 8,33 voor, uit hun deel." in html
    assert "tot € 11 per stemmer" in html
    assert "De 6 stemmers op dit plan hadden samen nog € 16 over. Het kost € 50." in html
    assert "past nog in de € 9,50 die over is." in html


def test_the_most_votes_are_explained_with_what_was_left(home):
    html = page(held(home, rule=Rule.GREEDY))
    assert "€ 100 gaat naar plannen. € 0 is over." in html
    assert "Toen dit plan aan de beurt was, was er nog € 0. Het kost € 40,50." in html
    assert "eigen deel" not in html


@pytest.mark.parametrize(
    ("plans", "ballots", "budget", "rule", "says"),
    [
        ([("1", 500, ""), ("2", 500, "")], ["1"], 1000, Rule.EQUAL_SHARES, "Niemand stemde op dit"),
        (
            [("1", 400, ""), ("2", 400, "")],
            ["1", "2"],
            600,
            Rule.EQUAL_SHARES,
            "Kreeg iedereen nog",
        ),
        (
            [("1", 400, ""), ("2", 400, "")],
            ["1", "2"],
            600,
            Rule.EQUAL_SHARES,
            "Geen van de plannen",
        ),
        (
            [("1", 400, ""), ("2", 900, "")],
            ["12"],
            600,
            Rule.GREEDY,
            "meer dan er in de hele ronde",
        ),
        ([("1", 600, "")], ["1"], 600, Rule.EQUAL_SHARES, "Toen was al het geld verdeeld."),
        ([("7", 600, "")], ["7"], 600, Rule.EQUAL_SHARES, "Plan 7"),
    ],
)
def test_each_way_to_end_has_its_sentence(home, plans, ballots, budget, rule, says):
    found = held(home, plans=plans, ballots=ballots, budget=budget, rule=rule)
    assert says in page(found)


def test_what_is_hidden_since_is_not_named(home):
    round_ = held(home)
    idea = InitiativeFactory(neighbourhood=home.neighbourhood, title="Geheim plan")
    plan = BudgetProposal.objects.get(round=round_, title="Een feest")
    plan.initiative, plan.reference, plan.title = idea, "", ""
    plan.save()
    html = page(round_)
    assert "Geheim plan" in html
    assert f"/budgetvoorstel/{plan.pk}/" in html
    Initiative.objects.filter(pk=idea.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Huisregel 1"
    )
    html = page(round_)
    assert "Geheim plan" not in html
    assert f"/budgetvoorstel/{plan.pk}/" not in html
    assert "Een plan dat hier niet meer te zien is" in html
    assert "Geheim" not in file_of(round_)


def file_of(round_) -> str:
    response = Client().get(f"/budgetronde/{round_.pk}/stemmen.pb")
    assert response.status_code == 200
    assert (
        response["Content-Disposition"] == f'attachment; filename="bewonersbudget-{round_.pk}.pb"'
    )
    return response.content.decode()


@pytest.mark.parametrize("rule", Rule.values)
def test_its_file_counts_to_the_same(home, rule):
    round_ = held(home, rule=rule)
    found = read(file_of(round_).encode())
    assert found.meta["description"] == "Buurtbudget 2025"
    assert found.meta["rule"] == {"greedy": "greedy", "equal-shares": "equalshares"}[rule]
    plans = [Project(plan.reference, plan.cost) for plan in found.plans]
    again = count(plans, found.ballots, found.budget, Rule(rule))
    kept = outcome_of(round_.count)
    names = dict(BudgetProposal.objects.filter(round=round_).values_list("pk", "reference"))
    assert again.ids == [names[one] for one in kept.ids]
    assert (again.spent, again.share, again.stop) == (kept.spent, kept.share, kept.stop)
    assert f";selected\n{plans[0].id};50;6;Bankjes;1\n" in file_of(round_)


def test_its_file_tells_nothing_of_order_or_time(home):
    round_ = held(home)
    before = file_of(round_)
    rows = list(Ballot.objects.filter(round=round_).values("choices", "receipt"))
    Ballot.objects.filter(round=round_).delete()
    for row in reversed(rows):
        Ballot.objects.create(round=round_, **row)
    assert file_of(round_) == before
    assert not [ballot for ballot in Ballot.objects.all() if str(ballot.pk) in before]


@pytest.mark.parametrize("what", ["uitslag/", "stemmen.pb"])
def test_before_it_is_counted_there_is_nothing(home, what):
    round_ = held(home)
    address = f"/budgetronde/{round_.pk}/{what}"
    BudgetRound.objects.filter(pk=round_.pk).update(state=RoundState.VOTING)
    assert Client().get(address).status_code == 404
    BudgetRound.objects.filter(pk=round_.pk).update(state=RoundState.GRANTED)
    assert Client().get(address).status_code == 200
    Count.objects.all().delete()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_a_result_asks_as_much_for_many_plans(home, number, django_assert_num_queries):
    plans = [(str(one), 100 + one, f"Plan {one}") for one in range(1, number + 1)]
    references = [reference for reference, _cost, _name in plans]
    round_ = held(home, plans=plans, ballots=[references] * 3, budget=1500)
    browser = Client()
    page(round_)  # what is looked up once
    with django_assert_num_queries(RESULT):
        browser.get(f"/budgetronde/{round_.pk}/uitslag/")
    with django_assert_num_queries(FILE):
        browser.get(f"/budgetronde/{round_.pk}/stemmen.pb")


RESULT, FILE = 2, 4
