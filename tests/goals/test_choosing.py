"""Two or three goals are chosen, with why these and why not the others (rules R3, R5 and R6)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event
from goals.actions import choosing, proposing, years
from goals.actions.choosing import No
from goals.models import Goal, YearPlan
from goals.states import MOST_GOALS, GoalState, Refused, YearState
from outbox.models import Message
from tests.factories import GoalFactory, UserFactory, YearPlanFactory
from tests.html import problems
from tests.partners.conftest import browser_of, make_place

TODAY = timezone.localdate()
THIS, NEXT = TODAY.year, TODAY.year + 1
HERE = "/wijk/rietwijk/doelen/"
CHOOSE = f"{HERE}{NEXT}/kiezen/"
NO = No("Er is geen geld voor.", "Het kan als initiatief.")


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def plan(place):
    """Prepared, with four proposals, and twelve residents who were heard."""
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=NEXT, state=YearState.PREPARING)
    years.hear(
        plan, years.Input("talk", TODAY, 12, place="plein"), key=uuid4(), by=place.coordinator
    )
    for number in range(4):
        GoalFactory(plan=plan, state=GoalState.PROPOSED, title=f"Doel {number}")
    return plan


def goals_of(plan):
    return list(Goal.objects.filter(plan=plan).order_by("pk"))


def form_for(plan, number=3, **more):
    """The first so many are chosen, the others get a word."""
    texts = {"why": "Hier willen de meeste bewoners mee verder."}
    for nth, goal in enumerate(goals_of(plan)):
        if nth < number:
            texts[f"choose_{goal.pk}"] = "on"
        else:
            texts |= {f"reason_{goal.pk}": NO.reason, f"possible_{goal.pk}": NO.possible}
    return texts | more


def choose(place, plan, number=3, *, explanation="", now=None, by=None):
    goals = goals_of(plan)
    return choosing.choose(
        plan,
        [one.pk for one in goals[:number]],
        why="Hier willen wij mee verder.",
        others={one.pk: NO for one in goals[number:]},
        explanation=explanation,
        by=by or place.coordinator,
        now=now or timezone.now(),
    )


def read(address, person=None):
    response = browser_of(person).get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert problems(html) == []
    return html


def states(plan):
    return [one.state for one in goals_of(plan)]


def test_three_are_chosen_and_everybody_reads_why_and_why_not(place, plan):
    read(CHOOSE, place.coordinator)
    form = form_for(plan)
    for _press in range(2):
        sent = browser_of(place.coordinator).post(CHOOSE, form)
        assert sent["Location"] == f"{HERE}{NEXT}/"

    assert states(plan) == [GoalState.CHOSEN] * 3 + [GoalState.NOT_CHOSEN]
    plan.refresh_from_db()
    assert plan.state == YearState.CHOSEN
    page = read(f"{HERE}{NEXT}/")
    for words in ("Hier willen de meeste bewoners", NO.reason, NO.possible, "Begint op 1 januari"):
        assert words in page
    assert NO.possible in read(goals_of(plan)[3].get_absolute_url())
    assert Event.objects.filter(verb="year_chosen", is_public=True).count() == 1
    assert Event.objects.filter(verb="goal_not_chosen", is_public=True).count() == 1


def test_a_fourth_is_refused_in_the_form_and_in_the_action(place, plan):
    sent = browser_of(place.coordinator).post(CHOOSE, form_for(plan, 4))
    assert sent.status_code == 422
    html = sent.content.decode()
    assert "Kies er hooguit drie." in html
    assert "Hier willen de meeste bewoners mee verder." in html
    assert html.count(" checked") == 4
    with pytest.raises(Refused, match="fourth"):
        choose(place, plan, 4)
    assert states(plan) == [GoalState.PROPOSED] * 4


def test_one_may_be_chosen_and_the_page_says_so(place, plan):
    browser_of(place.coordinator).post(CHOOSE, form_for(plan, 1))
    assert "Er is één doel." in read(f"{HERE}{NEXT}/")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"why": ""}, "Schrijf waarom deze doelen gekozen zijn."),
        ({"why": "x" * 1501}, "Maak de tekst korter"),
        ({"reason": ""}, "Schrijf waarom dit doel nu niet gekozen is."),
        ({"possible": "\x00"}, "Schrijf wat er wel kan."),
    ],
)
def test_no_choice_goes_without_why_and_what_is_possible(place, plan, changes, message):
    last = goals_of(plan)[3].pk
    named = {f"{name}_{last}" if name != "why" else name: text for name, text in changes.items()}
    sent = browser_of(place.coordinator).post(CHOOSE, form_for(plan, **named))

    assert sent.status_code == 422
    assert message in sent.content.decode()
    assert problems(sent.content.decode()) == []
    assert states(plan) == [GoalState.PROPOSED] * 4


def test_nothing_chosen_is_no_choice(place, plan):
    sent = browser_of(place.coordinator).post(CHOOSE, form_for(plan, 0))
    assert "Kies twee of drie doelen." in sent.content.decode()
    with pytest.raises(Refused, match="none"):
        choose(place, plan, 0)


def test_without_residents_it_takes_a_public_explanation(place, plan):
    plan.inputs.all().delete()
    sent = browser_of(place.coordinator).post(CHOOSE, form_for(plan))
    assert sent.status_code == 422
    assert "Schrijf waarom er zonder bewoners gekozen is." in sent.content.decode()
    with pytest.raises(Refused, match="explain"):
        choose(place, plan)

    words = "De zaal was dicht door de griep."
    browser_of(place.coordinator).post(CHOOSE, form_for(plan, explanation=words))
    page = read(f"{HERE}{NEXT}/")
    assert "Gekozen zonder bewoners, en waarom" in page
    assert words in page


def test_a_meeting_without_residents_is_none(place, plan):
    plan.inputs.update(residents=0)
    with pytest.raises(Refused, match="explain"):
        choose(place, plan)


def test_where_residents_had_their_part_no_explanation_is_asked_or_kept(place, plan):
    assert "Waarom zonder bewoners" not in read(CHOOSE, place.coordinator)
    assert choose(place, plan, explanation="Onzin").explanation == ""


def test_a_proposal_that_came_in_meanwhile_is_not_passed_over(place, plan):
    form = form_for(plan)
    GoalFactory(plan=plan, state=GoalState.PROPOSED, title="Net bedacht")
    sent = browser_of(place.coordinator).post(CHOOSE, form)
    assert sent.status_code == 422
    assert "Net bedacht" in sent.content.decode()
    goals = goals_of(plan)
    with pytest.raises(Refused, match="left_out"):
        choosing.choose(
            plan,
            [goals[0].pk],
            why="x",
            others={one.pk: NO for one in goals[1:4]},
            explanation="",
            by=place.coordinator,
            now=timezone.now(),
        )


def test_a_goal_of_another_year_or_place_cannot_be_chosen(place, plan):
    other = GoalFactory(state=GoalState.PROPOSED)
    with pytest.raises(Refused, match="left_out"):
        choosing.choose(
            plan,
            [other.pk],
            why="x",
            others={one.pk: NO for one in goals_of(plan)},
            explanation="",
            by=place.coordinator,
            now=timezone.now(),
        )


def test_who_proposed_or_found_one_important_hears_once(place, plan):
    goals, supporter = goals_of(plan), UserFactory()
    for goal in goals:
        proposing.support(goal, "", by=supporter, now=timezone.now())
    Message.objects.all().delete()

    choose(place, plan)
    choose(place, plan)

    told = sorted(Message.objects.values_list("to", flat=True))
    assert told == sorted([supporter.email, *(one.person.email for one in goals)])
    assert "Doel 0" in Message.objects.get(to=supporter.email).body


def test_this_years_goals_run_at_once(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, state=YearState.PREPARING)
    GoalFactory(plan=plan, state=GoalState.PROPOSED)
    assert choose(place, plan, 1, explanation="Haast").state == YearState.RUNNING


def test_what_was_chosen_is_not_chosen_otherwise(place, plan):
    choose(place, plan)
    with pytest.raises(Refused, match="chosen"):
        choose(place, plan, 1)


def test_only_who_coordinates_chooses(place, plan):
    for person in (UserFactory(), place.officer, place.contact):
        assert browser_of(person).post(CHOOSE, form_for(plan)).status_code == 403
    assert states(plan) == [GoalState.PROPOSED] * 4


def test_a_stopped_goal_says_why_and_frees_its_place(place, plan):
    choose(place, plan)
    first, *_others, last = goals_of(plan)
    later = f"{last.get_absolute_url()}alsnog-kiezen/"
    full = browser_of(place.coordinator).post(later, {"why": "Nu wel"})
    assert full.status_code == 422
    assert "hooguit drie" in full.content.decode()
    assert "alsnog-kiezen" not in read(last.get_absolute_url(), place.coordinator)

    stop = f"{first.get_absolute_url()}stoppen/"
    assert browser_of(place.coordinator).post(stop, {"reason": "Klaar"}).status_code == 422
    for _press in range(2):
        browser_of(place.coordinator).post(stop, {"reason": NO.reason, "possible": NO.possible})
    page = read(first.get_absolute_url())
    assert NO.reason in page
    assert NO.possible in page
    assert "Gestopt" in read(f"{HERE}{NEXT}/")
    assert Event.objects.filter(verb="goal_stopped").count() == 1

    assert "alsnog-kiezen" in read(last.get_absolute_url(), place.coordinator)
    for _press in range(2):
        browser_of(place.coordinator).post(later, {"why": "Er is nu plaats."})
    last.refresh_from_db()
    assert last.state == GoalState.CHOSEN
    assert Goal.objects.filter(plan=plan).in_force().count() == MOST_GOALS
    assert Event.objects.filter(verb="goal_chosen").count() == 4
    assert browser_of(UserFactory()).post(later).status_code == 403


def test_a_goal_that_is_reached_says_how_one_sees_that(place, plan):
    choose(place, plan)
    goal = goals_of(plan)[0]
    address = f"{goal.get_absolute_url()}bereikt/"
    assert browser_of(place.coordinator).post(address).status_code == 422
    browser_of(place.coordinator).post(address, {"words": "Iedereen fietst."})
    assert "Iedereen fietst." in read(goal.get_absolute_url())
    with pytest.raises(Refused, match="state"):
        choosing.stop(goal, NO, by=place.coordinator, now=timezone.now())


def test_an_ongoing_goal_goes_along_in_one_press(place, plan):
    now = YearPlanFactory(neighbourhood=place.neighbourhood)
    ongoing = GoalFactory(plan=now, title="Elke week samen eten", is_ongoing=True, mandate_euros=5)
    GoalFactory(plan=now, title="Eenmalig")
    prepare = read(f"{HERE}{NEXT}/voorbereiden/", place.coordinator)
    assert "Elke week samen eten" in prepare
    assert "Eenmalig" not in prepare
    for _press in range(2):
        browser_of(place.coordinator).post(f"{ongoing.get_absolute_url()}meenemen/")

    carried = Goal.objects.get(carried_from=ongoing)
    assert (carried.plan, carried.state) == (plan, GoalState.PROPOSED)
    assert (carried.title, carried.mandate_euros) == (ongoing.title, 5)
    assert f"Loopt door uit {THIS}" in read(carried.get_absolute_url())
    assert "Elke week samen eten" not in read(f"{HERE}{NEXT}/voorbereiden/", place.coordinator)
    with pytest.raises(Refused, match="fourth"):
        choose(place, plan, 4)  # it counts among the three


def test_only_an_ongoing_goal_of_an_earlier_year_here_goes_along(place, plan):
    now = YearPlanFactory(neighbourhood=place.neighbourhood)
    wrong = [
        GoalFactory(plan=now),
        GoalFactory(is_ongoing=True),
        GoalFactory(plan=now, is_ongoing=True, state=GoalState.PROPOSED),
    ]
    for goal in wrong:
        with pytest.raises(Refused, match="state"):
            choosing.carry_over(goal, plan, by=place.coordinator, now=timezone.now())
    choose(place, plan)
    with pytest.raises(Refused, match="closed"):
        choosing.carry_over(
            GoalFactory(plan=now, is_ongoing=True), plan, by=place.coordinator, now=timezone.now()
        )


def test_what_is_hidden_is_not_chosen_and_needs_no_word(place, plan):
    hidden = goals_of(plan)[3]
    Goal.objects.filter(pk=hidden.pk).update(visibility="hidden", hidden_reason="Reclame")
    form = form_for(plan)
    assert hidden.title not in read(CHOOSE, place.coordinator)
    assert browser_of(place.coordinator).post(CHOOSE, form).status_code == 302
    assert YearPlan.objects.get(pk=plan.pk).state == YearState.CHOSEN
    assert hidden.title not in read(f"{HERE}{NEXT}/")


def test_a_year_that_was_weighed_long_ago_can_still_be_chosen(place, plan):
    type(plan).objects.filter(pk=plan.pk).update(weigh_until=TODAY - timedelta(days=99))
    plan.refresh_from_db()
    assert choose(place, plan).chosen_at
