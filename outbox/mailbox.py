"""The mailbox to which mail comes back, read over IMAP."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from django.conf import settings

from .bounces import LARGEST

PATIENCE = 10  # seconds to connect, and for each answer
AT_ONCE = 500
IMAP, IMAPS = 143, 993  # ports


class Unread:
    """One mail in the box: `raw`, and what is to be done with it."""

    def __init__(self, box: imaplib.IMAP4, number: str, raw: bytes) -> None:
        self._box, self._number, self.raw = box, number, raw

    def throw_away(self) -> None:
        self._box.store(self._number, "+FLAGS", r"(\Deleted \Seen)")

    def leave(self) -> None:
        """For a person to look at; it is not read again."""
        self._box.store(self._number, "+FLAGS", r"(\Seen)")


@contextmanager
def _opened() -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(settings.BOUNCE_MAILBOX)
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            host,
            parts.port or IMAPS,
            ssl_context=ssl.create_default_context(),
            timeout=PATIENCE,
        )
    else:
        box = imaplib.IMAP4(host, parts.port or IMAP, timeout=PATIENCE)
    try:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        box.select(parts.path.strip("/") or "INBOX")
        yield box
        box.expunge()
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            box.logout()


def unread() -> Iterator[Unread]:
    """What was not read before; raises OSError or imaplib.IMAP4.error when the box is out of reach.

    What is thrown away goes when all were handled.
    """
    with _opened() as box:
        _answer, found = box.search(None, "UNSEEN")
        for number in (found[0] or b"").decode().split()[:AT_ONCE]:
            _answer, parts = box.fetch(number, f"(BODY.PEEK[]<0.{LARGEST}>)")
            raw = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            yield Unread(box, number, raw)
