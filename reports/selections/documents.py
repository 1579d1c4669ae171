"""A report as a document to print and to have read aloud: the same words as on its page, in the
same order, in the language of who reads."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, gettext, ngettext

from core.dates import in_words
from core.documents import Block, Bullets, Document, Heading, Picture, Quote, Table, Text
from core.numbers import say_number
from goals.selections.figures import period_words, with_unit

from .. import content as told
from .. import words
from ..content import Content
from ..models import Report
from ..states.reports import Chapter
from ..states.voices import Voice
from .pictures import map_picture, printed, shown_address

MOST_PICTURES = 40  # in one document: each is some 150 kB
MOST_WORDS = 1200  # characters of one line


class _Room:
    """How many pictures there is still room for."""

    left = MOST_PICTURES

    def picture(self, line: told.Line) -> Iterator[Picture]:
        for one in line.pictures[:1]:
            if self.left and (found := picture_of(one, line.title, width=0.6)):
                self.left -= 1
                yield found


def title_of(report: Report) -> str:
    return f"{report}: {report.neighbourhood.name}"


def document_of(report: Report, content: Content) -> Document:
    """No queries: `report` comes with its neighbourhood and municipality."""
    facts = content.facts
    address, _url = shown_address(report.get_absolute_url())
    return Document(
        title=title_of(report),
        language=(get_language() or "nl")[:2],
        subtitle=gettext("Dit gebeurde er in %(name)s van %(first)s tot en met %(last)s.")
        % {
            "name": facts.neighbourhood,
            "first": in_words(facts.first_day, "j F"),
            "last": in_words(facts.last_day),
        },
        author=facts.municipality,
        contents=gettext("In dit verslag"),
        blocks=[*_begin(report, content, address), *_chapters(content)],
    )


def picture_of(photo: told.Picture, about: str, *, width: float) -> Picture | None:
    alt = photo.description or gettext("Foto bij: %(title)s") % {"title": about}
    return printed(photo.folder, photo.widths, alt, width=width)


def _begin(report: Report, content: Content, address: str) -> Iterator[Block]:
    if not report.is_published:
        yield Text(gettext("Dit is een concept. Het is nog niet gepubliceerd."), gettext("Let op:"))
    if found := map_picture(report.neighbourhood):
        yield found
    yield Text(address, gettext("Op de site:"))
    made = {"made": in_words(content.facts.made_on)}
    yield Text(gettext("Gemaakt van wat er tot %(made)s is opgeschreven.") % made)
    for note in content.corrections:
        label = f"{in_words(note.day)}, {Chapter(note.chapter).label}:"
        yield Text(note.text, f"{gettext('Gecorrigeerd')} {label}")
    if content.explanation:
        yield Text(content.explanation, gettext("Waarom zonder bewoners:"))


def _chapters(content: Content) -> Iterator[Block]:
    room = _Room()
    chapters: dict[Chapter, Callable[[], Iterator[Block]]] = {
        Chapter.STORIES: lambda: _stories(content, room),
        Chapter.GOALS: lambda: _goals(content.facts, room),
        Chapter.AGREEMENTS: lambda: _agreements(content.facts),
        Chapter.REFUSED: lambda: _lines(
            content.facts.refused,
            gettext("In deze tijd is niets geweigerd of gestopt, en wacht niemand te lang."),
        ),
        Chapter.LACKS: lambda: _lines(content.facts.lacks, ""),
        Chapter.OWN: lambda: _lines(
            content.facts.own, gettext("Daarvan staat in deze tijd niets op deze site."), room
        ),
        Chapter.LESSONS: lambda: _lessons(content.facts),
        Chapter.FIGURES: lambda: _figures(content.facts),
    }
    for chapter in Chapter:
        yield Heading(str(chapter.label))
        yield from _written(content, chapter)
        yield from chapters[chapter]()


def _written(content: Content, chapter: Chapter) -> Iterator[Block]:
    """The coordinator's own words, and what was left out and why."""
    if found := content.words.get(chapter, ""):
        yield Text(found)
    for one in content.left_out:
        if one.chapter == chapter:
            left = ngettext(
                "Hier is %(number)s regel weggelaten.",
                "Hier zijn %(number)s regels weggelaten.",
                one.number,
            )
            yield Text(f"{left % {'number': one.number}} {gettext('Waarom:')} {one.why}")


def _stories(content: Content, room: _Room) -> Iterator[Block]:
    """Signed ones first, whole: nobody shortens somebody's words."""
    facts = content.facts
    for signed in content.signed:
        yield Heading(signed.title, 2)
        yield from room.picture(told.Line("", signed.title, pictures=signed.pictures))
        by = (signed.signed, str(Voice(signed.voice).label), signed.who)
        yield Quote(signed.text, ", ".join(filter(None, by)))
    if not facts.stories.lines and not content.signed:
        yield Text(gettext("In deze tijd schreef geen team nieuws op deze site."))
    for one in facts.stories.lines:
        yield Heading(one.title, 2)
        yield from room.picture(one)
        yield Quote(_short(one.text), _signed(one.who or gettext("Het team"), one.day))
        yield from _for_goal(one.goal)
    yield from _more(facts.stories.more)


def _goals(facts: told.Facts, room: _Room) -> Iterator[Block]:
    if not facts.goals:
        yield Text(gettext("Voor %(year)s zijn geen doelen gekozen.") % {"year": facts.year})
    for goal in facts.goals:
        yield from _goal(goal, room)
    if facts.said.lines:
        yield Heading(gettext("Wat mensen zagen veranderen"), 2)
        for one in facts.said.lines:
            yield Quote(_short(one.text), one.title)
        yield from _more(facts.said.more)


def _goal(goal: told.GoalAccount, room: _Room) -> Iterator[Block]:
    yield Heading(goal.title, 2)
    yield Text(goal.want)
    state, theme = words.GOAL_STATES.get(goal.state, ""), words.THEMES.get(goal.theme, "")
    yield Text(", ".join(str(one) for one in (state, theme) if one), gettext("Hoe het staat:"))
    yield Text(f"{words.SAY.get(goal.say, '')}. {goal.say_words}", gettext("Wie beslist:"))
    yield from _because(goal.why, goal.possible)
    for judged in goal.reviews:
        label = gettext("Kwartaal %(quarter)s") % {"quarter": judged.title}
        yield Text(f"{_state(judged.state)}. {judged.why}", f"{label}:")
        if judged.text:
            yield Text(judged.text, gettext("Zo luidt het doel nu:"))
        yield from _because("", judged.possible)
    if not goal.reviews:
        yield Text(gettext("Over dit doel is in deze tijd geen oordeel gegeven."))
    for saw in goal.saw:
        yield Text(
            gettext(
                "%(better)s mensen zagen het beter gaan, %(same)s hetzelfde en %(worse)s slechter."
            )
            % {"better": saw.better, "same": saw.same, "worse": saw.worse},
            f"{gettext('Kwartaal %(quarter)s') % {'quarter': saw.quarter}}:",
        )
    yield from _done(goal, room)


def _done(goal: told.GoalAccount, room: _Room) -> Iterator[Block]:
    if goal.done:
        yield Table(
            gettext("Wie wat deed"),
            [gettext("Wie"), gettext("Bijdragen"), gettext("Uren"), gettext("Euro")],
            [
                [one.who, str(one.number), _number(one.hours), _number(one.euros)]
                for one in goal.done
            ],
        )
    else:
        yield Text(gettext("In deze tijd schreef niemand op wat er voor dit doel is gedaan."))
    for one in goal.newest:
        yield from _line(one, room, with_goal=False)
    if goal.initiatives:
        yield Heading(gettext("Initiatieven die bijdragen"), 3)
        yield Bullets([f"{one.title} ({_state(one.state)})" for one in goal.initiatives])
        yield from _more(goal.initiatives_more)
    if goal.agreements.is_any:
        yield Text(_kept(goal.agreements), gettext("Afspraken voor dit doel:"))


def _agreements(facts: told.Facts) -> Iterator[Block]:
    if not facts.agreements:
        yield Text(gettext("Er liepen in deze tijd geen afspraken."))
    for party in facts.agreements:
        if not party.is_professional:
            yield Heading(gettext("Bewoners en hun teams"), 2)
            kept = ngettext(
                "Samen kwamen zij %(number)s afspraak na.",
                "Samen kwamen zij %(number)s afspraken na.",
                party.numbers.kept,
            )
            yield Text(kept % {"number": party.numbers.kept})
            continue
        yield Heading(party.who, 2)
        yield Text(_kept(party.numbers, with_rate=True))
        for one in party.lines:
            yield from _line(one)
        yield from _more(party.more)


def _lessons(facts: told.Facts) -> Iterator[Block]:
    if not facts.lessons:
        yield Text(gettext("In deze tijd schreef geen team op wat het leerde."))
    for one in facts.lessons:
        yield Heading(one.title, 2)
        for label, found in (
            (gettext("De vraag:"), one.question),
            (gettext("Wat is geprobeerd:"), one.tryout),
            (gettext("Wat is geleerd:"), one.learned),
            (gettext("Wat hielp:"), one.helped),
            (gettext("Wat het team anders zou doen:"), one.otherwise),
            (gettext("Wat het bracht:"), one.brought),
        ):
            if found:
                yield Text(_short(found), label)
        yield from _for_goal(one.goal)
    yield from _more(facts.lessons_more)


def _figures(facts: told.Facts) -> Iterator[Block]:
    yield Text(
        gettext("Een cijfer vertelt nooit het hele verhaal. Daarom staat erbij wat het betekent.")
    )
    for one in facts.figures:
        yield from _figure(one)
    if facts.numbers:
        yield Table(
            gettext("Geteld op deze site"),
            [gettext("Wat"), gettext("Nu"), gettext("Ervoor"), gettext("Wat het betekent")],
            [_counted(one) for one in facts.numbers],
        )


def _figure(one: told.Figure) -> Iterator[Block]:
    yield Heading(one.title, 2)
    now = f"{_of_unit(one.value, one.unit)} ({in_period(one.period)})"
    if one.before is not None:
        now += gettext(", eerder %(before)s (%(period)s)") % {
            "before": _of_unit(one.before, one.unit),
            "period": in_period(one.before_period),
        }
    yield Text(now)
    if one.trend in words.TRENDS:
        yield Text(f"{capfirst(str(words.TRENDS[one.trend].label))}.")
    sure = capfirst(str(words.CONFIDENCE.get(one.confidence, "")))
    yield Text(f"{sure}. {one.confidence_words}", gettext("Komt het door wat wij doen?"))
    for meant in one.meanings:
        yield Quote(_short(meant.words), meant.who)
    about = {"goal": one.goal, "source": one.source}
    yield Text(gettext("Voor het doel: %(goal)s. Bron: %(source)s.") % about)


def _counted(one: told.Number) -> list[str]:
    label, means = words.NUMBERS.get(one.code, (one.code, ""))
    before = gettext("onbekend") if one.before is None else _number(one.before)
    return [capfirst(str(label)), _number(one.value), before, str(means)]


def _lines(section: told.Section, nothing: str, room: _Room | None = None) -> Iterator[Block]:
    if not section.lines and nothing:
        yield Text(nothing)
    for one in section.lines:
        yield from _line(one, room)
    yield from _more(section.more)


def _line(one: told.Line, room: _Room | None = None, *, with_goal: bool = True) -> Iterator[Block]:
    """What it is about, who, when and how it stands; below that why, and what is possible."""
    about = [one.who, in_words(one.day) if one.day else "", _state(one.state)]
    yield Text(
        "\n".join(part for part in (", ".join(filter(None, about)), _short(one.text)) if part),
        f"{one.title}.",
    )
    yield from _because(one.why, one.possible)
    if room:
        yield from room.picture(one)
    if with_goal:
        yield from _for_goal(one.goal)


def _because(why: str, possible: str) -> Iterator[Block]:
    if why:
        yield Text(_short(why), gettext("Waarom:"))
    if possible:
        yield Text(_short(possible), gettext("Wat er wel kan:"))


def _for_goal(goal: str) -> Iterator[Block]:
    if goal:
        yield Text(goal, gettext("Voor het doel:"))


def _more(number: int) -> Iterator[Block]:
    if number:
        told_more = ngettext(
            "En nog %(number)s, op de pagina’s van de wijk.",
            "En nog %(number)s, op de pagina’s van de wijk.",
            number,
        )
        yield Text(told_more % {"number": number})


def _kept(numbers: told.Kept, *, with_rate: bool = False) -> str:
    told_of = [
        gettext("Nagekomen: %(kept)s. Niet nagekomen: %(broken)s.") % vars(numbers),
        gettext("Te laat: %(late)s.") % vars(numbers) if numbers.late else "",
        gettext("Nieuwe datum: %(renewed)s.") % vars(numbers) if numbers.renewed else "",
        gettext("Loopt nog: %(running)s.") % vars(numbers) if numbers.running else "",
    ]
    if numbers.unconfirmed:
        told_of.append(gettext("Wacht op bevestiging: %(unconfirmed)s.") % vars(numbers))
    if with_rate and numbers.rate is not None:
        rate = {"rate": numbers.rate}
        told_of.append(gettext("Van wat is afgelopen is %(rate)s procent nagekomen.") % rate)
    return " ".join(filter(None, told_of))


def in_period(period: str) -> str:
    """`2026-3` in words."""
    year, _dash, quarter = period.partition("-")
    return period_words(int(year), int(quarter) if quarter else None)


def _state(code: str) -> str:
    return str(words.STATES[code].label) if code in words.STATES else ""


def _signed(who: str, day: date | None) -> str:
    return f"{who}, {in_words(day)}" if day else who


def _of_unit(value: float, unit: str) -> str:
    return with_unit(Decimal(str(value)), unit)


def _number(value: float) -> str:
    return say_number(Decimal(str(value)))


def _short(text: str) -> str:
    return Truncator(text).chars(MOST_WORDS)
