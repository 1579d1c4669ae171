"""Queue mail in the caller's transaction; deliver it afterwards."""

import logging
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import css_inline
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Q
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation

from .models import Message

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)  # longer than any mail server is given to answer
KEPT = timedelta(days=30)
# Somebody waits for their page meanwhile; without these a broker that is gone costs six seconds.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}


def queue(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> None:
    """Queue one message; see `compose` and `queue_all`."""
    queue_all([compose(key=key, to=to, template=template, context=context, headers=headers)])


def compose(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
    names: Collection[int] = (),
) -> Message:
    """One message, not queued yet; `template` has the partials `subject` and `body`, as text.

    `names` are the keys of the people whose name stands in it.
    """
    subject = " ".join(_text(f"{template}#subject", context).split())
    return Message(
        key=key,
        to=to,
        subject=subject[:200],
        body=_text(f"{template}#body", context).strip(),
        headers={"Content-Language": _language(), **(headers or {})},
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
    try:
        _mail(message).send()
    except Exception as error:  # whatever is wrong with this one, the next one must leave
        outcome.update(
            tries=message.tries + 1, free_after=now + message.pause, error=type(error).__name__
        )
    else:
        outcome.update(sent_at=now, error="")
    return True


def forget(now: datetime) -> int:
    """Delete what was sent long ago, or could not leave for as long; returns how many."""
    return Message.objects.done_with_before(now - KEPT).delete()[0]


def forget_address(address: str) -> None:
    """Nothing that waits still leaves for this address, and nothing of it is kept."""
    Message.objects.filter(to__iexact=address).delete()


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


def _mail(message: Message) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject,
        message.body,
        to=[message.to],
        headers={"Message-ID": message.message_id, **message.headers},
    )
    with translation.override(message.headers.get("Content-Language", settings.LANGUAGE_CODE)):
        html = render_to_string("outbox/mail.html", {"message": message})
    mail.attach_alternative(css_inline.inline(html), "text/html")
    return mail
