"""A report as it is read: its facts, without what was left out or hidden since, in the chosen
order, with people's own words."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any, TypeVar

from ..content import (
    Content,
    Facts,
    Figure,
    GoalAccount,
    LeftOutHere,
    Line,
    PartyAgreements,
    Section,
    from_plain,
)
from ..models import LeftOut, Report, ReportWords
from ..states.reports import Chapter
from .standing import hidden_among
from .voices import corrections_of, signed_in

T = TypeVar("T")
Shows = Callable[[Line], bool]


def facts_of(report: Report) -> Facts | None:
    """Of the draft; None while the first one is being made. The report comes with its making."""
    plain = report.making.facts
    return from_plain(Facts, plain) if plain else None


def content_of(report: Report) -> Content | None:
    """What somebody reads now: of a published report what was frozen, of another its draft.

    With the signed stories and the corrections that there are. What was hidden by the house rules
    since, or taken away by who wrote it, is gone from both.
    """
    found = compose(report) if report.frozen is None else from_plain(Content, report.frozen)
    if found is None:
        return None
    return replace(
        without_hidden(found), signed=signed_in(report), corrections=corrections_of(report)
    )


def compose(report: Report) -> Content | None:
    """What would be frozen now."""
    facts = facts_of(report)
    if facts is None:
        return None
    left = list(LeftOut.objects.filter(report=report).order_by("chapter", "why", "pk"))
    words = ReportWords.objects.filter(report=report)
    return Content(
        facts=_chosen(facts, left, report.story_order),
        words=dict(words.values_list("chapter", "words")),
        left_out=_left_out(facts, left),
        explanation=report.explanation,
    )


def lines_of(facts: Facts, chapter: str) -> list[Line]:
    """What of a chapter can be left out, line by line."""
    match chapter:
        case Chapter.STORIES:
            return facts.stories.lines
        case Chapter.GOALS:
            newest = [line for goal in facts.goals for line in goal.newest]
            return newest + facts.said.lines
        case Chapter.AGREEMENTS:
            return [line for party in facts.agreements for line in party.lines]
        case Chapter.REFUSED:
            return facts.refused.lines
        case Chapter.LACKS:
            return facts.lacks.lines
        case Chapter.OWN:
            return facts.own.lines
        case Chapter.LESSONS:
            return [Line(key=one.key, title=one.title) for one in facts.lessons]
        case Chapter.FIGURES:
            return [Line(key=one.key, title=f"{one.title}: {one.goal}") for one in facts.figures]
    return []


def in_order(stories: Iterable[Line], order: Collection[str]) -> list[Line]:
    """As the coordinator put them; what is new stands behind."""
    places = {key: place for place, key in enumerate(order)}
    return sorted(stories, key=lambda one: places.get(one.key, len(places)))


def without_hidden(content: Content) -> Content:
    facts = content.facts
    hidden = hidden_among(_keys(facts))
    return replace(
        content, facts=_shown(facts, lambda one: not hidden & {one.key, *one.rest}, hidden)
    )


def _chosen(facts: Facts, left: Iterable[LeftOut], order: Collection[str]) -> Facts:
    gone: dict[str, set[str]] = {}
    for one in left:
        gone.setdefault(one.chapter, set()).add(one.line)

    def keeps(chapter: Chapter) -> Callable[[Any], bool]:
        keys = gone.get(chapter, set())
        return lambda one: one.key not in keys

    stories = _only(facts.stories, keeps(Chapter.STORIES))
    in_goals, in_agreements = keeps(Chapter.GOALS), keeps(Chapter.AGREEMENTS)
    return replace(
        facts,
        stories=replace(stories, lines=in_order(stories.lines, order)),
        goals=[replace(one, newest=list(filter(in_goals, one.newest))) for one in facts.goals],
        said=_only(facts.said, in_goals),
        agreements=[_of_party(one, in_agreements) for one in facts.agreements],
        refused=_only(facts.refused, keeps(Chapter.REFUSED)),
        lacks=_only(facts.lacks, keeps(Chapter.LACKS)),
        own=_only(facts.own, keeps(Chapter.OWN)),
        lessons=list(filter(keeps(Chapter.LESSONS), facts.lessons)),
        figures=list(filter(keeps(Chapter.FIGURES), facts.figures)),
    )


def _left_out(facts: Facts, left: Iterable[LeftOut]) -> list[LeftOutHere]:
    """Of what is there to leave out; a story may go without a word (rule R9)."""
    there = {chapter: {one.key for one in lines_of(facts, chapter)} for chapter in Chapter.values}
    told = [one for one in left if one.why and one.line in there[one.chapter]]
    grouped = groupby(told, key=lambda one: (one.chapter, one.why))
    return [LeftOutHere(chapter, len(list(rows)), why) for (chapter, why), rows in grouped]


def _shown(facts: Facts, shows: Shows, hidden: Collection[str]) -> Facts:
    def with_pictures(section: Section) -> Section:
        return replace(section, lines=[_clean(one, hidden) for one in section.lines if shows(one)])

    return replace(
        facts,
        stories=with_pictures(facts.stories),
        goals=[_of_goal(one, shows, hidden) for one in facts.goals if one.key not in hidden],
        said=_only(facts.said, shows),
        agreements=[_of_party(one, shows) for one in facts.agreements],
        refused=_only(facts.refused, shows),
        lacks=_only(facts.lacks, shows),
        own=with_pictures(facts.own),
        lessons=[one for one in facts.lessons if one.key not in hidden],
        figures=[_of_figure(one, hidden) for one in facts.figures],
    )


def _clean(line: Line, hidden: Collection[str]) -> Line:
    """Photos stay as long as they are public."""
    if not line.pictures:
        return line
    return replace(line, pictures=[one for one in line.pictures if one.key not in hidden])


def _of_goal(goal: GoalAccount, shows: Shows, hidden: Collection[str]) -> GoalAccount:
    return replace(
        goal,
        newest=[_clean(one, hidden) for one in goal.newest if shows(one)],
        initiatives=list(filter(shows, goal.initiatives)),
    )


def _of_figure(figure: Figure, hidden: Collection[str]) -> Figure:
    return replace(figure, meanings=[one for one in figure.meanings if one.key not in hidden])


def _of_party(party: PartyAgreements, shows: Shows) -> PartyAgreements:
    return replace(party, lines=list(filter(shows, party.lines)))


def _only(section: Section, shows: Shows) -> Section:
    return replace(section, lines=list(filter(shows, section.lines)))


def _keys(facts: Facts) -> set[str]:
    """Of all that can be hidden."""
    found = {one.key for one in facts.goals} | {one.key for one in facts.lessons}
    for chapter in Chapter.values:
        for line in lines_of(facts, chapter):
            found |= {line.key, *line.rest, *(one.key for one in line.pictures)}
    for goal in facts.goals:
        found |= {one.key for one in goal.initiatives}
    return found | {one.key for figure in facts.figures for one in figure.meanings}
