from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import ngettext

from ..models import Initiative
from ..states import ANSWER_ICONS, ANSWER_WORDS, LATE_WORDS, Stage, Status


class Card(NamedTuple):
    """What the component `card_initiative` shows of an initiative."""

    title: str
    url: str
    where: str
    photo: str
    photo_srcset: str
    icon: str
    tint: int
    stage: str
    stage_label: str
    answer: str
    answer_label: str
    answer_icon: str
    supports: int
    supports_words: str


def cards(initiatives: Iterable[Initiative]) -> list[Card]:
    """Cards of initiatives that were fetched with `for_cards`; asks the database nothing."""
    return [_card(initiative) for initiative in initiatives]


def _card(initiative: Initiative) -> Card:
    photo, review = initiative.photo, initiative.review
    supporters: int = getattr(initiative, "supporters", 0)
    return Card(
        title=initiative.title,
        url=initiative.get_absolute_url(),
        where=initiative.where,
        photo=photo.small if photo else "",
        photo_srcset=photo.srcset_webp if photo else "",
        icon=initiative.theme_icon,
        tint=initiative.pk % 3 + 1,
        stage=initiative.stage,
        stage_label=str(Stage(initiative.stage).label).capitalize(),
        answer="late" if review.is_late else review.status,
        answer_label=str(LATE_WORDS if review.is_late else ANSWER_WORDS[Status(review.status)]),
        answer_icon="alert-triangle" if review.is_late else ANSWER_ICONS[Status(review.status)],
        supports=supporters,
        supports_words=ngettext("steunt dit", "steunen dit", supporters),
    )
