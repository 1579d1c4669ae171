"""What waits for the municipality, as somebody chose to see it in Mijn werk."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils import timezone

from ..states import Theme

MINE, ALL, NOBODYS = "mij", "allen", "niemand"
LATE, WEEK, LATER, TEAM = "laat", "week", "later", "team"
STATES = (LATE, WEEK, LATER, TEAM)
WEEK_LONG = timedelta(days=7)


class Chosen(NamedTuple):
    """The words of the address: `wie` may also be the key of a colleague."""

    wie: str = MINE
    wijk: str = ""
    thema: str = ""
    stand: str = ""
    zoek: str = ""

    @property
    def is_plain(self) -> bool:
        return not (self.wijk or self.thema or self.stand or self.zoek) and self.wie in {MINE, ALL}

    @property
    def query(self) -> str:
        return urlencode([(name, value) for name, value in self._asdict().items() if value])


def chosen_in(sent: Mapping[str, str], *, otherwise: str) -> Chosen:
    """From an address; what is no choice is left out."""
    wie = sent.get("wie", otherwise)
    is_somebody = wie.isascii() and wie.isdigit() and len(wie) <= 18
    theme, state = sent.get("thema", ""), sent.get("stand", "")
    return Chosen(
        wie=wie if is_somebody or wie in {MINE, ALL, NOBODYS} else MINE,
        wijk=sent.get("wijk", "")[:60],
        thema=theme if theme in Theme.values else "",
        stand=state if state in STATES else "",
        zoek=" ".join(sent.get("zoek", "").split())[:80],
    )


def end_of_week(now: datetime) -> datetime:
    """Midnight after the seventh day from today."""
    last = timezone.localdate(now) + WEEK_LONG + timedelta(days=1)
    return timezone.make_aware(datetime.combine(last, time.min))
