import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ...actions import read_bounce
from ...bounces import LARGEST


class Command(BaseCommand):
    help = "Take in one mail that came back, from standard input: for a pipe in a mail server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="the address it came to, if the server knows")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        """Ends well also for what is no report, or the mail server would send that back in turn."""
        understood = read_bounce(sys.stdin.buffer.read(LARGEST), timezone.now(), to=to)
        self.stdout.write("understood" if understood else "no report about a mail of ours")
