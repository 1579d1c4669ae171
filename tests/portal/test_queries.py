"""What the pages of the portal ask of the database: for one as much as for three or a thousand."""

import pytest

from tests.bench.browsers import MEMBER, OFFICER, RESIDENT, VISITOR, browser, made

PAGES = {
    "/": {VISITOR: 3, RESIDENT: 7, OFFICER: 8},
    "/wijken/": {VISITOR: 2},
    "/wijk/rietwijk-0/": {VISITOR: 7, RESIDENT: 11, OFFICER: 12},
    "/wijk/rietwijk-0/wie/": {VISITOR: 4, RESIDENT: 10, OFFICER: 11},
    "/gemeente/waterstad/": {VISITOR: 4, RESIDENT: 9, OFFICER: 10},
    "/mijn/werk/": {OFFICER: 8},
}


@pytest.mark.parametrize("number", [1, 3, 1000])
def test_pages_ask_as_much_for_one_as_for_many(db, number, django_assert_num_queries):
    seeded = made(number)
    for address, queries in PAGES.items():
        for who, pinned in queries.items():
            client = browser(seeded, who)
            with django_assert_num_queries(pinned, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [3, 1000])
def test_my_own_page_asks_as_much_for_three_as_for_many(db, number, django_assert_num_queries):
    client = browser(made(number), MEMBER)
    with django_assert_num_queries(11):
        assert client.get("/mijn/").status_code == 200
