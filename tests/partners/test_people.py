"""Who belongs to an organisation: asked in or asking themselves, and nobody left alone."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activity.models import Event, Notification
from core.forms import MOST_OPEN
from outbox.models import Message
from partners.actions import join_requests, members, people
from partners.actions.members import LastMember
from partners.models import Invitation, JoinRequest, Member
from partners.states import NotPossible, RequestState
from tests.factories import OrganisationFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of, make_place
from tests.threads import at_once

NOW = timezone.now()
BASE = "/organisatie/de-zaanoever/"


def address(name, *keys):
    return reverse(f"partners:{name}", args=["de-zaanoever", *keys])


def belongs(place, person):
    return Member.objects.filter(organisation=place.organisation, person=person).exists()


def invitation_for(place, email="noor@voorbeeld.nl"):
    browser_of(place.contact).post(address("people"), {"email": email})
    return Invitation.objects.latest("pk")


def ask(place, person, words="Ik werk hier sinds mei."):
    browser_of(person).post(address("join"), {"key": str(uuid4()), "words": words})
    return JoinRequest.objects.latest("pk")


@pytest.fixture
def noor(db):
    return UserFactory(name="Noor", email="noor@voorbeeld.nl")


# By invitation


def test_who_is_asked_by_mail_comes_in_and_the_others_hear_of_it(place, noor):
    invitation = invitation_for(place)
    mail = Message.objects.get(to="noor@voorbeeld.nl")
    assert address("invitation", invitation.token) in mail.body

    page = browser_of(noor).post(address("invitation", invitation.token), follow=True)

    assert "Welkom!" in page.content.decode()
    assert belongs(place, noor)
    for person in (place.contact, place.member):
        assert Message.objects.filter(to=person.email, subject__contains="Noor").count() == 1
    assert browser_of(noor).get(address("edit")).status_code == 200


def test_an_invitation_reads_the_same_for_who_has_an_account_and_who_not(place, noor):
    pages = [
        Client().get(address("invitation", invitation_for(place, email).token)).content.decode()
        for email in ("noor@voorbeeld.nl", "onbekend@voorbeeld.nl")
    ]
    without = [re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page) for page in pages]
    assert without[0] == without[1]


def test_an_invitation_is_for_whom_it_was_sent_and_says_when_it_is_over(place, noor):
    invitation = invitation_for(place)
    refused = browser_of(UserFactory()).post(address("invitation", invitation.token))
    assert refused.status_code == 409
    assert "voor een ander e-mailadres" in refused.content.decode()

    browser_of(place.contact).post(address("withdraw_invitation", invitation.pk))

    assert (
        "ingetrokken"
        in browser_of(noor).get(address("invitation", invitation.token)).content.decode()
    )
    assert not belongs(place, noor)


def test_a_link_lets_in_who_has_it_until_it_is_taken_away(place, noor):
    browser = browser_of(place.member)
    browser.post(address("link"))
    link = Invitation.objects.get()
    html = browser.get(address("people")).content.decode()
    assert link.token in html
    assert problems(html) == []
    browser_of(noor).post(address("invitation", link.token))
    assert belongs(place, noor)
    browser.post(address("link"), {"want": "no"})
    browser_of(UserFactory(name="Bo")).post(address("invitation", link.token))
    assert Member.objects.count() == 3


def test_an_invitation_of_another_organisation_does_not_open_this_one(place):
    invitation = invitation_for(place)
    other = OrganisationFactory()
    assert (
        Client().get(f"/organisatie/{other.slug}/uitnodiging/{invitation.token}/").status_code
        == 404
    )


def test_nobody_invites_themselves(place):
    own = place.contact.email.title()
    page = browser_of(place.contact).post(address("people"), {"email": own})
    assert page.status_code == 422
    assert "Dit is uw eigen adres" in page.content.decode()
    assert own in page.content.decode()
    assert not place.organisation.invitations.exists()


def test_so_many_are_asked_at_once_and_no_more(place):
    for number in range(MOST_OPEN):
        invitation_for(place, f"buur{number}@voorbeeld.nl")
    page = browser_of(place.contact).post(address("people"), {"email": "een@teveel.nl"})
    assert page.status_code == 422


# On request


def test_somebody_asks_and_the_contact_says_yes(place, noor):
    asked = ask(place, noor)
    mail = Message.objects.get(to=place.contact.email)
    assert "Ik werk hier sinds mei." in mail.body
    assert not Message.objects.filter(to=place.member.email).exists(), "one person decides"

    browser_of(place.contact).post(address("join_request", asked.pk))

    assert belongs(place, noor)
    assert "Welkom bij De Zaanoever" in Message.objects.get(to=noor.email).subject
    assert Notification.objects.get(person=place.contact).read_at


def test_a_no_is_kind_and_for_the_asker_alone(place, noor):
    asked = ask(place, noor)

    browser_of(place.contact).post(
        address("join_request", asked.pk), {"want": "no", "answer": "Kom eens koffie drinken."}
    )

    mail = Message.objects.get(to=noor.email)
    assert "Kom eens koffie drinken." in mail.body
    assert "Kom eens koffie drinken." in browser_of(noor).get(address("join")).content.decode()
    assert not belongs(place, noor)
    assert not Event.objects.filter(is_public=True).exists()
    for person in (None, place.member):
        html = browser_of(person).get(BASE).content.decode()
        assert "Noor" not in html


def test_who_asks_twice_asks_once_and_may_take_it_back(place, noor):
    for _ in range(2):
        ask(place, noor)
    assert JoinRequest.objects.count() == 1
    assert Message.objects.filter(to=place.contact.email).count() == 1
    browser_of(noor).post(address("withdraw_request"))
    assert JoinRequest.objects.get().state == RequestState.WITHDRAWN
    with pytest.raises(NotPossible):
        join_requests.accept(JoinRequest.objects.get(), by=place.contact, now=NOW)
    assert not belongs(place, noor)


def test_only_who_speaks_for_it_answers(place, noor):
    asked = ask(place, noor)
    for person in (place.member, place.coordinator, noor):
        assert browser_of(person).post(address("join_request", asked.pk)).status_code == 403
    assert asked.state == RequestState.ASKED


def test_where_nobody_is_who_runs_the_neighbourhood_answers(place, noor):
    Member.objects.all().delete()
    asked = ask(place, noor)
    assert Message.objects.filter(to=place.coordinator.email, body__contains="Noor").exists()

    browser_of(place.coordinator).post(address("join_request", asked.pk))

    assert Member.objects.get(person=noor).is_contact


def test_who_comes_in_by_invitation_does_not_wait_any_more(place, noor):
    ask(place, noor)
    browser_of(noor).post(address("invitation", invitation_for(place).token))
    assert JoinRequest.objects.get().state == RequestState.ACCEPTED
    html = browser_of(place.contact).get(address("people")).content.decode()
    assert "Wie vraagt om erbij te komen" not in html


def test_who_has_no_name_gives_one_with_the_question(place):
    nameless = UserFactory(name="")
    form = {"key": str(uuid4()), "words": ""}
    assert browser_of(nameless).post(address("join"), form).status_code == 422
    browser_of(nameless).post(address("join"), form | {"name": "Bo"})
    assert JoinRequest.objects.get().person.name == "Bo"


def test_contact_never_shows_an_address_to_the_other_side(place, noor):
    asked = ask(place, noor)
    join_requests.decline(asked, "", by=place.contact, now=NOW)
    to_contact = Message.objects.get(to=place.contact.email)
    to_noor = Message.objects.get(to=noor.email)
    assert noor.email not in to_contact.body
    assert place.contact.email not in to_noor.body
    html = browser_of(place.contact).get(address("join_request", asked.pk), follow=True)
    assert noor.email not in html.content.decode()


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_the_same_moment_is_one_answer():
    place, noor = make_place(), UserFactory(name="Noor")
    asked = join_requests.ask(place.organisation, "", key=uuid4(), by=noor, now=NOW)

    results = at_once(
        [
            lambda: join_requests.accept(asked, by=place.contact, now=NOW),
            lambda: join_requests.decline(asked, "Nee", by=place.contact, now=NOW),
        ]
    )

    asked.refresh_from_db()
    assert sum(isinstance(one, NotPossible) for one in results) == 1
    assert belongs(place, noor) == (asked.state == RequestState.ACCEPTED)


# Going out


def test_who_leaves_as_contact_hands_on_and_the_last_one_stays(place):
    browser_of(place.contact).post(address("leave"))
    assert Member.objects.get().person == place.member
    assert Member.objects.get().is_contact

    page = browser_of(place.member).post(address("leave")).content.decode()

    assert "Vraag eerst iemand die verdergaat" in page
    with pytest.raises(LastMember):
        people.leave(place.organisation, by=place.member)


def test_another_becomes_contact(place):
    browser_of(place.contact).post(address("contact"), {"person": place.member.pk})
    assert Member.objects.get(is_contact=True).person == place.member
    browser_of(place.contact).post(address("contact"), {"person": "9" * 30})


@pytest.mark.django_db(transaction=True)
def test_the_last_two_who_leave_at_once_do_not_leave_it_empty():
    place = make_place()
    at_once(
        [
            lambda: members.leave(place.organisation, by=place.contact),
            lambda: members.leave(place.organisation, by=place.member),
        ]
    )
    assert Member.objects.get().is_contact
