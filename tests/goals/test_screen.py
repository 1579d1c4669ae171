"""The screen in the room: how the quarter went, beside what comes in, and what that costs."""

import re

import pytest

from goals.models import Contribution, Figure, FigureSeries, Measurement, QuarterlyReview
from tests.factories import (
    ContributionFactory,
    FigureSeriesFactory,
    OfficialIndicatorFactory,
    PartyIndicatorFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of

from .quarter import Looking, answer, day, end, looking_back

pytestmark = pytest.mark.django_db
POLL = {"HX-Request": "true", "HX-Target": "live"}


@pytest.fixture
def looking() -> Looking:
    return looking_back()


def screen_of(looking: Looking, **more) -> str:
    client = browser_of(looking.place.coordinator)
    html = client.get(f"{looking.path}scherm/", **more).content.decode()
    assert problems(html) == []
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def figures_of(series: FigureSeries) -> None:
    for year in (2024, 2025):
        Figure.objects.create(
            series=series, area_code="WK000001", division=2024, year=year, value=12
        )


def measured(looking: Looking, now: int, then: int | None = None, **more) -> None:
    one = PartyIndicatorFactory(goal=looking.goal, counted_by=looking.place.organisation, **more)
    Measurement.objects.create(indicator=one, year=2026, quarter=1, value=now)
    if then is not None:
        Measurement.objects.create(indicator=one, year=2025, quarter=4, value=then)


def test_each_figure_says_where_it_went_since_the_quarter_before(looking):
    measured(looking, 14, 12, title="Kinderen bij de club")
    measured(looking, 3, 8, title="Inbraken", direction="down")
    measured(looking, 5, 9, title="Vrijwilligers")
    measured(looking, 7, title="Bezoekers")

    said = screen_of(looking)

    assert "Kinderen bij de club : 14 het gaat beter (daarvoor 12)" in said
    assert "Inbraken : 3 het gaat beter (daarvoor 8)" in said
    assert "Vrijwilligers : 5 het gaat slechter (daarvoor 9)" in said
    assert "Bezoekers : 7 voor het eerst gemeten" in said
    assert said.count("Over dit kwartaal zijn er nog geen cijfers.") == 1  # of the other goal


def test_it_tells_how_much_was_done_and_what_last(looking):
    for number in range(5):
        ContributionFactory(
            goal=looking.goal, organisation=looking.place.organisation, what=f"Middag {number}",
            day=day(2026, 2, number + 1).date(), hours_spent="1.5", euros=20,
        )  # fmt: skip
    ContributionFactory(goal=looking.goal, what="Van daarna", day=day(2026, 4, 2).date())

    said = screen_of(looking)

    assert "5 bijdragen dit kwartaal 7,5 uur, € 100" in said
    assert "Middag 4 De Zaanoever , 5 februari" in said
    assert "Middag 1" not in said
    assert "Van daarna" not in said
    assert "0 bijdragen dit kwartaal" in said


def test_it_shows_where_people_see_something_else_than_the_figures_say(looking):
    measured(looking, 5, 9)
    differs = "De meeste mensen zeggen: het gaat beter. De cijfers zeggen: het gaat slechter."
    assert "De cijfers zeggen: het gaat slechter." in screen_of(looking)
    assert differs not in screen_of(looking)

    answer(looking, ["yes"] * 10)

    assert differs in screen_of(looking)


def test_what_comes_in_brings_no_more_work_and_leaves_out_what_stands(
    looking, django_assert_num_queries
):
    client = browser_of(looking.place.coordinator)
    for number in (1, 2, 12):
        for _each in range(number):
            measured(looking, 5, 9)
            series = FigureSeriesFactory()
            OfficialIndicatorFactory(goal=looking.goal, series=series)
            figures_of(series)
            ContributionFactory(goal=looking.goal, day=day(2026, 2, 3).date())
        answer(looking, ["yes"] * number)
        with django_assert_num_queries(12):
            page = client.get(f"{looking.path}scherm/").content.decode()
        assert all(words in page for words in ("Wat er is gedaan", 'class="wijk-pair"'))
        with django_assert_num_queries(10):
            new = client.get(f"{looking.path}scherm/?gezien=oud", headers=POLL)
        assert new.status_code == 200
        assert "Wat er is gedaan" not in new.content.decode()
        state = new.content.decode().partition("?gezien=")[2].partition('"')[0]
        with django_assert_num_queries(5):
            quiet = client.get(f"{looking.path}scherm/?gezien={state}", headers=POLL)
        assert quiet.status_code == 204


def test_a_closed_review_keeps_its_screen(looking):
    measured(looking, 14, 12, title="Kinderen bij de club")
    ContributionFactory(
        goal=looking.goal, organisation=looking.place.organisation, what="Middag",
        day=day(2026, 2, 3).date(),
    )  # fmt: skip
    end(looking)
    Measurement.objects.update(value=1)
    Contribution.objects.update(what="Iets anders")

    said = screen_of(looking)

    assert "Het gesprek is afgesloten" in said
    assert "Kinderen bij de club : 14 het gaat beter (daarvoor 12)" in said
    assert "Middag" in said
    assert "Iets anders" not in said
    assert QuarterlyReview.objects.get().is_closed
