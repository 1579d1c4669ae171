"""What a municipality and professional organisations promised in a year, and what became of it.

A promise belongs to the year of its date; with a new date it counts as renewed in the year of the
old one. Of residents and their teams nothing is counted (rule R4).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.tables import Cell, Table
from goals.models import Goal, GoalAgreement
from goals.models.goal import address_of
from neighbourhoods.models import Municipality, Neighbourhood
from partners.models import Agreement
from partners.models.agreement import AgreementQuerySet
from partners.states import AGREEMENT_ICONS, PROFESSIONAL, AgreementState

State = AgreementState
# What one can choose: the word in the address; without one what was not kept, and why.
KEPT, WAITING, RUNNING, ALL = "nagekomen", "wacht", "loopt", "alles"
MOST_IN_A_FILE = 5_000


class Numbers(NamedTuple):
    """Of the promises of a year; each stands in one of these."""

    kept: int = 0
    broken: int = 0
    renewed: int = 0
    late: int = 0
    waiting: int = 0
    running: int = 0

    @property
    def total(self) -> int:
        return sum(self)

    @property
    def others(self) -> str:
        """What was not kept, or not yet, in words."""
        words = [
            (self.broken, ngettext("%(n)s niet nagekomen", "%(n)s niet nagekomen", self.broken)),
            (
                self.renewed,
                ngettext(
                    "%(n)s kreeg een nieuwe datum", "%(n)s kregen een nieuwe datum", self.renewed
                ),
            ),
            (self.late, ngettext("%(n)s te laat", "%(n)s te laat", self.late)),
            (
                self.waiting,
                ngettext(
                    "%(n)s wacht op bevestiging", "%(n)s wachten op bevestiging", self.waiting
                ),
            ),
            (self.running, ngettext("%(n)s loopt nog", "%(n)s lopen nog", self.running)),
        ]
        return ", ".join(said % {"n": number} for number, said in words if number)

    def of(self, stand: str) -> int:
        found = {
            KEPT: self.kept,
            "": self.broken + self.renewed + self.late,
            WAITING: self.waiting,
            RUNNING: self.running,
        }
        return found.get(stand, self.total)


class Line(NamedTuple):
    """`words` say why, `possible` what can be done instead; a late one has neither, most often.

    `new_date` is that of the promise that came instead, `new_url` its page.
    """

    text: str
    url: str
    maker: str
    receiver: str
    place: str
    goal: str
    goal_url: str
    due: date
    state: str
    icon: str
    words: str
    possible: str
    owes_reason: bool
    new_date: date | None
    new_url: str


def promised(places: Iterable[Neighbourhood], year: int) -> AgreementQuerySet:
    """In these neighbourhoods, with a date in this year, by who owes a reason."""
    public = Agreement.objects.public().filter(neighbourhood__in=[one.pk for one in places])
    return public.filter(maker__kind__in=PROFESSIONAL, due_on__year=year)


def counted(today: date) -> dict[str, Count]:
    """For `aggregate` or `annotate`: the fields of `Numbers`, in their order."""
    rules = _rules(today)
    return {name: Count("pk", filter=rules[name]) for name in Numbers._fields}


def numbers(found: AgreementQuerySet, *, today: date) -> Numbers:
    """One query."""
    return Numbers(**found.aggregate(**counted(today)))


def standing(found: AgreementQuerySet, stand: str, *, today: date) -> AgreementQuerySet:
    """What was chosen, the first due first."""
    rules = _rules(today)
    chosen = {
        KEPT: rules["kept"],
        "": rules["broken"] | rules["renewed"] | rules["late"],
        WAITING: rules["waiting"],
        RUNNING: rules["running"],
    }
    shown = found.filter(chosen[stand]) if stand in chosen else found
    return shown.for_list().select_related("renewal").order_by("due_on", "pk")


def years(municipality: Municipality, today: date) -> list[int]:
    """In which something was promised, the newest first, and this year and the last; one query."""
    made = Agreement.objects.public().filter(
        neighbourhood__municipality=municipality, maker__kind__in=PROFESSIONAL, due_on__lte=today
    )
    found = {day.year for day in made.dates("due_on", "year")}
    return sorted(found | {today.year, today.year - 1}, reverse=True)


def lines(rows: Sequence[Agreement], *, now: datetime) -> list[Line]:
    """One query, for the goals."""
    today, goals = timezone.localdate(now), _goals(rows)
    return [_line(one, goals.get(one.pk), today) for one in rows]


def sheet(found: AgreementQuerySet, title: str, *, now: datetime) -> Table:
    rows = list(found[:MOST_IN_A_FILE])
    return Table(
        title,
        [
            _("Wijk"), _("Afspraak"), _("Wie"), _("Voor wie"), _("Voor het doel"), _("Uiterlijk"),
            _("Hoe staat het?"), _("Waarom"), _("Wat wel kan"), _("Nieuwe datum"),
        ],
        [
            *([
                one.place, one.text, one.maker, one.receiver, one.goal, one.due, one.state,
                one.words, one.possible, one.new_date,
            ]
            for one in lines(rows, now=now)),
            *_cut_off(len(rows)),
        ],
    )  # fmt: skip


def _cut_off(number: int) -> list[list[Cell]]:
    """A file that does not hold them all says so in its last row."""
    if number < MOST_IN_A_FILE:
        return []
    told = _("Dit zijn de eerste %(number)s. De andere staan op de site.") % {"number": number}
    return [["", told, *[None] * 8]]


def _rules(today: date) -> dict[str, Q]:
    unkept = Q(state__in=[State.OPEN, State.DISPUTED])
    return {
        "kept": Q(state=State.KEPT),
        "broken": Q(state=State.BROKEN),
        "renewed": Q(state=State.RENEWED),
        "late": unkept & Q(due_on__lt=today),
        "waiting": Q(state=State.CLAIMED),
        "running": unkept & Q(due_on__gte=today),
    }


def _goals(rows: Sequence[Agreement]) -> dict[int, tuple[int, str]]:
    """By agreement the key and title of its goal: linked to it, or about it."""
    urls = {one.about_url for one in rows if one.about_url}
    linked = GoalAgreement.objects.filter(agreement__in=[one.pk for one in rows])
    keys = dict(linked.values_list("agreement", "goal"))
    about = {address_of(pk): pk for pk in _keys_in(urls)}
    shown = Goal.objects.shown().filter(pk__in={*keys.values(), *about.values()})
    titles = dict(shown.values_list("pk", "title"))
    found = {one.pk: keys.get(one.pk) or about.get(one.about_url) for one in rows}
    return {pk: (goal, titles[goal]) for pk, goal in found.items() if goal in titles}


def _keys_in(urls: Iterable[str]) -> list[int]:
    """Of the addresses that are those of goals."""
    before, after = address_of(0).split("0")
    keys = (url.removeprefix(before).removesuffix(after) for url in urls if url.startswith(before))
    return [int(key) for key in keys if key.isascii() and key.isdigit()]


def _line(one: Agreement, goal: tuple[int, str] | None, today: date) -> Line:
    late, state = one.is_late(today), State(one.state)
    renewal = getattr(one, "renewal", None)
    is_seen = renewal is not None and renewal.is_public
    receiver = one.receiver.name if one.receiver else _("een bewoner")
    return Line(
        text=one.text,
        url=one.get_absolute_url(),
        maker=one.maker_party.name,
        receiver=receiver,
        place=one.neighbourhood.name,
        goal=goal[1] if goal else "",
        goal_url=address_of(goal[0]) if goal else "",
        due=one.due_on,
        state=_("te laat") if late else str(state.label),
        icon="alert-triangle" if late else AGREEMENT_ICONS[state],
        words=one.words,
        possible=one.possible,
        owes_reason=late and not one.words,
        new_date=renewal.due_on if renewal and is_seen else None,
        new_url=renewal.get_absolute_url() if renewal and is_seen else "",
    )
