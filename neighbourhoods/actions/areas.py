"""Loading the geography of CBS; doing it twice is doing it once."""

import csv
import gzip
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar, cast

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..models.geography import (
    Area,
    AreaLevel,
    Municipality,
    PostcodeArea,
    search_key,
)
from .words import learn_places

DATA = Path(__file__).resolve().parent.parent / "data"
AREAS = DATA / "areas.csv.gz"
POSTCODES = DATA / "postcodes.csv.gz"
BOUNDARIES = DATA / "boundaries.json.gz"

CODE = {
    "GM": re.compile(r"GM[0-9]{4}"),
    "WK": re.compile(r"WK[0-9]{4}[0-9A-Z]{2}"),
    "BU": re.compile(r"BU[0-9]{4}[0-9A-Z]{4}"),
}
POSTCODE = re.compile(r"[1-9][0-9]{3}")
UNITS_PER_DEGREE = 100_000
# A wijk is also found by the name of a place when this part of a postcode's residents live in it.
SHARE_FOR_PLACE = 0.1
ROWS_AT_ONCE = 500

MUNICIPALITY_FIELDS = (
    "name",
    "alias",
    "province",
    "residents",
    "longitude",
    "latitude",
    "search_name",
    "search_alias",
    "is_current",
)
AREA_FIELDS = (
    "name",
    "short_name",
    "level",
    "municipality_id",
    "parent_id",
    "residents",
    "surface_km2",
    "longitude",
    "latitude",
    "boundary",
    "west",
    "south",
    "east",
    "north",
    "search_name",
    "search_places",
    "is_current",
)
POSTCODE_FIELDS = ("place", "rank", "share")
AREA_COLUMNS = frozenset(
    {
        "code",
        "name",
        "short_name",
        "parent",
        "province",
        "longitude",
        "latitude",
        "residents",
        "km2",
        "alias",
    }
)
POSTCODE_COLUMNS = frozenset({"postcode", "place", "wijk", "rank", "share"})


class Problem(models.TextChoices):
    MISSING = "missing", _("het bestand is er niet")
    CORRUPT = "corrupt", _("het bestand is beschadigd of heeft een andere indeling")
    COLUMNS = "columns", _("er ontbreken kolommen")


class Unreadable(Exception):
    """A file that cannot be loaded; nothing was changed."""

    def __init__(self, path: Path, problem: Problem) -> None:
        super().__init__(f"{path}: {problem.value}")
        self.path = path
        self.problem = problem


class Reason(models.TextChoices):
    BAD_CODE = "bad_code", _("code niet herkend")
    BAD_NAME = "bad_name", _("naam ontbreekt of is onleesbaar")
    BAD_NUMBER = "bad_number", _("getal niet herkend")
    BAD_POINT = "bad_point", _("ligt niet in Nederland")
    BAD_BOUNDARY = "bad_boundary", _("grens onleesbaar; de wijk is zonder grens bewaard")
    UNKNOWN_PARENT = "unknown_parent", _("hoort bij een onbekend gebied")
    DOUBLE = "double", _("staat er twee keer in")


class Refused(NamedTuple):
    line: int  # in its file, the line of the column names being 1; 0 for a boundary
    code: str
    reason: Reason


class Count(NamedTuple):
    read: int
    created: int
    changed: int
    same: int
    gone: int  # areas: kept, no longer current; pairs of postcode and wijk: removed
    refused: tuple[Refused, ...]


class Loaded(NamedTuple):
    municipalities: Count
    wijken: Count
    buurten: Count
    postcodes: Count
    unrecognised: tuple[Refused, ...]


class _Line(NamedTuple):
    number: int
    code: str
    name: str
    short_name: str
    parent: str
    province: str
    alias: str
    longitude: float | None
    latitude: float | None
    residents: int | None
    km2: float | None


class _Outline(NamedTuple):
    boundary: str = ""
    west: float | None = None
    south: float | None = None
    east: float | None = None
    north: float | None = None


class _Written(NamedTuple):
    created: int
    changed: int
    same: int


M = TypeVar("M", bound=models.Model)


def load_areas(
    areas: Path = AREAS, postcodes: Path = POSTCODES, boundaries: Path = BOUNDARIES
) -> Loaded:
    """What is new or changed is written, a row that cannot be right is refused with its reason,
    and what the files no longer have stays, because neighbourhoods may hang on it.

    Raises Unreadable, before anything is written.
    """
    area_rows = _rows(areas, AREA_COLUMNS)
    postcode_rows = _rows(postcodes, POSTCODE_COLUMNS)
    outlines = _boundaries(boundaries)
    with transaction.atomic():
        loaded = _load(area_rows, postcode_rows, outlines)
        learn_places()
    return loaded


def _load(
    area_rows: list[dict[str, str]],
    postcode_rows: list[dict[str, str]],
    boundaries: Mapping[str, Any],
) -> Loaded:
    by_kind: dict[str, list[tuple[int, dict[str, str]]]] = defaultdict(list)
    unrecognised = []
    for number, row in enumerate(area_rows, 2):
        if row["code"][:2] in CODE:
            by_kind[row["code"][:2]].append((number, row))
        else:
            unrecognised.append(Refused(number, row["code"][:20], Reason.BAD_CODE))

    lines, refused = _lines(by_kind["GM"])
    slugs = dict(Municipality.objects.values_list("code", "slug"))
    found, more = _sort_out(lines, lambda line: _municipality(line, slugs))
    written = _upsert(Municipality, ("code",), MUNICIPALITY_FIELDS, found)
    gone = _no_longer_current(Municipality.objects.all(), by_kind["GM"])
    municipalities = _count(by_kind["GM"], written, gone, refused + more)

    parents = {row.code: row for row in Municipality.objects.all()}
    places = _places(postcode_rows)
    outlines, bad_outlines = _outlines(boundaries)
    lines, refused = _lines(by_kind["WK"])
    wijken, more = _sort_out(lines, lambda line: _wijk(line, parents, places, outlines))
    written = _upsert(Area, ("code",), AREA_FIELDS, wijken)
    gone = _no_longer_current(Area.objects.wijken(), by_kind["WK"])
    wijk_count = _count(by_kind["WK"], written, gone, refused + more + bad_outlines)

    known = {row.code: row for row in Area.objects.wijken().defer("boundary")}
    lines, refused = _lines(by_kind["BU"])
    buurten, more = _sort_out(lines, lambda line: _buurt(line, known))
    written = _upsert(Area, ("code",), AREA_FIELDS, buurten)
    gone = _no_longer_current(Area.objects.buurten(), by_kind["BU"])
    buurt_count = _count(by_kind["BU"], written, gone, refused + more)

    pairs, refused = _postcodes(postcode_rows, {code: wijk.pk for code, wijk in known.items()})
    written = _upsert(PostcodeArea, ("postcode", "area_id"), POSTCODE_FIELDS, pairs)
    gone = _remove_old_pairs(pairs)
    postcode_count = _count(postcode_rows, written, gone, refused)

    return Loaded(municipalities, wijk_count, buurt_count, postcode_count, tuple(unrecognised))


# --- Reading


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return cast(IO[str], gzip.open(path, "rt", encoding="utf-8-sig", newline=""))
    return path.open(encoding="utf-8-sig", newline="")


def _rows(path: Path, columns: frozenset[str]) -> list[dict[str, str]]:
    try:
        with _open(path) as file:
            reader = csv.DictReader(file, restval="")
            if not columns <= set(reader.fieldnames or ()):
                raise Unreadable(path, Problem.COLUMNS)
            return [{name: row[name].strip() for name in columns} for row in reader]
    except FileNotFoundError as error:
        raise Unreadable(path, Problem.MISSING) from error
    except (OSError, EOFError, ValueError, csv.Error, zlib.error) as error:
        raise Unreadable(path, Problem.CORRUPT) from error


def _boundaries(path: Path) -> dict[str, Any]:
    try:
        with _open(path) as file:
            boundaries = json.load(file)
    except FileNotFoundError as error:
        raise Unreadable(path, Problem.MISSING) from error
    except (OSError, EOFError, ValueError, RecursionError, zlib.error) as error:
        raise Unreadable(path, Problem.CORRUPT) from error
    if not isinstance(boundaries, dict):
        raise Unreadable(path, Problem.CORRUPT)
    return boundaries


# --- From a row to a model, or the reason why not


def _lines(rows: Iterable[tuple[int, dict[str, str]]]) -> tuple[list[_Line], list[Refused]]:
    lines: dict[str, _Line] = {}
    refused = []
    for number, row in rows:
        line = _line(number, row)
        if isinstance(line, _Line) and line.code in lines:
            line = Reason.DOUBLE
        if isinstance(line, _Line):
            lines[line.code] = line
        else:
            refused.append(Refused(number, row["code"][:20], line))
    return list(lines.values()), refused


def _line(number: int, row: Mapping[str, str]) -> _Line | Reason:
    code = row["code"]
    if not CODE[code[:2]].fullmatch(code):
        return Reason.BAD_CODE
    names = (row["name"], row["short_name"], row["alias"], row["province"])
    if not row["name"] or not all(_readable(name) for name in names):
        return Reason.BAD_NAME
    try:
        residents = int(row["residents"]) if row["residents"] else None
        km2, longitude, latitude = (
            float(row[name]) if row[name] else None for name in ("km2", "longitude", "latitude")
        )
    except ValueError:
        return Reason.BAD_NUMBER
    if not 0 <= (residents or 0) < 100_000_000 or not 0 <= (km2 or 0) < 100_000:
        return Reason.BAD_NUMBER
    if (longitude, latitude) != (None, None) and not _in_the_netherlands(longitude, latitude):
        return Reason.BAD_POINT
    return _Line(
        number,
        code,
        row["name"],
        row["short_name"] or row["name"],
        row["parent"],
        row["province"][:40],
        row["alias"],
        longitude,
        latitude,
        residents,
        km2,
    )


def _readable(name: str) -> bool:
    return len(name) <= 100 and name.isprintable()


def _in_the_netherlands(longitude: float | None, latitude: float | None) -> bool:
    return 3 <= (longitude or 0) <= 8 and 50 <= (latitude or 0) <= 54


def _sort_out(
    lines: Iterable[_Line], make: Callable[[_Line], M | Reason]
) -> tuple[list[M], list[Refused]]:
    rows, refused = [], []
    for line in lines:
        made = make(line)
        if isinstance(made, Reason):
            refused.append(Refused(line.number, line.code, made))
        else:
            rows.append(made)
    return rows, refused


def _municipality(line: _Line, slugs: dict[str, str]) -> Municipality | Reason:
    """`slugs` by code, completed here: an address once given does not change."""
    if line.longitude is None or line.latitude is None:
        return Reason.BAD_POINT
    if line.code not in slugs:
        slug = slugify(line.name)
        taken = not slug or slug in slugs.values()
        slugs[line.code] = f"{slug}-{line.code.lower()}".strip("-") if taken else slug
    return Municipality(
        code=line.code,
        name=line.name,
        slug=slugs[line.code],
        alias=line.alias,
        province=line.province,
        residents=line.residents,
        longitude=line.longitude,
        latitude=line.latitude,
        search_name=search_key(line.name),
        search_alias=search_key(line.alias),
        is_current=True,
    )


def _wijk(
    line: _Line,
    municipalities: Mapping[str, Municipality],
    places: Mapping[str, set[str]],
    outlines: Mapping[str, _Outline],
) -> Area | Reason:
    if line.parent not in municipalities:
        return Reason.UNKNOWN_PARENT
    if line.longitude is None or line.latitude is None:
        return Reason.BAD_POINT
    municipality = municipalities[line.parent]
    around = places.get(line.code, set()) | {municipality.search_name, municipality.search_alias}
    return Area(
        code=line.code,
        name=line.name,
        short_name=line.short_name,
        level=AreaLevel.WIJK,
        municipality_id=municipality.pk,
        residents=line.residents,
        surface_km2=line.km2,
        longitude=line.longitude,
        latitude=line.latitude,
        search_name=search_key(line.short_name),
        search_places=f"|{'|'.join(sorted(around - {''}))}|",
        **outlines.get(line.code, _Outline())._asdict(),
    )


def _buurt(line: _Line, wijken: Mapping[str, Area]) -> Area | Reason:
    if line.parent not in wijken:
        return Reason.UNKNOWN_PARENT
    wijk = wijken[line.parent]
    return Area(
        code=line.code,
        name=line.name,
        short_name=line.short_name,
        level=AreaLevel.BUURT,
        municipality_id=wijk.municipality_id,
        parent_id=wijk.pk,
        residents=line.residents,
        surface_km2=line.km2,
        longitude=wijk.longitude if line.longitude is None else line.longitude,
        latitude=wijk.latitude if line.latitude is None else line.latitude,
        search_name=search_key(line.short_name),
        search_places=wijk.search_places,
    )


def _places(rows: Iterable[Mapping[str, str]]) -> dict[str, set[str]]:
    """Per wijk the places of its postcodes, as search keys."""
    places = defaultdict(set)
    for row in rows:
        if row["rank"] == "1" or (_share(row["share"]) or 0) >= SHARE_FOR_PLACE:
            places[row["wijk"]].add(search_key(row["place"]))
    return places


def _outlines(boundaries: Mapping[str, Any]) -> tuple[dict[str, _Outline], list[Refused]]:
    outlines, refused = {}, []
    for code, rings in boundaries.items():
        try:
            outlines[code] = _outline(rings)
        except (TypeError, ValueError):
            refused.append(Refused(0, code[:20], Reason.BAD_BOUNDARY))
    return outlines, refused


def _outline(rings: Sequence[Sequence[int]]) -> _Outline:
    """Raises TypeError or ValueError for anything but rings of whole numbers in the Netherlands."""
    xs: list[int] = []
    ys: list[int] = []
    for ring in rings:
        if len(ring) < 6 or len(ring) % 2 or not all(type(step) is int for step in ring):
            raise ValueError(ring)
        xs += _running_sum(ring[::2])
        ys += _running_sum(ring[1::2])
    west, south, east, north = (
        value / UNITS_PER_DEGREE for value in (min(xs), min(ys), max(xs), max(ys))
    )
    inside = _in_the_netherlands(west, south) and _in_the_netherlands(east, north)
    if not inside or west == east or south == north:
        raise ValueError(west, south, east, north)
    return _Outline(json.dumps(rings, separators=(",", ":")), west, south, east, north)


def _running_sum(steps: Iterable[int]) -> Iterator[int]:
    total = 0
    for step in steps:
        total += step
        yield total


def _postcodes(
    rows: Iterable[Mapping[str, str]], wijken: Mapping[str, int]
) -> tuple[list[PostcodeArea], list[Refused]]:
    pairs: dict[tuple[str, int], PostcodeArea] = {}
    refused = []
    for number, row in enumerate(rows, 2):
        pair = _postcode(row, wijken)
        if isinstance(pair, PostcodeArea) and (pair.postcode, pair.area_id) in pairs:
            pair = Reason.DOUBLE
        if isinstance(pair, PostcodeArea):
            pairs[pair.postcode, pair.area_id] = pair
        else:
            refused.append(Refused(number, f"{row['postcode'][:10]} {row['wijk'][:10]}", pair))
    return list(pairs.values()), refused


def _postcode(row: Mapping[str, str], wijken: Mapping[str, int]) -> PostcodeArea | Reason:
    if not POSTCODE.fullmatch(row["postcode"]):
        return Reason.BAD_CODE
    if row["wijk"] not in wijken:
        return Reason.UNKNOWN_PARENT
    if not _readable(row["place"]):
        return Reason.BAD_NAME
    share = _share(row["share"])
    rank = int(row["rank"]) if row["rank"].isdecimal() and len(row["rank"]) < 4 else None
    if share is None or rank is None:
        return Reason.BAD_NUMBER
    return PostcodeArea(
        postcode=row["postcode"],
        place=row["place"],
        area_id=wijken[row["wijk"]],
        rank=rank,
        share=share,
    )


def _share(text: str) -> float | None:
    try:
        share = float(text)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


# --- Writing


def _upsert(
    model: type[M], key: tuple[str, ...], fields: tuple[str, ...], rows: Iterable[M]
) -> _Written:
    """Writes only the rows that are new or differ in `fields`; `key` is unique in the database."""
    objects = model._default_manager
    existing = {row[: len(key)]: row[len(key) :] for row in objects.values_list(*key, *fields)}
    created, changed, same = [], [], 0
    for row in rows:
        before = existing.get(_values(row, key))
        if before is None:
            created.append(row)
        elif before != _values(row, fields):
            changed.append(row)
        else:
            same += 1
    objects.bulk_create(
        created + changed,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=list(key),
        update_fields=list(fields),
    )
    return _Written(len(created), len(changed), same)


def _values(row: models.Model, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


def _no_longer_current(
    known: "models.QuerySet[Municipality] | models.QuerySet[Area]",
    rows: Iterable[tuple[int, Mapping[str, str]]],
) -> int:
    """Marks what is not in the file; a refused row is in it, and leaves what it was about alone."""
    in_file = {row["code"] for _number, row in rows}
    gone = [pk for pk, code in known.values_list("pk", "code") if code not in in_file]
    for start in range(0, len(gone), ROWS_AT_ONCE):
        known.filter(pk__in=gone[start : start + ROWS_AT_ONCE], is_current=True).update(
            is_current=False
        )
    return len(gone)


def _remove_old_pairs(pairs: Iterable[PostcodeArea]) -> int:
    """A postcode that the file has leads nowhere else than the file says."""
    wanted = {(pair.postcode, pair.area_id) for pair in pairs}
    postcodes = {postcode for postcode, _area in wanted}
    old = [
        pk
        for pk, postcode, area in PostcodeArea.objects.values_list("pk", "postcode", "area_id")
        if postcode in postcodes and (postcode, area) not in wanted
    ]
    for start in range(0, len(old), ROWS_AT_ONCE):
        PostcodeArea.objects.filter(pk__in=old[start : start + ROWS_AT_ONCE]).delete()
    return len(old)


def _count(
    rows: Sequence[object], written: _Written, gone: int, refused: Sequence[Refused]
) -> Count:
    return Count(len(rows), *written, gone, tuple(refused))
