"""Mail that comes back: the address it comes back to, and what the report says (RFC 3464).

The address holds a token that only who got or carried the message can know, so that nobody
silences somebody else with a report they made up.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from enum import StrEnum
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LARGEST = 1_000_000  # bytes; the report stands before the mail that it is about
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")  # RFC 3463
TOKEN = re.compile(r"\+(\d{1,18})-([0-9a-f]{32})@", re.IGNORECASE)
# Where servers write for whom a mail was.
RECEIVERS = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
NOBODY_THERE = {"5.1.1", "5.1.6", "5.1.10"}
ABOUT_US = {"5.1.7", "5.1.8"}  # the address of who sends
NOT_TAKEN = {550, 551, 552, 553}  # of servers that give no status


class Verdict(StrEnum):
    """What a refusal says of the address: nobody is there, it takes no mail, or nothing at all."""

    GONE = "gone"
    REFUSES = "refuses"
    OTHER = "other"  # busy, full for now, or it does not like who sends


class Report(NamedTuple):
    """`message` is the key of the message that it is about."""

    message: int
    verdict: Verdict
    status: str


def return_address(message: int) -> str:
    """Where this message comes back to; empty when this installation reads no such mail."""
    if not settings.BOUNCE_ADDRESS:
        return ""
    name, _at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{name}+{message}-{_proof(message)}@{domain}"


def read(raw: bytes, to: str = "") -> Report | None:
    """What a returned mail says; None for anything else. Never raises for what it is given."""
    try:
        mail = message_from_bytes(raw[:LARGEST], policy=policy.default)
        message = _about(f"{to} {' '.join(_receivers(mail))}")
        failed = list(_failures(mail))
    except (AttributeError, IndexError, LookupError, TypeError, ValueError):
        return None  # a mail that the parser itself stumbles over
    if message is None or not failed:
        return None
    return Report(message, *failed[0])


def of_refusal(refusal: SMTPRecipientsRefused | SMTPDataError) -> tuple[Verdict, str]:
    """What a mail server said, while we were talking to it, of the one receiver of a message.

    Once it has the whole mail it may also mean our words, so then only a status counts.
    """
    if isinstance(refusal, SMTPDataError):
        said, counts = [(refusal.smtp_code, refusal.smtp_error)], set[int]()
    else:
        said, counts = list(refusal.recipients.values()), NOT_TAKEN
    for code, words in said:
        text = words if isinstance(words, str) else words.decode(errors="replace")
        found = STATUS.search(text)
        if code >= 500 and found:
            return judge(found[1]), found[1]
        if code in counts:
            return Verdict.REFUSES, str(code)
    return Verdict.OTHER, ""


def judge(status: str) -> Verdict:
    """Only what is permanent and about the address counts, not 5.7 (policy) or 4 (try later)."""
    if status in NOBODY_THERE:
        return Verdict.GONE
    is_theirs = status.startswith(("5.1.", "5.2.")) and status not in ABOUT_US
    return Verdict.REFUSES if is_theirs else Verdict.OTHER


def _proof(message: int) -> str:
    return salted_hmac("outbox.bounces", str(message)).hexdigest()[:32]


def _about(addresses: str) -> int | None:
    for found in TOKEN.finditer(addresses):
        message = int(found[1])
        if constant_time_compare(found[2].lower(), _proof(message)):
            return message
    return None


def _receivers(mail: Message) -> list[str]:
    return [str(value) for name in RECEIVERS for value in mail.get_all(name, [])]


def _failures(mail: Message) -> Iterator[tuple[Verdict, str]]:
    """Of every receiver in the report: delayed and delivered ones say nothing of the address."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            if not isinstance(fields, EmailMessage) or "Action" not in fields:
                continue
            has_failed = str(fields["Action"]).strip().lower() == "failed"
            said = f"{fields.get('Status', '')} {fields.get('Diagnostic-Code', '')}"
            found = STATUS.search(said)
            status = found[1] if found else ""
            yield (judge(status) if has_failed else Verdict.OTHER), status
