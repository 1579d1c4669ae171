from django.conf import settings
from django.urls import reverse

from activity.actions import notify
from activity.models import Event

from ..models import QuarterlyReview
from ..selections.hearing import with_a_part


def opened(event: Event, review: QuarterlyReview) -> None:
    """One kind invitation to everyone with a part."""
    _tell(event, review, "goals/email/review_opened.txt")


def soon(event: Event, review: QuarterlyReview) -> None:
    _tell(event, review, "goals/email/review_soon.txt")


def closed(event: Event, review: QuarterlyReview) -> None:
    """What came of it, for who had a part."""
    _tell(event, review, "goals/email/review_closed.txt")


def _tell(event: Event, review: QuarterlyReview, template: str) -> None:
    voice = settings.SITE_URL + reverse("goals:give_voice", args=[review.pk])
    people = with_a_part(review.plan)
    notify(event, people, template, title=str(review), review=review, voice_url=voice)
