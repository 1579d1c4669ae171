"""The document of a process, as a council and the Omgevingswet ask for it: who was asked what, how
and when, what came in, what was done with it and why, and the evaluation.

No names of people: who was heard is told in kinds and places, and never of fewer than five.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from core.dates import in_words
from core.documents import Block, Bullets, Document, Heading, Table, Text
from partners.selections.agreements import Line

from ..models import Input, InputAnswer, Phase, Process
from ..states.processes import SEVERAL, InputKind, PhaseState
from .processes import agreed, counts, in_order, open_objections, reach, rules_of

MOST = 1000  # of what came in; of more it says how many


def compose(process: Process, *, now: datetime) -> Document:
    """The same words for the page and for both files; six queries."""
    place = process.neighbourhood
    phases = in_order(process.phases.all())
    for phase in phases:
        phase.process = process
    today = in_words(timezone.localdate(now))
    return Document(
        title=process.title,
        language=(get_language() or "nl")[:2],
        subtitle=gettext("Verslag van het participatietraject. %(place)s, %(day)s")
        % {"place": place.name, "day": today},
        author=process.asked_by.name,
        blocks=[
            *_what(process),
            *_when(phases),
            *_who(process),
            *_how(phases, now=now),
            *_input(process),
            *_end(process),
        ],
    )


def _what(process: Process) -> Iterator[Block]:
    yield Heading(gettext("Wat er is gevraagd"))
    yield Text(process.subject)
    yield Text(process.asked_by.name, gettext("Wie het vroeg:"))
    if process.shown_goal:
        yield Text(process.shown_goal.title, gettext("Het hoort bij het doel:"))
    if process.shown_initiative:
        yield Text(process.shown_initiative.title, gettext("Het hoort bij het initiatief:"))
    yield Heading(gettext("Wat bewoners beslisten"))
    yield Text(process.say_words, f"{capfirst(process.get_say_display())}.")
    if process.fixed:
        yield Text(process.fixed, gettext("Wat al vaststond:"))
        yield Text(process.fixed_why, gettext("Waarom:"))


def _when(phases: Sequence[Phase]) -> Iterator[Block]:
    yield Heading(gettext("Wanneer"))
    yield Table(
        gettext("De drie fasen"),
        [gettext("Fase"), gettext("Gepland"), gettext("Begonnen"), gettext("Klaar")],
        [
            [
                capfirst(phase.get_kind_display()),
                _days(phase.begins_on, phase.ends_on),
                _day(phase.opened_at),
                _day(phase.done_at),
            ]
            for phase in phases
        ],
    )


def _who(process: Process) -> Iterator[Block]:
    found = reach(process)
    yield Heading(gettext("Wie er zijn gehoord"))
    if not found.number and not any(one.number for one in counts(process)):
        yield Text(gettext("Er is nog niemand gehoord."))
    if found.number:
        words = ngettext(
            "Wij spraken mensen op %(number)s plek.",
            "Wij spraken mensen op %(number)s plekken.",
            found.number,
        )
        yield Text(words % {"number": found.number})
        yield Bullets([capfirst(one) for one in found.places])
    if found.people:
        yield Text(gettext("Bij elkaar ongeveer %(number)s mensen.") % {"number": found.people})
    if found.kinds:
        yield Text(", ".join(found.kinds), gettext("Onder hen:"))
    if process.explanation:
        yield Text(process.explanation, gettext("Zonder bewoners, en waarom:"))


def _how(phases: Sequence[Phase], *, now: datetime) -> Iterator[Block]:
    promised = agreed(phases, now=now)
    yield Heading(gettext("Hoe het ging"))
    for phase, rules in zip(phases, rules_of(phases), strict=True):
        said = [rule for rule in rules.rules if rule.said]
        lines = promised.get(phase.kind, [])
        if not said and not lines and phase.state == PhaseState.COMING:
            continue
        yield Heading(rules.label, 2)
        if said:
            yield Text(gettext("Wat is gedaan voor de vuistregels:"))
            yield Bullets([f"{rule.words} {rule.said}" for rule in said])
        if lines:
            yield _agreements(lines)
        if phase.report:
            yield Text(phase.report, gettext("Wat er van de afspraken kwam:"))
        if phase.explanation:
            yield Text(phase.explanation, gettext("Verder zonder bewoners, en waarom:"))


def _agreements(lines: Sequence[Line]) -> Table:
    return Table(
        gettext("Wat is afgesproken"),
        [gettext("Afspraak"), gettext("Wie, voor wie"), gettext("Hoe het staat")],
        [
            [
                one.text,
                f"{one.maker}, {one.receiver}",
                f"{capfirst(one.state)}, {in_words(one.due)}",
            ]
            for one in lines
        ],
    )


def _input(process: Process) -> Iterator[Block]:
    rows = Input.objects.public().filter(process=process).select_related("answer")
    given = list(rows.order_by("at", "pk")[: MOST + 1])
    yield Heading(gettext("Wat er binnenkwam, en wat ermee is gedaan"))
    if not given:
        yield Text(gettext("Er kwam nog niets binnen."))
    for kind in InputKind:
        of_kind = [one for one in given[:MOST] if one.kind == kind]
        if of_kind:
            yield Heading(f"{SEVERAL[kind]} ({len(of_kind)})", 2)
            yield _answers(of_kind)
    if len(given) > MOST:
        yield Text(gettext("Er kwam meer binnen dan hier past. Alles staat op de site."))


def _answers(rows: Sequence[Input]) -> Table:
    return Table(
        gettext("Elke inbreng met het antwoord"),
        [gettext("Wat iemand zei"), gettext("Wat ermee is gedaan"), gettext("Waarom")],
        [_answer(one) for one in rows],
    )


def _answer(given: Input) -> list[str]:
    words = f"{given.words} ({given.for_whom})" if given.for_whom else given.words
    found: InputAnswer | None = getattr(given, "answer", None)
    if found is None:
        return [words, gettext("Nog geen antwoord"), ""]
    why = found.reason
    if found.possible:
        why = f"{why} {gettext('Wat er wel kan:')} {found.possible}"
    return [words, capfirst(found.get_done_display()), why]


def _end(process: Process) -> Iterator[Block]:
    yield Heading(gettext("Terugkijken"))
    if not process.is_closed:
        waiting = open_objections(process)
        yield Text(gettext("Dit traject loopt nog."))
        if waiting:
            yield Text(
                gettext("Bezwaren die op antwoord wachten: %(number)s.") % {"number": waiting}
            )
        return
    yield Text(process.outcome, gettext("Wat er met de inbreng is gedaan:"))
    if process.learned:
        yield Text(process.learned, gettext("Wat wij ervan leerden:"))
    yield Text(_day(process.closed_at), gettext("Afgesloten op:"))


def _days(first: date | None, last: date | None) -> str:
    if first and last:
        return gettext("%(first)s tot en met %(last)s") % {
            "first": in_words(first),
            "last": in_words(last),
        }
    if first:
        return gettext("vanaf %(day)s") % {"day": in_words(first)}
    if last:
        return gettext("tot en met %(day)s") % {"day": in_words(last)}
    return gettext("nog niet bekend")


def _day(moment: datetime | None) -> str:
    return in_words(timezone.localdate(moment)) if moment else gettext("nog niet")
