"""The photos that the page of an initiative shows."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F

from ..models import Initiative, Photo

SHOWN = 7  # of the album: the cover, and six below it
SHOWN_OF_NEWS = 60


class Album(NamedTuple):
    """`news` has photos by the key of an update."""

    cover: Photo | None
    others: list[Photo]
    has_more: bool
    news: dict[int, list[Photo]]


def album_of(initiative: Initiative, updates: Collection[int]) -> Album:
    """The first of the album, and those of these updates; one query."""
    ready = Photo.objects.ready().filter(initiative=initiative)
    if updates:
        newest = F("update").desc(nulls_last=True)
        photos = ready.album_and_news(updates).order_by(newest, "position", "pk")
    else:
        photos = ready.album().order_by("position", "pk")
    photos = photos.only("initiative_id", "update_id", "description", "width", "height", "widths")
    news: dict[int, list[Photo]] = defaultdict(list)
    row: list[Photo] = []
    for photo in photos[: SHOWN_OF_NEWS + SHOWN + 1]:
        if photo.update_id:
            news[photo.update_id].append(photo)
        else:
            row.append(photo)
    cover = row[0] if row else None
    return Album(cover, row[1:SHOWN], has_more=len(row) > SHOWN, news=dict(news))
