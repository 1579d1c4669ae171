"""The initiatives of a neighbourhood as somebody chose to see them."""

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from core.paging import Page, page
from neighbourhoods.models import Area, Neighbourhood

from ..models import Initiative
from ..models.initiative import InitiativeQuerySet
from .finding import find

WHOLE = "heel"  # in the address, where others have the code of a buurt


class Part(NamedTuple):
    """A buurt, or the neighbourhood as a whole, with how many initiatives are about it."""

    code: str
    name: str
    area: Area | None
    number: int = 0


class Choice(NamedTuple):
    rows: InitiativeQuerySet
    zoek: str
    part: Part | None


class Listing(NamedTuple):
    """`resembling`: nothing has the words; `more`: there are more than are shown."""

    page: Page[Initiative]
    resembling: bool = False
    more: bool = False


def choose(
    neighbourhood: Neighbourhood,
    user: User | AnonymousUser,
    *,
    zoek: str,
    waar: str,
    **lists: str,
) -> Choice:
    """One query for a buurt, and none otherwise; a buurt that is not here is no choice."""
    rows = Initiative.objects.visible_to(user).in_neighbourhood(neighbourhood).matching(**lists)
    part = _part(neighbourhood, waar) if waar else None
    return Choice(rows.in_part(part.area) if part else rows, zoek, part)


def listing(choice: Choice, number: str | None) -> Listing:
    """Fetched for cards: the newest first, or what answers a question best."""
    rows = choice.rows
    if not choice.zoek:
        newest = rows.newest_first().for_cards()
        return Listing(page(newest, number, total=rows.count()))
    found = find(rows, choice.zoek)
    keys = page(found.keys, number)
    by_key = {row.pk: row for row in rows.for_cards().filter(pk__in=keys.rows)}
    shown = [by_key[key] for key in keys.rows if key in by_key]
    return Listing(
        Page(shown, keys.number, keys.last, keys.total),
        found.resembling and bool(shown),
        found.more,
    )


def parts(choice: Choice) -> list[Part]:
    """Where they are: the whole neighbourhood first, then its buurten by name."""
    rows = choice.rows
    if choice.zoek:
        rows = rows.filter(pk__in=find(rows, choice.zoek).keys)
    counted = rows.order_by().values_list("buurt").annotate(number=Count("pk"))
    numbers = {key: number for key, number in counted if key}
    whole = Part(WHOLE, _("De hele wijk"), None, sum(number for key, number in counted if not key))
    buurten = Area.objects.filter(pk__in=list(numbers)).for_lists().by_name()
    each = [Part(area.code, area.short_name, area, numbers[area.pk]) for area in buurten]
    return [whole, *each] if whole.number else each


def _part(neighbourhood: Neighbourhood, code: str) -> Part | None:
    if code == WHOLE:
        return Part(WHOLE, _("De hele wijk"), None)
    here = Area.objects.buurten().within(neighbourhood.areas.all()).for_lists()
    area = here.filter(code=code).first()
    return Part(area.code, area.short_name, area) if area else None
