"""The poster of an initiative, for the wall of the school and the community centre (O46)."""

import re
from contextlib import suppress
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from PIL import Image, UnidentifiedImageError

from core import qr
from core.dates import in_words
from core.documents import Picture, Poster
from core.photos import StoredPhoto
from core.storage import StorageUnavailable
from initiatives.models import Initiative, Slot
from initiatives.states import ENDED
from participation.models import Meeting

WIDTH = 960  # pixels of a photo on paper, as far as there is one so wide
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


def shown_address(path: str) -> tuple[str, str]:
    """As somebody types it, and whole."""
    url = settings.SITE_URL + path
    return urlsplit(url).netloc + path.rstrip("/"), url


def code_picture(url: str) -> Picture:
    """A QR code on white, as a camera wants it."""
    made = qr.code(url)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {made.size} {made.size}">'
        f'<path fill="#fff" d="M0 0h{made.size}v{made.size}H0z"/><path d="{made.path}"/></svg>'
    )
    return Picture(svg.encode(), gettext("QR-code naar %(address)s") % {"address": url})


def _photo(initiative: Initiative) -> Picture | None:
    found = initiative.photo
    return printed(found, found.description or gettext("Foto van dit initiatief")) if found else None


def printed(photo: StoredPhoto, alt: str) -> Picture | None:
    """Wide enough for paper; nothing where its file is gone or broken, which may cost nobody a
    document."""
    width = min((one for one in photo.widths if one >= WIDTH), default=max(photo.widths, default=0))
    with suppress(OSError, StorageUnavailable, UnidentifiedImageError):
        with default_storage.open(photo.path(width, "jpeg")) as file:
            content: bytes = file.read()
        with Image.open(BytesIO(content), formats=["JPEG"]):
            return Picture(content, alt)
    return None


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
