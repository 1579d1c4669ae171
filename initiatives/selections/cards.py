from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext

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


class Words(NamedTuple):
    """For each stage and each answer, in one language."""

    language: str | None
    stages: dict[str, str]
    answers: dict[str, str]


def cards(initiatives: Iterable[Initiative]) -> list[Card]:
    """Cards of initiatives that were fetched with `for_cards`; asks for their photos only."""
    shown = list(initiatives)
    photos, words = Photo.objects.covers_of(shown), _words_in(get_language())
    return [_card(initiative, photos.get(initiative.pk), words) for initiative in shown]


@cache  # the same for everybody who reads this language
def _words_in(language: str | None) -> Words:
    return Words(
        language=language,
        stages={stage.value: str(stage.label).capitalize() for stage in Stage},
        answers={LATE: str(LATE_WORDS)}
        | {status.value: str(words) for status, words in ANSWER_WORDS.items()},
    )


@lru_cache(maxsize=4096)  # most initiatives have a handful
def _supports(number: int, _language: str | None) -> tuple[str, str]:
    """In figures, and the words after them; nobody is no figure."""
    return number_format(number) if number else "", ngettext("steunt dit", "steunen dit", number)


def _card(initiative: Initiative, photo: Photo | None, words: Words) -> Card:
    review, is_late = initiative.review, initiative.review.is_late
    answer = LATE if is_late else review.status
    supports, supports_words = _supports(getattr(initiative, "supporters", 0), words.language)
    return Card(
        title=initiative.title,
        url=initiative.get_absolute_url(),
        where=initiative.where,
        photo=photo.small if photo else "",
        photo_srcset=photo.srcset_webp if photo else "",
        icon=initiative.theme_icon,
        tint=str(initiative.pk % 3 + 1),
        stage=initiative.stage,
        stage_label=words.stages[initiative.stage],
        answer=answer,
        answer_label=words.answers[answer],
        answer_icon="alert-triangle" if is_late else ANSWER_ICONS[Status(review.status)],
        supports=supports,
        supports_words=supports_words,
        is_hidden=not initiative.is_public,
        kind_label=initiative.kind_on_card,
    )
