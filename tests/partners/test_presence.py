"""Who is in the neighbourhood when, evenings included."""

import re
from datetime import datetime, time
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event
from partners.actions import members, organisations
from partners.models import Presence
from partners.selections.presences import evenings, now_there, parts_of
from partners.states import DayPart
from tests.factories import OrganisationFactory, PresenceFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of

WEEK = "/wijk/rietwijk/aanwezig/"
OURS = "/organisatie/de-zaanoever/aanwezig/"
TUESDAY, WEDNESDAY = 2, 3


def form(home, **changes):
    return {
        "key": str(uuid4()),
        "days": ["2", "4"],
        "begins": "19:00",
        "ends": "21:30",
        "place": "bij de speeltuin",
        "person": home.member.pk,
    } | changes


def read(address, person=None):
    response = browser_of(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_member_says_when_they_are_there_and_everybody_reads_it(place):
    fields = form(place)
    for _press in range(2):
        browser_of(place.member).post(f"{OURS}nieuw/", fields)

    for address in (f"{WEEK}?dag=2", f"{WEEK}?dag=4", OURS):
        html = read(address)
        assert "19:00 tot 21:30 uur" in html
        assert "bij de speeltuin" in html
        assert "Mila" in html
        assert problems(html) == []
    assert "bij de speeltuin" not in read(f"{WEEK}?dag=3")
    assert Presence.objects.count() == Event.objects.count() == 1


def test_empty_evenings_are_said_honestly(place):
    PresenceFactory(organisation=place.organisation, days="12345", begins=time(9), ends=time(17))
    assert "’s Avonds is er nooit iemand." in read(WEEK)
    PresenceFactory(organisation=place.organisation, days="135")

    html = read(WEEK)

    assert "’s Avonds is er niemand op: dinsdag, donderdag, zaterdag, zondag." in html
    assert "Dan is er niemand." in read(f"{WEEK}?dag=2")
    every = [Presence(pk=1, days="1234567", begins=time(20), ends=time(22))]
    assert evenings(every) == "Elke avond is er iemand."


def test_one_stands_in_every_part_of_the_day_in_which_the_week_counts_them(place):
    PresenceFactory(organisation=place.organisation, days="2", begins=time(15), ends=time(21, 30))

    html = read(f"{WEEK}?dag=2")

    parts = re.findall(r"<h3>(.*?)</h3>(.*?)</section>", html, re.DOTALL)
    there = {part: "15:00 tot 21:30 uur" in people for part, people in parts}
    assert there == {"Ochtend": False, "Middag": True, "Avond": True, "Nacht": False}
    for part, is_there in there.items():
        assert (f": dinsdag, {part.lower()}</span>" in html) is is_there
    assert problems(html) == []


def test_who_is_there_now_stands_on_top_also_past_midnight():
    early = Presence(days="2", begins=time(9), ends=time(12))
    late = Presence(days="2", begins=time(21), ends=time(2))

    def at(day, hour, minute=0):
        return now_there([early, late], datetime(2026, 12, day - 1, hour, minute))  # noqa: DTZ001 in local time

    assert at(TUESDAY, 9) == [early]
    assert at(TUESDAY, 12) == []
    assert at(TUESDAY, 23) == [late]
    assert at(WEDNESDAY, 1, 59) == [late]
    assert at(WEDNESDAY, 2) == []
    assert at(WEDNESDAY, 9) == []
    assert parts_of(late) == [DayPart.EVENING, DayPart.NIGHT]
    assert parts_of(Presence(begins=time(17), ends=time(18))) == [DayPart.AFTERNOON]


def test_who_has_left_the_organisation_is_named_no_more(place):
    PresenceFactory(organisation=place.organisation, person=place.member)
    assert "Mila" in read(OURS)

    members.leave(place.organisation, by=place.member)

    assert "Mila" not in read(OURS)
    assert "in het buurthuis" in read(f"{WEEK}?dag=2")


def test_who_is_erased_is_named_no_more(place):
    presence = PresenceFactory(organisation=place.organisation, person=place.member)
    erase(place.member, now=timezone.now())

    presence.refresh_from_db()
    assert presence.person is None
    assert "in het buurthuis" in read(OURS)


def test_an_officer_says_when_they_are_there_for_the_municipality(place):
    town = organisations.municipality_organisation(place.neighbourhood.municipality)
    address = f"/organisatie/{town.slug}/aanwezig/nieuw/"
    fields = form(place, person=place.officer.pk)
    assert browser_of(place.member).post(address, fields).status_code == 403

    browser_of(place.officer).post(address, fields)

    assert "Olga Officier" in read(f"{WEEK}?dag=2")


def test_only_its_people_change_it_and_take_it_away(place):
    presence = PresenceFactory(organisation=place.organisation)
    address = f"{OURS}{presence.pk}/"
    for person in (UserFactory(), place.coordinator):
        assert browser_of(person).post(address, form(place)).status_code == 403
        assert browser_of(person).post(f"{address}stop/").status_code == 403
    for _press in range(2):
        browser_of(place.contact).post(address, form(place, days=["7"]))
    assert "bij de speeltuin" in read(f"{WEEK}?dag=7")

    for _press in range(2):
        browser_of(place.contact).post(f"{address}stop/")

    assert "Nog niemand zette hier neer" in read(WEEK)
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["presence_changed", "presence_ended"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"days": []}, "Kies minstens één dag."),
        ({"days": ["8"]}, "days"),
        ({"begins": "laat"}, "Schrijf de tijd als uren en minuten"),
        ({"ends": "19:00"}, "Kies een andere tijd dan het begin."),
        ({"place": "\x00"}, "Schrijf waar u te vinden bent."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(place, changes, message):
    page = browser_of(place.member).post(f"{OURS}nieuw/", form(place, **changes))

    assert page.status_code == 422
    assert message in page.content.decode()
    assert not Presence.objects.exists()


def test_nobody_is_put_there_who_is_not_of_it(place):
    page = browser_of(place.member).post(f"{OURS}nieuw/", form(place, person=UserFactory().pk))

    assert page.status_code == 422
    assert "Kies iemand van uw organisatie." in page.content.decode()


def test_what_is_of_a_hidden_organisation_is_not_there(place):
    PresenceFactory(organisation=place.organisation)
    organisations.hide(place.organisation, "Reclame.", by=place.officer)

    assert "in het buurthuis" not in read(f"{WEEK}?dag=2")
    assert "Nog niemand" in read(f"{WEEK}?dag=onzin")


def test_the_database_refuses_no_day_and_no_time(place):
    presence = PresenceFactory(organisation=place.organisation)
    for wrong in ({"days": ""}, {"ends": presence.begins}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Presence.objects.filter(pk=presence.pk).update(**wrong)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_one_as_for_many(place, number, django_assert_num_queries):
    for _each in range(number):
        other = OrganisationFactory(neighbourhood=place.neighbourhood)
        PresenceFactory(organisation=other, days="1234567")
        PresenceFactory(organisation=place.organisation, person=place.member)
    for address, queries in {WEEK: 3, OURS: 3}.items():
        with django_assert_num_queries(queries, info=address):
            assert browser_of().get(address).status_code == 200
