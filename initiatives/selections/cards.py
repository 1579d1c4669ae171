from collections.abc import Iterable
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import ngettext

from ..models import Initiative, Photo
from ..states import ANSWER_ICONS, ANSWER_WORDS, LATE_WORDS, Stage, Status

LATE = "late"


class Card(NamedTuple):
    """What the component `cards` shows of one initiative; figures as text, that needs no making."""

    title: str
    url: str
    where: str
    photo: str
    photo_srcset: str
    icon: str
    tint: str
    stage: str
    stage_label: str
    answer: str
    answer_label: str
    answer_icon: str
    supports: str
    supports_words: str
    is_hidden: bool
    kind_label: str = ""


def cards(initiatives: Iterable[Initiative]) -> list[Card]:
    """Cards of initiatives that were fetched with `for_cards`; asks for their photos only."""
    shown = list(initiatives)
    photos = Photo.objects.covers_of(shown)
    stages = {stage.value: str(stage.label).capitalize() for stage in Stage}
    answers = {LATE: str(LATE_WORDS)} | {
        status.value: str(words) for status, words in ANSWER_WORDS.items()
    }
    return [_card(initiative, photos.get(initiative.pk), stages, answers) for initiative in shown]


def _card(
    initiative: Initiative, photo: Photo | None, stages: dict[str, str], answers: dict[str, str]
) -> Card:
    """`stages` and `answers` are the words for them, looked up once for all cards."""
    review = initiative.review
    answer = LATE if review.is_late else review.status
    supporters: int = getattr(initiative, "supporters", 0)
    return Card(
        title=initiative.title,
        url=initiative.get_absolute_url(),
        where=initiative.where,
        photo=photo.small if photo else "",
        photo_srcset=photo.srcset_webp if photo else "",
        icon=initiative.theme_icon,
        tint=str(initiative.pk % 3 + 1),
        stage=initiative.stage,
        stage_label=stages[initiative.stage],
        answer=answer,
        answer_label=answers[answer],
        answer_icon="alert-triangle" if review.is_late else ANSWER_ICONS[Status(review.status)],
        supports=number_format(supporters) if supporters else "",
        supports_words=ngettext("steunt dit", "steunen dit", supporters),
        is_hidden=not initiative.is_public,
        kind_label=initiative.kind_on_card,
    )
