"""My messages, and the link that stops them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from activity import actions
from activity.actions import Reason, Side
from activity.models import Follow, Notification
from initiatives.models import Initiative
from initiatives.verbs import UPDATE
from outbox.models import Message
from outbox.tasks import deliver
from tests.factories import InitiativeFactory, MembershipFactory, UserFactory
from tests.html import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


def told(person, title="Moestuin", reason=Reason.FOLLOWER):
    initiative = InitiativeFactory(title=title)
    event = actions.record(
        UPDATE.name,
        initiative,
        by=UserFactory(),
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=True,
    )
    actions.notify(event, [(person, reason)], "initiatives/email/news.txt", initiative=initiative)
    return Notification.objects.get(event=event)


# The inbox


def test_messages_are_only_for_who_is_signed_in(client):
    response = client.get(reverse("activity:inbox"))
    assert response.status_code == 302
    assert "next=%2Fmijn%2Fberichten%2F" in response["Location"]


def test_i_read_my_messages_and_nobody_elses(client, person):
    told(person, "Moestuin")
    told(UserFactory(), "Geheime kas")
    client.force_login(person)
    page = client.get(reverse("activity:inbox")).content.decode()
    assert "Moestuin" in page
    assert "Geheime kas" not in page


def test_opening_a_message_reads_it_and_goes_where_it_is_about(client, person):
    notification = told(person)
    client.force_login(person)
    response = client.post(reverse("activity:open", args=[notification.pk]))
    assert response["Location"] == notification.event.subject_url
    notification.refresh_from_db()
    assert notification.read_at


def test_looking_at_the_list_reads_nothing(client, person):
    told(person)
    client.force_login(person)
    client.get(reverse("activity:inbox"))
    client.get(reverse("activity:inbox"))
    assert Notification.objects.unread().count() == 1


def test_somebody_elses_message_does_not_exist(client, person):
    notification = told(UserFactory())
    client.force_login(person)
    assert client.post(reverse("activity:open", args=[notification.pk])).status_code == 404
    assert client.post(reverse("activity:open", args=[10**19])).status_code == 404
    assert Notification.objects.unread().count() == 1


def test_all_are_read_with_one_press_and_only_mine(client, person):
    told(person), told(person), told(UserFactory())
    client.force_login(person)
    client.post(reverse("activity:read_all"))
    assert Notification.objects.unread().count() == 1


@pytest.mark.parametrize("name", ["read_all", "open"])
def test_a_get_reads_nothing(client, person, name):
    notification = told(person)
    client.force_login(person)
    address = reverse(f"activity:{name}", args=[notification.pk] if name == "open" else [])
    assert client.get(address)["Location"] == reverse("activity:inbox")
    assert Notification.objects.unread().count() == 1


@pytest.mark.parametrize("number", ["0", "-1", "zes", "99999999999999999999", "٣", ""])
def test_a_page_that_does_not_exist_is_no_error(client, person, number):
    told(person)
    client.force_login(person)
    response = client.get(reverse("activity:inbox"), {"page": number})
    assert response.status_code == 200
    assert "Moestuin" in response.content.decode()


def test_the_list_asks_as_many_questions_for_three_as_for_one(
    client, person, django_assert_num_queries
):
    client.force_login(person)
    told(person)
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("activity:inbox"))
    told(person), told(person)
    with django_assert_num_queries(len(one)):
        client.get(reverse("activity:inbox"))


def test_messages_about_one_thing_stand_together(client, person):
    first = told(person, "Moestuin")
    initiative = Initiative.objects.get()
    told(person, "Koor")
    for _more in range(2):
        event = actions.record(
            UPDATE.name,
            initiative,
            by=UserFactory(),
            side=Side.TEAM,
            neighbourhood=initiative.neighbourhood,
            public=True,
        )
        actions.notify(event, [(person, Reason.FOLLOWER)], "activity/email/news.txt")
    client.force_login(person)
    page = client.get(reverse("activity:inbox")).content.decode()
    assert problems(page) == []
    assert page.count("Moestuin") == 1
    assert page.index("Moestuin") < page.index("Nog 2 berichten hierover") < page.index("Koor")
    assert reverse("activity:open", args=[first.pk]) in page


# The link that stops them


@pytest.fixture
def mail_program():
    """No session, no cookie, and no token of ours."""
    return Client(enforce_csrf_checks=True)


def test_opening_the_stop_link_changes_nothing(mail_program, person):
    notification = told(person)
    for method in (mail_program.get, mail_program.head, mail_program.get):
        response = method(reverse("activity:stop", args=[notification.token]))
        assert response.status_code == 200
    assert not Follow.objects.exists()
    person.refresh_from_db()
    assert person.mail == User.Mail.EACH
    assert not response.cookies


def test_a_mail_program_stops_it_with_one_press(mail_program, person):
    notification = told(person)
    response = mail_program.post(
        reverse("activity:stop", args=[notification.token]),
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 200
    assert Follow.objects.get(person=person).is_muted
    person.refresh_from_db()
    assert person.mail == User.Mail.EACH


def test_a_mail_program_may_send_it_as_a_form_with_parts(mail_program, person):
    notification = told(person)
    address = reverse("activity:stop", args=[notification.token])
    assert mail_program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert mail_program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Follow.objects.get(person=person).is_muted


def test_pressing_stop_on_the_page_stops_messages_about_this(mail_program, person):
    notification = told(person, "Tuin & <Co>")
    address = reverse("activity:stop", args=[notification.token])
    assert "Tuin &amp; &lt;Co&gt;" in mail_program.get(address).content.decode()
    page = mail_program.post(address, {"what": "this"}).content.decode()
    assert "U krijgt hierover geen berichten meer." in page
    assert Follow.objects.get(person=person).is_muted


def test_pressing_stop_all_stops_mail_and_keeps_the_messages_here(mail_program, person):
    notification = told(person)
    mail_program.post(reverse("activity:stop", args=[notification.token]), {"what": "all"})
    person.refresh_from_db()
    assert person.mail == User.Mail.NONE
    assert not Follow.objects.filter(is_muted=True).exists()
    assert told(person)


def test_an_officer_is_told_that_the_clock_does_not_stop(mail_program, person):
    notification = told(person, reason=Reason.OFFICER)
    page = mail_program.post(reverse("activity:stop", args=[notification.token])).content.decode()
    assert "Wat u zelf moet doen of beantwoorden, blijft komen." in page


def test_who_works_here_hears_what_else_stops_and_can_keep_just_that(mail_program):
    officer = MembershipFactory().person
    address = reverse("activity:stop", args=[told(officer).token])
    page = mail_program.get(address).content.decode()
    assert "geen herinnering meer voordat een antwoord te laat is" in page
    assert 'value="asked"' in page
    assert problems(page) == []

    done = mail_program.post(address, {"what": "asked"}).content.decode()
    assert "U krijgt alleen nog mail als u zelf iets moet doen." in done
    Message.objects.all().delete()
    told(officer, reason=Reason.FOLLOWER)
    assert not Message.objects.exists()
    told(officer, reason=Reason.OFFICER)
    assert Message.objects.get().to == officer.email


def test_others_are_not_warned_of_what_they_never_get(mail_program, person):
    page = mail_program.get(reverse("activity:stop", args=[told(person).token])).content.decode()
    assert "herinnering" not in page
    assert 'value="asked"' not in page


@pytest.mark.parametrize("token", ["bestaat-niet", "a" * 500, "%00", "%F0%9F%8C%B1"])
def test_an_unknown_link_stops_nothing(mail_program, token):
    for method in (mail_program.get, mail_program.post):
        assert method(f"/bericht/stop/{token}/").status_code == 404


def test_the_link_of_somebody_who_was_erased_is_gone(mail_program, person):
    notification = told(person)
    Notification.objects.filter(person=person).delete()
    address = reverse("activity:stop", args=[notification.token])
    assert mail_program.post(address).status_code == 404


def test_the_stop_link_in_a_mail_stays_whole(mail_server, settings, person):
    """A long header may be folded on its way; the address in it may not."""
    notification = told(person)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    deliver()
    [sent] = mail_server.messages
    path = reverse("activity:stop", args=[notification.token])
    assert sent["List-Unsubscribe"].strip() == f"<{settings.SITE_URL}{path}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
