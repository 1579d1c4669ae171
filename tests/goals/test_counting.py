"""What the platform counts by itself, per quarter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from goals.actions.counting import measure
from goals.models import Measurement
from goals.quarters import Quarter, quarter_of
from goals.selections.counting import counted, moments
from goals.selections.figures import of_goal
from goals.states import Count
from initiatives.actions.initiatives import set_stage
from initiatives.models import Initiative
from initiatives.states import Stage
from initiatives.states import Visibility as Shown
from neighbourhoods.working_days import AMSTERDAM
from partners.models import Agreement, Concern, ConcernAnswer
from partners.states import AgreementState, ConcernState, Kind, Visibility
from tests.factories import (
    ConcernFactory,
    ContributionFactory,
    GoalFactory,
    InitiativeFactory,
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
)
from tests.goals.figuring import browser_of, follow, make_home, of_site

TODAY = timezone.localdate()
NOW = quarter_of(TODAY)
LAST = Quarter(2025, 4)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=AMSTERDAM)
BEFORE, AFTER = NEW_YEAR - timedelta(minutes=1), NEW_YEAR


@pytest.fixture
def home(db):
    return make_home()


def number(home, count, quarter=LAST):
    return counted(home.goal, quarter, {count})[count]


def agreement(home, ended_at, **more):
    plain = {
        "text": "Een kraan",
        "neighbourhood": home.neighbourhood,
        "maker": home.place.organisation,
        "receiver_person": home.place.member,
        "due_on": ended_at.date(),
        "state": AgreementState.KEPT,
        "ended_at": ended_at,
    }
    return Agreement.objects.create(**plain | more)


def test_a_quarter_begins_and_ends_in_amsterdam():
    assert moments(Quarter(2026, 1)) == (
        datetime(2025, 12, 31, 23, tzinfo=UTC),
        datetime(2026, 3, 31, 22, tzinfo=UTC),
    )


def test_agreements_are_counted_in_the_quarter_in_which_they_were_kept(home):
    agreement(home, BEFORE)
    agreement(home, AFTER)
    agreement(home, AFTER, is_public=False)
    agreement(home, AFTER, state=AgreementState.BROKEN)
    agreement(home, AFTER, neighbourhood=NeighbourhoodFactory())

    assert number(home, Count.KEPT, LAST) == 1
    assert number(home, Count.KEPT, LAST.next) == 1


def act(home, person, at, *, side=Side.RESIDENT, public=True):
    event = activity.record(
        "goal_proposed", home.goal, by=person, side=side, neighbourhood=home.neighbourhood,
        public=public,
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(at=at)


def test_residents_are_counted_once_and_never_fewer_than_five(home):
    people = [UserFactory() for _each in range(6)]
    for person in people[:4]:
        act(home, person, BEFORE)
    assert number(home, Count.ACTIVE) == 4
    assert number(home, Count.ACTIVE, LAST.next) == 4, "of nobody as little is said as of four"

    for person in people:
        act(home, person, BEFORE, side=Side.TEAM)
    act(home, UserFactory(), BEFORE, public=False)
    act(home, UserFactory(), BEFORE, side=Side.PARTNER)
    act(home, UserFactory(), AFTER)
    assert number(home, Count.ACTIVE) == 6


def initiative(home, sent_at, *, kind=Kind.RESIDENTS_TEAM, members=1, **more):
    team = TeamFactory(neighbourhood=home.neighbourhood, kind=kind)
    for _each in range(members):
        MemberFactory(organisation=team)
    made = InitiativeFactory(neighbourhood=home.neighbourhood, team=team, **more)
    Initiative.objects.filter(pk=made.pk).update(sent_at=sent_at)
    return made


def test_initiatives_of_residents_count_at_the_end_of_the_quarter(home):
    initiative(home, BEFORE)
    initiative(home, AFTER)
    initiative(home, BEFORE, members=0)
    initiative(home, BEFORE, kind=Kind.WELFARE)
    initiative(home, BEFORE, stage=Stage.STOPPED)
    initiative(home, BEFORE, visibility=Shown.HIDDEN, hidden_reason="Een naam.")

    assert number(home, Count.LED) == 1
    assert number(home, Count.LED, LAST.next) == 2


def test_what_ended_afterwards_was_under_way_then(home):
    one = initiative(home, BEFORE)
    set_stage(one, Stage.COMPLETED, words="", by=one.team.members.get().person)
    Event.objects.filter(verb="stage_set").update(at=AFTER)

    assert number(home, Count.LED, LAST) == 1
    assert number(home, Count.LED, LAST.next) == 0


def test_what_was_solved_without_calling_is_of_the_goal_alone(home):
    for day, without in [(date(2025, 12, 31), True), (date(2026, 1, 1), True), (BEFORE, False)]:
        ContributionFactory(goal=home.goal, day=day, without=without)
    ContributionFactory(goal=GoalFactory(plan=home.goal.plan), day=date(2025, 12, 31), without=True)
    ContributionFactory(
        goal=home.goal, day=date(2025, 12, 31), without=True, removed_at=timezone.now()
    )

    assert number(home, Count.WITHOUT) == 1


def test_what_a_hidden_party_or_team_did_is_not_counted(home):
    hidden = OrganisationFactory(neighbourhood=home.neighbourhood, hidden_reason="Een naam.")
    team = TeamFactory(neighbourhood=home.neighbourhood)
    InitiativeFactory(
        neighbourhood=home.neighbourhood, team=team, visibility=Shown.HIDDEN,
        hidden_reason="Een naam.",
    )  # fmt: skip
    seen = TeamFactory(neighbourhood=home.neighbourhood)
    InitiativeFactory(neighbourhood=home.neighbourhood, team=seen)
    for party in (hidden, team, seen):
        ContributionFactory(
            goal=home.goal, organisation=party, day=date(2025, 12, 31), without=True
        )

    assert number(home, Count.WITHOUT) == 1


def concern(home, *answered_at, state=ConcernState.ARRANGED, **more):
    made = ConcernFactory(neighbourhood=home.neighbourhood, state=state, **more)
    for at in answered_at:
        ConcernAnswer.objects.create(
            concern=made, by=home.place.officer, outcome="arranged", reason="Opgeruimd.", at=at
        )
    return made


def test_concerns_count_once_in_the_quarter_of_their_last_answer(home):
    concern(home, BEFORE)
    concern(home, BEFORE, AFTER)
    concern(home, BEFORE, state=ConcernState.ASSIGNED)
    hidden = concern(home, BEFORE)
    Concern.objects.filter(pk=hidden.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Een naam."
    )

    assert number(home, Count.SOLVED) == 1
    assert number(home, Count.SOLVED, LAST.next) == 1


def test_all_are_counted_in_one_question(home, django_assert_num_queries):
    with django_assert_num_queries(1):
        numbers = counted(home.goal, LAST)

    assert set(numbers) == set(Count.values)


def test_measuring_twice_is_measuring_once(home):
    for count in Count:
        follow(home, of_site(count))
    Measurement.objects.all().delete()

    assert measure(home.goal.plan, NOW) == 5
    assert measure(home.goal.plan, NOW) == 0
    agreement(home, timezone.now())
    assert measure(home.goal.plan, NOW) == 1
    assert Measurement.objects.count() == 5


def test_only_what_the_platform_counts_is_measured(home):
    assert measure(home.goal.plan, NOW) == 0
    assert not Measurement.objects.exists()


def test_the_quarter_that_runs_is_shown_as_it_is_now(home):
    follow(home, of_site(Count.KEPT))
    measure(home.goal.plan, NOW)
    agreement(home, timezone.now())

    with translation.override("nl"):
        (figure,) = of_goal(home.goal, today=TODAY)

    assert figure.latest == "1"
    assert "dit kwartaal loopt nog" in figure.when
    assert figure.rows[0].period == f"kwartaal {NOW.number} van {NOW.year}"
    assert len(figure.rows) == NOW.number


def test_a_few_residents_are_no_number_anywhere(home):
    for _each in range(3):
        act(home, UserFactory(), timezone.now())
    indicator = follow(home, of_site(Count.ACTIVE))

    html = browser_of().get(indicator.get_absolute_url()).content.decode()

    assert "minder dan vijf" in html
    main = html.split("<main")[1].split("</main")[0]
    assert '<svg class="wijk-chart"' not in main


def test_it_is_said_whether_the_goal_or_the_neighbourhood_is_counted(home):
    kept, without = follow(home, of_site(Count.KEPT)), follow(home, of_site(Count.WITHOUT))

    assert "in deze wijk" in browser_of().get(kept.get_absolute_url()).content.decode()
    assert "aan dit doel" in browser_of().get(without.get_absolute_url()).content.decode()
