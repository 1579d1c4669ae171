"""A photo from a phone becomes a few plain pictures that tell nothing about who took them."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Lock
from typing import NamedTuple, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import HeifImageFile

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
WIDTHS = (480, 960, 1600)
# WebP can be at most 16,383 high; only an endless screenshot comes near.
MAX_HEIGHT = 16_000
# A phone's progressive JPEG has ten scans. Each one more costs a pass over all pixels.
MAX_SCANS = 40
# Each costs a little of Python's time, and 15 MB has room for a million empty ones.
MAX_CHUNKS = 20_000
MAX_PROFILE_BYTES = 1024 * 1024
PDF = b"%PDF-"
WHITE = (255, 255, 255)
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ON_ITS_SIDE = {5, 6, 7, 8}


class Refusal(TextChoices):
    """Why a file is no photo that we can use; the label tells its sender what to do instead."""

    TOO_MANY_BYTES = (
        "too_many_bytes",
        _(
            "Deze foto is te groot: het bestand is groter dan 15 MB. "
            "Kies een kleinere foto of maak een schermafdruk."
        ),
    )
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        _(
            "Deze foto is te groot: hij heeft meer dan 40 miljoen beeldpunten. "
            "Kies een kleinere foto of maak een schermafdruk."
        ),
    )
    NOT_AN_IMAGE = (
        "not_an_image",
        _("Dit bestand is geen foto. Kies een foto (JPEG, PNG, WebP of HEIC)."),
    )
    UNSUPPORTED_FORMAT = (
        "unsupported_format",
        _(
            "Dit soort afbeelding kunnen wij niet lezen. "
            "Kies een foto in JPEG, PNG, WebP of HEIC, of maak een schermafdruk."
        ),
    )
    CORRUPT = (
        "corrupt",
        _(
            "Deze foto is beschadigd: wij kunnen hem niet lezen. "
            "Kies een andere foto of maak een schermafdruk."
        ),
    )
    HEIC_UNREADABLE = (
        "heic_unreadable",
        _(
            "Wij kunnen deze HEIC-foto niet lezen. "
            "Bewaar de foto als JPEG of maak een schermafdruk, en kies die."
        ),
    )


class ImageRefused(Exception):
    """The file is not shown; `reason.label` says why to the person who chose it."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.name)
        self.reason = reason


class Variant(NamedTuple):
    """One picture as it is stored; `format` is "webp" or "jpeg"."""

    width: int
    height: int
    format: str
    content: bytes


class Photo(NamedTuple):
    """`width` and `height` are those of the photo as it was sent, the right way up."""

    width: int
    height: int
    variants: list[Variant]


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Seekable(Readable, Protocol):
    def seek(self, offset: int, /) -> int: ...


class _Kind(NamedTuple):
    """`size` reads the first bytes, `open` reads the headers, `is_half` whether the file stops
    before its end; none decodes."""

    open: Callable[[BytesIO], ImageFile]
    size: Callable[[bytes], tuple[int, int]] | None
    is_half: Callable[[bytes], bool] | None
    unreadable: Refusal


# A decoder takes four bytes per pixel, so two large photos at once are what a worker dies of.
_one_at_a_time = Lock()


def read_photo(file: Readable) -> Photo:
    """Read a JPEG, PNG, WebP or HEIC by its content; anything else raises `ImageRefused`."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ImageRefused(Refusal.TOO_MANY_BYTES)
    kind = _kind(content)
    with _one_at_a_time:
        try:
            width, height, picture = _read(content, kind)
        except ImageRefused:
            raise
        except Exception as problem:  # a decoder may raise anything at a hostile file
            raise ImageRefused(kind.unreadable) from problem
        return Photo(width, height, list(_variants(picture)))


def is_pdf(file: Seekable) -> bool:
    """By its first bytes, whatever it is called."""
    file.seek(0)
    begins = file.read(len(PDF)) == PDF
    file.seek(0)
    return begins


def check_photo(file: Readable) -> None:
    """Whether `read_photo` will want it, without decoding: raises `ImageRefused` if not.

    What only decoding shows is found later.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ImageRefused(Refusal.TOO_MANY_BYTES)
    kind = _kind(content)
    try:
        if kind.size:
            _check_pixels(kind.size(content))
        _check_pixels(kind.open(BytesIO(content)).size)
        is_half = kind.is_half is not None and kind.is_half(content)
    except ImageRefused:
        raise
    except Exception as problem:  # as in `read_photo`
        raise ImageRefused(kind.unreadable) from problem
    if is_half:
        raise ImageRefused(kind.unreadable)


def _read(content: bytes, kind: _Kind) -> tuple[int, int, Image.Image]:
    """Width and height the right way up, and the picture at its largest useful size."""
    if kind.size:
        _check_pixels(kind.size(content))
    # Not Image.open: that asks every format in turn, and its bomb check warns process-wide.
    source = kind.open(BytesIO(content))
    _check_pixels(source.size)
    orientation = _orientation(source)
    width, height = source.size[::-1] if orientation in ON_ITS_SIDE else source.size
    target = _fit(width, height, WIDTHS[-1])
    if orientation in ON_ITS_SIDE:
        target = target[::-1]
    source.draft(None, target)  # a JPEG decodes to a half or a quarter for less than the whole
    source.load()
    # HEIC says only while decoding how large it is.
    _check_pixels(source.size)
    picture = _without_palette(source)
    if picture.size != target:
        picture = picture.resize(target, Image.Resampling.LANCZOS)
    picture = _as_srgb(_on_white(picture), source.info.get("icc_profile"))
    if orientation in TURNS:
        picture = picture.transpose(TURNS[orientation])
    return width, height, _only_pixels(picture)


def _check_pixels(size: tuple[int, int]) -> None:
    if size[0] < 1 or size[1] < 1:
        raise ImageRefused(Refusal.CORRUPT)
    if size[0] * size[1] > MAX_PIXELS:
        raise ImageRefused(Refusal.TOO_MANY_PIXELS)


def _fit(width: int, height: int, widest: int) -> tuple[int, int]:
    """The size at most `widest` wide; never larger than it was."""
    scale = min(1.0, widest / width, MAX_HEIGHT / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _orientation(source: ImageFile) -> int:
    try:
        return int(source.getexif().get(ORIENTATION, 1))
    except Exception:  # EXIF is as hostile as the rest, but a photo does without
        return 1


def _without_palette(picture: Image.Image) -> Image.Image:
    """In a mode that can be resized: grey, RGB, RGBA or CMYK."""
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    if picture.mode.startswith("I;16"):
        return picture.point(lambda value: value / 256, "L")
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    background = Image.new("RGB", picture.size, WHITE)
    background.paste(picture, mask=picture.getchannel("A"))
    return background


def _as_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as the camera meant them; a profile that makes no sense is left aside."""
    if profile and len(profile) <= MAX_PROFILE_BYTES:
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, meant, srgb, outputMode="RGB")
            return converted or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            pass
    return picture.convert("RGB")


def _only_pixels(picture: Image.Image) -> Image.Image:
    """A new image, because Pillow carries profile, comment and EXIF along from step to step."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare


def _variants(picture: Image.Image) -> Iterator[Variant]:
    sizes = dict.fromkeys(_fit(picture.width, picture.height, width) for width in WIDTHS)
    for size in sizes:
        scaled = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
        yield Variant(*size, "webp", _encoded(scaled, "WEBP", quality=78, method=4))
        yield Variant(
            *size, "jpeg", _encoded(scaled, "JPEG", quality=80, progressive=True, optimize=True)
        )


def _encoded(picture: Image.Image, name: str, **options: int) -> bytes:
    out = BytesIO()
    picture.save(out, name, **options)
    return out.getvalue()


def _kind(content: bytes) -> _Kind:
    """Which decoder may have it; a name or content type is only the sender's word."""
    if content.startswith(b"\xff\xd8\xff"):
        return _Kind(_open_jpeg, None, _has_no_end, Refusal.CORRUPT)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _Kind(_open_png, _png_size, _stops_in_pixels, Refusal.CORRUPT)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _Kind(WebPImageFile, _webp_size, None, Refusal.CORRUPT)
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return _Kind(HeifImageFile, None, _stops_in_a_box, Refusal.HEIC_UNREADABLE)
    if content.startswith(OTHER_PICTURES) or content[4:12] in {b"ftypavif", b"ftypavis"}:
        raise ImageRefused(Refusal.UNSUPPORTED_FORMAT)
    raise ImageRefused(Refusal.NOT_AN_IMAGE)


HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
OTHER_PICTURES = (
    b"GIF8",
    b"BM",
    b"II*\0",  # TIFF, and the raw files of many cameras
    b"MM\0*",
    b"\0\0\0\x0cjP  ",  # JPEG 2000
    b"\0\0\0\x0cJXL ",
    b"\xff\x0a",  # JPEG XL without its box
    b"8BPS",
    b"<svg",
)


def _png_size(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _webp_size(content: bytes) -> tuple[int, int]:
    """The size of the canvas, for which the decoder takes memory as soon as it opens the file."""
    match content[12:16]:
        case b"VP8X":
            width, height = content[24:27], content[27:30]
            return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            sides = int.from_bytes(content[26:30], "little")
            return sides & 0x3FFF, sides >> 16 & 0x3FFF
    raise ImageRefused(Refusal.CORRUPT)


# What pixels and colours need; text, animation and private chunks never reach the decoder.
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"iCCP", b"eXIf", b"IEND"}


def _open_png(file: BytesIO) -> ImageFile:
    content = file.getvalue()
    kept = [content[:8]]
    at = 8
    for _count in range(MAX_CHUNKS):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if name in PNG_CHUNKS:
            kept.append(content[at:end])
        at = end
        if name == b"IEND" or at >= len(content):
            return PngImageFile(BytesIO(b"".join(kept)))
    raise ImageRefused(Refusal.CORRUPT)


_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_SCAN, _END = 0xDA, 0xD9


def _open_jpeg(file: BytesIO) -> ImageFile:
    if _scans(file.getvalue()) > MAX_SCANS:
        raise ImageRefused(Refusal.CORRUPT)
    return JpegImageFile(file)


def _scans(content: bytes) -> int:
    """How often the decoder would walk over the picture; what follows its end does not count."""
    return sum(kind == _SCAN for kind in _segments(content))


def _has_no_end(content: bytes) -> bool:
    return _END not in _segments(content)


def _segments(content: bytes) -> Iterator[int]:
    """The kind of each part of a JPEG, up to its end or as many scans as it may have."""
    count, at = 0, 2
    while count <= MAX_SCANS and (marker := _JPEG_MARKER.search(content, at)):
        kind, at = marker[1][0], marker.end()
        yield kind
        if kind == _END:
            break
        count += kind == _SCAN
        at += int.from_bytes(content[at : at + 2])


def _stops_in_pixels(content: bytes) -> bool:
    at = 8
    for _count in range(MAX_CHUNKS):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if end >= len(content):
            return end > len(content) and content[at + 4 : at + 8] == b"IDAT"
        at = end
    return False


def _stops_in_a_box(content: bytes) -> bool:
    """Each box of a HEIC says how long it is; the last one may say: to the end."""
    at = 0
    for _count in range(MAX_CHUNKS):
        size, head = int.from_bytes(content[at : at + 4]), 8
        if size == 1:
            size, head = int.from_bytes(content[at + 8 : at + 16]), 16
        if size == 0 or at + size >= len(content):
            return size > 0 and at + size > len(content)
        at += max(size, head)
    return False


def square(photo: Photo, side: int) -> bytes:
    """The middle of a read photo as a square JPEG of `side` pixels, for a face."""
    largest = max((v for v in photo.variants if v.format == "jpeg"), key=lambda v: v.width)
    with Image.open(BytesIO(largest.content)) as picture:
        edge = min(picture.size)
        left, top = (picture.width - edge) // 2, (picture.height - edge) // 2
        middle = picture.crop((left, top, left + edge, top + edge))
        return _encoded(
            middle.resize((side, side), Image.Resampling.LANCZOS), "JPEG", quality=82, optimize=True
        )
