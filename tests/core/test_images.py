"""Hostile and odd files, made here, and outputs read by a parser that is not the one that wrote."""

import io
import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from core.images import MAX_BYTES, ImageRefused, Refusal, read_photo

RED, GREEN, BLUE, GREY = (230, 20, 20), (20, 200, 20), (20, 20, 230), (120, 120, 120)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:li>Fatima, Rietplein 3</rdf:li></x:xmpmeta>'


def corners(width=640, height=320, mode="RGB"):
    """Red top left, green top right, blue bottom left."""
    image = Image.new("RGB", (width, height), GREY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 4, height // 4), RED)
    draw.rectangle((width * 3 // 4, 0, width, height // 4), GREEN)
    draw.rectangle((0, height * 3 // 4, width // 4, height), BLUE)
    return image.convert(mode)


def saved(image, name="JPEG", **options):
    out = BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def heic(image, **options):
    out = BytesIO()
    pillow_heif.from_pillow(image).save(out, quality=80, **options)
    return out.getvalue()


def read(content):
    return read_photo(BytesIO(content))


def refusal(content):
    with pytest.raises(ImageRefused) as refused:
        read(content)
    return refused.value.reason


def colour(content, x, y):
    """The name of the colour at a part (0..1) of the width and the height."""
    with Image.open(BytesIO(content)) as image:
        found = (
            image.convert("RGB")
            .crop((int(image.width * x), int(image.height * y), image.width, image.height))
            .tobytes()[:3]
        )
    known = {"red": RED, "green": GREEN, "blue": BLUE, "grey": GREY, "white": (255, 255, 255)}
    return min(known, key=lambda n: sum(abs(a - b) for a, b in zip(known[n], found, strict=True)))


def layout(content):
    return [colour(content, x, y) for y in (0.1, 0.9) for x in (0.1, 0.9)]


def png_chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, *chunks, pixels=b"", colours=2):
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    body = [png_chunk(b"IHDR", head), *chunks, png_chunk(b"IDAT", zlib.compress(pixels, 9))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body) + png_chunk(b"IEND", b"")


def jpeg_segments(content):
    """Marker and payload of each segment before the first scan, and all that follows it."""
    at = 2
    while True:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xDA:
            yield marker, content[at:]
            return
        yield marker, content[at + 4 : at + 2 + length]
        at += 2 + length


def webp_chunks(content):
    at = 12
    while at < len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4]
        at += 8 + length + length % 2


def telltale(**profile):
    """EXIF with a place and an owner; XMP; a comment; IPTC; a thumbnail; perhaps a profile."""
    exif = Image.Exif()
    exif[0x010E] = "Fatima's voordeur"
    exif[0x013B] = "Fatima"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 22.0, 30.0)
    exif[0x0112] = 6
    plain = saved(corners(1800, 900), exif=exif, xmp=XMP, comment=b"Fatima", **profile)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x50\0\x06Fatima"
    thumbnail = b"JFXX\0\x10" + saved(corners(64, 32))
    extra = b"".join(
        b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data
        for marker, data in ((0xED, iptc), (0xE0, thumbnail))
    )
    return plain[:2] + extra + plain[2:]


# What a phone sends


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_in_three_widths_and_two_formats(name):
    photo = read(saved(corners(2400, 1200), name))
    assert (photo.width, photo.height) == (2400, 1200)
    assert [variant[:3] for variant in photo.variants] == [
        (480, 240, "webp"),
        (480, 240, "jpeg"),
        (960, 480, "webp"),
        (960, 480, "jpeg"),
        (1600, 800, "webp"),
        (1600, 800, "jpeg"),
    ]
    for variant in photo.variants:
        with Image.open(BytesIO(variant.content)) as image:
            assert image.format == variant.format.upper()
            assert image.size == (variant.width, variant.height)
        assert layout(variant.content) == ["red", "green", "blue", "grey"]


@pytest.mark.parametrize(
    ("width", "widths"),
    [(1, {1}), (300, {300}), (480, {480}), (700, {480, 700}), (1600, {480, 960, 1600})],
)
def test_no_photo_is_made_larger_than_it_was(width, widths):
    photo = read(saved(corners(width, 100), "PNG"))
    assert {variant.width for variant in photo.variants} == widths


def test_a_jpeg_is_progressive_so_that_a_slow_phone_shows_something():
    jpegs = [v.content for v in read(saved(corners())).variants if v.format == "jpeg"]
    assert jpegs
    assert all(b"\xff\xc2" in content for content in jpegs)


@pytest.mark.parametrize("options", [{}, {"tile_size": 512}])
def test_a_heic_of_a_phone_is_read(options):
    photo = read(heic(corners(1200, 800), **options))
    assert (photo.width, photo.height) == (1200, 800)
    assert layout(photo.variants[0].content) == ["red", "green", "blue", "grey"]


def test_a_turned_heic_is_turned_once():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = read(heic(corners(1200, 800), exif=exif.tobytes()))
    assert (photo.width, photo.height) == (800, 1200)
    assert layout(photo.variants[0].content) == ["blue", "red", "grey", "green"]


UPRIGHT = {
    1: ["red", "green", "blue", "grey"],
    2: ["green", "red", "grey", "blue"],
    3: ["grey", "blue", "green", "red"],
    4: ["blue", "grey", "red", "green"],
    5: ["red", "blue", "green", "grey"],
    6: ["blue", "red", "grey", "green"],
    7: ["grey", "green", "blue", "red"],
    8: ["green", "grey", "red", "blue"],
}


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(orientation, name):
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = read(saved(corners(2000, 1000), name, exif=exif))
    assert (photo.width, photo.height) == ((2000, 1000) if orientation < 5 else (1000, 2000))
    for variant in photo.variants:
        assert layout(variant.content) == UPRIGHT[orientation]
        assert variant.width <= photo.width


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_left_aside(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert layout(read(saved(corners(), exif=exif)).variants[0].content) == UPRIGHT[1]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_exif_does_not_cost_the_photo():
    plain = saved(corners())
    for data in (b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff"):
        segment = b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
        assert read(plain[:2] + segment + plain[2:]).width == 640


# What nobody may learn from it


@pytest.mark.parametrize("profiled", [True, False])
def test_nothing_tells_who_took_it_or_where(profiled):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = telltale(icc_profile=srgb) if profiled else telltale()
    for sign in (b"Exif", b"xmpmeta", b"8BIM", b"JFXX", b"Fatima"):
        assert sign in content
    assert (b"ICC_PROFILE" in content) == profiled
    photo = read(content)
    for variant in photo.variants:
        for sign in (b"Exif", b"EXIF", b"xmp", b"XMP", b"ICC", b"8BIM", b"JFXX", b"Fatima"):
            assert sign not in variant.content
        if variant.format == "webp":
            assert list(webp_chunks(variant.content)) == [b"VP8 "]
        else:
            segments = dict(jpeg_segments(variant.content))
            assert {marker for marker in segments if 0xE1 <= marker <= 0xFE} == set()
            assert segments[0xE0][:5] == b"JFIF\0"
            assert len(segments[0xE0]) == 14, "the JFIF header holds no thumbnail"


@pytest.mark.parametrize("name", ["PNG", "WEBP", "HEIC"])
def test_other_formats_tell_nothing_either(name):
    exif = Image.Exif()
    exif[0x013B] = "Fatima"
    image = corners(900, 600)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if name == "HEIC":
        image.info.update(exif=exif.tobytes(), xmp=XMP, icc_profile=profile)
        content = heic(image)
    elif name == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "Fatima")
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        content = saved(image, "PNG", exif=exif, icc_profile=profile, pnginfo=text)
    else:
        content = saved(image, "WEBP", exif=exif, icc_profile=profile, xmp=XMP)
    assert b"Fatima" in content
    for variant in read(content).variants:
        for sign in (b"Exif", b"EXIF", b"xmp", b"XMP", b"ICC", b"Fatima"):
            assert sign not in variant.content


def test_what_hides_behind_a_photo_stays_behind():
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("evil.html", "<script>alert(1)</script>")
    for name in ("JPEG", "PNG", "WEBP"):
        for variant in read(saved(corners(), name) + archive.getvalue()).variants:
            assert b"PK\x03\x04" not in variant.content
            assert b"evil" not in variant.content


# What it looks like


def test_colours_are_those_that_the_camera_meant():
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Swap the colorants of red and blue, so that who ignores the profile shows the wrong colour.
    tags = {}
    for n in range(int.from_bytes(profile[128:132])):
        tags[bytes(profile[132 + 12 * n : 136 + 12 * n])] = 132 + 12 * n
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    swapped = saved(corners(), icc_profile=bytes(profile))
    assert layout(read(swapped).variants[0].content) == ["blue", "green", "red", "grey"]


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 200, b"x" * 1_500_000])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_profile_that_makes_no_sense_is_left_aside(profile, mode):
    content = saved(corners(mode=mode), icc_profile=profile)
    assert read(content).width == 640


def test_a_profile_for_other_colours_than_the_photo_has_is_left_aside():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for mode in ("L", "CMYK"):
        assert read(saved(corners(mode=mode), icc_profile=profile)).width == 640


def test_a_cmyk_photo_keeps_its_colours():
    assert layout(read(saved(corners(mode="CMYK"))).variants[1].content) == UPRIGHT[1]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode):
    if mode == "I;16":
        image = Image.new("I;16", (640, 320), 0x8000)
    elif mode == "PA":
        image = corners().convert("P").convert("PA")
    else:
        image = corners(mode=mode)
    photo = read(saved(image if mode != "PA" else image.convert("RGBA"), "PNG"))
    assert colour(photo.variants[0].content, 0.9, 0.9) in {"grey", "white"}


def test_sixteen_bits_of_grey_keep_their_brightness():
    image = Image.new("I;16", (64, 64), 0x7800)
    with Image.open(BytesIO(read(saved(image, "PNG")).variants[0].content)) as seen:
        assert abs(seen.convert("L").tobytes()[0] - 0x78) <= 2


def test_what_is_transparent_becomes_white():
    clear = Image.new("RGBA", (100, 100), (255, 0, 0, 0))
    grey = Image.new("L", (100, 100), 0)
    palette = Image.new("P", (100, 100), 0)
    palette.putpalette([255, 0, 0])
    key = Image.new("RGB", (100, 100), (255, 0, 0))
    pngs = [
        saved(clear, "PNG"),
        saved(palette, "PNG", transparency=0),
        saved(grey, "PNG", transparency=0),
        saved(key, "PNG", transparency=(255, 0, 0)),
        saved(clear, "WEBP", lossless=True),
    ]
    for content in pngs:
        for variant in read(content).variants:
            assert colour(variant.content, 0.5, 0.5) == "white"


@pytest.mark.parametrize("name", ["PNG", "WEBP"])
def test_of_a_moving_picture_only_the_first_is_kept(name):
    frames = [Image.new("RGB", (200, 100), c) for c in (RED, GREEN, BLUE)]
    content = saved(frames[0], name, save_all=True, append_images=frames[1:], duration=100)
    assert colour(read(content).variants[0].content, 0.5, 0.5) == "red"


def test_an_endless_screenshot_still_fits_every_format():
    photo = read(saved(Image.new("L", (50, 60_000), 200), "PNG"))
    assert max(variant.height for variant in photo.variants) <= 16_383


# What is refused


def zipped():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("foto.jpg", saved(corners()))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.NOT_AN_IMAGE),
        (b"\0" * 100, Refusal.NOT_AN_IMAGE),
        (b"hallo buurt", Refusal.NOT_AN_IMAGE),
        (b"<!doctype html><script>alert(1)</script>", Refusal.NOT_AN_IMAGE),
        (b"<html>\xff\xd8\xff", Refusal.NOT_AN_IMAGE),
        (b"%PDF-1.7\n" + saved(corners()), Refusal.NOT_AN_IMAGE),
        (b"GIF89a/*" + saved(corners()), Refusal.UNSUPPORTED_FORMAT),
        (b"\n" + saved(corners()), Refusal.NOT_AN_IMAGE),
        (b"MZ" + saved(corners(), "PNG"), Refusal.NOT_AN_IMAGE),
        (b"RIFF\0\0\0\0WAVEfmt ", Refusal.NOT_AN_IMAGE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.UNSUPPORTED_FORMAT),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', Refusal.NOT_AN_IMAGE),
        (saved(corners(), "GIF"), Refusal.UNSUPPORTED_FORMAT),
        (saved(corners(), "TIFF"), Refusal.UNSUPPORTED_FORMAT),
        (saved(corners(), "BMP"), Refusal.UNSUPPORTED_FORMAT),
        (saved(corners(), "AVIF"), Refusal.UNSUPPORTED_FORMAT),
        (saved(corners(), "JPEG2000"), Refusal.UNSUPPORTED_FORMAT),
        (saved(corners(), "PDF"), Refusal.NOT_AN_IMAGE),
        (saved(corners(), "ICO"), Refusal.NOT_AN_IMAGE),
        (saved(corners(), "EPS"), Refusal.NOT_AN_IMAGE),
        (zipped(), Refusal.NOT_AN_IMAGE),
        (b"\xff\xd8\xff", Refusal.CORRUPT),
        (b"\xff\xd8\xff" + zipped(), Refusal.CORRUPT),
        (b"\x89PNG\r\n\x1a\n", Refusal.CORRUPT),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 5000, Refusal.CORRUPT),
        (b"RIFF\0\0\0\0WEBP", Refusal.CORRUPT),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 40, Refusal.CORRUPT),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, Refusal.HEIC_UNREADABLE),
        (b"\0\0\0\x18ftypmif1", Refusal.HEIC_UNREADABLE),
    ],
)
def test_only_content_decides_what_a_file_is(content, reason):
    assert refusal(content) == reason


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "HEIC"])
@pytest.mark.parametrize("part", [0.02, 0.3, 0.7, 0.95])
def test_half_a_photo_is_refused(name, part):
    image = Image.effect_noise((900, 600), 80).convert("RGB")
    content = heic(image) if name == "HEIC" else saved(image, name)
    expected = Refusal.HEIC_UNREADABLE if name == "HEIC" else Refusal.CORRUPT
    assert refusal(content[: int(len(content) * part)]) == expected


def test_a_progressive_photo_cut_off_is_refused():
    content = saved(Image.effect_noise((900, 600), 80), progressive=True)
    assert refusal(content[: len(content) // 2]) == Refusal.CORRUPT


def test_a_png_with_a_broken_checksum_is_refused():
    content = bytearray(saved(corners(), "PNG"))
    content[29] ^= 1
    assert refusal(bytes(content)) == Refusal.CORRUPT


def test_more_than_15_mb_is_refused_without_reading_it_all():
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size=-1):
            assert 0 < size <= MAX_BYTES + 1
            self.taken += size
            return b"\xff\xd8\xff" + b"\0" * (size - 3)

    file = Endless()
    with pytest.raises(ImageRefused) as refused:
        read_photo(file)
    assert refused.value.reason == Refusal.TOO_MANY_BYTES
    assert file.taken <= MAX_BYTES + 1


def test_a_photo_of_50_million_dots_is_refused_before_it_is_decoded():
    content = saved(Image.new("L", (8_200, 6_200)))
    assert refusal(content) == Refusal.TOO_MANY_PIXELS


def test_a_photo_of_40_million_dots_is_not():
    assert read(saved(Image.new("L", (8_000, 5_000)))).width == 8_000


def jpeg_header(width, height):
    sizes = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    return (
        b"\xff\xd8\xff\xc0"
        + struct.pack(">H", len(sizes) + 2)
        + sizes
        + b"\xff\xda\0\x08"
        + (b"\x01\x01\0\0\x3f\0" + b"\0" * 50)
    )


def webp_header(width, height):
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X\x0a\0\0\0\0\0\0\0" + sizes + b"VP8L" + b"\0" * 20
    return b"RIFF" + len(body).to_bytes(4, "little") + body


@pytest.mark.parametrize(
    "content",
    [
        png(60_000, 60_000, pixels=b"\0" * 1_000_000),
        png(2**31 - 1, 2**31 - 1),
        png(2**31 - 1, 1),
        jpeg_header(65_500, 65_500),
        webp_header(16_383, 16_383),
        webp_header(2**24, 200),
    ],
)
def test_a_bomb_of_few_bytes_and_many_dots_is_refused(content):
    assert len(content) < 10_000
    assert refusal(content) == Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (0, 0)])
def test_a_photo_of_no_dots_is_refused(size):
    assert refusal(png(*size)) == Refusal.CORRUPT


def test_bombs_in_the_margins_of_a_png_never_go_off():
    bomb = zlib.compress(b"\0" * 100_000_000, 9)
    margins = [
        png_chunk(b"zTXt", b"a\0\0" + bomb),
        png_chunk(b"iTXt", b"a\0\1\0\0\0" + bomb),
        png_chunk(b"tEXt", b"a\0" + b"x" * 3_000_000),
    ]
    dots = b"\0" + b"\xff" * 30
    assert read(png(10, 1, *margins, pixels=dots)).width == 10
    with_profile = png(10, 1, png_chunk(b"iCCP", b"a\0\0" + bomb), pixels=dots)
    assert refusal(with_profile) == Refusal.CORRUPT


def test_a_png_of_a_million_empty_chunks_is_refused():
    assert refusal(png(10, 1, png_chunk(b"teXt", b"") * 1_000_000)) == Refusal.CORRUPT


def test_a_jpeg_that_is_painted_over_and_over_is_refused():
    content = saved(corners(), progressive=True)
    start = content.rindex(b"\xff\xda")
    again = content[:-2] + content[start:-2] * 200 + content[-2:]
    assert refusal(again) == Refusal.CORRUPT


# Beside each other


def test_two_workers_read_beside_each_other():
    contents = [saved(corners(width, 500)) for width in range(700, 1100, 20)]
    with ThreadPoolExecutor(8) as pool:
        assert [photo.width for photo in pool.map(read, contents)] == list(range(700, 1100, 20))


def test_pillow_is_left_as_it_was():
    before = (Image.MAX_IMAGE_PIXELS, sorted(Image.OPEN))
    read(heic(corners()))
    assert (Image.MAX_IMAGE_PIXELS, sorted(Image.OPEN)) == before


@pytest.mark.parametrize("reason", list(Refusal))
def test_every_refusal_says_what_to_do_instead(reason):
    assert reason.label.endswith(".")
    assert any(word in reason.label for word in ("Kies", "kies", "Bewaar"))
