"""The photos that the pages of an initiative show."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from core.paging import PER_PAGE, Page, page
from core.photos import PhotoState
from core.statements import Asked, named

from ..models import Initiative, Photo
from ..models.photo import PhotoQuerySet

SHOWN = 7  # of the album: the cover, and six below it
SHOWN_OF_NEWS = 60


class Album(NamedTuple):
    """`news` has photos by the key of an update; `coming` is what `coming_of` gives."""

    cover: Photo | None
    others: list[Photo]
    news: dict[int, list[Photo]]
    coming: Photo | None


def page_with(photos: PhotoQuerySet, photo: int | None, number: str | None) -> Page[Photo]:
    """The page on which `photo` stands; without it, or where it is not, the one called `number`."""
    keys = list(photos.values_list("pk", flat=True)) if photo else []
    if photo not in keys:
        return page(photos, number)
    return page(photos, str(keys.index(photo) // PER_PAGE + 1), total=len(keys))


SHOWN_ON_PAGE = """
    SELECT id, initiative_id, update_id, description, width, height, widths, state, problem
    FROM initiatives_photo
    WHERE initiative_id = %(initiative)s AND (
        state = '{ready}' AND hidden_reason = '' AND (
            id IN (
                SELECT id FROM initiatives_photo
                WHERE state = '{ready}' AND hidden_reason = '' AND initiative_id = %(initiative)s
                    AND update_id IS NULL
                ORDER BY position, id
                LIMIT {shown}
            )
            OR update_id IN ({updates})
        )
        {or_coming}
    )
    ORDER BY CASE WHEN update_id IS NULL THEN 0 ELSE 1 END, update_id DESC, position, id
    LIMIT {most}
"""
OR_COMING = "OR state <> '{ready}' AND update_id IS NULL AND sent_as IS NULL"


def album_of(
    initiative: Initiative, updates: Collection[int], *, with_coming: bool = False
) -> Album:
    """The first of the album, and those of these updates; `with_coming` for its team.

    One statement, written out, for it stands on the page most read.
    """
    asked: dict[str, Asked] = {"initiative": initiative.pk}
    statement = SHOWN_ON_PAGE.format(
        ready=PhotoState.READY,
        shown=SHOWN,
        updates=named("update", updates, asked) or "NULL",
        or_coming=OR_COMING.format(ready=PhotoState.READY) if with_coming else "",
        most=SHOWN_OF_NEWS + SHOWN,
    )
    news: dict[int, list[Photo]] = defaultdict(list)
    row: list[Photo] = []
    coming: Photo | None = None
    for photo in Photo.objects.raw(statement, asked):
        if photo.update_id:
            news[photo.update_id].append(photo)
        elif photo.is_ready:
            row.append(photo)
        else:
            coming = photo
    return Album(row[0] if row else None, row[1:], dict(news), coming)


def coming_of(initiative: Initiative) -> Photo | None:
    """The photo that came with its text, while there is nothing of it to see; for its team."""
    return Photo.objects.coming().filter(initiative=initiative).last()


def cover_to_be(initiative: Initiative) -> Photo | None:
    """The photo that its text goes with: the one that is being made ready, or the cover."""
    coming = coming_of(initiative)
    return coming if coming and coming.is_waiting else initiative.photo
