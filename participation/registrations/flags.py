"""What can be flagged here, and how it is hidden."""

from typing import Any

from accounts.models import User
from activity import flags

from ..actions import judging
from ..models import GroupMessage, HourQuestion, PollWords


def _told(words: Any, title: str) -> flags.Told:
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
        tell=lambda words: _told(words, words.question.text),
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
        tell=lambda question: _told(question, question.hour.title),
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
        tell=lambda message: _told(message, message.group.title)._replace(
            who=message.person.public_name
        ),
        authors=_authors,
        hide=lambda message, reason, by: judging.hide(message, reason, by=by),
        show=lambda message, by: judging.show(message, by=by),
    )
)
