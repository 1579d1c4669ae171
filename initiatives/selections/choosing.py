"""Which open reviews somebody chose to see in Mijn werk."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User

from ..models import Question, Review
from ..models.review import ReviewQuerySet
from ..states import Theme

MINE, ALL, NOBODYS = "mij", "allen", "niemand"
LATE, WEEK, LATER, TEAM = "laat", "week", "later", "team"
STATES = (LATE, WEEK, LATER, TEAM)
WEEK_LONG = timedelta(days=7)

StoodIn = Collection[tuple[int, int]]  # neighbourhood and person, for whom one stands in


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


def chosen_reviews(
    user: User, chosen: Chosen, *, now: datetime, stood_in: StoodIn = ()
) -> ReviewQuerySet:
    """Open ones where the user works; mine are also nobody's, and whose I stand in for."""
    reviews = Review.objects.workable_by(user).open()
    if chosen.wie == MINE:
        mine = Q(officer=user) | Q(officer=None)
        for place, person in stood_in:
            mine |= Q(officer=person, initiative__neighbourhood=place)
        reviews = reviews.filter(mine)
    elif chosen.wie != ALL:
        reviews = reviews.filter(officer=None if chosen.wie == NOBODYS else int(chosen.wie))
    if chosen.wijk:
        reviews = reviews.filter(initiative__neighbourhood__slug=chosen.wijk)
    if chosen.thema:
        reviews = reviews.filter(initiative__theme=chosen.thema)
    for word in chosen.zoek.split()[:8]:
        reviews = reviews.filter(initiative__title__icontains=word)
    return in_state(reviews, chosen.stand, now) if chosen.stand else reviews


def in_state(reviews: ReviewQuerySet, state: str, now: datetime) -> ReviewQuerySet:
    """As the groups of Mijn werk: what is late first, then what waits for the team."""
    if state == LATE:
        return reviews.filter(due_at__lt=now)
    waits = Exists(Question.objects.filter(review=OuterRef("pk"), answered_at=None))
    reviews = reviews.filter(due_at__gte=now)
    if state == TEAM:
        return reviews.filter(waits)
    reviews = reviews.exclude(waits)
    end = end_of_week(now)
    return reviews.filter(due_at__lt=end) if state == WEEK else reviews.filter(due_at__gte=end)


def end_of_week(now: datetime) -> datetime:
    """Midnight after the seventh day from today."""
    last = timezone.localdate(now) + WEEK_LONG + timedelta(days=1)
    return timezone.make_aware(datetime.combine(last, time.min))
