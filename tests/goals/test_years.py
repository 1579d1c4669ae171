"""A year of goals: begun, prepared, started and closed; and its page for a passer-by."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activity.models import Event
from goals.actions import years
from goals.models import Assessment, CoSignature, GoalInitiative, ResidentInput, YearPlan
from goals.states import GoalState, Heard, Judgement, Refused, ReviewState, YearState
from goals.tasks import turn_years
from neighbourhoods.working_days import AMSTERDAM
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    InitiativeFactory,
    QuarterlyReviewFactory,
    ReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of, make_place

PATH = "/wijk/rietwijk/doelen/"
TODAY = timezone.localdate()
THIS, NEXT = TODAY.year, TODAY.year + 1


@pytest.fixture
def place(db):
    return make_place()


def read(address, person=None, status=200):
    response = browser_of(person).get(address)
    assert response.status_code == status
    html = response.content.decode()
    assert problems(html) == []
    return html


def begun(place, year=NEXT, **more):
    return YearPlanFactory(
        neighbourhood=place.neighbourhood, year=year, state=YearState.PREPARING, **more
    )


def test_a_coordinator_begins_a_year_in_one_press(place):
    assert f"Begin met {NEXT}" in read(PATH + "beginnen/", place.coordinator)

    for _press in range(2):
        sent = browser_of(place.coordinator).post(PATH + "beginnen/", {"year": NEXT})
        assert sent["Location"] == f"{PATH}{NEXT}/voorbereiden/"

    plan = YearPlan.objects.get()
    assert (plan.year, plan.state, plan.begun_by) == (NEXT, YearState.PREPARING, place.coordinator)
    assert Event.objects.filter(verb="year_begun", is_public=True).count() == 1


@pytest.mark.parametrize("year", [THIS + 2, THIS - 1, "", "abc", "9" * 30])
def test_no_other_year_can_be_begun(place, year):
    sent = browser_of(place.coordinator).post(PATH + "beginnen/", {"year": year})
    assert sent.status_code == 422
    assert not YearPlan.objects.exists()
    if isinstance(year, int):
        with pytest.raises(Refused, match="year"):
            years.begin(place.neighbourhood, year, by=place.coordinator, now=timezone.now())


def test_only_who_coordinates_is_asked_to_begin(place):
    assert "beginnen/" in read(PATH, place.coordinator)
    for person in (None, UserFactory(), place.officer):
        page = read(PATH, person)
        assert "beginnen/" not in page
        assert "Bekijk de initiatieven" in page


def test_when_people_weigh_and_meet_stands_on_the_page(place):
    begun(place)
    day = TODAY + timedelta(days=20)
    form = {
        "weigh_until": f"{day:%d-%m-%Y}",
        "meets_on": f"{day:%Y-%m-%d}",
        "meets_at": "19:30",
        "meets_where": "in het buurthuis",
    }
    for _press in range(2):
        browser_of(place.coordinator).post(f"{PATH}{NEXT}/voorbereiden/", form)

    page = read(f"{PATH}{NEXT}/")
    assert "in het buurthuis" in page
    assert "19:30 uur" in page
    assert Event.objects.filter(verb="year_prepared").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"weigh_until": "2020-01-01"}, "Kies een datum vanaf vandaag"),
        ({"meets_on": "morgen"}, "Schrijf de datum als dag-maand-jaar"),
        ({"meets_at": "25:99"}, "Schrijf de tijd als uren en minuten"),
        ({"meets_on": "", "meets_where": "in zaal 2"}, "Kies ook de dag van de bijeenkomst."),
        ({"meets_where": "x" * 121}, "Maak de tekst korter"),
    ],
)
def test_what_is_typed_wrong_is_kept_and_explained(place, changes, message):
    begun(place)
    sent = browser_of(place.coordinator).post(f"{PATH}{NEXT}/voorbereiden/", changes)

    assert sent.status_code == 422
    html = sent.content.decode()
    assert message in html
    assert all(value in html for value in changes.values())
    assert problems(html) == []


def heard(**more):
    plain = {
        "key": str(uuid4()),
        "kind": "talk",
        "day": f"{TODAY:%Y-%m-%d}",
        "place": "op het plein",
        "residents": "12",
        "others": "",
        "words": "Meer groen, minder auto’s.",
    }
    return plain | more


def test_talks_and_meetings_are_counted_and_nobody_is_named(place):
    plan = begun(place)
    address = f"{PATH}{NEXT}/gehoord/"
    first = heard()
    for form in (first, first, heard(kind="meeting", residents="30", place="in de moskee")):
        browser_of(place.coordinator).post(address, form)

    assert ResidentInput.objects.filter(plan=plan).count() == 2
    page = read(f"{PATH}{NEXT}/")
    assert "spraken 42 bewoners mee, op 2 plekken" in page
    assert "Meer groen" in read(f"{PATH}{NEXT}/voorbereiden/", place.coordinator)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"residents": "veel"}, "Vul een heel getal in."),
        ({"residents": "-1"}, "Vul 0 of meer in."),
        ({"residents": "9" * 30}, "Dat is te veel."),
        ({"day": f"{TODAY + timedelta(days=1):%Y-%m-%d}"}, "Kies een dag die geweest is"),
        ({"kind": "online"}, "Kies hoe."),
        ({"words": "\x00"}, "Schrijf in een paar zinnen"),
        ({"place": ""}, "Schrijf waar het was."),
    ],
)
def test_a_talk_with_something_wrong_is_not_kept(place, changes, message):
    begun(place)
    sent = browser_of(place.coordinator).post(f"{PATH}{NEXT}/gehoord/", heard(**changes))

    assert sent.status_code == 422
    assert message in sent.content.decode()
    assert not ResidentInput.objects.exists()


def test_a_mistake_is_taken_away_but_not_what_is_counted(place):
    plan = begun(place)
    online = ResidentInput.objects.create(plan=plan, kind=Heard.ONLINE, day=TODAY, residents=3)
    talk = years.hear(
        plan, years.Input("talk", TODAY, 4, place="x"), key=uuid4(), by=place.coordinator
    )
    for one in (online, talk, talk):
        browser_of(place.coordinator).post(f"{PATH}{NEXT}/gehoord/{one.pk}/weg/")

    assert list(ResidentInput.objects.all()) == [online]


def test_a_goal_says_in_one_honest_word_how_it_goes(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    kept, stopped, reached, new = (
        GoalFactory(plan=plan, title=title) for title in ("Houden", "Stoppen", "Halen", "Nieuw")
    )
    review = QuarterlyReviewFactory(plan=plan)
    Assessment.objects.create(review=review, goal=kept, judgement=Judgement.ADJUST, why="Anders")
    assert read(PATH).count("Net begonnen") == 4  # the review is not closed yet
    type(review).objects.filter(pk=review.pk).update(
        state=ReviewState.CLOSED, closed_at=timezone.now(), frozen={}, lacks="Geld"
    )
    type(stopped).objects.filter(pk=stopped.pk).update(
        state=GoalState.STOPPED, reason="Geen mensen", possible="Volgend jaar"
    )
    type(reached).objects.filter(pk=reached.pk).update(state=GoalState.REACHED, reason="Klaar")

    page = read(PATH)
    for word in ("Bijgesteld", "Gestopt", "Bereikt", "Net begonnen"):
        assert page.count(word) == 1
    assert new.title in page


def test_who_leads_and_a_photo_of_what_people_do_stand_with_a_goal(place):
    goal = GoalFactory(plan=YearPlanFactory(neighbourhood=place.neighbourhood))
    assert "bewoners" in read(PATH)
    GoalPartyFactory(goal=goal, organisation=place.organisation, part="leads")
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood)
    ReviewFactory(initiative=initiative)
    GoalInitiative.objects.create(goal=goal, initiative=initiative, by=place.contact)

    assert "De Zaanoever" in read(PATH)


def test_past_years_and_the_one_that_is_prepared_can_be_read(place):
    for year, state in ((THIS - 1, YearState.CLOSED), (THIS, YearState.RUNNING)):
        plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=year, state=state)
        GoalFactory(plan=plan, title=f"Doel uit {year}")
    begun(place)

    page = read(PATH)
    assert f"Doel uit {THIS}" in page
    assert f"Doelen van {THIS - 1}" in page
    assert f"Denk mee over {NEXT}" in page
    assert f"Doel uit {THIS - 1}" in read(f"{PATH}{THIS - 1}/")
    titles = {re.findall("<title>(.*?)</title>", read(one))[0] for one in (PATH, f"{PATH}{THIS}/")}
    assert len(titles) == 2
    assert "beginnen/" not in read(PATH, place.coordinator)  # it is begun


def test_a_resident_puts_their_name_under_a_year_and_takes_it_back(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    resident = UserFactory(name="Samira")
    address = f"{PATH}{THIS}/ondertekenen/"
    for _press in range(2):
        browser_of(resident).post(address)

    assert CoSignature.objects.get().plan == plan
    assert "Samira" in read(PATH)
    assert Event.objects.get(verb="year_signed").is_public is False
    assert "Haal mijn naam weg" in read(address, resident)
    browser_of(resident).post(address, {"want": "no"})
    assert "Samira" not in read(PATH)


def test_who_has_no_name_gives_one_to_sign(place):
    YearPlanFactory(neighbourhood=place.neighbourhood)
    resident, address = UserFactory(name=""), f"{PATH}{THIS}/ondertekenen/"

    assert "Vul in hoe u hier wilt heten." in (
        browser_of(resident).post(address, {"name": ""}).content.decode()
    )
    browser_of(resident).post(address, {"name": "Ali"})
    assert "Ali" in read(PATH)


def test_a_year_that_is_prepared_or_over_is_not_signed(place):
    for year, state in ((NEXT, YearState.PREPARING), (THIS - 1, YearState.CLOSED)):
        plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=year, state=state)
        sent = browser_of(UserFactory()).post(f"{PATH}{year}/ondertekenen/")
        assert sent.status_code == 302
        with pytest.raises(Refused, match="not_chosen"):
            years.sign(plan, by=UserFactory())
    assert not CoSignature.objects.exists()


def test_the_clock_starts_a_year_and_a_second_run_finds_it(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=2027, state=YearState.CHOSEN)
    with time_machine.travel(datetime(2026, 12, 31, 23, 59, tzinfo=AMSTERDAM), tick=False):
        turn_years()
    plan.refresh_from_db()
    assert plan.state == YearState.CHOSEN
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=AMSTERDAM), tick=False):
        turn_years()
        turn_years()
    plan.refresh_from_db()
    assert plan.state == YearState.RUNNING
    assert Event.objects.filter(verb="year_started").count() == 1


def test_a_year_is_closed_after_it_once(place):
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=2027)
    with pytest.raises(Refused, match="too_early"):
        years.close(plan, now=datetime(2027, 12, 31, 23, 59, tzinfo=AMSTERDAM))
    for _run in range(2):
        plan = years.close(plan, now=datetime(2028, 1, 1, tzinfo=AMSTERDAM))
    assert plan.is_over
    assert Event.objects.filter(verb="year_closed").count() == 1


# From a week before new year until after both changes of clock.
BEGIN = datetime(2026, 12, 24, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=AMSTERDAM)
RUNS = st.lists(st.integers(0, 320 * 24 * 60), min_size=1, max_size=8)  # minutes since


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(runs=RUNS, doubled=st.booleans())
def test_however_runs_are_skipped_or_doubled_a_year_starts_once_and_not_too_early(
    place, runs, doubled
):
    YearPlan.objects.all().delete()
    Event.objects.all().delete()
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=2027, state=YearState.CHOSEN)
    moments = sorted(BEGIN + timedelta(minutes=number) for number in runs)
    for now in moments:
        for _run in range(1 + doubled):
            for one in years.to_start(now):
                years.start(one, now=now)
        plan.refresh_from_db()
        assert plan.is_running == (now >= NEW_YEAR)

    assert Event.objects.filter(verb="year_started").count() == plan.is_running


def test_who_reads_the_list_before_new_year_and_starts_after_it_starts_nothing_early(place):
    """A run that is slow, or two at once: each row is looked at again under its lock."""
    plan = YearPlanFactory(neighbourhood=place.neighbourhood, year=2027, state=YearState.CHOSEN)
    assert years.to_start(NEW_YEAR) == [plan]
    early = years.start(plan, now=NEW_YEAR - timedelta(seconds=1))
    assert early.state == YearState.CHOSEN
