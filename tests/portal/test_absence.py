"""Who is away has a stand-in: residents know, work is seen to, and no date moves (rule R2)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event, Notification
from initiatives.actions import reviews
from initiatives.models import Review
from neighbourhoods.models import Absence, Membership
from neighbourhoods.states import Role
from outbox.models import Message
from portal.actions import staffing, steering
from tests.factories import MembershipFactory
from tests.html import problems
from tests.initiatives.conftest import AMSTERDAM, MONDAY, browser_of, make_place

# What place.send() sends on MONDAY is due on Monday 14 December.
FIRST, BACK = date(2026, 12, 7), date(2026, 12, 21)
DURING = datetime(2026, 12, 10, 9, tzinfo=AMSTERDAM)
AFTER = datetime(2026, 12, 21, 9, tzinfo=AMSTERDAM)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def karim(place):
    return MembershipFactory(
        neighbourhood=place.neighbourhood, person__name="Karim Collega", role=Role.COORDINATOR
    ).person


@pytest.fixture
def initiative(place, karim):
    initiative = place.send()
    Message.objects.all().delete()
    Notification.objects.all().delete()
    return initiative


def page_of(place, person):
    return reverse("portal:away", args=[place.neighbourhood.slug, person.pk])


def say(by, place, person, stand_in, *, first=FIRST, back=BACK, follow=True):
    sent = {"first_day": f"{first}", "back_on": f"{back}", "stand_in": stand_in.pk}
    with time_machine.travel(MONDAY, tick=False):
        return browser_of(by).post(page_of(place, person), sent, follow=follow)


def html_at(moment, person, address):
    with time_machine.travel(moment, tick=False):
        response = browser_of(person).get(address)
    assert response.status_code == 200
    html = response.content.decode()
    assert problems(html) == []
    return html


def mails(person):
    return list(Message.objects.filter(to=person.email).order_by("pk"))


def remind(moment):
    for review in reviews.to_remind(moment):
        reviews.remind(review, now=moment)


def test_residents_read_until_when_and_who_is_there(place, karim, initiative):
    say(place.officer, place, place.officer, karim)

    for address in (initiative.get_absolute_url(), "/wijk/rietwijk/", "/wijk/rietwijk/wie/"):
        html = html_at(DURING, None, address)
        assert "Afwezig tot 21 december. Karim Collega neemt waar." in html, address
        for moment in (MONDAY, AFTER):
            assert "Afwezig" not in html_at(moment, None, address), address


def test_the_stand_in_sees_the_work_as_long_as_it_lasts(place, karim, initiative):
    say(place.officer, place, place.officer, karim)

    html = html_at(DURING, karim, "/mijn/werk/?wie=mij")
    assert "voor Olga Officier, afwezig tot 21 december" in html
    assert initiative.title in html
    for moment in (MONDAY, AFTER):
        assert initiative.title not in html_at(moment, karim, "/mijn/werk/?wie=mij")
    mine = html_at(DURING, place.officer, "/mijn/werk/")
    assert "U bent afwezig in Rietwijk tot 21 december." in mine
    assert initiative.title in mine


def test_no_date_moves_and_nothing_changes_hands(place, karim, initiative):
    before = list(Review.objects.values())

    say(place.officer, place, place.officer, karim)

    assert list(Review.objects.values()) == before


def test_reminders_go_to_the_stand_in_too(place, karim, initiative):
    say(place.officer, place, place.officer, karim)
    Message.objects.all().delete()

    remind(DURING)

    for person in (place.officer, karim):
        assert [mail.subject[:20] for mail in mails(person)] == ["Over twee werkdagen "]
    assert mails(place.coordinator) == []


def test_after_it_only_the_officer_is_reminded(place, karim):
    say(place.officer, place, place.officer, karim)
    place.send(now=datetime(2026, 12, 1, 9, tzinfo=AMSTERDAM))  # due on the 22nd
    Message.objects.all().delete()

    remind(datetime(2026, 12, 22, 9, tzinfo=AMSTERDAM))

    assert len(mails(place.officer)) == 1
    assert mails(karim) == []


def test_what_is_sent_meanwhile_is_told_to_the_stand_in_too(place, karim):
    say(place.officer, place, place.officer, karim)
    Message.objects.all().delete()

    with time_machine.travel(DURING, tick=False):
        sent = place.send(title="Kippenhok", now=DURING)

    assert sent.review.officer == place.officer
    for person in (place.officer, karim):
        assert [mail.subject for mail in mails(person)] == ["Nieuw initiatief: Kippenhok"]


def test_what_is_sent_meanwhile_goes_to_an_officer_who_is_there(place, karim):
    noor = MembershipFactory(neighbourhood=place.neighbourhood).person
    say(place.officer, place, place.officer, karim)

    with time_machine.travel(DURING, tick=False):
        sent = [place.send(now=DURING).review.officer for _ in range(3)]
    later = place.send(now=AFTER).review.officer

    assert sent == [noor, noor, noor]
    assert later == place.officer


def test_both_are_told_once(place, karim, initiative):
    for _ in range(2):
        say(place.coordinator, place, place.officer, karim)

    [told] = mails(karim)
    assert told.subject == "U neemt waar voor Olga Officier"
    assert "maandag 7 december" in told.body
    assert "Geen datum verschuift" in told.body
    [own] = mails(place.officer)
    assert own.subject == "U bent afwezig gemeld in Rietwijk"
    assert Event.objects.filter(verb="away").count() == 1


def test_another_stand_in_takes_the_place_of_the_first(place, karim, initiative):
    noor = MembershipFactory(neighbourhood=place.neighbourhood).person
    say(place.officer, place, place.officer, karim)
    Message.objects.all().delete()

    say(place.officer, place, place.officer, noor)

    assert Absence.objects.get().stand_in == noor
    assert [mail.subject for mail in mails(karim)] == ["U neemt niet meer waar voor Olga Officier"]
    assert len(mails(noor)) == 1


def test_it_is_ended_earlier(place, karim, initiative):
    say(place.officer, place, place.officer, karim)
    Message.objects.all().delete()
    gone = reverse("portal:back", args=["rietwijk", place.officer.pk])

    for _ in range(2):
        browser_of(place.officer).post(gone)

    assert not Absence.objects.exists()
    assert [mail.subject for mail in mails(karim)] == ["Olga Officier is weer terug"]
    assert "Afwezig" not in html_at(DURING, None, initiative.get_absolute_url())


# What cannot be


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"back_on": "2026-12-07"}, "Kies een dag na de eerste dag van de afwezigheid."),
        ({"back_on": "2026-11-23"}, "Deze dag is al geweest."),
        ({"back_on": "2028-12-07"}, "Kies ten hoogste een jaar."),
        ({"back_on": ""}, "Vul een dag in"),
        ({"first_day": "gisteren"}, "Vul een dag in"),
        ({"first_day": "2026-02-30"}, "Vul een dag in"),
        ({"stand_in": ""}, "Kies een collega."),
        ({"stand_in": "999999"}, "Kies een collega."),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(place, karim, changes, message):
    sent = {"first_day": f"{FIRST}", "back_on": f"{BACK}", "stand_in": karim.pk} | changes
    with time_machine.travel(MONDAY, tick=False):
        response = browser_of(place.officer).post(page_of(place, place.officer), sent)

    html = response.content.decode()
    assert response.status_code == 422
    assert message in html
    assert problems(html) == []
    assert not Absence.objects.exists()


def test_nobody_stands_in_for_themselves_and_nobody_from_elsewhere(place, karim):
    for other in (place.officer, MembershipFactory().person):
        assert say(place.officer, place, place.officer, other).status_code == 422


def test_there_are_no_circles(place, karim):
    say(place.officer, place, place.officer, karim)

    refused = say(karim, place, karim, place.officer, first=FIRST + timedelta(days=3))

    assert refused.status_code == 422
    assert "Deze collega is dan ook afwezig." in refused.content.decode()
    later = say(karim, place, karim, place.officer, first=BACK, back=BACK + timedelta(days=7))
    assert later.status_code == 200


def test_a_colleague_is_not_declared_away_by_another(place, karim):
    noor = MembershipFactory(neighbourhood=place.neighbourhood).person

    assert say(noor, place, place.officer, karim).status_code == 403


# When nobody stands in any more


def uncovered_mails(person):
    return [mail.subject for mail in mails(person) if "Niemand neemt waar" in mail.subject]


@pytest.fixture
def noor(place, karim, initiative):
    """An officer who stands in for Olga."""
    noor = MembershipFactory(neighbourhood=place.neighbourhood, person__name="Noor").person
    say(place.officer, place, place.officer, noor)
    Message.objects.all().delete()
    return noor


def test_when_the_stand_in_leaves_the_coordinators_hear_once(place, karim, noor, initiative):
    with time_machine.travel(DURING, tick=False):
        role = Membership.objects.get(person=noor)
        steering.end_role(role, successor=None, by=place.coordinator, now=DURING)
        staffing.tell_uncovered(now=timezone.now())

    for person in (place.coordinator, karim):
        assert uncovered_mails(person) == ["Niemand neemt waar voor Olga Officier"]
    html = html_at(DURING, None, initiative.get_absolute_url())
    assert "Afwezig tot 21 december." in html
    assert "neemt waar" not in html
    remind(DURING)
    assert "Over twee werkdagen" in mails(place.coordinator)[-1].subject


def test_when_the_stand_in_is_away_too_nobody_stands_in_for_them(place, karim, noor, initiative):
    with time_machine.travel(DURING, tick=False):
        staffing.be_away(
            place.neighbourhood,
            noor,
            stand_in=karim,
            first_day=FIRST,
            back_on=BACK,
            by=noor,
        )

    assert uncovered_mails(place.coordinator) == ["Niemand neemt waar voor Olga Officier"]
    assert initiative.title not in html_at(DURING, noor, "/mijn/werk/?wie=mij")
    assert initiative.title not in html_at(DURING, karim, "/mijn/werk/?wie=mij"), "no chains"


def test_when_the_stand_in_is_erased_it_is_seen_by_the_clock(place, noor):
    erase(noor, now=DURING)

    for _ in range(2):
        staffing.tell_uncovered(now=DURING)

    assert len(uncovered_mails(place.coordinator)) == 1
    assert Absence.objects.get().stand_in is None


def test_who_leaves_is_not_away_any_more(place, karim, initiative):
    say(place.officer, place, place.officer, karim)
    role = Membership.objects.get(person=place.officer)

    steering.end_role(role, successor=karim, by=karim, now=DURING)

    assert not Absence.objects.exists()


def test_what_is_long_over_is_forgotten(place, karim):
    say(place.officer, place, place.officer, karim)

    assert staffing.forget_absences(AFTER + timedelta(days=29)) == 0
    assert staffing.forget_absences(AFTER + timedelta(days=32)) == 1


def test_the_days_of_others_are_exported_and_erased_with_the_person(place, karim):
    say(place.officer, place, place.officer, karim)

    erase(place.officer, now=DURING)

    assert not Absence.objects.exists()


def test_the_queries_of_mijn_werk_do_not_grow_with_who_is_away(
    place, karim, initiative, django_assert_num_queries
):
    client = browser_of(karim)
    with time_machine.travel(DURING, tick=False):
        client.get("/mijn/werk/")
        with django_assert_num_queries(9):
            client.get("/mijn/werk/")
    say(place.officer, place, place.officer, karim)
    with time_machine.travel(DURING, tick=False), django_assert_num_queries(9):
        client.get("/mijn/werk/")
