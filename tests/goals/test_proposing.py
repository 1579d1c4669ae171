"""Anybody proposes a goal and says which they find important; numbers never rank."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Draft
from activity.models import Event
from goals.actions import proposing
from goals.models import Goal, GoalSupport, ResidentInput
from goals.selections.weighing import shuffled
from goals.states import GoalState, Heard, Refused, YearState
from outbox.models import Message
from partners.actions.organisations import municipality_organisation
from partners.states import TooMany
from tests.factories import (
    GoalFactory,
    InitiativeFactory,
    MemberFactory,
    OrganisationFactory,
    ReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of, make_place

TODAY = timezone.localdate()
NEXT = TODAY.year + 1
PATH = f"/wijk/rietwijk/doelen/{NEXT}/"
NEW = f"{PATH}voorstellen/"


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def plan(place):
    return YearPlanFactory(neighbourhood=place.neighbourhood, year=NEXT, state=YearState.PREPARING)


def proposal(**more):
    plain = {
        "key": str(uuid4()),
        "title": "Veilig naar school",
        "want": "Kinderen fietsen zelf naar school.",
        "goes_well": "De brigadiers staan er elke ochtend.",
        "theme": "youth",
        "lead": "residents",
        "say": "decide_along",
        "say_words": "Bewoners kiezen waar de drempels komen.",
    }
    return plain | more


def read(address, person=None, status=200):
    response = browser_of(person).get(address)
    assert response.status_code == status
    html = response.content.decode()
    assert problems(html) == []
    return html


def online(plan):
    row = ResidentInput.objects.filter(plan=plan, kind=Heard.ONLINE).first()
    return row.residents if row else 0


def proposed(plan, **more):
    return GoalFactory(plan=plan, state=GoalState.PROPOSED, **more)


def test_a_resident_proposes_a_goal_and_everybody_reads_it(place, plan):
    resident, form = UserFactory(name="Samira"), proposal()
    for _press in range(2):
        sent = browser_of(resident).post(NEW, form)

    goal = Goal.objects.get()
    assert sent["Location"] == goal.get_absolute_url()
    page = read(goal.get_absolute_url())
    for words in ("Veilig naar school", "Samira", "De brigadiers", "Bewoners beslissen mee."):
        assert words in page
    assert "Veilig naar school" in read(PATH)
    assert Event.objects.get(verb="goal_proposed").is_public
    assert Message.objects.get().to == place.coordinator.email
    assert online(plan) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"goes_well": ""}, "Schrijf wat al goed gaat."),
        ({"goes_well": "\x00 "}, "Schrijf wat al goed gaat."),
        ({"title": ""}, "Schrijf het doel in een paar woorden."),
        ({"title": "x" * 101}, "Maak de tekst korter"),
        ({"say_words": ""}, "Schrijf in één zin wat dat hier betekent."),
        ({"say": "alles"}, "Kies wat bewoners beslissen."),
        ({"theme": ""}, "Kies waar het het meest over gaat."),
        ({"lead": ""}, "Kies wie het trekt."),
        ({"mandate": "Het plein"}, "Schrijf ook van wie zij dat mogen."),
        ({"mandate_euros": "500"}, "Schrijf ook wat bewoners mogen beslissen."),
        ({"mandate_euros": "veel"}, "Vul een heel getal in"),
        ({"mandate_euros": "9" * 30}, "Dat is te veel."),
        ({"mandate_until": "1-1-1900"}, "Kies een datum vanaf vandaag"),
    ],
)
def test_what_is_typed_wrong_is_kept_and_explained(plan, changes, message):
    sent = browser_of(UserFactory()).post(NEW, proposal(**changes))

    assert sent.status_code == 422
    html = sent.content.decode()
    assert message in html
    assert "Kinderen fietsen zelf naar school." in html
    assert problems(html) == []
    assert not Goal.objects.exists()


def test_a_visitor_writes_first_and_signs_in_after(plan):
    client = Client()
    sent = client.post(NEW, proposal())

    assert sent.status_code == 302
    assert "/account/inloggen/" in sent["Location"]
    assert Draft.objects.get().fields["goes_well"] == "De brigadiers staan er elke ochtend."
    assert not Goal.objects.exists()


def test_who_has_no_name_gives_one(plan):
    resident, form = UserFactory(name=""), proposal()
    sent = browser_of(resident).post(NEW, form)
    assert sent.status_code == 422
    assert "Vul in hoe u hier wilt heten." in sent.content.decode()

    browser_of(resident).post(NEW, form | {"name": "Ali"})
    assert "Voorgesteld door Ali" in read(Goal.objects.get().get_absolute_url())


def test_what_residents_may_decide_themselves_is_said(plan):
    form = proposal(
        mandate="Hoe het plein eruitziet",
        mandate_by="De gemeente",
        mandate_euros="2500",
        mandate_until=f"{TODAY + timedelta(days=100):%Y-%m-%d}",
    )
    browser_of(UserFactory()).post(NEW, form)

    page = read(Goal.objects.get().get_absolute_url())
    assert "Hoe het plein eruitziet" in page
    assert "euro" in page


def test_one_proposes_for_what_one_belongs_to_and_for_nothing_else(place, plan):
    elsewhere = OrganisationFactory()
    MemberFactory(organisation=elsewhere, person=place.contact)
    page = read(NEW, place.contact)
    assert "De Zaanoever" in page
    assert elsewhere.name not in page
    assert "Namens wie" not in read(NEW, UserFactory())

    organisation = str(place.organisation.pk)
    browser_of(place.contact).post(NEW, proposal(organisation=organisation))
    assert "Voorgesteld door De Zaanoever" in read(Goal.objects.get().get_absolute_url())
    assert online(plan) == 0  # a professional organisation is no resident
    for key in (str(elsewhere.pk), "onzin"):
        sent = browser_of(place.contact).post(NEW, proposal(organisation=key))
        assert sent.status_code == 422
    assert browser_of(UserFactory()).post(NEW, proposal(organisation=organisation)).status_code in (
        302,
        422,
    )
    assert Goal.objects.filter(organisation=place.organisation).count() == 1


def test_a_residents_team_proposes_as_any_other(place, plan):
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood)
    ReviewFactory(initiative=initiative)
    member = MemberFactory(organisation=initiative.team).person

    browser_of(member).post(NEW, proposal(organisation=str(initiative.team.pk)))

    assert Goal.objects.get().organisation == initiative.team
    assert online(plan) == 1


def test_who_works_here_proposes_for_the_municipality(place, plan):
    town = municipality_organisation(place.neighbourhood.municipality)
    assert town.name in read(NEW, place.officer)

    browser_of(place.officer).post(NEW, proposal(organisation=str(town.pk)))
    assert Goal.objects.get().organisation == town
    sent = browser_of(place.contact).post(NEW, proposal(organisation=str(town.pk)))
    assert sent.status_code == 422


def test_one_changes_and_withdraws_ones_own_proposal_while_it_is_weighed(place, plan):
    resident = UserFactory(name="Samira")
    goal = proposed(plan, person=resident)
    address = goal.get_absolute_url()
    for person in (UserFactory(), place.coordinator):
        for verb in ("aanpassen", "intrekken"):
            assert browser_of(person).post(f"{address}{verb}/").status_code == 404

    assert goal.goes_well in read(f"{address}aanpassen/", resident)
    for _press in range(2):
        browser_of(resident).post(f"{address}aanpassen/", proposal(title="Anders gezegd"))
    assert "Anders gezegd" in read(address)
    assert Event.objects.filter(verb="goal_changed").count() == 1

    proposing.support(goal, "Ja!", by=UserFactory(), now=timezone.now())
    assert online(plan) == 2
    for _press in range(2):
        browser_of(resident).post(f"{address}intrekken/")
    assert browser_of(None).get(address).status_code == 404
    assert "Anders gezegd" not in read(PATH)
    assert not Event.objects.about(goal).filter(is_public=True).exists()
    assert online(plan) == 0


def test_after_the_last_day_nobody_proposes_or_supports(plan):
    goal = proposed(plan)
    type(plan).objects.update(weigh_until=TODAY - timedelta(days=1))

    assert browser_of(UserFactory()).post(NEW, proposal()).status_code == 302
    browser_of(UserFactory()).post(f"{goal.get_absolute_url()}belangrijk/")
    assert Goal.objects.count() == 1
    assert not GoalSupport.objects.exists()
    assert "Stel een doel voor" not in read(PATH)
    assert "Dit vind ik belangrijk" not in read(goal.get_absolute_url())
    plan.refresh_from_db()
    words = proposing.Proposal("a", "b", "c", "youth", "residents", "work_along", "d")
    with pytest.raises(Refused, match="closed"):
        proposing.propose(plan, words, key=uuid4(), by=UserFactory(), now=timezone.now())


def test_who_proposes_very_much_waits_a_moment(plan):
    person, now = UserFactory(), timezone.now()
    words = proposing.Proposal("a", "b", "c", "youth", "residents", "work_along", "d")
    for _number in range(proposing.MOST):
        proposing.propose(plan, words, key=uuid4(), by=person, now=now)
    with pytest.raises(TooMany):
        proposing.propose(plan, words, key=uuid4(), by=person, now=now)
    assert "Wacht even" in browser_of(person).post(NEW, proposal()).content.decode()


def test_one_press_supports_and_another_takes_it_back(plan):
    goal, resident = proposed(plan), UserFactory()
    address = f"{goal.get_absolute_url()}belangrijk/"
    assert "Dit vind ik belangrijk" in read(goal.get_absolute_url())
    for _press in range(2):
        browser_of(resident).post(address)
    browser_of(resident).post(address, {"words": "Mijn dochter fietst daar."})
    browser_of(resident).post(address)  # without words: those that were there stay

    support = GoalSupport.objects.get()
    assert support.words == "Mijn dochter fietst daar."
    page = read(goal.get_absolute_url())
    assert "Mijn dochter fietst daar." in page
    assert "1 persoon vindt dit belangrijk" in page
    assert resident.public_name not in page
    assert online(plan) == 2  # who proposed it as well
    assert Event.objects.filter(verb="goal_supported").count() == 1
    browser_of(resident).post(address, {"want": "no"})
    assert not GoalSupport.objects.exists()


def test_with_htmx_only_the_part_comes_back(plan):
    goal, resident = proposed(plan), UserFactory()
    sent = browser_of(resident).post(
        f"{goal.get_absolute_url()}belangrijk/",
        headers={"HX-Request": "true", "HX-Target": "support"},
    )
    html = sent.content.decode()
    assert sent.status_code == 200
    assert "U vindt dit belangrijk." in html
    assert "<html" not in html


def test_office_holders_are_no_residents(place, plan):
    goal, now = proposed(plan, person=place.coordinator), timezone.now()
    proposing.support(goal, "", by=place.officer, now=now)
    assert online(plan) == 0
    resident = UserFactory()
    proposing.support(goal, "", by=resident, now=now)
    assert online(plan) == 1
    proposing.take_back(goal, by=resident, now=now)
    assert not ResidentInput.objects.exists()


def test_the_order_of_proposals_is_another_one_each_day_and_not_by_numbers(plan):
    goals = [proposed(plan) for _number in range(12)]
    for _number in range(5):
        proposing.support(goals[0], "", by=UserFactory(), now=timezone.now())
    days = [TODAY + timedelta(days=number) for number in range(10)]
    orders = [tuple(shuffled(plan, UserFactory(), today=day)) for day in days]

    assert len(set(orders)) == 10
    assert shuffled(plan, UserFactory(), today=TODAY) == list(orders[0])
    assert {order[0] for order in orders} != {goals[0].pk}
    assert all(set(order) == {goal.pk for goal in goals} for order in orders)


def test_a_hidden_proposal_is_there_for_its_author_only(place, plan):
    author = UserFactory()
    goal = proposed(plan, person=author, title="Verborgen voorstel")
    Goal.objects.update(visibility="hidden", hidden_reason="Er stond een naam in.")
    assert browser_of(None).get(goal.get_absolute_url()).status_code == 404
    assert "Verborgen voorstel" not in read(PATH)
    assert "Er stond een naam in." in read(goal.get_absolute_url(), author)
    assert "Maak bezwaar" in read(goal.get_absolute_url(), author)


def test_hidden_words_are_not_read_by_others(place, plan):
    goal, person = proposed(plan), UserFactory()
    proposing.support(goal, "Iets lelijks", by=person, now=timezone.now())
    GoalSupport.objects.update(visibility="hidden", hidden_reason="Onaardig")
    assert "Iets lelijks" not in read(goal.get_absolute_url())
    assert "Iets lelijks" in read(goal.get_absolute_url(), person)


def test_nonsense_in_the_address_is_no_error(plan):
    proposed(plan)
    for query in ("?page=%00", "?page=" + "9" * 30, "?page=-1"):
        read(PATH + query)
    for address in ("/wijk/rietwijk/doelen/99999999999999/", "/doel/99999999999999999999999/"):
        assert browser_of(None).get(address).status_code == 404
