"""What can be flagged here, and how it is hidden."""

from typing import Any

from accounts.models import User
from activity import flags

from ..actions import agenda, inputs, judging
from ..models import AgendaItem, GroupMessage, HourQuestion, Input, PollWords


def _told(given: Input) -> flags.Told:
    """It is shown without a name, so who moderates reads none."""
    return flags.Told(
        subject=given,
        title=given.process.title,
        words=given.words,
        who="",
        url=given.get_absolute_url(),
        neighbourhood=given.process.neighbourhood,
        state=given.visibility,
    )


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


flags.register(
    flags.Flaggable(
        model=Input,
        path="inbreng",
        standing=lambda: Input.objects.select_related(
            "process__neighbourhood__municipality", "person"
        ),
        seen_by=Input.objects.visible_to,
        tell=_told,
        authors=lambda given: [given.person],
        hide=lambda given, reason, by: inputs.hide(given, reason, by=by),
        show=lambda given, by: inputs.show(given, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=AgendaItem,
        path="agendapunt",
        standing=lambda: AgendaItem.objects.select_related(
            "meeting__neighbourhood__municipality", "person"
        ),
        seen_by=AgendaItem.objects.visible_to,
        tell=_tell_item,
        authors=lambda item: [item.person],
        hide=lambda item, reason, by: agenda.hide(item, reason, by=by),
        show=lambda item, by: agenda.show(item, by=by),
    )
)


def _said(words: Any, title: str) -> flags.Told:
    """It is written without a name, so who moderates reads none."""
    return flags.Told(
        subject=words,
        title=title,
        words=words.words,
        who="",
        url=words.get_absolute_url(),
        neighbourhood=judging.place_of(words),
        state=words.visibility,
    )


def _authors(words: Any) -> list[User]:
    return [words.person] if words.person else []


# --- Panels, polls and question hour
flags.register(
    flags.Flaggable(
        model=PollWords,
        path="antwoord-in-peiling",
        standing=lambda: PollWords.objects.select_related(
            "question__poll__neighbourhood__municipality", "answer__person"
        ),
        seen_by=PollWords.objects.visible_to,
        tell=lambda words: _said(words, words.question.text),
        authors=_authors,
        hide=lambda words, reason, by: judging.hide(words, reason, by=by),
        show=lambda words, by: judging.show(words, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=HourQuestion,
        path="vraag-in-vragenuur",
        standing=lambda: HourQuestion.objects.select_related(
            "hour__neighbourhood__municipality", "person"
        ),
        seen_by=HourQuestion.objects.visible_to,
        tell=lambda question: _said(question, question.hour.title),
        authors=_authors,
        hide=lambda question, reason, by: judging.hide(question, reason, by=by),
        show=lambda question, by: judging.show(question, by=by),
    )
)

flags.register(
    flags.Flaggable(
        model=GroupMessage,
        path="bericht-in-focusgroep",
        standing=lambda: GroupMessage.objects.select_related(
            "group__neighbourhood__municipality", "person"
        ),
        seen_by=GroupMessage.objects.visible_to,
        tell=lambda message: _said(message, message.group.title)._replace(
            who=message.person.public_name
        ),
        authors=_authors,
        hide=lambda message, reason, by: judging.hide(message, reason, by=by),
        show=lambda message, by: judging.show(message, by=by),
    )
)
