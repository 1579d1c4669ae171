"""Mail that comes back: nobody is mailed in vain for long, and nobody is silenced by a trick."""

import io
import socketserver
import threading
from datetime import timedelta
from email.message import EmailMessage
from smtplib import SMTPDataError

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone
from environ import Env

from outbox import actions
from outbox.bounces import Verdict, judge, of_refusal, return_address
from outbox.models import Message, Unreachable
from outbox.tasks import deliver, read_bounces
from tests.outbox.test_actions import queue
from tests.servers import free_port
from wijkaanpak import environment

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOOR = "noor@example.org"
NOW = timezone.now


@pytest.fixture(autouse=True)
def smtp(settings, mail_server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    settings.BOUNCE_ADDRESS = "terug@wijk.example"
    return mail_server


def send(key, to=NOOR, *, insists=False):
    """One mail that has just left; returns its row."""
    queue(key, to=to)
    Message.objects.filter(key=key).update(insists=insists)
    deliver()
    return Message.objects.get(key=key)


def report(message, status="5.1.1", action="failed", *, to="", diagnostic=""):
    """As a mail server writes it (RFC 3464)."""
    mail = EmailMessage()
    mail["From"] = "MAILER-DAEMON@example.org"
    mail["To"] = to or return_address(message.pk)
    mail["Subject"] = "Undelivered Mail Returned to Sender"
    mail.set_content("I'm sorry to have to inform you")
    body = (
        "Reporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {NOOR}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {diagnostic or '550 ' + status + ' no'}\n"
    )
    fields = EmailMessage()
    fields.set_type("text/plain")
    fields.set_payload(body)
    raw = mail.as_bytes().replace(
        b"Content-Type: text/plain",
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\nX-Was: text',
        1,
    )
    head, _gap, words = raw.partition(b"\n\n")
    return (
        head
        + b"\n\n--B\nContent-Type: text/plain\n\n"
        + words
        + b"\n--B\nContent-Type: message/delivery-status\n\n"
        + body.encode()
        + b"\n--B--\n"
    )


def stopped():
    return set(Unreachable.objects.exclude(stopped_at=None).values_list("address", flat=True))


# While delivering


def test_who_does_not_exist_is_mailed_once_and_then_only_codes(smtp):
    smtp.answers[NOOR] = "550 5.1.1 no such user"
    refused = send("een", to="Noor@example.org")
    assert refused.sent_at is None
    assert refused.returned_at
    assert refused.error == "SMTPRecipientsRefused 5.1.1"
    assert stopped() == {NOOR}
    del smtp.answers[NOOR]
    assert send("twee").error == "stopped"
    assert send("code", insists=True).sent_at
    assert send("ander", to="ander@example.org").sent_at
    assert [mail["To"] for mail in smtp.messages] == [NOOR, "ander@example.org"]
    deliver()
    assert len(smtp.messages) == 2


def test_three_refusals_on_three_days_stop_mail_and_ten_in_one_hour_do_not(smtp):
    smtp.refused.add(NOOR)
    for number in range(10):
        send(f"een{number}")
    assert Unreachable.objects.get().times == 1
    for times in (2, 3):
        assert stopped() == set()
        Unreachable.objects.update(last_at=timezone.now() - DAY)
        send(f"dag{times}")
    assert stopped() == {NOOR}


@pytest.mark.parametrize("words", ["451 4.2.2 full", "550 5.7.1 you are on a list", "554 no"])
def test_what_is_not_about_the_address_waits_and_counts_for_nothing(smtp, words):
    smtp.answers[NOOR] = words
    waiting = send("een")
    assert (waiting.tries, waiting.returned_at, waiting.sent_at) == (1, None, None)
    assert not Unreachable.objects.exists()


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("5.1.1", Verdict.GONE),
        ("5.1.10", Verdict.GONE),
        ("5.2.1", Verdict.REFUSES),
        ("5.2.2", Verdict.REFUSES),
        ("5.1.8", Verdict.OTHER),
        ("5.7.26", Verdict.OTHER),
        ("4.1.1", Verdict.OTHER),
        ("", Verdict.OTHER),
    ],
)
def test_only_a_permanent_refusal_of_the_address_counts(status, verdict):
    assert judge(status) is verdict


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (b"5.1.1 no such user", Verdict.GONE),
        (b"5.6.0 I do not like this text", Verdict.OTHER),
        (b"rejected", Verdict.OTHER),
    ],
)
def test_a_refusal_after_the_whole_mail_counts_only_when_it_says_so(words, verdict):
    assert of_refusal(SMTPDataError(550, words))[0] is verdict


# Reports that come back later


def test_every_mail_comes_back_to_an_address_of_its_own(smtp):
    sent = [send("een"), send("twee")]
    assert smtp.senders == [return_address(message.pk) for message in sent]
    assert len(set(smtp.senders)) == 2
    assert all(sender.endswith("@wijk.example") for sender in smtp.senders)


def test_a_mail_that_comes_back_stops_mail_and_counts_once():
    message, now = send("een"), timezone.now()
    assert actions.read_bounce(report(message, "5.2.1"), now)
    assert actions.read_bounce(report(message, "5.2.1"), now + DAY)  # the same report, read again
    assert Unreachable.objects.get().times == 1
    other = send("twee")
    assert actions.read_bounce(report(other), now)
    assert stopped() == {NOOR}
    assert Message.objects.get(key="twee").returned_at


def test_capitals_that_a_server_lost_and_an_address_it_passes_apart_are_understood():
    message = send("een")
    assert actions.read_bounce(report(message, to=return_address(message.pk).upper()), NOW())
    other = send("twee", to="b@example.org")
    raw = report(other, to="terug@wijk.example", diagnostic="550 5.1.1 unknown")
    assert not actions.read_bounce(raw, NOW())
    assert actions.read_bounce(raw, NOW(), to=return_address(other.pk))
    assert stopped() == {NOOR, "b@example.org"}


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_report_of_delay_or_success_changes_nothing(action):
    assert actions.read_bounce(report(send("een"), action=action), NOW())
    assert not Unreachable.objects.exists()


def test_a_report_that_somebody_made_up_silences_nobody():
    message = send("een")
    real = return_address(message.pk)
    proof = real.partition("-")[2].partition("@")[0]
    for forged in (
        f"terug+{message.pk}-{'0' * 32}@wijk.example",
        f"terug+{message.pk + 1}-{proof}@wijk.example",
        "terug@wijk.example",
        "noor@example.org",
    ):
        assert not actions.read_bounce(report(message, to=forged), NOW())
    assert not Unreachable.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00" * 50,
        b"Subject: =?utf-8?b?\xff\nContent-Type: multipart/report; boundary=\n\n--\n--",
        b"Content-Type: message/delivery-status\n\nAction failed",
        (
            b"Content-Type: multipart/report; boundary=B\n\n--B\nContent-Type: "
            b"message/delivery-status\nContent-Transfer-Encoding: base64\n\n!!!!\n--B--"
        ),
    ],
)
def test_what_is_no_report_changes_nothing_and_breaks_nothing(raw):
    message = send("een")
    for prefix in (b"", f"To: {return_address(message.pk)}\n".encode()):
        actions.read_bounce(prefix + raw, NOW())
    assert not Unreachable.objects.exists()


def test_an_answer_of_somebody_on_holiday_is_no_report():
    message = send("een")
    mail = EmailMessage()
    mail["To"] = return_address(message.pk)
    mail.set_content("I am away. 550 5.1.1 is my favourite number.")
    assert not actions.read_bounce(mail.as_bytes(), NOW())
    assert not Unreachable.objects.exists()


# Again


def test_what_was_sent_before_somebody_said_it_works_counts_no_more():
    before = send("een")
    actions.read_bounce(report(before), NOW())
    late = send("code", insists=True)
    assert actions.try_again("Noor@example.org", NOW())
    assert not actions.try_again(NOOR, NOW())
    actions.read_bounce(report(late), NOW())
    assert stopped() == set()
    after = send("drie")
    assert after.sent_at
    actions.read_bounce(report(after), NOW())
    assert stopped() == {NOOR}


def test_what_came_back_is_forgotten_in_its_time():
    now = NOW()
    for address, days, is_stopped in (
        ("kort@example.org", 29, False),
        ("lang@example.org", 31, False),
        ("dicht@example.org", 364, True),
        ("oud@example.org", 366, True),
    ):
        at = now - days * DAY
        Unreachable.objects.create(
            address=address, last_at=at, stopped_at=at if is_stopped else None
        )
    actions.forget(now)
    left = set(Unreachable.objects.values_list("address", flat=True))
    assert left == {"kort@example.org", "dicht@example.org"}
    actions.forget_address("Dicht@example.org")
    assert Unreachable.objects.count() == 1


# From a pipe, and from a mailbox


def test_a_mail_server_can_hand_a_report_over(monkeypatch, capsys):
    message = send("een")
    for raw, said in ((report(message), "understood"), (b"Subject: hi\n\nhi", "no report")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        call_command("bounce")
        assert said in capsys.readouterr().out
    assert stopped() == {NOOR}


class Box(socketserver.StreamRequestHandler):
    """As much IMAP as is needed: unread mails, marked read or thrown away."""

    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, verb, *rest = line.split(maxsplit=2)
            answer = getattr(self, f"do_{verb.lower()}", None)
            if answer:
                answer(*(word.split()[0] for word in rest), line)
            self.say(f"{tag} OK done")
            if verb == "LOGOUT":
                return

    def do_capability(self, _line):
        self.say("* CAPABILITY IMAP4rev1")

    def do_select(self, _box, _line):
        self.say(f"* {len(self.server.mails)} EXISTS")

    def do_search(self, _what, _line):
        unread = [str(n) for n in self.server.mails if n not in self.server.seen]
        self.say(f"* SEARCH {' '.join(unread)}")

    def do_fetch(self, number, _line):
        raw = self.server.mails[int(number)]
        self.say(f"* {number} FETCH (BODY[]<0> {{{len(raw)}}}")
        self.wfile.write(raw)
        self.say(")")

    def do_store(self, number, line):
        self.server.seen.add(int(number))
        if "Deleted" in line:
            self.server.deleted.add(int(number))

    def do_expunge(self, _line):
        for number in self.server.deleted:
            self.server.mails.pop(number, None)

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


def test_the_mailbox_is_read_and_what_is_not_understood_stays_there(settings, capsys):
    message = send("een")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Box) as server:
        server.daemon_threads = True
        server.mails = {1: report(message), 2: b"Subject: vraag\r\n\r\nHoe laat?\r\n"}
        server.seen, server.deleted = set(), set()
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.BOUNCE_MAILBOX = f"imap://u:p%40ss@127.0.0.1:{server.server_address[1]}/INBOX"
        call_command("read_bounces")
        assert "1 understood, 1 left" in capsys.readouterr().out
        assert list(server.mails) == [2]
        read_bounces()
        assert list(server.mails) == [2]
        server.shutdown()
    assert stopped() == {NOOR}


def test_a_mailbox_that_is_gone_or_not_set_is_said(settings):
    with pytest.raises(CommandError, match="not set"):
        call_command("read_bounces")
    read_bounces()
    settings.BOUNCE_MAILBOX = f"imap://u:p@127.0.0.1:{free_port()}/INBOX"
    with pytest.raises(CommandError, match="out of reach"):
        call_command("read_bounces")


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (environment.address, "terug"),
        (environment.address, "terug+x@wijk.example"),
        (environment.address, "Terug <terug@wijk.example>"),
        (environment.mailbox, "imap://u:p@mail.example/INBOX"),
        (environment.mailbox, "imaps://mail.example/INBOX"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(monkeypatch, read, value):
    monkeypatch.setenv("NAME", value)
    with pytest.raises(ImproperlyConfigured, match="must look like"):
        read(Env(), "NAME")


def test_mail_comes_from_somewhere():
    with pytest.raises(ImproperlyConfigured, match="DEFAULT_FROM_EMAIL"):
        environment.sender("Wijkaanpak")
