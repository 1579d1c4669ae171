"""Places that a neighbourhood has: how they are, who looks after them, and when somebody looks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from outbox.models import Message
from partners.models import Asset
from partners.tasks import keep_in_touch
from tests.factories import UserFactory
from tests.html import problems
from tests.initiatives.conftest import Place, browser_of, make_place

from .test_assets import LIST, NEW, put, read, typed

HEADING = "Hoe onze plekken eraan toe zijn"


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def fatma():
    return UserFactory(name="Fatma Aydın", email="fatma@voorbeeld.nl")


def in_days(number: int):
    return timezone.localdate() + timedelta(days=number)


def facility(place, by, **more) -> Asset:
    return put(
        place, by, **{"kind": "place", "title": "Buurthuis De Riet", "condition": "good"} | more
    )


def test_a_place_says_how_it_is_who_keeps_it_and_when_somebody_looks(place, fatma):
    day = in_days(30)
    sent = {"condition": "needs_care", "kept_by": "Team Buurtkas", "check_on": f"{day}"}
    made = typed(kind="place", title="Buurtkas", whose="here") | sent
    assert browser_of(fatma).post(NEW, made).status_code == 302
    asset = Asset.objects.get()
    for address in (LIST, asset.get_absolute_url()):
        page = read(address)
        assert problems(page) == []
        for words in ("Heeft onderhoud nodig", "Team Buurtkas", "kijkt er weer iemand naar"):
            assert words in page
    assert HEADING in read(LIST)
    change = browser_of(fatma).get(f"{asset.get_absolute_url()}aanpassen/").content.decode()
    assert "Team Buurtkas" in change
    assert f'value="{day}"' in change


def test_once_a_year_it_is_asked_who_keeps_it_up_and_who_goes_on_without_money(place, fatma):
    asset = facility(place, fatma, condition="", kept_by="De tuingroep")
    client, address = browser_of(fatma), f"/wat-er-al-is/{asset.pk}/klopt/"
    page = client.get(address).content.decode()
    assert problems(page) == []
    assert 'value="De tuingroep"' in page
    assert "Wie gaat ermee door als het geld stopt?" in page
    typed = {"kept_by": "De tuingroep", "heir": "x" * 121}
    long = client.post(address, typed)
    assert long.status_code == 422
    assert "x" * 121 in long.content.decode()
    typed["heir"] = "De tuingroep, van eigen contributie"
    assert client.post(address, typed).status_code == 302
    asset.refresh_from_db()
    assert asset.check_on is None  # nobody looked at it, and nobody will
    assert "van eigen contributie" in read(asset.get_absolute_url())


def test_what_is_no_place_has_no_keeper(place, fatma):
    response = browser_of(fatma).post(NEW, typed(kept_by="Team Buurtkas"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "Dit kan alleen bij een ruimte of een plek" in page
    assert "Team Buurtkas" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        put(place, fatma, kind="tool", kept_by="Team Buurtkas")
    with pytest.raises(IntegrityError), transaction.atomic():
        put(place, fatma, kind="place", condition="zoek")


@pytest.mark.parametrize(
    "wrong",
    [{"check_on": "2020-01-01"}, {"check_on": "9999-12-31"}, {"check_on": "x"},
     {"condition": "zoek"}, {"kept_by": "a" * 121}],
)  # fmt: skip
def test_a_wrong_answer_is_said_and_what_was_typed_stays(place, fatma, wrong):
    sent = typed(kind="place", title="Buurtkas", whose="here") | wrong
    response = browser_of(fatma).post(NEW, sent)
    assert response.status_code == 422
    assert "Buurtkas" in response.content.decode()
    assert problems(response.content.decode()) == []


def test_a_sign_of_nothing_is_nothing(place, fatma):
    odd = {"check_on": "\0", "condition": "\0", "kept_by": "\0"}
    sent = typed(kind="place", title="Buurtkas", whose="here") | odd
    assert browser_of(fatma).post(NEW, sent).status_code == 302
    assert Asset.objects.get().kept_by == ""


def test_nobody_writes_how_to_reach_somebody(place, fatma):
    sent = typed(kind="place", title="Mijn schuur", kept_by="bel 06 1234 5678")
    assert browser_of(fatma).post(NEW, sent).status_code == 422


def test_what_needs_most_comes_first_and_what_is_not_said_is_left_out(place, fatma):
    facility(place, fatma, title="Speeltuin")
    facility(place, fatma, title="Oude kas", condition="closed")
    facility(place, fatma, title="Bankje", condition="needs_care")
    facility(place, fatma, title="Koffiehoek", condition="")
    shown = read(LIST).partition(HEADING)[2].partition("</section>")[0]
    order = [shown.find(title) for title in ("Oude kas", "Bankje", "Speeltuin")]
    assert -1 not in order
    assert order == sorted(order)
    assert "Koffiehoek" not in shown
    assert HEADING not in read(f"{LIST}?soort=tool")


def test_without_any_there_is_no_heading(place, fatma):
    put(place, fatma)
    assert HEADING not in read(LIST)


def test_who_keeps_it_is_reminded_once_on_the_day_and_kindly(place, fatma, time_machine):
    asset = facility(place, fatma, check_on=in_days(10))

    def asked() -> int:
        keep_in_touch()
        keep_in_touch()
        return Message.objects.filter(to=fatma.email, subject__startswith="Klopt dit nog?").count()

    start = timezone.now()
    time_machine.move_to(start + timedelta(days=9))
    assert asked() == 0
    time_machine.move_to(start + timedelta(days=10))
    assert asked() == 1
    assert "Is dat gelukt?" in Message.objects.get().body
    time_machine.move_to(start + timedelta(days=60))
    assert asked() == 1
    kept = read(asset.get_absolute_url(), fatma)
    assert "zou u hiernaar kijken" in kept
    assert problems(kept) == []
    others = read(asset.get_absolute_url())
    assert "kijken" not in others.partition("<main")[2].partition("</main>")[0]


def test_who_looked_says_how_it_is_and_when_the_next_time_is(place, fatma, time_machine):
    asset = facility(place, fatma, check_on=in_days(1))
    time_machine.move_to(timezone.now() + timedelta(days=3))
    client, address = browser_of(fatma), f"/wat-er-al-is/{asset.pk}/klopt/"
    page = client.get(address).content.decode()
    assert problems(page) == []
    assert f'value="{in_days(182)}"' in page
    wrong = client.post(address, {"condition": "closed", "check_on": "2020-01-01"})
    assert wrong.status_code == 422
    day = in_days(90)
    assert client.post(address, {"condition": "closed", "check_on": f"{day}"}).status_code == 302
    asset.refresh_from_db()
    assert (asset.condition, asset.check_on) == ("closed", day)
    assert "Dicht" in read(LIST)


def test_a_day_that_is_over_does_not_stand_in_the_way_of_another_change(place, fatma, time_machine):
    asset = facility(place, fatma, check_on=in_days(1))
    time_machine.move_to(timezone.now() + timedelta(days=30))
    kept = {"condition": "good", "check_on": f"{asset.check_on}"}
    changed = typed(kind="place", title="Buurthuis", whose="here") | kept
    response = browser_of(fatma).post(f"{asset.get_absolute_url()}aanpassen/", changed)
    assert response.status_code == 302


def test_what_becomes_something_else_keeps_no_condition(place, fatma):
    asset = facility(place, fatma)
    changed = typed(kind="tool", title="Grasmaaier", whose="here")
    address = f"{asset.get_absolute_url()}aanpassen/"
    assert browser_of(fatma).post(address, changed).status_code == 302
    asset.refresh_from_db()
    assert asset.condition == ""


@pytest.mark.parametrize("number", [1, 3, 14])
def test_the_list_asks_as_much_for_one_as_for_many(place, fatma, number, django_assert_num_queries):
    for one in range(number):
        facility(place, fatma, title=f"Plek {one}")
    with django_assert_num_queries(4):
        page = read(LIST)
    assert page.partition(HEADING)[2].partition("</section>")[0].count("<li") == min(number, 12)
