"""Queue mail in the caller's transaction; deliver it afterwards."""

import logging
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

import css_inline
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Q
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext

from .bounces import Verdict, of_refusal, return_address
from .bounces import read as read_report
from .layout import FOOT, letter
from .mailbox import unread
from .models import Message, Unreachable, mail_id

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)  # longer than any mail server is given to answer
KEPT = timedelta(days=30)
RETURNS = 3  # after so many days on which mail came back nothing leaves any more
BETWEEN = timedelta(days=1)  # what comes back within a day counts as one
STAYS_STOPPED = timedelta(days=365)
# Controls, and the marks that make a sender or subject read as another one.
_TURNS = re.compile("[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069]")
# Somebody waits for their page meanwhile; without these a broker that is gone costs six seconds.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def queue(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
    place: str = "",
    insists: bool = False,
) -> None:
    """Queue one message; see `compose` and `queue_all`."""
    message = compose(
        key=key,
        to=to,
        template=template,
        context=context,
        headers=headers,
        place=place,
        insists=insists,
    )
    queue_all([message])


def compose(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
    names: Collection[int] = (),
    place: str = "",
    list_name: str = "",
    thread: str = "",
    insists: bool = False,
) -> Message:
    """One message, not queued yet; `template` has the partials `subject` and `body`, as text.

    `names` are the keys of the people whose name stands in it; `place` is the neighbourhood in
    whose name it comes, `list_name` that of its mails (RFC 2919), `thread` what it is about: mails
    with the same one stand together in a mail program. `insists` as with `Message`.
    """
    subject = _one_line(_text(f"{template}#subject", context))
    root = {name: mail_id(f"thread:{thread}") for name in ("In-Reply-To", "References")}
    listed = {"List-Id": f"<{list_name}.{urlsplit(settings.SITE_URL).hostname}>"}
    return Message(
        key=key,
        to=to,
        subject=Truncator(subject).chars(200),
        body=_text(f"{template}#body", context).strip(),
        headers={
            "Content-Language": _language(),
            **(listed if list_name else {}),
            **(root if thread else {}),
            **(headers or {}),
        },
        place=_one_line(place)[:80],
        insists=insists,
        names="".join(f",{key}" for key in sorted(names)) + "," if names else "",
    )


def queue_all(messages: Sequence[Message]) -> None:
    """Queue these; a key that was queued before is silently skipped."""
    if not messages:
        return
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=200)
    if not any(waiting[1] is _wake for waiting in connection.run_on_commit):
        transaction.on_commit(_wake)


def _text(template: str, context: dict[str, Any]) -> str:
    """Plain text: "Tuin & Co" stays as it is. A partial does not know of an `autoescape` tag
    around it, so this does not depend on one."""
    found: Any = get_template(template)
    return str(found.template.render(Context(context, autoescape=False)))


def _one_line(text: str) -> str:
    """Without line breaks, and without what turns the reading direction of what stands after it."""
    return " ".join(_TURNS.sub("", text).split())


def _language() -> str:
    return translation.get_language() or settings.LANGUAGE_CODE


def nudge(task: str) -> None:
    """Ask for a sweep once this is committed. Nothing depends on it: the clock comes anyhow."""
    transaction.on_commit(partial(_ask_for, task))


def _wake() -> None:
    """Ask for a delivery now; the clock delivers every minute."""
    _ask_for("outbox.tasks.deliver")


def _ask_for(task: str) -> None:
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as connection:
            current_app.send_task(task, expires=60, connection=connection)
    except Exception:  # the broker may be gone in many ways, and the work is done anyhow
        log.warning("the broker is out of reach; %s waits for the clock", task)


def deliver_one(now: datetime) -> bool:
    """Send the first message that is due; False if none is. Holds no lock while it sends."""
    message = _claim(now)
    if message is None:
        return False
    outcome = Message.objects.filter(pk=message.pk)
    if not message.insists and Unreachable.objects.stopped(message.to).exists():
        outcome.update(returned_at=now, error="stopped")
        return True
    try:
        as_mail(message).send()
    except (SMTPRecipientsRefused, SMTPDataError) as refusal:
        verdict, status = of_refusal(refusal)
        outcome.update(
            tries=message.tries + 1,
            free_after=now + message.pause,
            error=f"{type(refusal).__name__} {status}".strip(),
        )
        if verdict is not Verdict.OTHER:
            _came_back(message, verdict, status, now)
    except Exception as error:  # whatever is wrong with this one, the next one must leave
        outcome.update(
            tries=message.tries + 1, free_after=now + message.pause, error=type(error).__name__
        )
    else:
        outcome.update(sent_at=now, error="")
    return True


def read_bounce(raw: bytes, now: datetime, *, to: str = "") -> bool:
    """Take in a mail that came to the return address (or to `to`, when the server says so).

    True when it said about a message of ours how it went; once per message something is counted.
    What has not our token, is no report, or is too strange, changes nothing.
    """
    report = read_report(raw, to)
    if report is None:
        return False
    message = Message.objects.filter(pk=report.message).first()
    if message and report.verdict is not Verdict.OTHER:
        _came_back(message, report.verdict, report.status, now)
    return True


def read_mailbox(now: datetime) -> tuple[int, int]:
    """Take in all that came back; how many it understood, and how many it left for a person.

    Raises OSError or imaplib.IMAP4.error when the mailbox is out of reach; the next run goes on.
    """
    understood = left = 0
    for mail in unread():
        if read_bounce(mail.raw, now):
            mail.throw_away()
            understood += 1
        else:
            mail.leave()
            left += 1
    return understood, left


@transaction.atomic
def _came_back(message: Message, verdict: Verdict, status: str, now: datetime) -> None:
    address = message.to.lower()
    if not Message.objects.filter(pk=message.pk, returned_at=None).update(returned_at=now):
        return
    Unreachable.objects.get_or_create(address=address, defaults={"last_at": now - BETWEEN})
    one = Unreachable.objects.select_for_update().get(address=address)
    if one.again_at and message.queued_at <= one.again_at:
        return
    if one.times == 0 or now - one.last_at >= BETWEEN:
        one.times, one.last_at = one.times + 1, now
    one.said = status[:20]
    if verdict is Verdict.GONE or one.times >= RETURNS:
        one.stopped_at = one.stopped_at or now
    one.save()


def try_again(address: str, now: datetime) -> bool:
    """Mail leaves for this address again; whether it had stopped (true for one of two presses)."""
    anew = {"times": 0, "stopped_at": None, "again_at": now}
    had_stopped = Unreachable.objects.stopped(address).update(**anew)
    Unreachable.objects.filter(address=address.lower()).update(**anew)
    return had_stopped > 0


def move_address(old: str, new: str) -> None:
    """What waits for the old address leaves for the new one, but for codes."""
    waiting = Message.objects.filter(to__iexact=old, sent_at=None, returned_at=None, insists=False)
    waiting.update(to=new)
    Unreachable.objects.filter(address=old.lower()).delete()


def code_came_back(address: str, since: datetime) -> bool:
    """Whether a mail that insists, queued for this address after `since`, came back."""
    codes = Message.objects.filter(to__iexact=address, insists=True, queued_at__gte=since)
    return codes.filter(returned_at__isnull=False).exists()


def forget(now: datetime) -> int:
    """Delete what was sent long ago, or could not leave for as long; returns how many.

    An address from which nothing came back for so long counts as a new one; a stopped one does
    after a year, and is then tried once more.
    """
    Unreachable.objects.quiet_since(now - KEPT).filter(stopped_at=None).delete()
    Unreachable.objects.quiet_since(now - STAYS_STOPPED).delete()
    return Message.objects.done_with_before(now - KEPT).delete()[0]


def forget_address(address: str) -> None:
    """Nothing that waits still leaves for this address, and nothing of it is kept."""
    Message.objects.filter(to__iexact=address).delete()
    Unreachable.objects.filter(address=address.lower()).delete()


def forget_about(reason: str) -> None:
    """Keys begin with why a message exists: what waits for this does not leave, nor is any kept."""
    Message.objects.filter(key__startswith=f"{reason}:").delete()


def replace_name(name: str, *, of: int, instead: str) -> None:
    """Mails to others no longer name this person; of what has left already, no words are kept.

    The greeting stays: it is for who gets the mail, who may well have the same name.
    """
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    naming = Message.objects.naming(of)
    for message in naming:
        greeting, line, text = message.body.partition("\n")
        message.subject = word.sub(instead, message.subject)[:200]
        message.body = "" if message.sent_at else greeting + line + word.sub(instead, text)
    Message.objects.bulk_update(naming, ["subject", "body"], batch_size=100)


def replace_address(address: str, *, instead: str) -> None:
    """The same for an address, which is of one person wherever it stands."""
    naming = Message.objects.filter(Q(subject__contains=address) | Q(body__contains=address))
    for message in naming:
        message.subject = message.subject.replace(address, instead)[:200]
        message.body = "" if message.sent_at else message.body.replace(address, instead)
    Message.objects.bulk_update(naming, ["subject", "body"], batch_size=100)


def _claim(now: datetime) -> Message | None:
    """Take one due message for ourselves: whoever's update finds it still free has it."""
    while message := Message.objects.due(now).order_by("free_after", "pk").first():
        free = Message.objects.filter(pk=message.pk, sent_at=None, free_after=message.free_after)
        if free.update(free_after=now + CLAIM):
            return message
    return None


def as_mail(message: Message) -> EmailMultiAlternatives:
    """Text and HTML, with all that mail servers and programs want to know of an automatic mail."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    sender = f"{name} {message.place}".strip()
    headers = {
        "From": formataddr((sender, address)),
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        **message.headers,
    }
    with translation.override(message.headers.get("Content-Language", settings.LANGUAGE_CODE)):
        context = {
            "subject": message.subject,
            "letter": letter(message.body),
            "sender": name,
            "place": message.place,
            "replies": _about_replies(),
            "site": urlsplit(settings.SITE_URL).netloc,
            "site_url": settings.SITE_URL,
        }
        html = render_to_string("outbox/mail.html", context)
    mail = EmailMultiAlternatives(
        message.subject,
        _signed(message.body, f"{context['replies']}\n{sender}, {settings.SITE_URL}"),
        from_email=return_address(message.pk) or settings.DEFAULT_FROM_EMAIL,
        to=[message.to],
        reply_to=[settings.REPLY_TO] if settings.REPLY_TO else None,
        headers=headers,
    )
    mail.attach_alternative(css_inline.inline(html, keep_at_rules=True), "text/html")
    return mail


def _signed(body: str, signature: str) -> str:
    """The foot of a mail begins with "-- ", so that programs leave it out of an answer."""
    words, has_foot, foot = body.rpartition(FOOT)
    if not has_foot:
        words, foot = body, ""
    return f"{words.rstrip()}\n\n-- \n{foot.strip()}\n{signature}\n".replace("-- \n\n", "-- \n")


def _about_replies() -> str:
    if settings.REPLY_TO:
        return gettext("Antwoordt u op deze mail? Dan leest de wijkaanpak dat.")
    return gettext("Antwoorden op deze mail worden niet gelezen.")
