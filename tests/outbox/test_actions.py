"""The outbox: every message leaves, once, and none holds up another."""

import os
import re
import socket
import subprocess
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.actions.people import erase
from outbox import actions
from outbox.models import Message, Unreachable
from outbox.tasks import deliver
from tests.conftest import ROOT, RealWorker, _address_of_the_test_database
from tests.factories import UserFactory
from tests.servers import free_port, wait_until
from tests.threads import at_once

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
DAY = timedelta(days=1)


class Undone(Exception):
    pass


def queue(key, *, to="", title="Moestuin", words="Er is koffie."):
    actions.queue(
        key=key,
        to=to or f"{key}@example.org",
        template="initiatives/email/news.txt",
        context={
            "initiative": {"title": title},
            "event": {"sentence": "Nieuws van het team", "words": words},
            "person": {"public_name": "Noor"},
            "url": "https://wijk.example/initiatief/1-moestuin/",
            "stop_url": "https://wijk.example/bericht/stop/geheim/",
        },
        headers={"List-Unsubscribe": "<https://wijk.example/bericht/stop/geheim/>"},
    )


def due_now(**fields):
    Message.objects.filter(sent_at=None).update(free_after=timezone.now(), **fields)


@pytest.fixture
def to_mail_server(settings, mail_server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    return mail_server


# Queueing


@pytest.mark.django_db
def test_the_same_key_is_queued_once_and_the_first_words_stand():
    queue("koffie", words="Eerst")
    queue("koffie", words="Later")
    assert "Eerst" in Message.objects.get().body


@pytest.mark.django_db(transaction=True)
def test_the_same_key_is_queued_once_from_four_threads_at_the_same_moment():
    assert at_once([lambda: queue("koffie")] * 4) == [None] * 4
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_never_leaves():
    with suppress(Undone), transaction.atomic():
        queue("koffie")
        raise Undone
    deliver()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_delivery_is_asked_for_also_when_an_inner_step_was_undone(monkeypatch):
    asked = []
    monkeypatch.setattr("outbox.actions.current_app.send_task", lambda *a, **k: asked.append(a))
    with transaction.atomic():
        with suppress(Undone), transaction.atomic():
            queue("thee")
            raise Undone
        queue("koffie")
    assert len(asked) == 1


@pytest.mark.django_db
def test_a_subject_is_plain_and_on_one_line_and_the_html_is_escaped():
    queue(
        "koffie", title="Tuin & <Co>\nBcc: allen@example.org", words='<script>alert("x")</script>'
    )
    deliver()
    [sent] = mail.outbox
    assert sent.subject == "Nieuws over Tuin & <Co> Bcc: allen@example.org"
    assert '<script>alert("x")</script>' in sent.body
    html = sent.alternatives[0].content
    assert "Tuin &amp; &lt;Co&gt;" in html
    assert "&lt;script&gt;" in html
    assert "<script" not in html


@pytest.mark.django_db
def test_the_html_says_what_the_text_says(settings):
    settings.SITE_URL = "https://wijk.example"
    queue("koffie", words="Regel één.\n\nRegel twee.")
    deliver()
    [sent] = mail.outbox
    html = sent.alternatives[0].content
    for line in filter(None, sent.body.splitlines()):
        assert line.split("http")[0].strip("- ,") in html
    for address in re.findall(r"https?://\S+", sent.body):
        assert f'href="{address}"' in html


@pytest.mark.django_db
def test_a_title_of_emoji_and_arabic_arrives_as_it_was(to_mail_server):
    queue("koffie", title="حديقة 🌱 Buurttuin", words="Prachtig 🌻")
    deliver()
    [sent] = to_mail_server.messages
    assert sent["Subject"] == "Nieuws over حديقة 🌱 Buurttuin"
    assert "Prachtig 🌻" in sent.get_body(("plain",)).get_content()
    assert sent["List-Unsubscribe"] == "<https://wijk.example/bericht/stop/geheim/>"


@pytest.mark.django_db
def test_a_very_long_title_is_cut_and_not_refused():
    queue("koffie", title="m" * 5000)
    subject = Message.objects.get().subject
    assert len(subject) == 200
    assert subject.endswith("…")


# Delivering


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once():
    for number in range(20):
        queue(f"koffie{number}")
    assert at_once([deliver] * 2) == [None] * 2
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        f"koffie{number}@example.org" for number in range(20)
    )
    assert not Message.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_a_refused_message_waits_and_holds_up_nobody(to_mail_server):
    to_mail_server.answers["geweigerd@example.org"] = "451 4.7.1 try later"
    queue("geweigerd")
    queue("goed")
    deliver()
    deliver()
    assert [sent["To"] for sent in to_mail_server.messages] == ["goed@example.org"]
    waiting = Message.objects.get(sent_at=None)
    assert (waiting.key, waiting.tries) == ("geweigerd", 1)
    assert waiting.error == "SMTPRecipientsRefused"
    assert not Unreachable.objects.exists()
    assert waiting.free_after > timezone.now()


@pytest.mark.django_db
def test_what_is_refused_waits_twice_as_long_each_time_and_a_day_at_most(to_mail_server):
    to_mail_server.answers["geweigerd"] = "450 4.2.1 busy"
    queue("geweigerd")
    now, pauses = timezone.now() + timedelta(seconds=1), []
    for _ in range(40):
        assert actions.deliver_one(now)
        free_after = Message.objects.get().free_after
        pauses.append(free_after - now)
        now = free_after
    assert pauses[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == DAY


@pytest.mark.django_db
def test_mail_leaves_once_when_the_mail_server_is_back(to_mail_server):
    to_mail_server.stop()
    queue("koffie")
    queue("thee")
    deliver()
    assert Message.objects.filter(sent_at=None, tries=1).count() == 2
    to_mail_server.start()
    due_now()
    deliver()
    deliver()
    assert sorted(sent["To"] for sent in to_mail_server.messages) == [
        "koffie@example.org",
        "thee@example.org",
    ]


@pytest.mark.django_db
def test_a_claimed_message_is_left_alone_until_the_claim_lapses():
    queue("koffie")
    now = timezone.now() + timedelta(seconds=1)
    assert actions._claim(now) is not None  # a worker that dies here
    assert not actions.deliver_one(now + actions.CLAIM - timedelta(seconds=1))
    assert actions.deliver_one(now + actions.CLAIM)
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_every_try_of_a_message_has_the_same_id(to_mail_server):
    queue("koffie")
    queue("thee")
    deliver()
    due_now()
    Message.objects.filter(key="koffie").update(sent_at=None, free_after=timezone.now())
    deliver()
    koffie, again = to_mail_server.to("koffie")
    [thee] = to_mail_server.to("thee")
    assert koffie["Message-ID"] == again["Message-ID"] != thee["Message-ID"]


def test_a_real_worker_delivers_what_is_queued(real_worker, mail_server):
    with transaction.atomic():
        queue("koffie")
    wait_until(lambda: mail_server.to("koffie"))
    wait_until(lambda: Message.objects.filter(key="koffie", sent_at__isnull=False).exists())
    assert len(mail_server.to("koffie")) == 1


def test_a_worker_killed_while_sending_loses_nothing(real_worker, mail_server):
    mail_server.silent = True
    queue("koffie")
    wait_until(lambda: mail_server.to("koffie"))
    real_worker.kill()
    mail_server.silent = False
    claimed = Message.objects.get()
    assert claimed.sent_at is None
    assert timezone.now() < claimed.free_after <= timezone.now() + actions.CLAIM
    due_now()  # five minutes later
    real_worker.start()
    actions._wake()
    wait_until(lambda: Message.objects.filter(sent_at__isnull=False).exists())
    first, second = mail_server.to("koffie")
    assert first["Message-ID"] == second["Message-ID"]


def test_two_real_workers_send_each_message_once(real_worker, mail_server):
    other = RealWorker(mail_server.url)
    other.start()
    try:
        for number in range(20):
            queue(f"koffie{number}")
        wait_until(lambda: not Message.objects.filter(sent_at=None).exists())
    finally:
        other.stop()
    assert len(mail_server.messages) == 20
    assert len({sent["To"] for sent in mail_server.messages}) == 20


QUEUE_WITHOUT_BROKER = """
import time, django
django.setup()
from django.db import transaction
from tests.outbox.test_actions import queue
start = time.monotonic()
with transaction.atomic():
    queue("koffie")
print(time.monotonic() - start)
"""


def seconds_to_queue(port):
    done = subprocess.run(
        [sys.executable, "-c", QUEUE_WITHOUT_BROKER],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "wijkaanpak.settings",
            "DATABASE_URL": _address_of_the_test_database(),
            "REDIS_URL": f"redis://127.0.0.1:{port}",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout.split()[-1])


def test_without_a_broker_what_is_queued_still_leaves(transactional_db):
    assert seconds_to_queue(free_port()) < 2
    deliver()
    assert [sent.to for sent in mail.outbox] == [["koffie@example.org"]]


def test_a_broker_that_hangs_holds_up_nobody_for_long(transactional_db):
    with socket.create_server(("127.0.0.1", 0)) as hangs:
        assert seconds_to_queue(hangs.getsockname()[1]) < 2.5
    assert Message.objects.count() == 1


# Forgetting


@pytest.mark.django_db
def test_what_was_sent_is_forgotten_after_thirty_days():
    for key, sent_at in (("lang", NOON - 31 * DAY), ("kort", NOON - 29 * DAY), ("wacht", None)):
        queue(key)
        Message.objects.filter(key=key).update(sent_at=sent_at)
    actions.forget(NOON)
    assert set(Message.objects.values_list("key", flat=True)) == {"kort", "wacht"}


@pytest.mark.django_db
def test_what_could_not_leave_for_thirty_days_is_forgotten_too():
    queue("nooit")
    Message.objects.update(queued_at=NOON - 31 * DAY)
    actions.forget(NOON)
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_nothing_of_an_erased_address_is_kept_or_leaves():
    person = UserFactory(email="noor@example.org")
    queue("een", to="noor@example.org")
    queue("twee", to="Noor@Example.org")
    queue("ander", to="noortje@example.org")
    Message.objects.filter(key="een").update(sent_at=timezone.now())
    erase(person, now=timezone.now())
    assert [message.to for message in Message.objects.all()] == ["noortje@example.org"]
