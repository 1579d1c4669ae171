"""People reach an organisation through the platform, and see no address of each other."""

from uuid import uuid4

import pytest
from django.utils import timezone

from outbox.models import Message
from partners.actions import letters
from partners.models import Letter, Member
from partners.states import Overtaken
from tests.factories import UserFactory
from tests.partners.conftest import browser_of, make_place
from tests.threads import at_once

NOW = timezone.now()
WRITE = "/organisatie/de-zaanoever/bericht/"


@pytest.fixture
def noor(db):
    return UserFactory(name="Noor", email="noor@voorbeeld.nl")


def write(person, text="Is de zaal vrijdag vrij?", **more):
    browser_of(person).post(WRITE, {"key": str(uuid4()), "text": text} | more)
    return Letter.objects.latest("pk")


def test_a_question_goes_to_the_contact_and_the_answer_comes_back(place, noor):
    letter = write(noor)
    mail = Message.objects.get(to=place.contact.email)
    assert "Is de zaal vrijdag vrij?" in mail.body
    assert "Noor" in mail.subject

    browser_of(place.member).post(letter.get_absolute_url(), {"text": "Ja, vanaf zeven uur."})

    answer = Message.objects.get(to=noor.email)
    assert "Ja, vanaf zeven uur." in answer.body
    page = browser_of(noor).get(letter.get_absolute_url()).content.decode()
    assert "Ja, vanaf zeven uur." in page
    assert "Mila" in page


def test_contact_never_shows_an_address_to_the_other_side(place, noor):
    letter = write(noor)
    letters.answer(letter, "Ja.", by=place.contact, now=timezone.now())

    seen_by_noor = browser_of(noor).get(letter.get_absolute_url()).content.decode()
    seen_by_contact = browser_of(place.contact).get(letter.get_absolute_url()).content.decode()

    mails = Message.objects.all()
    assert all(noor.email not in mail.body + mail.subject for mail in mails)
    assert all(place.contact.email not in mail.body + mail.subject for mail in mails)
    assert place.contact.email not in seen_by_noor
    assert noor.email not in seen_by_contact


def test_for_others_it_is_not_there(place, noor):
    letter = write(noor)
    for person in (UserFactory(), place.coordinator, place.officer):
        assert browser_of(person).get(letter.get_absolute_url()).status_code == 404
    assert browser_of(noor).post(letter.get_absolute_url(), {"text": "x"}).status_code == 403


def test_where_nobody_is_who_runs_the_neighbourhood_answers(place, noor):
    Member.objects.all().delete()
    letter = write(noor)
    assert Message.objects.filter(to=place.coordinator.email).exists()
    answer = browser_of(place.coordinator).post(
        letter.get_absolute_url(), {"text": "Ik vraag het na."}
    )
    assert answer.status_code == 302


def test_a_second_answer_is_told_that_a_colleague_was_first(place, noor):
    letter = write(noor)
    letters.answer(letter, "Ja.", by=place.contact, now=timezone.now())
    page = browser_of(place.member).post(letter.get_absolute_url(), {"text": "Nee."}, follow=True)
    assert "Een collega was u voor" in page.content.decode()
    assert Message.objects.filter(to=noor.email).count() == 1


def test_who_sends_very_many_waits_and_keeps_what_they_wrote(place, noor):
    for number in range(letters.MOST):
        write(noor, f"Vraag {number}")

    page = browser_of(noor).post(WRITE, {"key": str(uuid4()), "text": "Nog een vraag"})

    assert page.status_code == 422
    assert "U stuurde net al veel vragen" in page.content.decode()
    assert "Nog een vraag" in page.content.decode()
    assert Letter.objects.count() == letters.MOST


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_sends_and_answers_once():
    place, noor, key = make_place(), UserFactory(name="Noor"), uuid4()
    sent = at_once([lambda: letters.send(place.organisation, "Hoi", key=key, by=noor, now=NOW)] * 3)
    assert Letter.objects.count() == 1
    results = at_once(
        [
            lambda: letters.answer(sent[0], "Ja", by=place.contact, now=timezone.now()),
            lambda: letters.answer(sent[0], "Nee", by=place.member, now=timezone.now()),
        ]
    )
    assert sum(isinstance(one, Overtaken) for one in results) == 1
    assert Message.objects.filter(to=noor.email).count() == 1
