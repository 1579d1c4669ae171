"""Who comes, who waits and whose turn it is; and that nobody reads who they are."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event
from participation import tasks
from participation.actions import meetings, registering
from participation.models import Registration
from participation.states.meetings import Comes, Over
from tests.factories import UserFactory
from tests.partners.conftest import Place, browser_of, make_place
from tests.threads import at_once

from .hosting import call_of, mailed, meeting_of, read, told

PLACES, PEOPLE = 3, 8


@pytest.fixture
def place(db) -> Place:
    return make_place()


def come(meeting, *names):
    people = [UserFactory(name=name) for name in names]
    for person in people:
        registering.register(meeting, by=person, now=timezone.now())
    return people


def names(meeting, state):
    rows = meeting.registrations.filter(state=state).order_by("turn")
    return list(rows.values_list("person__name", flat=True))


def test_one_press_and_another_undoes_it(place):
    meeting, me = meeting_of(place), UserFactory(name="Ik")
    client, address = browser_of(me), meeting.get_absolute_url()

    assert client.post(f"{address}aanmelden/").url == address
    assert "U komt" in read(address, me)
    client.post(f"{address}afmelden/")

    assert "Ik kom" in read(address, me)
    assert Registration.objects.get().state == Comes.LEFT


def test_a_visitor_comes_after_signing_in_to_one_button(place):
    address = meeting_of(place).get_absolute_url()
    assert f'href="{address}aanmelden/"' in read(address)

    answer = browser_of().get(f"{address}aanmelden/")

    assert answer.status_code == 302
    assert "next=" in answer.url
    assert "Ja, ik kom" in read(f"{address}aanmelden/", UserFactory())


def test_htmx_gets_the_part_as_it_is_now(place):
    address = meeting_of(place).get_absolute_url()

    answer = browser_of(UserFactory()).post(
        f"{address}aanmelden/", headers={"HX-Request": "true", "HX-Target": "join"}
    )

    html = answer.content.decode()
    assert html.lstrip().startswith('<div id="join"')
    assert "U komt" in html


def test_pressing_twice_is_one_place(place):
    meeting, me = meeting_of(place, places=2), UserFactory()

    for _press in range(2):
        browser_of(me).post(f"{meeting.get_absolute_url()}aanmelden/")

    assert Registration.objects.count() == 1
    assert len(mailed("U meldde zich aan")) == 1


def test_who_comes_too_late_waits_in_order_and_is_told_at_once(place):
    meeting = meeting_of(place, places=1)
    _een, twee, drie = come(meeting, "Een", "Twee", "Drie")

    assert names(meeting, Comes.GOING) == ["Een"]
    assert names(meeting, Comes.WAITING) == ["Twee", "Drie"]
    page = read(meeting.get_absolute_url(), drie)
    assert "U staat op de wachtlijst" in page
    assert "Er is 1 mens vóór u" in page
    [mail] = [one for one in mailed("U meldde zich aan") if one.to == twee.email]
    assert "wachtlijst" in mail.body


def test_who_leaves_makes_room_for_the_next_who_is_told_once(place):
    meeting = meeting_of(place, places=1)
    een, _twee, _drie = come(meeting, "Een", "Twee", "Drie")

    for _press in range(2):
        registering.leave(meeting, by=een, now=timezone.now())

    assert names(meeting, Comes.GOING) == ["Twee"]
    assert told("meeting_place") == {"Twee"}
    assert len(mailed("Er is een plek voor u")) == 1


def test_who_comes_back_stands_at_the_end(place):
    meeting = meeting_of(place, places=1)
    _een, twee, _drie = come(meeting, "Een", "Twee", "Drie")

    registering.leave(meeting, by=twee, now=timezone.now())
    registering.register(meeting, by=twee, now=timezone.now())

    assert names(meeting, Comes.WAITING) == ["Drie", "Twee"]


def test_who_got_a_place_twice_is_told_twice(place):
    """Once for each time that there was one."""
    meeting = meeting_of(place, places=1)
    een, twee = come(meeting, "Een", "Twee")
    now = timezone.now()

    registering.leave(meeting, by=een, now=now)
    registering.register(meeting, by=een, now=now)
    registering.leave(meeting, by=twee, now=now)
    registering.register(meeting, by=twee, now=now)
    registering.leave(meeting, by=een, now=now)

    assert names(meeting, Comes.GOING) == ["Twee"]
    assert len(mailed("Er is een plek voor u")) == 3


def test_more_places_go_to_who_waits_longest(place):
    meeting = meeting_of(place, places=1)
    come(meeting, "Een", "Twee", "Drie", "Vier")

    more = call_of(meeting, places=3)
    meetings.change(meeting, more, seen=0, by=place.coordinator, now=timezone.now())

    assert names(meeting, Comes.GOING) == ["Een", "Twee", "Drie"]
    assert told("meeting_place") == {"Twee", "Drie"}


def test_the_place_of_who_is_erased_goes_to_the_next(place):
    meeting = meeting_of(place, places=1)
    een, _twee = come(meeting, "Een", "Twee")

    erase(een, now=timezone.now())
    tasks.remind_of_meetings()

    assert names(meeting, Comes.GOING) == ["Twee"]


def test_nobody_comes_in_or_goes_out_once_it_has_begun(place):
    meeting = meeting_of(place)
    [me] = come(meeting, "Ik")
    later = meeting.begins_at + timedelta(minutes=1)

    with pytest.raises(Over):
        registering.register(meeting, by=UserFactory(), now=later)
    with pytest.raises(Over):
        registering.leave(meeting, by=me, now=later)


def test_nobody_reads_who_come(place):
    meeting = meeting_of(place, places=1)
    come(meeting, "Geheime Gast", "Wachtende Gast")

    for reader in (None, place.coordinator, place.officer, place.member):
        page = read(meeting.get_absolute_url(), reader)
        assert "Gast" not in page
        assert "1 mens komt." in page
    assert not Event.objects.public().filter(actor__name__contains="Gast").exists()


def test_what_was_a_year_ago_is_forgotten(place):
    meeting = meeting_of(place)
    come(meeting, "Een")

    meetings.forget(meeting.ends_at + timedelta(days=364))
    assert Registration.objects.exists()
    meetings.forget(meeting.ends_at + timedelta(days=366))

    assert not Registration.objects.exists()


def test_the_page_says_how_many_places_are_left(place):
    meeting = meeting_of(place, places=2)
    come(meeting, "Een")
    assert "Er is nog 1 plek." in read(meeting.get_absolute_url())
    come(meeting, "Twee")
    page = read(meeting.get_absolute_url())
    assert "Alle plekken zijn bezet" in page
    assert re.search("Vol, met een wachtlijst", read("/wijk/rietwijk/agenda/"))


@pytest.mark.django_db(transaction=True)
def test_the_last_places_are_given_once():
    place = make_place()
    meeting, now = meeting_of(place, places=PLACES), timezone.now()
    people = [UserFactory() for _nth in range(PEOPLE)]

    found = at_once(
        [lambda one=one: registering.register(meeting, by=one, now=now) for one in people]
    )

    assert not [one for one in found if isinstance(one, Exception)]
    assert meeting.registrations.going().count() == PLACES
    turns = list(meeting.registrations.order_by("turn").values_list("turn", flat=True))
    assert turns == list(range(1, PEOPLE + 1))
    assert [one.state for one in meeting.registrations.order_by("turn")[:PLACES]] == [
        Comes.GOING
    ] * PLACES


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_once_let_two_in():
    place = make_place()
    meeting, now = meeting_of(place, places=2), timezone.now()
    people = come(meeting, "Een", "Twee", "Drie", "Vier", "Vijf")

    at_once([lambda one=one: registering.leave(meeting, by=one, now=now) for one in people[:2]])

    assert names(meeting, Comes.GOING) == ["Drie", "Vier"]
    assert len(mailed("Er is een plek voor u")) == 2
