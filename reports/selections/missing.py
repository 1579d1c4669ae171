"""What a report still lacks, for the coordinator who finishes it."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from ..content import Content
from ..states.reports import Chapter


class Missing(NamedTuple):
    """`must`: it cannot be published without."""

    chapter: str
    words: str
    must: bool = False


def missing(content: Content, *, residents: int) -> list[Missing]:
    """What must be there first."""
    facts = content.facts
    found = []
    if not content.words.get(Chapter.LACKS):
        found.append(
            Missing(
                Chapter.LACKS,
                _("Schrijf in uw eigen woorden wat (nog) niet werkt."),
                must=True,
            )
        )
    if not residents:
        found.append(
            Missing("", _("Bewoners hadden nog geen deel in wat hier staat. Vraag hun verhaal."))
        )
    if not any(one.pictures for one in facts.stories.lines):
        found.append(Missing(Chapter.STORIES, _("Er is nog geen verhaal met een foto.")))
    if not facts.goals:
        found.append(Missing(Chapter.GOALS, _("Er zijn dit jaar geen doelen gekozen.")))
    unjudged = [one.title for one in facts.goals if not one.reviews]
    found += [
        Missing(Chapter.GOALS, _("Dit doel is niet besproken: %(goal)s") % {"goal": title})
        for title in unjudged
    ]
    silent = [
        line.title for line in facts.refused.lines if not line.why and line.state == "answer:late"
    ]
    found += [
        Missing(
            Chapter.REFUSED, _("Leg uit waarom het antwoord uitblijft: %(title)s") % {"title": one}
        )
        for one in silent[:3]
    ]
    if not facts.lessons:
        found.append(Missing(Chapter.LESSONS, _("Nog geen team vertelde wat het leerde.")))
    return found
