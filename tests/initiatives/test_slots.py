"""Hands: a team says when it can use people, and they sign up in two presses."""

from datetime import datetime, timedelta
from uuid import uuid4

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions.people import erase
from initiatives.actions import initiatives, joining_forces, offers, requests, slots
from initiatives.actions.slots import When
from initiatives.models import SignUp, Slot
from initiatives.states import (
    MOST_SLOTS,
    AskedOf,
    Full,
    Help,
    NotPossible,
    Over,
    Overtaken,
    ProposalKind,
    TooManySlots,
)
from initiatives.tasks import remind
from outbox.models import Message
from partners.models import Party
from tests.factories import MemberFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import AMSTERDAM, MONDAY, browser_of, make_place
from tests.threads import at_once

SATURDAY = datetime(2026, 12, 5, 10, tzinfo=AMSTERDAM)
NEXT = SATURDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY, tick=False)


def hands(initiative, by, *, kind=Help.HANDS):
    return requests.ask(
        initiative,
        kind,
        "Wie helpt met spitten?",
        asked_of=AskedOf.NEIGHBOURS,
        organisation=None,
        wanted_on=None,
        key=uuid4(),
        by=by,
        now=MONDAY,
    )


def when(starts=SATURDAY, *, places=2, place="Bij het hek", hours=2):
    return When(starts, starts + timedelta(hours=hours), place, places)


def add(request, **more):
    return slots.add(request, when(**more), key=uuid4(), by=request.by, now=MONDAY)


def come(slot, *people):
    for person in people:
        slots.sign_up(slot, by=person, now=MONDAY)


def address(name, slot):
    keys = [slot.request.initiative_id, slot.request_id, slot.pk]
    return reverse(f"initiatives:{name}", args=keys)


def form(**more):
    plain = {"day": "2026-12-05", "begins": "10:00", "ends": "12:00"}
    return {"key": uuid4(), "seen": 0, "place": "Bij het hek", "places": 2} | plain | more


def page(url, person=None, status=200):
    response = browser_of(person).get(url)
    html = response.content.decode()
    assert response.status_code == status
    assert problems(html) == []
    return html


def mails(**about):
    return Message.objects.filter(**about).values_list("to", flat=True)


@pytest.fixture
def request_(place, initiative):
    return hands(initiative, place.starter)


@pytest.fixture
def noor(db):
    return UserFactory(name="Noor")


# The team says when


def test_a_team_says_when_and_everybody_reads_how_many_places_are_left(place, request_):
    new = reverse("initiatives:add_slot", args=[request_.initiative_id, request_.pk])
    assert "Zeg wanneer" in page(request_.get_absolute_url(), place.starter)
    assert "Wanneer is er hulp nodig?" in page(new, place.starter)

    typed = form()
    for _ in range(2):
        assert browser_of(place.starter).post(new, typed).url == request_.get_absolute_url()

    slot = Slot.objects.get()
    assert (slot.starts_at, slot.ends_at) == (SATURDAY, SATURDAY + timedelta(hours=2))
    html = page(request_.get_absolute_url())
    for words in ("Zaterdag 5 december", "10:00–12:00", "Bij het hek", "nog 2 plekken"):
        assert words in html
    listed = page(reverse("initiatives:helping", args=[request_.initiative_id]))
    assert "za 5 december 10:00–12:00, nog 2 plekken" in listed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2026-11-22"}, "Kies een datum vanaf vandaag"),
        ({"day": "2026-11-23", "begins": "09:00"}, "Dit tijdstip is al voorbij."),
        ({"ends": "10:00"}, "Het einde moet later zijn dan het begin."),
        ({"begins": "tien uur"}, "Schrijf de tijd als uren en minuten, zoals 19:30."),
        ({"places": "0"}, "Schrijf een getal vanaf 1."),
        ({"places": "501"}, "Schrijf een getal tot en met 500."),
        ({"places": "vier"}, "Schrijf een getal, zoals 4."),
        ({"place": "p" * 121}, "Maak de tekst korter"),
    ],
)
def test_bad_input_gets_a_message_and_keeps_what_was_typed(place, request_, wrong, said):
    new = reverse("initiatives:add_slot", args=[request_.initiative_id, request_.pk])
    sent = browser_of(place.starter).post(new, form(place="Achter de kas") | wrong)
    assert sent.status_code == 422
    assert said in sent.content.decode()
    assert wrong.get("place", "Achter de kas") in sent.content.decode()
    assert not Slot.objects.exists()


def test_only_open_requests_for_hands_have_moments_and_not_without_end(place, initiative):
    with pytest.raises(NotPossible):
        add(hands(initiative, place.starter, kind=Help.MONEY))
    request = hands(initiative, place.starter)
    with pytest.raises(Over):
        add(request, starts=MONDAY)
    for number in range(MOST_SLOTS):
        add(request, starts=SATURDAY + timedelta(days=number))
    with pytest.raises(TooManySlots):
        add(request)
    new = reverse("initiatives:add_slot", args=[initiative.pk, request.pk])
    sent = browser_of(place.starter).post(new, form())
    assert "Er staan al 30 momenten bij deze vraag." in sent.content.decode()


# Two presses


def test_somebody_signs_up_in_two_presses_and_the_team_hears_who(place, request_, noor):
    slot = add(request_)
    assert "Ik kom helpen" in page(request_.get_absolute_url())
    assert "Log in" in browser_of().get(address("slot", slot), follow=True).content.decode()
    assert "Ja, ik kom" in page(address("slot", slot), noor)
    assert not SignUp.objects.exists()

    for _ in range(2):
        browser_of(noor).post(address("slot", slot))

    assert SignUp.objects.get().person == noor
    html = page(address("slot", slot), noor)
    assert "U staat erop" in html
    assert address("slot_calendar", slot) in html
    assert "nog 1 plek" in page(request_.get_absolute_url())
    mine = Message.objects.get(to=noor.email)
    assert "U komt helpen: zaterdag 5 december, 10:00, Moestuin" in mine.subject
    assert address("slot_calendar", slot) in mine.body
    theirs = Message.objects.get(subject__startswith="Noor komt helpen")
    assert theirs.to == place.starter.email
    assert noor.email not in theirs.body


def test_only_the_team_sees_who_come(place, request_, noor):
    slot = add(request_)
    come(slot, noor)
    assert "Noor" in page(address("slot", slot), place.starter)
    for person in (UserFactory(name="Ali"), place.officer):
        assert "Noor" not in page(address("slot", slot), person)
    assert "Noor" not in page(request_.get_absolute_url())


def test_the_team_is_not_spoken_to_as_if_it_came_to_help(place, request_, noor):
    slot = add(request_, places=1)
    listed = reverse("initiatives:helping", args=[request_.initiative_id])
    for url in (request_.get_absolute_url(), listed):
        assert "Kunt u helpen?" not in page(url, place.starter)
        assert "Buren kunnen reageren" in page(url, place.starter)
        assert "Kunt u helpen?" in page(url, noor)
    html = page(address("slot", slot), place.starter)
    assert "Ja, ik kom" not in html
    assert "Ik kom zelf ook" in html
    come(slot, noor)
    html = page(address("slot", slot), place.starter)
    assert "Fijn dat u wilt helpen" not in html
    assert "1 van de 1 plekken bezet" in html
    assert "Wie komen er?" in html
    slots.call_off(slot, "Storm.", by=place.starter, now=MONDAY)
    html = page(address("slot", slot), place.starter)
    assert "Wie zouden er komen?" in html
    assert "Wie komen er?" not in html


def test_who_has_no_name_yet_gives_one(request_):
    slot, nobody = add(request_), UserFactory(name="")
    assert browser_of(nobody).post(address("slot", slot)).status_code == 422
    browser_of(nobody).post(address("slot", slot), {"name": "Ali"})
    assert SignUp.objects.get().person.name == "Ali"


def test_what_is_full_says_so_and_shows_other_moments(request_, noor):
    full, other = add(request_, places=1), add(request_, starts=NEXT)
    come(full, UserFactory())
    sent = browser_of(noor).post(address("slot", full), follow=True).content.decode()
    assert "Net te laat: een ander nam de laatste plek." in sent
    assert "Dit moment is vol." in sent
    assert address("slot", other) in sent
    assert "Ja, ik kom" not in sent
    assert not SignUp.objects.filter(person=noor).exists()


def test_another_moment_at_the_same_time_is_said_and_not_forbidden(request_, noor):
    come(add(request_, place="Bij de kas", hours=3), noor)
    slot = add(request_)
    assert "Let op: u staat ook op een ander moment" in page(address("slot", slot), noor)
    browser_of(noor).post(address("slot", slot))
    assert SignUp.objects.filter(person=noor).count() == 2


def test_somebody_withdraws_until_it_begins_and_the_place_is_free(
    place, request_, noor, time_machine
):
    slot = add(request_, places=1)
    come(slot, noor)
    for _ in range(2):
        browser_of(noor).post(address("sign_off", slot))
    assert list(mails(subject__startswith="Noor kan toch niet")) == [place.starter.email]
    ali = UserFactory()
    come(slot, ali)
    time_machine.move_to(SATURDAY, tick=False)
    sent = browser_of(ali).post(address("sign_off", slot), follow=True).content.decode()
    assert "Dit moment is al begonnen" in sent
    assert SignUp.objects.get().person == ali
    sent = browser_of(noor).post(address("slot", slot), follow=True).content.decode()
    assert "Aanmelden kan niet meer." in sent


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_ten_people_and_one_place_one_comes_and_nine_hear_that_it_is_full():
    place = make_place()
    slot = add(hands(place.send(), place.starter), places=1)
    people = [UserFactory() for _ in range(10)]

    results = at_once(
        [lambda person=person: slots.sign_up(slot, by=person, now=MONDAY) for person in people]
    )

    assert sum(isinstance(one, SignUp) for one in results) == 1
    assert sum(isinstance(one, Full) for one in results) == 9
    came = SignUp.objects.get().person
    confirmed = mails(subject__startswith="U komt helpen")
    assert list(confirmed) == [came.email]


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_fewer_places_while_people_sign_up_never_leaves_somebody_without():
    place = make_place()
    slot = add(hands(place.send(), place.starter), places=3)
    people = [UserFactory() for _ in range(3)]
    come = [lambda person=person: slots.sign_up(slot, by=person, now=MONDAY) for person in people]
    fewer = when(places=1)

    at_once([lambda: slots.change(slot, fewer, seen=0, by=place.starter, now=MONDAY), *come])

    slot.refresh_from_db()
    assert slot.signups.count() <= slot.places


def test_ones_own_page_says_when_one_comes_to_help(place, request_, noor, time_machine):
    coming, off, full = add(request_), add(request_, starts=NEXT), add(request_, place="Elders")
    come(coming, noor)
    come(off, noor)
    come(full, UserFactory())
    slots.call_off(off, "Storm.", by=place.starter, now=MONDAY)
    html = page("/mijn/", noor)
    for words in ("U komt helpen", "Zaterdag 5 december", "10:00–12:00", "Bij het hek", "Moestuin"):
        assert words in html
    assert address("slot", coming) in html
    assert address("slot", off) not in html
    assert address("slot", full) not in html
    time_machine.move_to(SATURDAY + timedelta(hours=3), tick=False)
    assert "U komt helpen" not in page("/mijn/", noor)
    time_machine.move_to(MONDAY, tick=False)
    initiatives.hide(request_.initiative, "Reclame.", by=place.officer)
    assert "U komt helpen" not in page("/mijn/", noor)


def test_a_message_speaks_to_who_comes_as_to_themselves(place, request_, noor):
    come(add(request_), noor)
    inbox = reverse("activity:inbox")
    assert "U komt helpen" in page(inbox, noor)
    assert "Noor komt helpen" not in page(inbox, noor)
    assert "Noor komt helpen" in page(inbox, place.starter)


# What changes


def test_who_comes_hears_of_another_time_and_never_loses_the_place(place, request_, noor):
    slot = add(request_, places=3)
    come(slot, noor, UserFactory())
    Message.objects.all().delete()
    path = address("change_slot", slot)
    assert 'value="10:00"' in page(path, place.starter)

    few = browser_of(place.starter).post(path, form(places=1))
    assert few.status_code == 422
    assert "Er komen al 2 mensen." in few.content.decode()
    browser_of(place.starter).post(path, form(places=2))
    assert not Message.objects.exists(), "the same time and place"

    for _ in range(2):
        sent = browser_of(place.starter).post(path, form(begins="11:00", ends="13:00", seen=1))
        assert sent.status_code == 302
    assert Message.objects.count() == 2
    mail = Message.objects.get(to=noor.email)
    assert "zaterdag 5 december, 11:00 - 13:00" in mail.body
    stale = browser_of(place.starter).post(path, form(begins="12:00", ends="14:00", seen=1))
    html = stale.content.decode()
    assert stale.status_code == 409
    for words in ("Een teamgenoot was u voor", "Zaterdag 5 december, 11:00–13:00", 'value="14:00"'):
        assert words in html
    assert 'name="seen" value="2"' in html
    with pytest.raises(Overtaken):
        slots.change(slot, when(NEXT), seen=0, by=place.starter, now=MONDAY)


def test_calling_off_says_why_to_all_who_would_come(place, request_, noor):
    slot = add(request_)
    come(slot, noor)
    Message.objects.all().delete()
    path = address("call_off", slot)
    assert browser_of(noor).get(path).status_code == 403
    empty = browser_of(place.starter).post(path)
    assert "Schrijf waarom het niet doorgaat." in empty.content.decode()

    for _ in range(2):
        browser_of(place.starter).post(path, {"words": "Er komt storm."})

    mail = Message.objects.get()
    assert mail.to == noor.email
    assert "Er komt storm." in mail.body
    assert "Er komt storm." in page(request_.get_absolute_url())
    assert "Er komt storm." in page(address("slot", slot), noor)
    late = browser_of(place.starter).post(address("change_slot", slot), form(places=9, seen=1))
    assert "Dit moment is al begonnen, of gaat niet door." in late.content.decode()
    with pytest.raises(Over):
        come(slot, UserFactory())


def test_who_muted_the_initiative_still_hears_that_it_does_not_go_on(request_, noor):
    slot = add(request_)
    come(slot, noor)
    mail = Message.objects.get(to=noor.email)
    browser_of().post(mail.headers["List-Unsubscribe"].strip("<>"))
    slots.call_off(slot, "Er komt storm.", by=request_.by, now=MONDAY)
    assert Message.objects.filter(to=noor.email, subject__startswith="Gaat niet door").exists()


def test_what_the_team_needs_no_longer_is_called_off(place, request_, noor):
    come(add(request_), noor)
    requests.withdraw(request_, by=place.starter, now=MONDAY)
    mail = Message.objects.get(to=noor.email, subject__startswith="Gaat niet door")
    assert "Het team heeft deze hulp niet meer nodig." in mail.body


def test_before_helpers_are_told_not_to_come_the_team_is_asked(place, request_, noor):
    come(add(request_), noor)
    come(add(request_, starts=NEXT), noor, UserFactory())
    Message.objects.all().delete()
    path = reverse("initiatives:withdraw_request", args=[request_.initiative_id, request_.pk])
    team = browser_of(place.starter)

    asks = team.post(path).content.decode()
    assert "2 mensen willen komen helpen" in asks
    assert "Het team heeft deze hulp niet meer nodig." in asks
    assert "2 mensen willen komen helpen" in page(path, place.starter)
    assert team.post(path, {"words": ""}).status_code == 422
    request_.refresh_from_db()
    assert request_.is_open
    assert not Message.objects.exists()

    for _ in range(2):
        team.post(path, {"words": "De buren waren u voor, dank!"})
    request_.refresh_from_db()
    assert not request_.is_open
    assert Message.objects.filter(to=noor.email).count() == 2, "one of each moment"
    assert all("De buren waren u voor, dank!" in one.body for one in Message.objects.all())


def test_what_nobody_signed_up_for_is_not_needed_in_one_press(place, request_):
    add(request_)
    path = reverse("initiatives:withdraw_request", args=[request_.initiative_id, request_.pk])
    browser_of(place.starter).post(path)
    request_.refresh_from_db()
    assert not request_.is_open


def test_an_offer_that_is_accepted_leaves_the_moments_open(place, request_, noor):
    slot = add(request_)
    made = offers.make(
        request_.initiative,
        maker=Party(person=noor),
        text="Tien schoppen",
        due_on=SATURDAY.date(),
        words="",
        request=request_,
        key=uuid4(),
        by=noor,
    )
    offers.accept(made, words="", by=place.starter, now=MONDAY)
    request_.refresh_from_db()
    assert request_.is_open
    come(slot, noor)


# The clock


def test_who_comes_is_reminded_once_the_day_before(request_, noor, time_machine):
    slot = add(request_, places=3)
    come(slot, noor)
    Message.objects.all().delete()
    time_machine.move_to(SATURDAY - timedelta(days=2), tick=False)
    remind()
    assert not Message.objects.exists()
    friday = SATURDAY - timedelta(days=1)
    time_machine.move_to(friday, tick=False)
    slots.sign_up(slot, by=UserFactory(), now=friday)  # who just read of it
    Message.objects.all().delete()
    remind()
    remind()
    assert list(mails()) == [noor.email]
    assert "Bij het hek" in Message.objects.get().body


def test_after_the_last_moment_the_team_closes_it_and_thanks_who_came(
    place, request_, noor, time_machine
):
    come(add(request_), noor)
    with pytest.raises(NotPossible):
        requests.finish(request_, "", by=place.starter, now=MONDAY)
    after = SATURDAY + timedelta(hours=3)
    time_machine.move_to(after, tick=False)
    Message.objects.all().delete()
    remind()
    remind()
    assert list(mails(subject__startswith="Is het gelukt?")) == [place.starter.email]
    assert "Het is gelukt, dank" in page(request_.get_absolute_url(), place.starter)

    path = reverse("initiatives:finish", args=[request_.initiative_id, request_.pk])
    long = browser_of(place.starter).post(path, {"words": "m" * 501})
    assert (long.status_code, "m" * 501 in long.content.decode()) == (422, True)
    for _ in range(2):
        browser_of(place.starter).post(path, {"words": "Alles is om!"})

    mail = Message.objects.get(subject="Dank voor uw hulp bij Moestuin")
    assert (mail.to, "Alles is om!" in mail.body) == (noor.email, True)
    assert "Gelukt" in page(request_.get_absolute_url())
    assert slots.to_close(after) == []


# The calendar


def read(slot, person):
    response = browser_of(person).get(address("slot_calendar", slot))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = icalendar.Calendar.from_ical(response.content).events
    return event


def test_a_calendar_reads_when_and_where_and_follows_what_changes(place, request_, noor):
    slot = add(request_)
    come(slot, noor)
    first = read(slot, noor)
    assert (first.start, first.end) == (slot.starts_at, slot.ends_at)
    assert (first["LOCATION"], first["STATUS"]) == ("Bij het hek", "CONFIRMED")
    assert "Noor" not in str(first.to_ical())
    assert place.starter.name not in str(first.to_ical())

    slots.change(slot, when(NEXT), seen=0, by=place.starter, now=MONDAY)
    second = read(slot, noor)
    assert (second.uid, second.start) == (first.uid, NEXT)
    assert second.sequence > first.sequence
    slots.call_off(slot, "Storm.", by=place.starter, now=MONDAY)
    last = read(slot, place.starter)
    assert (last["STATUS"], last.uid) == ("CANCELLED", first.uid)
    assert last.sequence > second.sequence
    assert browser_of(UserFactory()).get(address("slot_calendar", slot)).status_code == 404


# What belongs to it


def test_who_is_erased_frees_the_place(request_, noor):
    slot = add(request_, places=1)
    come(slot, noor)
    erase(noor, now=MONDAY)
    come(slot, UserFactory())
    assert SignUp.objects.count() == 1


def test_moments_go_along_when_two_initiatives_go_on_as_one(place, request_, noor):
    slot = add(request_)
    come(slot, noor)
    other = place.send(title="Buurttuin")
    proposal = joining_forces.propose(
        request_.initiative, other, ProposalKind.INTO_THEIRS, words="", key=uuid4(), by=request_.by
    )
    joining_forces.accept(proposal, words="", by=place.starter)
    slot = Slot.objects.select_related("request").get()
    assert slot.request.initiative_id == other.pk
    assert "U staat erop" in page(address("slot", slot), noor)


def test_what_is_hidden_takes_its_moments_along_and_reminds_nobody(
    place, request_, noor, time_machine
):
    slot = add(request_)
    come(slot, noor)
    initiatives.hide(request_.initiative, "Er stond een nummer in.", by=place.officer)
    for name in ("slot", "slot_calendar"):
        assert browser_of(noor).get(address(name, slot)).status_code == 404
    Message.objects.all().delete()
    time_machine.move_to(SATURDAY - timedelta(days=1), tick=False)
    remind()
    assert noor.email not in mails()


def test_who_would_come_hears_when_the_initiative_is_taken_away(place, request_, noor):
    come(add(request_), noor)
    initiatives.take_away(request_.initiative, by=place.starter)
    mail = Message.objects.get(to=noor.email)
    assert "zaterdag 5 december" in mail.subject
    assert "Moestuin" not in mail.subject + mail.body
    assert "Bij het hek" not in str(Slot.objects.get())


def queries(url):
    with CaptureQueriesContext(connection) as asked:
        page(url)
    return len(asked)


def test_the_pages_ask_as_much_for_one_moment_as_for_thirty(place, initiative):
    found = []
    for number in (1, 29):
        request = hands(initiative, place.starter)
        for day in range(number):
            come(add(request, starts=SATURDAY + timedelta(days=day)), UserFactory())
        listed = reverse("initiatives:helping", args=[initiative.pk])
        found.append((queries(request.get_absolute_url()), queries(listed)))
    assert found[0] == found[1]
    assert max(found[0]) <= 8


def test_a_team_member_may_come_as_well(request_):
    slot = add(request_)
    second = MemberFactory(organisation=request_.initiative.team).person
    come(slot, request_.by, second)
    told = mails(to=request_.by.email, subject__contains="5 december")
    assert told.count() == 2, "one to keep, and one of the teammate"
