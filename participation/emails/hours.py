from activity.actions import Reason, notify
from activity.models import Event

from ..models import HourQuestion


def answered(event: Event, question: HourQuestion) -> None:
    """Who asked it, with an account."""
    if question.person is None:
        return
    notify(
        event,
        [(question.person, Reason.AUTHOR)],
        "participation/email/hour_answered.txt",
        question=question,
    )
