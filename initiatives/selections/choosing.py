"""What waits for the municipality, as somebody chose to see it in Mijn werk."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Membership
from neighbourhoods.states import OFFICE
from partners.models import Agreement
from partners.models.agreement import AgreementQuerySet
from partners.states import Kind

from ..models import Challenge, Question, Review, SupportRequest
from ..models.challenge import ChallengeQuerySet
from ..models.helping import SupportRequestQuerySet
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
    reviews = reviews.filter(_as_chosen(user, chosen, stood_in, officer="officer"))
    return in_state(reviews, chosen.stand, now) if chosen.stand else reviews


def chosen_challenges(
    user: User, chosen: Chosen, *, now: datetime, stood_in: StoodIn = ()
) -> ChallengeQuerySet:
    """Of the right to challenge what the municipality owes, where the user works.

    Its officer is that of the review; none of it waits for the team.
    """
    owed = Challenge.objects.workable_by(user).running().exclude(due_at=None)
    owed = owed.filter(_as_chosen(user, chosen, stood_in, officer="initiative__review__officer"))
    if chosen.stand == TEAM:
        return owed.none()
    return owed.filter(_due(chosen.stand, now)) if chosen.stand else owed


def chosen_requests(
    user: User, chosen: Chosen, *, now: datetime, stood_in: StoodIn = ()
) -> SupportRequestQuerySet:
    """What teams ask of the municipality, where the user works; none of it waits for the team."""
    asked = SupportRequest.objects.workable_by(user).open()
    asked = asked.filter(_as_chosen(user, chosen, stood_in, officer="officer"))
    if chosen.stand == TEAM:
        return asked.none()
    return asked.filter(_due(chosen.stand, now)) if chosen.stand else asked


def chosen_agreements(
    user: User, chosen: Chosen, *, now: datetime, stood_in: StoodIn = ()
) -> AgreementQuerySet:
    """What the municipality promised where the user works, and nobody has said was kept.

    It is about no theme, and none of it waits for the team.
    """
    office = Membership.objects.current().filter(person=user, role__in=OFFICE)
    promised = Agreement.objects.unkept().filter(
        maker__kind=Kind.MUNICIPALITY, neighbourhood__in=office.values("neighbourhood")
    )
    if chosen.thema or chosen.stand == TEAM:
        return promised.none()
    found = Q()
    if chosen.wie == MINE:
        found = Q(officer=user) | Q(officer=None)
        for place, person in stood_in:
            found |= Q(officer=person, neighbourhood=place)
    elif chosen.wie != ALL:
        found = Q(officer=None if chosen.wie == NOBODYS else int(chosen.wie))
    if chosen.wijk:
        found &= Q(neighbourhood__slug=chosen.wijk)
    for word in chosen.zoek.split()[:8]:
        found &= Q(text__icontains=word)
    if chosen.stand:
        found &= _due_on(chosen.stand, now)
    return promised.filter(found).order_by("due_on", "pk")


def _due_on(state: str, now: datetime) -> Q:
    """As `_due`, of what is due on a day."""
    today, last = timezone.localdate(now), timezone.localdate(now) + WEEK_LONG
    return {
        LATE: Q(due_on__lt=today),
        WEEK: Q(due_on__gte=today, due_on__lte=last),
        LATER: Q(due_on__gt=last),
    }[state]


def _as_chosen(user: User, chosen: Chosen, stood_in: StoodIn, *, officer: str) -> Q:
    """Of what has an `initiative`; `officer` is the way to who answers."""
    found = Q()
    if chosen.wie == MINE:
        found = Q(**{officer: user}) | Q(**{officer: None})
        for place, person in stood_in:
            found |= Q(**{officer: person}, initiative__neighbourhood=place)
    elif chosen.wie != ALL:
        found = Q(**{officer: None if chosen.wie == NOBODYS else int(chosen.wie)})
    if chosen.wijk:
        found &= Q(initiative__neighbourhood__slug=chosen.wijk)
    if chosen.thema:
        found &= Q(initiative__theme=chosen.thema)
    for word in chosen.zoek.split()[:8]:
        found &= Q(initiative__title__icontains=word)
    return found


def in_state(reviews: ReviewQuerySet, state: str, now: datetime) -> ReviewQuerySet:
    """As the groups of Mijn werk: what is late first, then what waits for the team."""
    reviews = reviews.filter(_due(state, now))
    if state == LATE:
        return reviews
    waits = Exists(Question.objects.filter(review=OuterRef("pk"), answered_at=None))
    return reviews.filter(waits) if state == TEAM else reviews.exclude(waits)


def _due(state: str, now: datetime) -> Q:
    """What waits for the team is not late, whenever it is due."""
    end = end_of_week(now)
    return {
        LATE: Q(due_at__lt=now),
        WEEK: Q(due_at__gte=now, due_at__lt=end),
        LATER: Q(due_at__gte=end),
        TEAM: Q(due_at__gte=now),
    }[state]


def end_of_week(now: datetime) -> datetime:
    """Midnight after the seventh day from today."""
    last = timezone.localdate(now) + WEEK_LONG + timedelta(days=1)
    return timezone.make_aware(datetime.combine(last, time.min))
