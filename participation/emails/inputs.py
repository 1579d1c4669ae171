from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.models import Event

from ..models import Input, InputAnswer
from ..selections.hearing import asking


def objected(event: Event, given: Input) -> None:
    """An objection waits for an answer: who asks hears of it."""
    people = [(one, why) for one, why in asking(given.process) if one.pk != given.person_id]
    notify(
        event,
        people,
        "participation/email/input_given.txt",
        asks=True,
        process=given.process,
        given=given,
        answer_url=settings.SITE_URL + reverse("participation:answer_input", args=[given.pk]),
    )


def answered(event: Event, given: Input, answer: InputAnswer) -> None:
    """Who gave it."""
    notify(
        event,
        [(given.person, Reason.AUTHOR)],
        "participation/email/input_answered.txt",
        process=given.process,
        given=given,
        answer=answer,
    )


def judged(event: Event, given: Input) -> None:
    notify(
        event,
        [(given.person, Reason.AUTHOR)],
        "participation/email/input_judged.txt",
        asks=True,
        given=given,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["inbreng", given.pk]),
    )
