"""A quarterly review opens by itself, once, whatever the clock does; it gets a day and begins."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activity.models import Event, Notification
from goals.actions import reviews
from goals.models import GoalInitiative, QuarterlyReview, ResidentInput
from goals.selections.hearing import with_a_part
from goals.selections.reviews import is_closed, next_opening
from goals.states import Refused, ReviewState, YearState
from neighbourhoods.states import Role
from outbox.models import Message
from partners.actions.agreements import agree
from partners.models import Party
from tests.anyhow import orders
from tests.factories import (
    ContributionFactory,
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    MemberFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of

from .quarter import Looking, day, end, looking_back, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking() -> Looking:
    return looking_back()


def opened(plan):
    return list(
        QuarterlyReview.objects.filter(plan=plan)
        .order_by("quarter")
        .values_list("quarter", flat=True)
    )


def read(address, person=None, status=200):
    response = browser_of(person).get(address)
    assert response.status_code == status
    html = response.content.decode()
    assert problems(html) == []
    return html


@pytest.mark.parametrize(
    ("moment", "quarters"),
    [
        (day(2026, 3, 31, 23), []),
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), []),  # summer time began two days before
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), [1]),
        (day(2026, 4, 1, 0), [1]),
        (day(2026, 4, 9), [1]),  # after a week of silence
        (day(2026, 10, 3), [1, 2, 3]),  # after two quarters of silence
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), [1, 2, 3]),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), [1, 2, 3, 4]),  # the first of January here
    ],
)
def test_it_opens_on_the_first_day_after_a_quarter(moment, quarters):
    plan = YearPlanFactory(year=2026)

    reviews.open_due(moment)

    assert opened(plan) == quarters


def test_a_quarter_that_ended_before_goals_were_chosen_is_not_looked_back_on():
    plan = YearPlanFactory(year=2026, chosen_at=day(2026, 4, 2))

    reviews.open_due(day(2026, 7, 1))

    assert opened(plan) == [2]


@pytest.mark.parametrize("state", [YearState.PREPARING, YearState.CHOSEN, YearState.CLOSED])
def test_only_a_year_that_runs_is_looked_back_on(state):
    plan = YearPlanFactory(year=2026, state=state)

    reviews.open_due(day(2026, 7, 1))

    assert opened(plan) == []


RUNS = st.lists(
    st.integers(0, 307 * 24 * 60).map(
        lambda minutes: day(2026, 3, 20) + timedelta(minutes=minutes)
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=orders(), deadline=None, suppress_health_check=list(HealthCheck))
@given(moments=RUNS, doubled=st.booleans())
def test_runs_that_are_skipped_or_doubled_open_each_once_anyhow(moments, doubled):
    plan = YearPlanFactory(year=2026, neighbourhood=NeighbourhoodFactory())
    MembershipFactory(neighbourhood=plan.neighbourhood, role=Role.COORDINATOR)
    last = max(moments)

    for moment in moments:  # in any order: two clocks that differ
        for _again in range(1 + doubled):
            reviews.open_due(moment)

    ends = {1: day(2026, 4, 1, 0), 2: day(2026, 7, 1, 0), 3: day(2026, 10, 1, 0)}
    ends[4] = day(2027, 1, 1, 0)
    assert opened(plan) == [number for number, end in ends.items() if last >= end]
    told = Event.objects.filter(verb="review_opened", neighbourhood=plan.neighbourhood)
    assert told.count() == len(opened(plan))
    assert Notification.objects.filter(event__in=told).count() == len(opened(plan))


def test_everyone_with_a_part_is_invited_once(looking):
    here = looking.place
    builder = MembershipFactory(neighbourhood=here.neighbourhood, role=Role.BUILDER).person
    initiative = InitiativeFactory(neighbourhood=here.neighbourhood)
    teammate = MemberFactory(organisation=initiative.team).person
    GoalInitiative.objects.create(goal=looking.goal, initiative=initiative, by=teammate)
    contributor = ContributionFactory(goal=looking.goal, by=UserFactory()).by
    stranger = UserFactory()
    erased = MemberFactory(organisation=here.organisation).person
    erased.email, erased.name, erased.is_active = None, "", False
    erased.erased_at = timezone.now()
    erased.save()
    looking.review.delete()

    for _run in range(3):
        reviews.open_due(day(2026, 4, 1))

    invited = set(Notification.objects.values_list("person", flat=True))
    named = [here.coordinator, here.contact, here.member, builder, teammate, contributor]
    assert {one.pk for one in (*named, looking.goal.person, looking.other.person)} == invited
    assert not {stranger.pk, here.officer.pk, erased.pk} & invited
    assert Notification.objects.count() == len(invited)
    assert Message.objects.count() == len(invited)
    mail = Message.objects.get(to=here.contact.email)
    assert "Hoe gaat het met onze doelen?" in mail.subject
    assert "/stem/" in mail.body
    assert Event.objects.get(verb="review_opened").is_public


def test_hearing_asks_as_much_for_one_as_for_many(looking, django_assert_num_queries):
    for number in (1, 3):
        for _each in range(number):
            MemberFactory(organisation=looking.place.organisation)
            ContributionFactory(goal=looking.goal)
        with django_assert_num_queries(9):
            with_a_part(looking.plan)


def test_a_meeting_is_reminded_of_once_three_days_before_and_again_when_it_moves(looking):
    meeting = reviews.Meeting(day(2026, 4, 20).date(), time(19, 30), "in het buurthuis")
    reviews.plan_meeting(looking.review, meeting, by=looking.place.coordinator)

    told = [reviews.remind_due(day(2026, 4, number)) for number in (15, 16, 17, 17, 18, 21)]
    assert told == [0, 0, 1, 0, 0, 0]
    mail = Message.objects.get(to=looking.place.contact.email)
    assert "20 april" in mail.subject
    assert "in het buurthuis" in mail.body

    moved = reviews.Meeting(day(2026, 4, 29).date(), time(19, 30), "in het buurthuis")
    reviews.plan_meeting(looking.review, moved, by=looking.place.coordinator)
    assert [reviews.remind_due(day(2026, 4, number)) for number in (25, 26, 27)] == [0, 1, 0]


def test_nobody_is_reminded_of_what_is_closed_or_past(looking):
    meeting = reviews.Meeting(day(2026, 4, 20).date(), None, "op straat")
    reviews.plan_meeting(looking.review, meeting, by=looking.place.coordinator)
    end(looking)

    assert reviews.remind_due(day(2026, 4, 18)) == 0
    with pytest.raises(Refused):
        reviews.plan_meeting(looking.review, meeting, by=looking.place.coordinator)


def test_the_coordinator_sets_day_and_place(looking):
    coordinator = looking.place.coordinator
    tomorrow = timezone.localdate() + timedelta(days=1)
    address = f"{looking.path}afspreken/"
    assert "afspreken" in read(looking.path, coordinator)
    assert "afspreken" not in read(looking.path)
    read(address, coordinator)

    wrong = browser_of(coordinator).post(address, {"day": "onzin", "at": "25:99", "where": ""})
    assert wrong.status_code == 422
    fields = {"day": f"{tomorrow:%Y-%m-%d}", "at": "19:30", "where": "bij Fatma in de straat"}
    for _press in range(2):
        assert browser_of(coordinator).post(address, fields).status_code == 302

    assert "bij Fatma in de straat" in read(looking.path)
    assert Event.objects.filter(verb="review_planned").count() == 1


def test_beginning_twice_is_beginning_once(looking):
    coordinator, address = looking.place.coordinator, f"{looking.path}begin/"

    for _press in range(2):
        response = browser_of(coordinator).post(address)
        assert response.headers["Location"] == f"{looking.path}scherm/"

    assert QuarterlyReview.objects.get().state == ReviewState.IN_SESSION
    assert Event.objects.filter(verb="review_begun").count() == 1


def test_the_year_and_the_goal_lead_to_it(looking):
    year = f"{looking.place.path}doelen/2026/"
    assert looking.path in read(year)

    end(looking)

    assert "Afgesloten" in read(year)
    assert "Het loopt goed." in read(f"/doel/{looking.goal.pk}/hoe-het-gaat/")


def test_the_year_says_when_the_next_one_opens(looking):
    assert next_opening(looking.plan, day(2026, 4, 1).date()) == day(2026, 7, 1).date()
    assert next_opening(looking.plan, day(2026, 12, 31).date()) == day(2027, 1, 1).date()
    assert next_opening(looking.plan, day(2027, 1, 1).date()) is None


def test_a_closed_quarter_says_so(looking):
    quarter = looking.review.period
    assert not is_closed(looking.plan, quarter)

    end(looking)

    assert is_closed(looking.plan, quarter)
    assert not is_closed(looking.plan, quarter.next)
    assert not is_closed(YearPlanFactory(year=2026), quarter)


def test_what_is_not_public_is_not_there(looking):
    place = looking.place.neighbourhood
    place.is_public = False
    place.save()

    for address in (looking.path, f"{looking.path}stem/", f"/k/{looking.review.token}/"):
        read(address, status=404)


def fill(looking: Looking, number: int) -> None:
    """So much of everything that the page of a review shows."""
    place = looking.place
    for each in range(number):
        ContributionFactory(goal=looking.goal, day=day(2026, 2, 1).date())
        IndicatorFactory(goal=looking.goal)
        say(looking, table=f"Punt {each}", saw=f"Ik zag {each}", on_parties={
            place.organisation.pk: 4
        })  # fmt: skip
        agreement = agree(
            f"Een bank {each}",
            maker=Party(place.organisation),
            receiver=Party(person=UserFactory()),
            due_on=day(2026, 3, 1).date(),
            neighbourhood=place.neighbourhood,
            key=uuid4(),
            by=place.coordinator,
        )
        looking.goal.agreements.create(agreement=agreement)


@pytest.mark.parametrize("number", [1, 3, 40])
def test_pages_ask_as_much_for_one_as_for_many(number, looking, django_assert_num_queries):
    fill(looking, number)
    pinned = {"": (8, 12), "stemmen/": (8, 12), "stem/": (3, 8)}
    for page, (visitor, coordinator) in pinned.items():
        with django_assert_num_queries(visitor, info=f"{page} for a visitor"):
            browser_of().get(looking.path + page)
        client = browser_of(looking.place.coordinator)
        with django_assert_num_queries(coordinator, info=f"{page} for the coordinator"):
            client.get(looking.path + page)
    end(looking)
    with django_assert_num_queries(5):
        browser_of().get(looking.path)


def test_a_page_of_much_is_not_heavy(looking):
    for _each in range(200):
        say(looking, table="Een punt van tweehonderd letters. " * 5, saw="Ik zag iets. " * 20)

    assert len(read(looking.path)) < 60_000
    assert len(read(f"{looking.path}stemmen/")) < 60_000
    assert ResidentInput.objects.get(review=looking.review).residents == 200


def test_a_hidden_goal_is_not_talked_about(looking):
    hidden = GoalFactory(plan=looking.plan, title="Weg ermee")
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="hidden", hidden_reason="Naam.")

    assert "Weg ermee" not in read(looking.path) + read(f"{looking.path}stem/")
