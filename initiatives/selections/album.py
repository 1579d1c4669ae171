"""The photos that the pages of an initiative show."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F, Q

from core.paging import PER_PAGE, Page, page

from ..models import Initiative, Photo
from ..models.photo import PhotoQuerySet

SHOWN = 7  # of the album: the cover, and six below it
SHOWN_OF_NEWS = 60


class Album(NamedTuple):
    """`news` has photos by the key of an update."""

    cover: Photo | None
    others: list[Photo]
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
    shown = ready.album()[:SHOWN]
    if updates:
        both = ready.filter(Q(pk__in=shown.values("pk")) | Q(update__in=updates))
        newest = F("update").desc(nulls_last=True)
        shown = both.order_by(newest, "position", "pk")[: SHOWN_OF_NEWS + SHOWN]
    news: dict[int, list[Photo]] = defaultdict(list)
    row: list[Photo] = []
    for photo in shown.only(
        "initiative_id", "update_id", "description", "width", "height", "widths"
    ):
        if photo.update_id:
            news[photo.update_id].append(photo)
        else:
            row.append(photo)
    return Album(row[0] if row else None, row[1:], dict(news))
