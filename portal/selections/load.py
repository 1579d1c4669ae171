"""How the work of a neighbourhood is divided: for who sees to it that answers come, in words and
by name. Nobody is set above another."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Value
from django.utils import timezone

from initiatives.models import Challenge, Obstacle, Question, Review, SupportRequest
from initiatives.selections.choosing import WEEK_LONG, end_of_week
from initiatives.states import AskedOf
from neighbourhoods.models import Absence, Membership, Neighbourhood
from neighbourhoods.states import OFFICE
from partners.models import Agreement
from partners.states import Kind


class Share(NamedTuple):
    """What one person holds that is open; `person` is None for what nobody holds."""

    person: int | None
    name: str
    open: int
    this_week: int
    late: int
    waits_for_team: int
    back_on: date | None
    stand_in: str


def shares(neighbourhood: Neighbourhood, *, now: datetime) -> list[Share]:
    """By name, nobody's first; in as many queries, however many there are."""
    numbers = _numbers(neighbourhood, now)
    away = {absence.person_id: absence for absence in _away(neighbourhood, timezone.localdate(now))}
    covered = set(
        Absence.objects.covered(timezone.localdate(now))
        .filter(pk__in=[absence.pk for absence in away.values()])
        .values_list("pk", flat=True)
    )
    office = Membership.objects.current().filter(neighbourhood=neighbourhood, role__in=OFFICE)
    people = dict(office.values_list("person", "person__name"))
    rows = []
    for person, name in sorted(people.items(), key=lambda one: (one[1].lower(), one[0])):
        absence = away.get(person)
        stand_in = absence.stand_in if absence and absence.pk in covered else None
        total, soon, late, team = numbers.pop(person, (0, 0, 0, 0))
        back_on, cover = absence.back_on if absence else None, ""
        if stand_in:
            cover = stand_in.public_name
        rows.append(Share(person, name, total, soon, late, team, back_on, cover))
    if not numbers:
        return rows
    total, soon, late, team = (sum(column) for column in zip(*numbers.values(), strict=True))
    return [Share(None, "", total, soon, late, team, None, ""), *rows]


def _numbers(neighbourhood: Neighbourhood, now: datetime) -> dict[int | None, tuple[int, ...]]:
    """By officer: open, due this week, late, and waiting for the team; each counted apart.

    What the municipality owes in the right to challenge, to what a team asks and to what blocks it,
    counts as well.
    """
    waits = Exists(Question.objects.filter(review=OuterRef("pk"), answered_at=None))
    late, soon = Q(due_at__lt=now), Q(due_at__gte=now, due_at__lt=end_of_week(now))
    reviews = (
        Review.objects.open()
        .filter(initiative__neighbourhood=neighbourhood)
        .annotate(waits=waits)
        .order_by()
        .values("officer")
        .annotate(
            open=Count("pk"),
            soon=Count("pk", filter=soon & Q(waits=False)),
            late=Count("pk", filter=late),
            team=Count("pk", filter=Q(waits=True) & ~late),
        )
        .values_list("officer", "open", "soon", "late", "team")
    )
    steps = (
        Challenge.objects.running()
        .filter(initiative__neighbourhood=neighbourhood, due_at__isnull=False)
        .order_by()
        .values("initiative__review__officer")
        .annotate(open=Count("pk"), soon=Count("pk", filter=soon), late=Count("pk", filter=late))
        .values_list("initiative__review__officer", "open", "soon", "late", Value(0))
    )
    asked = (
        SupportRequest.objects.open()
        .filter(initiative__neighbourhood=neighbourhood, asked_of=AskedOf.MUNICIPALITY)
        .order_by()
        .values("officer")
        .annotate(open=Count("pk"), soon=Count("pk", filter=soon), late=Count("pk", filter=late))
        .values_list("officer", "open", "soon", "late", Value(0))
    )
    met = (
        Obstacle.objects.public()
        .open()
        .filter(neighbourhood=neighbourhood)
        .order_by()
        .values("officer")
        .annotate(open=Count("pk"), soon=Count("pk", filter=soon), late=Count("pk", filter=late))
        .values_list("officer", "open", "soon", "late", Value(0))
    )
    today = timezone.localdate(now)
    past, near = Q(due_on__lt=today), Q(due_on__gte=today, due_on__lte=today + WEEK_LONG)
    promised = (
        Agreement.objects.unkept()
        .filter(neighbourhood=neighbourhood, maker__kind=Kind.MUNICIPALITY)
        .order_by()
        .values("officer")
        .annotate(open=Count("pk"), soon=Count("pk", filter=near), late=Count("pk", filter=past))
        .values_list("officer", "open", "soon", "late", Value(0))
    )
    numbers: dict[int | None, tuple[int, ...]] = {}
    for officer, *row in reviews.union(steps, asked, met, promised, all=True):
        before = numbers.get(officer, (0, 0, 0, 0))
        numbers[officer] = tuple(map(sum, zip(before, row, strict=True)))
    return numbers


def _away(neighbourhood: Neighbourhood, today: date) -> list[Absence]:
    here = Absence.objects.on(today).filter(neighbourhood=neighbourhood)
    return list(here.select_related("stand_in"))
