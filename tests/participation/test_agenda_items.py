"""Every resident puts something on any agenda; it stands there and gets an answer in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event
from neighbourhoods.holdings import hand_over, held_by
from neighbourhoods.working_days import due_at
from participation.actions import agenda
from participation.models import AgendaItem
from participation.selections.meetings import items_of, too_long
from participation.states.meetings import MOST_ITEMS, ItemAnswer, Overtaken, TooMany
from partners.states import Visibility
from tests.factories import AgendaItemFactory, MembershipFactory, UserFactory
from tests.partners.conftest import Place, browser_of, make_place

from .hosting import amsterdam, mailed, meeting_of, read, told


@pytest.fixture
def place(db) -> Place:
    return make_place()


@pytest.fixture
def meeting(place):
    return meeting_of(place, days=30)


def put(meeting, person=None, title="De verlichting", **more):
    fields = {"key": uuid4(), "by": person or UserFactory(), "now": timezone.now()}
    return agenda.put(meeting, title, "", **fields | more)


def answered(item, place, **more):
    fields = {
        "reason": "Wij nemen een kwartier.",
        "possible": "",
        "seen": item.version,
        "by": place.officer,
        "now": timezone.now(),
    } | more
    return agenda.answer(item, fields.pop("answer", ItemAnswer.DISCUSS), **fields)


def test_it_stands_there_at_once_with_an_officer_and_a_date(place, meeting):
    me, now = UserFactory(name="Geheime Gast"), timezone.now()
    address = meeting.get_absolute_url()

    browser_of(me).post(
        f"{address}agendapunt/",
        {"key": str(uuid4()), "title": "De verlichting", "text": "Het is donker."},
    )

    item = AgendaItem.objects.get()
    assert (item.officer, item.due_at) == (place.officer, due_at(now, 5))
    page = read(address)
    assert "De verlichting" in page
    assert "antwoord uiterlijk" in page
    assert "Geheime Gast" not in page, "whose it is stands nowhere"
    assert told("agenda_item_put") >= {"Olga Officier", "Carla Coördinator"}


def test_the_answer_comes_before_the_meeting(place):
    soon = meeting_of(place, days=1)

    assert put(soon).due_at == soon.begins_at


def test_sending_it_twice_is_once(place, meeting):
    client, fields = browser_of(UserFactory()), {"key": str(uuid4()), "title": "De verlichting"}

    for _press in range(2):
        client.post(f"{meeting.get_absolute_url()}agendapunt/", fields)

    assert AgendaItem.objects.count() == 1


def test_one_person_does_not_fill_an_agenda(place, meeting):
    me = UserFactory()
    for nth in range(MOST_ITEMS):
        put(meeting, me, f"Punt {nth}")

    with pytest.raises(TooMany):
        put(meeting, me)
    fields = {"key": str(uuid4()), "title": "Nog een"}
    answer = browser_of(me).post(f"{meeting.get_absolute_url()}agendapunt/", fields)
    assert answer.status_code == 422
    assert "Nog een" in answer.content.decode()


def test_the_answer_is_public_and_who_asked_hears_it(place, meeting):
    item = put(meeting, UserFactory(name="Geheime Gast"))
    address = f"/agendapunt/{item.pk}/antwoord/"
    fields = {"key": str(uuid4()), "seen": 0, "outcome": "discuss", "reason": "Wij nemen de tijd."}

    assert browser_of(place.member).get(address).status_code == 403
    assert "De verlichting" in read(address, place.officer)
    browser_of(place.officer).post(address, fields)

    page = read(meeting.get_absolute_url())
    assert "Wij bespreken dit" in page
    assert "Wij nemen de tijd." in page
    assert told("agenda_item_answered") == {"Geheime Gast"}


def test_otherwise_says_what_is_possible_and_the_item_stays(place, meeting):
    item = put(meeting)
    address = f"/agendapunt/{item.pk}/antwoord/"
    fields = {"key": str(uuid4()), "seen": 0, "outcome": "otherwise", "reason": "De lamp is stuk."}
    client = browser_of(place.officer)

    refused = client.post(address, fields)
    assert refused.status_code == 422
    assert "Schrijf wat er wel kan." in refused.content.decode()
    client.post(address, fields | {"possible": "Morgen komt de monteur."})

    page = read(meeting.get_absolute_url())
    assert "De verlichting" in page
    assert "Morgen komt de monteur." in page


def test_of_two_who_answer_the_second_reads_the_first_and_keeps_their_words(place, meeting):
    item = put(meeting)
    address = f"/agendapunt/{item.pk}/antwoord/"
    fields = {"key": str(uuid4()), "seen": 0, "outcome": "discuss"}

    browser_of(place.officer).post(address, fields | {"reason": "Het eerste."})
    late = browser_of(place.coordinator).post(address, fields | {"reason": "Het tweede."})

    assert late.status_code == 409
    html = late.content.decode()
    assert "Het eerste." in html
    assert "Het tweede." in html
    with pytest.raises(Overtaken):
        answered(item, place, reason="Het derde.")


def test_an_officer_finds_it_in_their_work_until_it_is_answered(place, meeting):
    item = put(meeting)
    assert "Bijeenkomsten die op antwoord wachten" in read("/mijn/werk/", place.officer)
    assert "De verlichting" in read("/mijn/werk/bijeenkomsten/", place.officer)

    answered(item, place)

    assert "Bijeenkomsten die op antwoord" not in read("/mijn/werk/", place.officer)
    assert "De verlichting" not in read("/mijn/werk/bijeenkomsten/", place.officer)


def test_who_owes_it_is_reminded_and_when_it_is_late_the_coordinator_hears(place):
    meeting = meeting_of(place, begins_at=amsterdam(2027, 6, 30, 19, 30))
    item = put(meeting, now=amsterdam(2027, 6, 7, 10))  # a Monday; due the next one
    runs = [(10, "agenda_item_due_soon"), (14, "agenda_item_due_today"), (15, "agenda_item_late")]

    for day, verb in runs:
        for _run in range(2):
            for one in agenda.to_remind(amsterdam(2027, 6, day, 9)):
                agenda.remind(one, now=amsterdam(2027, 6, day, 9))
        assert "Olga Officier" in told(verb)

    assert told("agenda_item_late") == {"Olga Officier", "Carla Coördinator"}
    assert told("agenda_item_due_soon") == {"Olga Officier"}
    answered(item, place)
    assert agenda.to_remind(amsterdam(2027, 6, 16, 9)) == []


def test_a_hand_over_keeps_the_date(place, meeting):
    item, successor = put(meeting, UserFactory(name="Geheime Gast")), UserFactory(name="Nieuw")
    MembershipFactory(neighbourhood=place.neighbourhood, person=successor)
    assert held_by(place.officer) == 1

    hand_over(place.officer, successor, place.neighbourhood)

    due = item.due_at
    item.refresh_from_db()
    assert (item.officer, item.due_at) == (successor, due)
    assert told("agenda_item_handed_over") == {"Geheime Gast"}


def test_the_host_orders_it_and_an_agenda_that_is_too_long_is_said(place, meeting):
    first, second = put(meeting, title="Eerst"), put(meeting, title="Dan")
    address = f"{meeting.get_absolute_url()}agenda/"
    fields = {
        f"place_{first.pk}": 2, f"minutes_{first.pk}": 100,
        f"place_{second.pk}": 1, f"minutes_{second.pk}": 50,
    }  # fmt: skip

    assert browser_of(place.member).get(address).status_code == 403
    assert "Minuten voor “Eerst”" in read(address, place.coordinator)
    browser_of(place.coordinator).post(address, fields)

    items = items_of(meeting, place.coordinator, now=timezone.now())
    assert [one.title for one in items] == ["Dan", "Eerst"]
    assert too_long(meeting, items) == 30
    page = read(meeting.get_absolute_url(), place.coordinator)
    assert "30 minuten langer dan de bijeenkomst" in page
    assert "langer dan de bijeenkomst" not in read(meeting.get_absolute_url())


@pytest.mark.parametrize("minutes", ["-5", "9" * 20, "lang", "1.5"])
def test_minutes_that_are_none_are_refused(place, meeting, minutes):
    item = put(meeting)
    fields = {f"place_{item.pk}": 1, f"minutes_{item.pk}": minutes}

    answer = browser_of(place.coordinator).post(f"{meeting.get_absolute_url()}agenda/", fields)

    assert answer.status_code == 422


def test_what_came_of_it_is_told_after_the_meeting(place):
    meeting = meeting_of(place, days=-2)
    item = AgendaItemFactory(meeting=meeting, person=UserFactory(name="Geheime Gast"))
    address = f"/agendapunt/{item.pk}/uitkomst/"

    browser_of(place.coordinator).post(address, {"seen": 0, "words": "Er komen twee lampen."})
    late = browser_of(place.coordinator).post(address, {"seen": 0, "words": "Er komt er een."})

    assert late.status_code == 409
    assert "Er komt er een." in late.content.decode()
    assert "Er komen twee lampen." in read(meeting.get_absolute_url())
    assert told("agenda_item_outcome") == {"Geheime Gast"}


def test_what_is_hidden_is_there_for_who_wrote_it_and_who_moderates(place, meeting):
    me = UserFactory(name="Geheime Gast")
    item = put(meeting, me, "Iets onaardigs")

    agenda.hide(item, "Het gaat over een buurman.", by=place.officer)

    address = meeting.get_absolute_url()
    assert "Iets onaardigs" not in read(address)
    assert "Verborgen vanwege de huisregels" in read(address, me)
    assert "Iets onaardigs" in read(address, place.officer)
    assert told("agenda_item_hidden") == {"Geheime Gast"}
    assert not Event.objects.public().filter(words__contains="onaardig").exists()
    assert "Iets onaardigs" not in read("/mijn/werk/bijeenkomsten/", place.officer)
    agenda.show(item, by=place.officer)
    assert "Iets onaardigs" in read(address)
    assert AgendaItem.objects.get().visibility == Visibility.PUBLIC


def test_nothing_comes_on_once_it_has_begun(place):
    meeting = meeting_of(place, days=-1)
    fields = {"key": str(uuid4()), "title": "Te laat"}

    answer = browser_of(UserFactory()).post(f"{meeting.get_absolute_url()}agendapunt/", fields)

    assert answer.status_code == 422
    assert "Te laat" in answer.content.decode()


def test_a_week_before_nothing_is_reminded(place, meeting):
    put(meeting)

    for one in agenda.to_remind(timezone.now() + timedelta(minutes=1)):
        agenda.remind(one, now=timezone.now() + timedelta(minutes=1))

    assert mailed("moet er antwoord zijn") == []
