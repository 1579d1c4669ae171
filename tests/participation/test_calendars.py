"""Calendar files that a strict reader takes, in the time of the neighbourhood."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from initiatives.models import SignUp, Slot, SupportRequest
from initiatives.states import AskedOf, Help
from neighbourhoods.working_days import AMSTERDAM
from participation.actions import meetings, registering
from participation.models import CalendarLink
from participation.selections import calendars
from partners.states import Group
from tests.factories import (
    AgreementFactory,
    InitiativeFactory,
    MemberFactory,
    PostFactory,
    QuarterlyReviewFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.partners.conftest import Place, browser_of, make_place

from .hosting import amsterdam, meeting_of, read

LONGEST = 75  # octets of a line (RFC 5545, 3.1)
NEEDED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"}


@pytest.fixture
def place(db) -> Place:
    return make_place()


def strictly(content: bytes) -> list[Any]:
    """Its events, after all that a strict reader asks."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b"", "the last line ends as well"
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    assert not [line for line in lines if len(line) > LONGEST]
    content.decode("utf-8")
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Amsterdam"]
    events: list[Any] = list(calendar.events)
    for event in events:
        assert event.errors == []
        assert set(event) >= NEEDED
        if isinstance(event["DTSTART"].dt, datetime):
            assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
        else:  # a whole day is nowhere in a zone
            assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["DTEND"].dt > event["DTSTART"].dt
        assert event["DTSTAMP"].dt.utcoffset() == timedelta(0)
    keys = [event["UID"] for event in events]
    assert len(set(keys)) == len(keys)
    return events


def fetched(address, person=None):
    answer = browser_of(person).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return strictly(answer.content)


def test_a_meeting_as_a_file(place):
    meeting = meeting_of(
        place,
        title="Wijkgesprek; komt u, “ja” of nee? " + "é" * 60,
        about="Regel een\nregel twee, met komma; en puntkomma \\ en meer " + "woorden " * 30,
    )

    [event] = fetched(f"{meeting.get_absolute_url()}agenda.ics")

    assert event["SUMMARY"] == meeting.title
    assert str(event["DESCRIPTION"]).startswith(meeting.about.strip())
    assert event["DTSTART"].dt == meeting.begins_at
    assert event["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("begins", "ends", "local", "length"),
    [
        ((2027, 1, 14, 19, 30), (2027, 1, 14, 21), "20270114T193000", 1.5),
        ((2027, 7, 14, 19, 30), (2027, 7, 14, 21), "20270714T193000", 1.5),
        ((2027, 3, 28, 1, 30), (2027, 3, 28, 4), "20270328T013000", 1.5),
        ((2027, 10, 31, 1, 30), (2027, 10, 31, 4), "20271031T013000", 3.5),
    ],
)
def test_the_hour_is_right_when_the_clock_changes(place, begins, ends, local, length):
    meeting = meeting_of(place, begins_at=amsterdam(*begins), ends_at=amsterdam(*ends))

    content = calendars.of_meeting(meeting, now=timezone.now())
    [event] = strictly(content)

    assert f"DTSTART;TZID=Europe/Amsterdam:{local}".encode() in content
    assert event["DTSTART"].dt == meeting.begins_at
    assert (event["DTEND"].dt.timestamp() - event["DTSTART"].dt.timestamp()) / 3600 == length


def test_the_rules_of_the_zone_are_those_of_the_law(place):
    [zone] = Calendar.from_ical(
        calendars.of_meeting(meeting_of(place), now=timezone.now())
    ).timezones
    there = zone.to_tz()
    for year in (2026, 2027, 2030):
        for day in (date(year, 1, 15), date(year, 3, 27), date(year, 7, 1), date(year, 11, 1)):
            noon = timezone.datetime.combine(day, time(12))
            assert (
                noon.replace(tzinfo=there).utcoffset() == noon.replace(tzinfo=AMSTERDAM).utcoffset()
            )


def test_what_changes_and_does_not_go_on_reaches_a_calendar(place):
    meeting = meeting_of(place)
    meetings.cancel(meeting, "De zaal is dicht.", by=place.coordinator, now=timezone.now())

    [event] = fetched(f"{meeting.get_absolute_url()}agenda.ics")

    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 1


def test_the_neighbourhood_has_a_feed_of_all_that_stands_in_its_agenda(place):
    today = timezone.localdate()
    meeting_of(place, title="Het gesprek")
    PostFactory(
        organisation=place.organisation,
        neighbourhood=place.neighbourhood,
        title="De soep",
        day=today,
        begins=time(22),
        ends=time(1),
        place="De Poort",
        group=Group.EVERYBODY,
    )
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    QuarterlyReviewFactory(plan=plan, meets_on=today, meets_where="De Poort")

    events = fetched("/wijk/rietwijk/agenda.ics")

    assert {str(one["SUMMARY"]) for one in events} == {
        "Het gesprek",
        "De soep",
        f"Kwartaalgesprek 1 van {plan.year}",
    }


def test_mine_is_at_an_address_that_only_i_know_and_can_renew(place):
    me, meeting = UserFactory(name="Geheim"), meeting_of(place)
    meeting_of(place, title="Niet voor mij")
    registering.register(meeting, by=me, now=timezone.now())
    client = browser_of(me)

    client.post("/mijn/agenda/adres/")
    first = CalendarLink.objects.get(person=me).token
    [event] = fetched(f"/agenda/{first}.ics")
    assert event["SUMMARY"] == meeting.title
    assert f"/agenda/{first}.ics" in read("/mijn/agenda/", me)
    client.post("/mijn/agenda/adres/")

    assert browser_of().get(f"/agenda/{first}.ics").status_code == 404
    second = CalendarLink.objects.get(person=me).token
    assert len(first) >= 32
    assert len(fetched(f"/agenda/{second}.ics")) == 1


def test_who_waits_is_not_sure(place):
    meeting, me = meeting_of(place, places=1), UserFactory()
    for person in (UserFactory(), me):
        registering.register(meeting, by=person, now=timezone.now())

    [event] = strictly(calendars.of_person(me, now=timezone.now()))

    assert event["STATUS"] == "TENTATIVE"


def test_an_empty_agenda_is_a_calendar_as_well(place):
    assert fetched("/wijk/rietwijk/agenda.ics") == []


@pytest.mark.parametrize("token", ["x", "%00", "a" * 300, "é"])
def test_a_guess_finds_nothing(place, token):
    assert browser_of().get(f"/agenda/{token}.ics").status_code == 404


def test_mine_tells_of_all_days_that_concern_me(place):
    """Meetings, when I help, what is promised by or to me, and the reviews of where I take part."""
    now = timezone.now()
    day = timezone.localdate(now) + timedelta(days=3)
    me, other = UserFactory(), UserFactory(name="Geheim")
    MemberFactory(organisation=place.organisation, person=me)
    initiative = InitiativeFactory(neighbourhood=place.neighbourhood, title="Moestuin")
    request = SupportRequest.objects.create(
        initiative=initiative, kind=Help.HANDS, text="Wie helpt spitten?",
        asked_of=AskedOf.NEIGHBOURS, by=other,
    )  # fmt: skip
    common = {"request": request, "place": "Op het veld", "places": 3, "by": other}
    slots = [
        Slot.objects.create(
            starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=1, hours=2), **common
        ),
        Slot.objects.create(
            starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=2, hours=2),
            called_off="Het regent.", called_off_at=now, **common,
        ),
    ]  # fmt: skip
    for slot in slots:
        SignUp.objects.create(slot=slot, person=me)
    Slot.objects.create(starts_at=now, ends_at=now + timedelta(hours=1), **common)  # not mine
    here = {"neighbourhood": place.neighbourhood, "due_on": day}
    made = AgreementFactory(text="Taart", maker=None, maker_person=me, **here)
    AgreementFactory(text="Een kraan", receiver=place.organisation, **here)
    AgreementFactory(text="Van anderen", **here)
    AgreementFactory(text="Mislukt", maker=None, maker_person=me, state="broken", words="x", **here)
    plan = YearPlanFactory(neighbourhood=place.neighbourhood)
    QuarterlyReviewFactory(plan=plan, meets_on=day, meets_where="De Poort")
    QuarterlyReviewFactory(meets_on=day)  # of a neighbourhood where I am not
    registering.renew_calendar_link(me, now=now)
    token = CalendarLink.objects.get(person=me).token

    events = {str(one["SUMMARY"]): one for one in fetched(f"/agenda/{token}.ics")}

    review = f"Kwartaalgesprek 1 van {plan.year}"
    assert set(events) == {
        "Helpen: Moestuin",
        "Afspraak: Taart",
        "Aan u beloofd: Een kraan",
        review,
    }
    whole_day = events["Afspraak: Taart"]
    assert whole_day["DTSTART"].dt == day
    assert whole_day["URL"].endswith(made.get_absolute_url())
    assert "Geheim" not in str(events)
    keys = {str(one["UID"]): str(one["STATUS"]) for one in fetched(f"/agenda/{token}.ics")}
    assert keys[f"{slots[0].key}@localhost"] == "CONFIRMED"
    assert keys[f"{slots[1].key}@localhost"] == "CANCELLED"
    page = read("/mijn/agenda/", me)
    for words in ("Wanneer ik kom helpen", "Moestuin", "Taart", "Een kraan", review):
        assert words in page
    assert "Van anderen" not in page
    assert "Mislukt" not in page
