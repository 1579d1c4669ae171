"""The official figures that come with the project; loading them twice is loading them once.

There are 64,000 for the whole country and a neighbourhood needs twenty, so only those of wijken
with a wijkaanpak are kept: when it opens, and for all that are open when the project is updated.
"""

import csv
import gzip
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from neighbourhoods.models import Area

from ..models import Figure, FigureSeries

DATA = Path(__file__).resolve().parent.parent / "data"
SERIES = DATA / "kwb_series.csv"
FIGURES = DATA / "kwb_wijk.csv.gz"
DIVISION = 2024  # the codes in the file mean what they meant in that year
ROWS_AT_ONCE = 500
CODE_LENGTH = 8  # "WK001400"
SERIES_FIELDS = ("label", "unit", "theme", "direction", "source", "licence")
KEY = ("series_id", "area_code", "division", "year")
FIELDS = ("value", "source", "method")


class Loaded(NamedTuple):
    created: int = 0
    changed: int = 0
    same: int = 0

    @property
    def is_new(self) -> bool:
        return bool(self.created or self.changed)


def load_open() -> Loaded:
    """The figures of all wijken that have a wijkaanpak."""
    return load(Area.objects.wijken().exclude(neighbourhoods=None).values_list("code", flat=True))


@transaction.atomic
def load(codes: Iterable[str], path: Path = FIGURES, series_path: Path = SERIES) -> Loaded:
    """What is new or changed of these wijken is written; the rest is left alone."""
    rows = list(_rows(path, frozenset(codes)))
    if not rows:
        return Loaded()
    series = _load_series(series_path)
    figures = (
        Figure(
            series=series[row["series"]],
            area_code=row["code"],
            division=DIVISION,
            year=int(row["year"]),
            value=Decimal(row["value"]),
            source=row["source"],
            method=row["method"],
        )
        for row in rows
    )
    return write(figures, series.values())


def write(figures: Iterable[Figure], of: Collection[FigureSeries]) -> Loaded:
    """Only those that are new or differ from what stands; none may be there twice."""
    figures = list(figures)
    codes = {figure.area_code for figure in figures}
    there = Figure.objects.filter(series__in=of)
    if len(codes) <= ROWS_AT_ONCE:
        there = there.filter(area_code__in=codes)
    standing = {row[: len(KEY)]: row[len(KEY) :] for row in there.values_list(*KEY, *FIELDS)}
    created, changed, same = [], [], 0
    for figure in figures:
        before = standing.get(_values(figure, KEY))
        if before is None:
            created.append(figure)
        elif before != _values(figure, FIELDS):
            changed.append(figure)
        else:
            same += 1
    Figure.objects.bulk_create(
        created + changed,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["series", "area_code", "division", "year"],
        update_fields=list(FIELDS),
    )
    return Loaded(len(created), len(changed), same)


def _load_series(path: Path) -> dict[str, FigureSeries]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    of_all = FigureSeries.objects.filter(municipality=None)
    standing = set(of_all.values_list("name", flat=True))
    FigureSeries.objects.bulk_create(
        (FigureSeries(**row) for row in rows if row["name"] not in standing), ignore_conflicts=True
    )
    series = {one.name: one for one in of_all}
    for row in rows:
        _bring_up_to_date(series[row["name"]], row)
    return {row["name"]: series[row["name"]] for row in rows}


def _bring_up_to_date(series: FigureSeries, row: dict[str, str]) -> None:
    changed = [field for field in SERIES_FIELDS if getattr(series, field) != row[field]]
    for field in changed:
        setattr(series, field, row[field])
    if changed:
        series.save(update_fields=changed)


def _rows(path: Path, codes: frozenset[str]) -> Iterator[dict[str, str]]:
    """Of these wijken alone; a line is looked into only when it is of one of them."""
    if not codes:
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        header = next(file)
        lines = (line for line in file if line[:CODE_LENGTH] in codes)
        yield from csv.DictReader(lines, fieldnames=next(csv.reader([header])))


def _values(figure: Figure, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(figure, name) for name in names)
