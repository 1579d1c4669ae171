"""What the pages of initiatives ask of the database: for one as much as for three or a thousand."""

import pytest
from django.utils import timezone

from initiatives.actions.finding import index_missing
from tests.bench.browsers import MEMBER, OFFICER, RESIDENT, VISITOR, browser, made
from tests.bench.seed import enrich

LIST = {VISITOR: 4, RESIDENT: 8, OFFICER: 9}
DETAIL = {VISITOR: 6, RESIDENT: 10, MEMBER: 11, OFFICER: 11}
STORY = {VISITOR: 4}
PHOTOS = {VISITOR: 3}
OWN_PHOTOS = {MEMBER: 7}
TALK = {VISITOR: 3, RESIDENT: 7, OFFICER: 8}
FIND = {VISITOR: 6, RESIDENT: 10, OFFICER: 11}
WHERE = {VISITOR: 3, RESIDENT: 7, OFFICER: 8}
PRESS = {RESIDENT: 11}


@pytest.mark.parametrize("number", [1, 3, 1000])
def test_pages_ask_as_much_for_one_as_for_many(db, number, django_assert_num_queries):
    seeded = made(number)
    index_missing()
    pages = {
        f"/wijk/{seeded.neighbourhood.slug}/initiatieven/": LIST,
        seeded.initiative.get_absolute_url(): DETAIL,
        f"/initiatief/{seeded.initiative.pk}/verhaal/": STORY,
        f"/initiatief/{seeded.initiative.pk}/fotos/": PHOTOS,
        f"/initiatief/{seeded.initiative.pk}/fotos/beheren/": OWN_PHOTOS,
        f"/initiatief/{seeded.initiative.pk}/reacties/": TALK,
        f"/wijk/{seeded.neighbourhood.slug}/initiatieven/?zoek=moestuinen&fase=idea": FIND,
        f"/wijk/{seeded.neighbourhood.slug}/initiatieven/waar/": WHERE,
    }
    for address, queries in pages.items():
        for who, pinned in queries.items():
            client = browser(seeded, who)
            with django_assert_num_queries(pinned, info=f"{who} at {address}"):
                assert client.get(address).status_code == 200


def test_an_initiative_of_which_there_is_much_asks_no_more(db, django_assert_num_queries):
    seeded = made(3)
    much = enrich(seeded, timezone.now())
    pages = {
        much.get_absolute_url(): DETAIL,
        f"/initiatief/{much.pk}/verhaal/": STORY,
        f"/initiatief/{much.pk}/fotos/": PHOTOS,
        f"/initiatief/{much.pk}/reacties/": TALK,
    }
    for address, queries in pages.items():
        with django_assert_num_queries(queries[VISITOR], info=address):
            assert browser(seeded, VISITOR).get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_press_asks_as_much_for_one_as_for_many(db, number, django_assert_num_queries):
    seeded = made(number)
    client = browser(seeded, RESIDENT)
    address = f"/initiatief/{seeded.initiative.pk}/steun/"
    htmx = {"HX-Request": "true", "HX-Target": "join"}
    with django_assert_num_queries(PRESS[RESIDENT]):
        assert client.post(address, {"want": "yes"}, headers=htmx).status_code == 200
