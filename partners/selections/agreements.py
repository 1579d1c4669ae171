"""What the register and the page of an agreement show."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import Agreement, Organisation
from ..models.agreement import AgreementQuerySet
from ..states import AGREEMENT_ICONS, PROFESSIONAL, AgreementState

State = AgreementState
SOON = timedelta(days=14)
MOST = 20
ENDED = [State.KEPT, State.BROKEN, State.RENEWED]
# What one can choose in the register: the word in the address, and the rows.
OPEN, DUE, LATE, KEPT, BROKEN, RENEWED = (
    "loopt", "deze-maand", "te-laat", "nagekomen", "niet", "nieuwe-datum",
)  # fmt: skip


class Line(NamedTuple):
    """One agreement in a list: who does what for whom, by when, and how it stands."""

    text: str
    url: str
    maker: str
    receiver: str
    due: date
    state: str
    icon: str
    words: str
    is_late: bool
    is_unconfirmed: bool
    is_first: bool


class Rate(NamedTuple):
    """How many of what a professional organisation promised, and what ended, it kept."""

    name: str
    url: str
    kept: int
    ended: int
    late: int


def lines(rows: list[Agreement], *, now: datetime) -> list[Line]:
    return [line(one, now=now) for one in rows]


def line(agreement: Agreement, *, now: datetime) -> Line:
    is_late = agreement.is_late(timezone.localdate(now))
    state = State(agreement.state)
    return Line(
        text=agreement.text,
        url=agreement.get_absolute_url(),
        maker=agreement.maker_party.name,
        receiver=agreement.receiver_party.name,
        due=agreement.due_on,
        state=str(state.label),
        icon="alert-triangle" if is_late else AGREEMENT_ICONS[state],
        words=agreement.words,
        is_late=is_late,
        is_unconfirmed=agreement.is_unconfirmed(now),
        is_first=agreement.is_first,
    )


def waiting_for(user: User, *, now: datetime) -> list[Line]:
    """What this person promised and is due soon or late, and what they can confirm; one query."""
    mine = Agreement.objects.to_settle(user, timezone.localdate(now) + SOON)
    return lines(list(mine.for_list()[:MOST]), now=now)


def register(
    neighbourhood: Neighbourhood, *, stand: str, party: Organisation | None, today: date
) -> AgreementQuerySet:
    """The public ones of a neighbourhood; what comes first stands first."""
    found = Agreement.objects.public().filter(neighbourhood=neighbourhood)
    if party:
        found = found.of(party)
    return _standing(found, stand, today).for_list().order_by("-is_first", "due_on", "pk")


def promises_of(organisation: Organisation, *, now: datetime) -> list[Line]:
    """Public ones that it made, what runs first; one query."""
    made = Agreement.objects.public().filter(maker=organisation).for_list()
    running = made.filter(state__in=[State.OPEN, State.CLAIMED, State.DISPUTED])[:MOST]
    return lines(list(running), now=now)


def rate_of(organisation: Organisation, *, now: datetime) -> Rate | None:
    """What it kept, of all that ended anywhere; nothing of residents (rule R4)."""
    if organisation.kind not in PROFESSIONAL:
        return None
    made = Agreement.objects.public().filter(maker=organisation)
    found = made.aggregate(
        kept=Count("pk", filter=Q(state=State.KEPT)),
        ended=Count("pk", filter=Q(state__in=ENDED)),
        late=Count("pk", filter=_rules(timezone.localdate(now))[LATE]),
    )
    return Rate(organisation.name, "", found["kept"], found["ended"], found["late"])


def parties_in(neighbourhood: Neighbourhood) -> list[Organisation]:
    """Organisations and teams that promised or were promised something here, by name."""
    here = Agreement.objects.public().filter(neighbourhood=neighbourhood)
    either = Q(pk__in=here.values("maker")) | Q(pk__in=here.values("receiver"))
    return list(Organisation.objects.filter(either).order_by("name", "pk")[:200])


def rates(neighbourhood: Neighbourhood, *, now: datetime) -> list[Rate]:
    """Of the municipality and professional organisations only (rule R4), by name.

    What its receiver has not confirmed counts for nothing yet, and stands in the list as such.
    """
    late = Q(promises__state__in=[State.OPEN, State.DISPUTED])
    late &= Q(promises__due_on__lt=timezone.localdate(now))
    here = Q(
        promises__neighbourhood=neighbourhood,
        promises__is_public=True,
    )
    ended = Q(promises__state__in=ENDED)
    found = (
        Organisation.objects.filter(kind__in=PROFESSIONAL)
        .annotate(
            kept=Count("promises", filter=here & Q(promises__state=State.KEPT)),
            ended=Count("promises", filter=here & ended),
            late=Count("promises", filter=here & late),
        )
        .filter(Q(ended__gt=0) | Q(late__gt=0))
        .order_by("name", "pk")
        .values_list("name", "slug", "kept", "ended", "late")
    )
    return [
        Rate(name, reverse("partners:organisation", args=[slug]) if slug else "", *counts)
        for name, slug, *counts in found
    ]


def _standing(found: AgreementQuerySet, stand: str, today: date) -> AgreementQuerySet:
    rule = _rules(today).get(stand)
    return found.filter(rule) if rule is not None else found


def _rules(today: date) -> dict[str, Q]:
    runs = Q(state__in=[State.OPEN, State.CLAIMED, State.DISPUTED])
    waits = Q(state__in=[State.OPEN, State.DISPUTED])
    return {
        OPEN: runs,
        DUE: waits & Q(due_on__gte=today, due_on__year=today.year, due_on__month=today.month),
        LATE: waits & Q(due_on__lt=today),
        KEPT: Q(state=State.KEPT),
        BROKEN: Q(state=State.BROKEN),
        RENEWED: Q(state=State.RENEWED),
    }
