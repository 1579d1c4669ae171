"""What stands first (O34): news of teams with photos, and what it brought them in their words."""

from django.db.models import Exists, F, OuterRef, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from initiatives.models import Initiative, LookBack, Photo, Update
from initiatives.states import NewsState

from ...content import Line, Picture, Section
from ..span import Span, Ties
from .pictures import by_home

MOST_STORIES = 18
MOST_QUOTES = 6


def stories(span: Span, ties: Ties) -> Section:
    """Of each initiative one piece of news, with a photo if there is one; those with photos first,
    the newest first. Then what ended initiatives brought, in the words of their team (O62)."""
    news, number = _news(span)
    with_photos = _photos_of(news)
    covers = _covers_of([one.initiative_id for one in news])
    told = [
        Line(
            key=f"update:{one.pk}",
            title=one.initiative.title,
            text=one.text,
            day=timezone.localdate(one.at),
            url=one.get_absolute_url(),
            goal=ties.of_initiative(one.initiative_id),
            pictures=with_photos.get(one.pk) or covers.get(one.initiative_id, [])[:1],
            rest=[f"initiative:{one.initiative_id}"],
        )
        for one in news
    ]
    told.sort(key=lambda one: not one.pictures)
    return Section(told + _quotes(span, ties), max(0, number - len(news)))


def _news(span: Span) -> tuple[list[Update], int]:
    here = Initiative.objects.public().in_neighbourhood(span.place)
    pictured = Photo.objects.ready().public().filter(update=OuterRef("pk"))
    rows = Update.objects.filter(
        state=NewsState.PUBLIC,
        initiative__in=here.values("pk"),
        at__gte=span.begin,
        at__lt=span.end,
    )
    order = [F("pictured").desc(), F("at").desc(), F("pk").desc()]
    ranked = rows.annotate(pictured=Exists(pictured)).annotate(
        nth=Window(RowNumber(), partition_by=F("initiative"), order_by=order)
    )
    first = ranked.filter(nth=1).order_by(*order)
    number = rows.order_by().values("initiative").distinct().count()
    return list(first.select_related("initiative")[:MOST_STORIES]), number


def _photos_of(news: list[Update]) -> dict[int, list[Picture]]:
    rows = Photo.objects.ready().public().filter(update__in=[one.pk for one in news])
    photos = rows.order_by("update", "position", "pk")
    return by_home((one.update_id or 0, one, one.description) for one in photos)


def _covers_of(keys: list[int]) -> dict[int, list[Picture]]:
    rows = Photo.objects.covers().filter(initiative__in=keys)
    photos = rows.order_by("initiative", "position", "pk")
    return by_home((one.initiative_id or 0, one, one.description) for one in photos)


def _quotes(span: Span, ties: Ties) -> list[Line]:
    here = Initiative.objects.public().in_neighbourhood(span.place)
    rows = LookBack.objects.filter(
        initiative__in=here.values("pk"), at__gte=span.begin, at__lt=span.end
    ).exclude(brought="")
    told = list(rows.select_related("initiative").order_by("-at", "-pk")[:MOST_QUOTES])
    covers = _covers_of([one.initiative_id for one in told])
    return [
        Line(
            key=f"lookback:{one.pk}",
            title=one.initiative.title,
            text=one.brought,
            day=timezone.localdate(one.at),
            url=one.initiative.get_absolute_url(),
            goal=ties.of_initiative(one.initiative_id),
            pictures=covers.get(one.initiative_id, [])[:1],
            rest=[f"initiative:{one.initiative_id}"],
        )
        for one in told
    ]
