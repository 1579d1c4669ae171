"""What can be flagged here, and how it is hidden."""

from typing import Any

from activity import flags
from neighbourhoods.models import Neighbourhood

from ..actions import agenda, inputs, judging
from ..models import AgendaItem, GroupMessage, HourQuestion, Input, PollWords


def _told(words: Any, title: str) -> flags.Told:
    """It is shown without a name, so who moderates reads none."""
    return flags.Told(
        subject=words,
        title=title,
        words=words.words,
        who="",
        url=words.get_absolute_url(),
        neighbourhood=_place_of(words),
        state=words.visibility,
    )


def _place_of(words: Any) -> Neighbourhood:
    return words.process.neighbourhood if isinstance(words, Input) else judging.place_of(words)


def _tell_item(item: AgendaItem) -> flags.Told:
    return flags.Told(
        subject=item.meeting,
        title=item.title,
        words="\n".join(filter(None, (item.title, item.text))),
        who=item.person.public_name,
        url=item.get_absolute_url(),
        neighbourhood=item.meeting.neighbourhood,
        state=item.visibility,
        anchor=f"#punt-{item.pk}",
    )


def _register(model: Any, path: str, tell: Any, *related: str, room: Any = judging) -> None:
    """`room` are the actions that hide and show it; `related` is what telling of it reads."""
    flags.register(
        flags.Flaggable(
            model=model,
            path=path,
            standing=lambda: model.objects.select_related(*related),
            seen_by=model.objects.visible_to,
            tell=tell,
            authors=lambda words: [words.person] if words.person else [],
            hide=lambda words, reason, by: room.hide(words, reason, by=by),
            show=lambda words, by: room.show(words, by=by),
        )
    )


_register(
    Input,
    "inbreng",
    lambda given: _told(given, given.process.title),
    "process__neighbourhood__municipality",
    "person",
    room=inputs,
)
_register(
    AgendaItem,
    "agendapunt",
    _tell_item,
    "meeting__neighbourhood__municipality",
    "person",
    room=agenda,
)
_register(
    PollWords,
    "antwoord-in-peiling",
    lambda words: _told(words, words.question.text),
    "question__poll__neighbourhood__municipality",
    "answer__person",
)
_register(
    HourQuestion,
    "vraag-in-vragenuur",
    lambda question: _told(question, question.hour.title),
    "hour__neighbourhood__municipality",
    "person",
)
_register(
    GroupMessage,
    "bericht-in-focusgroep",
    lambda said: _told(said, said.group.title)._replace(who=said.person.public_name),
    "group__neighbourhood__municipality",
    "person",
)
