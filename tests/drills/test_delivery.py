"""Mail leaves by a real worker, on the real broker, to a real mail server."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from outbox.actions import queue
from outbox.models import Message
from tests.servers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def send(key):
    with transaction.atomic():
        queue(
            key=key,
            to="bewoner@example.nl",
            template="account/email/login_code.txt",
            context={"code": "123456"},
        )


def test_a_message_leaves_within_seconds(real_worker, mail_server):
    send("first")

    wait_until(lambda: mail_server.messages)
    wait_until(lambda: Message.objects.get(key="first").sent_at)
    assert len(mail_server.to("bewoner@example.nl")) == 1


def test_what_waited_for_the_mail_server_leaves_when_it_is_back_once(real_worker, mail_server):
    mail_server.stop()
    send("waits")
    wait_until(lambda: Message.objects.get(key="waits").tries == 1)

    mail_server.start()
    Message.objects.update(free_after=timezone.now() - timedelta(seconds=1))
    send("wakes")

    wait_until(lambda: Message.objects.exclude(sent_at=None).count() == 2)
    assert len(mail_server.messages) == 2


def test_what_was_queued_without_a_worker_is_delivered_by_the_next(real_worker, mail_server):
    real_worker.kill()
    send("later")

    real_worker.start()

    wait_until(lambda: mail_server.messages)
