import imaplib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...actions import read_mailbox


class Command(BaseCommand):
    help = "Read the mailbox to which mail comes back, now; the clock does so every ten minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BOUNCE_MAILBOX:
            raise CommandError("BOUNCE_MAILBOX is not set: see docs/operations.md.")
        try:
            understood, left = read_mailbox(timezone.now())
        except (OSError, imaplib.IMAP4.error) as error:
            raise CommandError(f"The mailbox is out of reach: {error}") from error
        self.stdout.write(f"{understood} understood, {left} left for you to look at")
