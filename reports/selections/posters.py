"""The poster of an initiative, for the wall of the school and the community centre (O46)."""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from core.dates import in_words
from core.documents import Picture, Poster
from initiatives.models import Initiative, Slot
from initiatives.states import ENDED
from participation.models import Meeting

from .pictures import code_picture, printed, shown_address

MOST_WORDS = 260  # characters of the plan: who wants to know more, scans
ON_STRIP = 44


class Next(NamedTuple):
    """When something can be joined; `day` as a strip has it."""

    words: str
    day: str


def poster_of(initiative: Initiative, *, now: datetime) -> Poster:
    """In the language of who reads; three queries."""
    place = initiative.neighbourhood
    address, url = shown_address(initiative.short_url)
    coming = next_of(initiative, now=now)
    rows = [(gettext("Waar:"), initiative.where)] if initiative.where else []
    if coming:
        rows.append((gettext("De volgende keer:"), coming.words))
    rows.append((gettext("Meedoen of iets vragen?"), how_to_join(initiative)))
    photo = _photo(initiative)
    lines = [Truncator(initiative.title).chars(ON_STRIP), coming.day if coming else "", address]
    return Poster(
        title=initiative.title,
        language=(get_language() or "nl")[:2],
        place=f"{place.name}, {place.municipality.name}",
        text=Truncator(" ".join(initiative.plan.split())).chars(MOST_WORDS),
        rows=rows,
        picture=photo or pictogram(initiative),
        is_photo=photo is not None,
        code=code_picture(url),
        scan=gettext("Scan de code met de camera van uw telefoon."),
        address=address,
        url=url,
        strip=[line for line in lines if line],
        author=place.municipality.name,
    )


def how_to_join(initiative: Initiative) -> str:
    if initiative.stage in ENDED:
        return gettext("Dit is klaar. Op de site leest u hoe het ging.")
    return gettext("Ga naar de site. Het team leest daar wat u schrijft.")


def next_of(initiative: Initiative, *, now: datetime) -> Next | None:
    """The first meeting or moment to help that is still to come; two queries."""
    meeting = Meeting.objects.public().planned().coming(now).filter(initiative=initiative).first()
    slots = Slot.objects.to_come(now).filter(request__in=initiative.requests.open())
    slot = slots.order_by("starts_at", "pk").first()
    found = [(one.begins_at, one.ends_at, one.place) for one in (meeting,) if one]
    found += [(one.starts_at, one.ends_at, one.place) for one in (slot,) if one]
    if not found:
        return None
    starts, ends, place = min(found)
    begin, end = timezone.localtime(starts), timezone.localtime(ends)
    day = in_words(begin.date(), "l j F")
    hours = f"{begin:%H:%M}–{end:%H:%M}"
    return Next(", ".join(part for part in (f"{day}, {hours}", place) if part), f"{day}, {hours}")


def _photo(initiative: Initiative) -> Picture | None:
    found = initiative.photo
    alt = found.description or gettext("Foto van dit initiatief") if found else ""
    return printed(found.folder, found.widths, alt) if found else None


def pictogram(initiative: Initiative) -> Picture:
    """Of its theme, where there is no photo."""
    svg = _symbol(initiative.theme_icon).replace("currentColor", "#1b563b")
    return Picture(svg.encode(), gettext("Pictogram: %(what)s") % {"what": initiative.theme_label})


@cache
def _symbol(name: str) -> str:
    """One pictogram of the page as a picture by itself."""
    file = finders.find("vendor/icons.svg")
    assert isinstance(file, str), "scripts/build_assets.py makes it"
    found = re.search(rf'<symbol id="{name}"(.*?)</symbol>', Path(file).read_text(), re.DOTALL)
    assert found, "every theme has a pictogram"
    return f'<svg xmlns="http://www.w3.org/2000/svg"{found[1]}</svg>'
