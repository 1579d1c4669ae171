"""A colleague who is mentioned in a note hears that it is there, and not what it says."""

from uuid import uuid4

import pytest
from django.urls import reverse

from activity.models import Event, Notification
from initiatives.models import Note
from outbox.models import Message
from tests.factories import MembershipFactory
from tests.html import problems
from tests.initiatives.conftest import browser_of

SECRET = "Bel eerst de buren van nummer twaalf"


@pytest.fixture
def omar(place):
    return MembershipFactory(neighbourhood=place.neighbourhood, person__name="Omar Aydin").person


@pytest.fixture
def initiative(place):
    initiative = place.send()
    Message.objects.all().delete()
    Notification.objects.all().delete()
    return initiative


def note(place, initiative, text=SECRET, *, mentioned=(), key=None):
    address = reverse("initiatives:note", args=[initiative.pk])
    sent = {"note": text, "key": key or uuid4(), "mentioned": [one.pk for one in mentioned]}
    return browser_of(place.officer).post(address, sent, follow=True)


def test_who_is_ticked_gets_one_message_with_the_way_to_it(place, initiative, omar):
    key = uuid4()
    for _ in range(2):
        page = note(place, initiative, mentioned=[omar], key=key).content.decode()

    assert SECRET in page
    assert "Voor Omar Aydin" in page
    [mail] = Message.objects.filter(to=omar.email)
    assert mail.subject == "Een collega noemt u bij Moestuin"
    assert SECRET not in mail.body
    review = reverse("initiatives:review", args=[initiative.pk])
    assert review in mail.body
    told = Notification.objects.get(person=omar)
    opened = browser_of(omar).post(f"/mijn/berichten/{told.pk}/")
    assert opened["Location"] == review


@pytest.mark.parametrize(
    "text", ["@Omar kijk jij?", "Kijk jij, @omar?", "Vraag het @Omar Aydin.", "(@OMAR)"]
)
def test_a_name_in_the_note_is_a_mention(place, initiative, omar, text):
    note(place, initiative, text)

    assert list(Note.objects.get().mentioned.all()) == [omar]
    assert Message.objects.filter(to=omar.email).count() == 1


def test_ticked_and_called_by_name_is_told_once(place, initiative, omar):
    note(place, initiative, "@Omar kijk jij?", mentioned=[omar])

    assert Message.objects.filter(to=omar.email).count() == 1


def test_nobody_else_hears_and_nothing_is_public(place, initiative, omar, client):
    note(place, initiative, mentioned=[omar])

    assert Message.objects.exclude(to=omar.email).count() == 0
    assert not Event.objects.public().filter(verb="mentioned").exists()
    assert "notitie" not in client.get(initiative.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["Samira", "Piet", "Olga"])
def test_a_name_of_nobody_here_is_refused_and_the_note_is_kept(place, initiative, omar, name):
    response = note(place, initiative, f"@{name} kijk jij?")

    html = response.content.decode()
    assert response.status_code == 422
    assert f"Hier werkt niemand die @{name} heet." in html
    assert f"@{name} kijk jij?" in html
    assert not Note.objects.exists()
    assert problems(html) == []


def test_two_of_one_name_must_be_told_apart(place, initiative, omar):
    other = MembershipFactory(neighbourhood=place.neighbourhood, person__name="Omar Bakker").person

    assert "Er heten er meer @Omar." in note(place, initiative, "@Omar?").content.decode()
    note(place, initiative, "@Omar Bakker?")
    assert list(Note.objects.get().mentioned.all()) == [other]


def test_an_address_or_a_word_with_an_at_in_it_is_no_mention(place, initiative, omar):
    note(place, initiative, "Mail naar hulp@omar.example of kijk op 3@4.")

    assert Note.objects.count() == 1
    assert not Message.objects.exists()


def test_who_works_elsewhere_cannot_be_mentioned(place, initiative):
    stranger = MembershipFactory().person

    response = note(place, initiative, mentioned=[stranger])

    html = response.content.decode()
    assert response.status_code == 422
    assert "Kies alleen collega’s die in deze wijk werken." in html
    assert not Message.objects.exists()


def test_what_was_ticked_is_still_ticked_after_another_button(place, initiative, omar):
    address = reverse("initiatives:ask", args=[initiative.pk])
    sent = {"question": "Waar?", "seen": 0, "key": uuid4(), "note": "Nog niet"}
    page = (
        browser_of(place.officer)
        .post(address, sent | {"mentioned": [omar.pk]}, follow=True)
        .content.decode()
    )
    assert f'value="{omar.pk}"' in page
    assert page.count("checked") == 1
