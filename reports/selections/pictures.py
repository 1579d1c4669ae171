"""What stands on paper beside words: photos, a neighbourhood's map, codes to scan."""

from contextlib import suppress
from io import BytesIO
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext
from PIL import Image, UnidentifiedImageError

from core import qr
from core.documents import Picture
from core.storage import StorageUnavailable
from neighbourhoods.drawing import CONTEXT_SIZE, NAME_SIZE, Drawing, Label, from_json
from neighbourhoods.models import Neighbourhood

LARGE = 960  # pixels of a photo as wide as the text, 150 to an inch
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{parts}</svg>'
# As in section 2 of static/css/wijk.css: the colours of the map on the page.
WATER, LAND, BORDER, AREA, INK = "#e3eff6", "#f3f0e9", "#ddd7ca", "#1b563b", "#5b554b"


def printed(
    folder: str, widths: list[int], alt: str, *, at_least: int = LARGE, width: float = 1.0
) -> Picture | None:
    """A photo as it stands in storage; nothing where its file is gone or broken, which may cost
    nobody the document."""
    wide = min((one for one in widths if one >= at_least), default=max(widths, default=0))
    with suppress(OSError, StorageUnavailable, UnidentifiedImageError):
        with default_storage.open(f"{folder}/{wide}.jpeg") as file:
            content: bytes = file.read()
        with Image.open(BytesIO(content), formats=["JPEG"]):
            return Picture(content, alt, width=width)
    return None


def shown_address(path: str) -> tuple[str, str]:
    """As somebody types it, and whole."""
    url = settings.SITE_URL + path
    return urlsplit(url).netloc + path.rstrip("/"), url


def code_picture(url: str) -> Picture:
    """A QR code on white, as a camera wants it."""
    made = qr.code(url)
    parts = f'<path fill="#fff" d="M0 0h{made.size}v{made.size}H0z"/><path d="{made.path}"/>'
    svg = SVG.format(width=made.size, height=made.size, parts=parts)
    return Picture(svg.encode(), gettext("QR-code naar %(address)s") % {"address": url})


def map_picture(neighbourhood: Neighbourhood) -> Picture | None:
    """The map of the neighbourhood's page; nothing where no area of it is known."""
    with suppress(KeyError, TypeError):
        drawing = from_json(neighbourhood.drawing or {})
        if drawing.area:
            alt = gettext("Kaart van %(name)s en de wijken eromheen") % {"name": neighbourhood.name}
            return Picture(_map(drawing).encode(), alt, width=0.7)
    return None


def _map(drawing: Drawing) -> str:
    parts = [
        f'<path fill="{WATER}" d="M0 0h{drawing.width}v{drawing.height}H0z"/>',
        f'<path fill="{LAND}" fill-rule="evenodd" d="{drawing.context}"/>',
        f'<path fill="none" stroke="{BORDER}" d="{drawing.borders}"/>',
        f'<path fill="{AREA}" fill-rule="evenodd" d="{drawing.area}"/>',
        *(_label(one, CONTEXT_SIZE, INK) for one in drawing.context_names),
        *(_label(one, NAME_SIZE, "#fff") for one in drawing.names),
    ]
    return SVG.format(width=drawing.width, height=drawing.height, parts="".join(parts))


def _label(label: Label, size: int, colour: str) -> str:
    return (
        f'<text x="{label.x}" y="{label.y + size // 3}" font-size="{size}" fill="{colour}" '
        f'font-family="Noto Sans" text-anchor="middle">{escape(label.text)}</text>'
    )
