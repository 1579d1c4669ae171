"""An address from which mail comes back, and another one instead of it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from accounts.actions import people
from accounts.models import User
from outbox.models import Message, Unreachable
from outbox.tasks import deliver
from tests.accounts.conftest import last_code
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OLD, NEW = "samira@example.org", "samira@nieuw.example"
ME, CHANGE, CONFIRM, AGAIN = (
    "/mijn/gegevens/",
    "/mijn/gegevens/adres/",
    "/mijn/gegevens/adres/code/",
    "/mijn/gegevens/mail-opnieuw/",
)


@pytest.fixture
def person(client):
    person = UserFactory(name="Samira", email=OLD, last_login=timezone.now())
    EmailAddress.objects.create(user=person, email=OLD, primary=True, verified=True)
    client.force_login(person)
    return person


@pytest.fixture
def came_back(person):
    now = timezone.now()
    return Unreachable.objects.create(
        address=OLD, times=1, said="5.1.1", last_at=now, stopped_at=now
    )


def page_of(client, path=ME):
    return client.get(path, follow=True).content.decode()


def mails_to(address):
    return list(Message.objects.filter(to=address).order_by("pk").values_list("subject", flat=True))


# Mail that came back


def test_who_gets_no_mail_any_more_reads_why_and_what_to_do(
    client, came_back, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        page = client.get(ME).content.decode()
    assert "Mail aan u komt terug" in page
    assert AGAIN in page
    assert CHANGE in page


def test_who_gets_mail_reads_nothing_of_it(client, person):
    Unreachable.objects.create(address=OLD, times=1, last_at=timezone.now())  # once is no rule
    assert "komt terug" not in page_of(client)


def test_one_press_tries_again_and_two_presses_send_one_mail(client, came_back):
    client.get(AGAIN)
    assert page_of(client).count("Mail aan u komt terug") == 1
    page = client.post(AGAIN, follow=True).content.decode()
    assert "U krijgt weer mail." in page
    assert "Mail aan u komt terug" not in page
    client.post(AGAIN)
    assert mails_to(OLD) == ["U krijgt weer mail van de wijkaanpak"]
    deliver()
    assert Message.objects.get().sent_at


def test_trying_again_when_nothing_came_back_sends_nothing(client, person):
    client.post(AGAIN)
    assert not Message.objects.exists()


def test_a_code_leaves_also_for_who_gets_no_mail_and_reading_it_ends_that(
    client, came_back, ask_code, enter_code, mailoutbox
):
    client.logout()
    ask_code(OLD)
    deliver()
    assert [mail.to for mail in mailoutbox] == [[OLD]]
    enter_code(last_code(OLD))
    assert "komt terug" not in page_of(client)
    assert not Unreachable.objects.stopped(OLD).exists()


def test_a_wrong_code_ends_nothing(client, came_back, ask_code, enter_code):
    client.logout()
    ask_code(OLD)
    enter_code("000000")
    assert Unreachable.objects.stopped(OLD).exists()


def test_who_waits_for_a_code_reads_that_it_came_back(client, ask_code):
    """Known here or not: of an earlier mail that came back, nobody who types an address learns."""
    Unreachable.objects.create(address=OLD, last_at=timezone.now(), stopped_at=timezone.now())
    UserFactory(email=OLD)
    for address in (OLD, "niemand@example.org"):
        ask_code(address)
        assert "kwam terug" not in page_of(client, "/account/inloggen/code/")
        Message.objects.filter(to=address).update(returned_at=timezone.now())
        assert "kwam terug" in page_of(client, "/account/inloggen/code/")


# Another address


def test_another_address_is_shown_to_be_theirs_and_then_used(client, came_back, person):
    assert client.post(CHANGE, {"email": " Samira@Nieuw.example "})["Location"] == CONFIRM
    assert User.objects.get(pk=person.pk).email == OLD
    Message.objects.create(key="w", to=OLD, subject="wacht", body="")
    page = client.post(CONFIRM, {"code": last_code(NEW)}, follow=True).content.decode()
    assert "Vanaf nu logt u in met uw nieuwe adres." in page
    assert f"U logt in met {NEW}." in page
    assert "komt terug" not in page
    assert EmailAddress.objects.get(user=person).email == NEW
    assert mails_to(OLD) == ["Uw e-mailadres is veranderd"]
    assert "wacht" in mails_to(NEW)
    again = client.post(CONFIRM, {"code": "123456"})  # pressed twice
    assert again["Location"] == ME
    assert len(mails_to(OLD)) == 1


def test_they_sign_in_with_the_new_address(client, person, ask_code, enter_code):
    people.change_address(person, NEW)
    client.logout()
    ask_code(NEW)
    enter_code(last_code(NEW))
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "Vul uw nieuwe e-mailadres in."),
        ("samira", "Dit is geen e-mailadres."),
        (OLD.upper(), "Dit is het adres dat u nu al gebruikt."),
        (f"{'x' * 300}@example.org", "Dit is geen e-mailadres."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(client, person, typed, why):
    response = client.post(CHANGE, {"email": typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(why) >= 1
    assert f'value="{typed}"' in page or not typed
    assert not Message.objects.exists()


def test_a_wrong_code_is_said_and_five_are_too_many(client, person):
    client.post(CHANGE, {"email": NEW})
    for _try in range(5):
        response = client.post(CONFIRM, {"code": "12"})
        assert response.status_code == 422
        assert "Deze code klopt niet." in response.content.decode()
    assert "Uw code werkt niet meer." in page_of(client, CONFIRM)
    client.post(CONFIRM, {"code": last_code(NEW)})
    assert User.objects.get().email == OLD


def test_a_code_works_for_a_quarter_of_an_hour(client, person, time_machine):
    client.post(CHANGE, {"email": NEW})
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    client.post(CONFIRM, {"code": last_code(NEW)})
    assert User.objects.get().email == OLD


def test_an_address_of_somebody_else_is_told_to_its_owner_only(client, person):
    UserFactory(email=NEW, last_login=timezone.now())
    assert client.post(CHANGE, {"email": NEW})["Location"] == CONFIRM
    assert mails_to(NEW) == ["Met dit e-mailadres logt al iemand in"]
    assert NEW in page_of(client, CONFIRM)


def test_an_address_that_was_taken_meanwhile_is_refused(client, person):
    client.post(CHANGE, {"email": NEW})
    UserFactory(email=NEW, last_login=timezone.now())
    page = client.post(CONFIRM, {"code": last_code(NEW)}, follow=True).content.decode()
    assert "Met dit adres logt al iemand in." in page
    assert User.objects.get(pk=person.pk).email == OLD


def test_an_address_that_was_only_typed_once_is_free(client, person):
    people.welcome(NEW)
    client.post(CHANGE, {"email": NEW})
    client.post(CONFIRM, {"code": last_code(NEW)})
    assert User.objects.get().email == NEW


def test_nobodys_mailbox_is_filled(client, person):
    answers = [client.post(CHANGE, {"email": NEW}).status_code for _press in range(5)]
    assert answers == [302, 302, 302, 422, 422]
    assert len(mails_to(NEW)) == 3


def test_who_has_a_second_factor_shows_it_first(person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    stolen = Client()
    stolen.force_login(person)
    for answer in (stolen.get(CHANGE), stolen.post(CHANGE, {"email": NEW})):
        assert answer.status_code == 302
        assert "/account/" in answer["Location"]
    assert not Message.objects.filter(to=NEW).exists()
