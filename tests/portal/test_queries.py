"""What the pages of the portal ask of the database: for one as much as for three or a thousand."""

import pytest

from initiatives.actions.finding import index_missing
from tests.bench.browsers import MEMBER, OFFICER, RESIDENT, VISITOR, browser, made

PAGES = {
    "/": {VISITOR: 3, RESIDENT: 7, OFFICER: 8},
    "/wijken/": {VISITOR: 2},
    "/wijk/rietwijk-0/": {VISITOR: 7, RESIDENT: 11, OFFICER: 12},
    "/wijk/rietwijk-0/wie/": {VISITOR: 5, RESIDENT: 10, OFFICER: 11},
    "/gemeente/waterstad/": {VISITOR: 5, RESIDENT: 10, OFFICER: 11},
    "/zoeken/?zoek=moestuinen": {VISITOR: 6, RESIDENT: 10, OFFICER: 11},
    "/zoeken/plaatsen/?zoek=rietwijk": {VISITOR: 3, RESIDENT: 7, OFFICER: 8},
    "/mijn/werk/": {OFFICER: 10},
}


@pytest.mark.parametrize("number", [1, 3, 1000])
def test_pages_ask_as_much_for_one_as_for_many(db, number, django_assert_num_queries):
    seeded = made(number)
    index_missing()
    for address, queries in PAGES.items():
        for who, pinned in queries.items():
            client = browser(seeded, who)
            with django_assert_num_queries(pinned, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [3, 1000])
def test_my_own_page_asks_as_much_for_three_as_for_many(db, number, django_assert_num_queries):
    client = browser(made(number), MEMBER)
    with django_assert_num_queries(12):
        assert client.get("/mijn/").status_code == 200


@pytest.mark.parametrize("number", [3, 1000])
def test_what_is_only_nearly_found_asks_no_more_than_a_page_may(
    db, number, django_assert_num_queries
):
    """Each word is there, nothing has both: the most that a search asks."""
    seeded = made(number)
    index_missing()
    pages = {
        "/zoeken/?zoek=moestuin+oversteken": {VISITOR: 7, RESIDENT: 11, OFFICER: 12},
        "/wijk/rietwijk-0/initiatieven/?zoek=moestuin+oversteken": {VISITOR: 7, OFFICER: 12},
    }
    for address, queries in pages.items():
        for who, pinned in queries.items():
            client = browser(seeded, who)
            with django_assert_num_queries(pinned, info=f"{who} at {address}"):
                found = client.get(address)
            assert "Dit lijkt er het meest op" in found.content.decode()
