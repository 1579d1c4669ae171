"""The photos that the pages of an initiative show."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F

from core.paging import PER_PAGE, Page, page

from ..models import Initiative, Photo
from ..models.photo import PhotoQuerySet

SHOWN = 7  # of the album: the cover, and six below it
SHOWN_OF_NEWS = 60


class Album(NamedTuple):
    """`news` has photos by the key of an update."""

    cover: Photo | None
    others: list[Photo]
    has_more: bool
    news: dict[int, list[Photo]]


def page_with(photos: PhotoQuerySet, photo: int | None, number: str | None) -> Page[Photo]:
    """The page on which `photo` stands; without it, or where it is not, the one called `number`."""
    keys = list(photos.values_list("pk", flat=True)) if photo else []
    if photo not in keys:
        return page(photos, number)
    return page(photos, str(keys.index(photo) // PER_PAGE + 1), total=len(keys))


def album_of(initiative: Initiative, updates: Collection[int]) -> Album:
    """The first of the album, and those of these updates; one query."""
    ready = Photo.objects.ready().filter(initiative=initiative)
    found = (ready.album() | ready.of_news(updates)) if updates else ready.album()
    photos = found.order_by(F("update").desc(nulls_last=True), "position", "pk").only(
        "initiative_id", "update_id", "description", "width", "height", "widths"
    )
    news: dict[int, list[Photo]] = defaultdict(list)
    row: list[Photo] = []
    for photo in photos[: SHOWN_OF_NEWS + SHOWN + 1]:
        if photo.update_id:
            news[photo.update_id].append(photo)
        else:
            row.append(photo)
    cover = row[0] if row else None
    return Album(cover, row[1:SHOWN], has_more=len(row) > SHOWN, news=dict(news))
