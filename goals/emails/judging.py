from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.flags import registered
from activity.models import Event

from ..models import Goal, GoalSupport, Meaning, Problem, Voice


def judged(event: Event, words: Goal | GoalSupport | Problem | Meaning | Voice) -> None:
    """Who wrote it; of somebody without an account nobody."""
    if words.person is None:
        return
    path = next(one.path for one in registered() if one.model is type(words))
    notify(
        event,
        [(words.person, Reason.AUTHOR)],
        "goals/email/judged.txt",
        asks=True,
        about=words,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=[path, words.pk]),
    )
