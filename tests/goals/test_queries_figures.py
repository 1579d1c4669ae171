"""What the pages of figures ask of the database: for one as much as for five, of five years."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goals.models import Measurement
from goals.states import Count
from tests.factories import MeaningFactory, UserFactory
from tests.goals.figuring import (
    browser_of,
    follow,
    make_home,
    of_party,
    of_site,
    official,
    series_of,
)

VISITOR, RESIDENT, COORDINATOR = "visitor", "resident", "coordinator"
YEARS = range(timezone.localdate().year - 5, timezone.localdate().year)


@pytest.fixture
def home(db):
    return make_home()


def official_one(home, number):
    series = series_of(home, {year: f"{year - 2000}" for year in YEARS}, label=f"Reeks {number}")
    return follow(home, official(home, series))


def party_one(home, number):
    indicator = follow(home, of_party(home, f"Cijfer {number}"))
    for year in YEARS:
        for quarter in (1, 2, 3, 4):
            Measurement.objects.create(
                indicator=indicator, year=year, quarter=quarter, value=quarter
            )
    return indicator


def followed(home, more):
    """One of each kind, and with `more` five."""
    found = [official_one(home, 0), party_one(home, 0), follow(home, of_site(Count.KEPT))]
    if more:
        found += [official_one(home, 1), follow(home, of_site(Count.ACTIVE))]
    for indicator in found:
        for _each in range(3 if more else 1):
            MeaningFactory(indicator=indicator)
    return found


@pytest.mark.parametrize("more", [False, True])
def test_pages_ask_as_much_for_a_few_as_for_five(home, more, django_assert_num_queries):
    found = followed(home, more)
    people = {VISITOR: None, RESIDENT: UserFactory(), COORDINATOR: home.coordinator}
    pinned = {
        f"/doel/{home.goal.pk}/cijfers/": {VISITOR: 7, RESIDENT: 12, COORDINATOR: 11},
        found[0].get_absolute_url(): {VISITOR: 6, RESIDENT: 11, COORDINATOR: 10},
        found[1].get_absolute_url(): {VISITOR: 5, RESIDENT: 11, COORDINATOR: 10},
        found[2].get_absolute_url(): {VISITOR: 6, RESIDENT: 11, COORDINATOR: 10},
    }
    for address, of_whom in pinned.items():
        for who, queries in of_whom.items():
            client = browser_of(people[who])
            with django_assert_num_queries(queries, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200


def test_the_page_of_the_goal_asks_nothing_for_its_figures(home, django_assert_num_queries):
    client, address = browser_of(), home.goal.get_absolute_url()
    with CaptureQueriesContext(connection) as without:
        client.get(address)
    followed(home, more=True)

    with django_assert_num_queries(len(without)):
        client.get(address)


def test_all_figures_of_a_goal_are_a_page_of_a_modest_size(home):
    followed(home, more=True)

    size = len(browser_of().get(f"/doel/{home.goal.pk}/cijfers/").content)

    assert size < 60_000
