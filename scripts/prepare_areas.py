"""Make the three files of neighbourhoods/data from the CBS material: prepare_areas.py SOURCE."""

import argparse
import csv
import gzip
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "neighbourhoods" / "data"
AREA_COLUMNS = {
    "code": "code",
    "name": "naam",
    "short_name": "naam_kort",
    "parent": "ouder_code",
    "province": "provincie",
    "longitude": "lon",
    "latitude": "lat",
    "residents": "inwoners_2024",
    "km2": "oppervlakte_km2",
    "alias": "alias",
}
POSTCODE_COLUMNS = {
    "postcode": "pc4",
    "place": "plaats",
    "wijk": "wijk_code",
    "rank": "rang",
    "share": "aandeel_inwoners_geschat",
}
UNITS_PER_DEGREE = 100_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="the folder with gebieden/ and postcode/")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    source: Path = arguments.source
    areas = _rows(source / "gebieden" / "gebieden_2024.csv", AREA_COLUMNS)
    postcodes = _rows(source / "postcode" / "pc4_wijk_2024.csv", POSTCODE_COLUMNS)
    topology = json.loads((source / "gebieden" / "wijken_2024_nl.topojson").read_bytes())
    contents = {
        "areas.csv.gz": _csv(AREA_COLUMNS, (_without_repetition(row) for row in areas)),
        "postcodes.csv.gz": _csv(POSTCODE_COLUMNS, postcodes),
        "boundaries.json.gz": _json(_boundaries(topology)),
    }
    for name, content in contents.items():
        packed = gzip.compress(content, 9, mtime=0)
        (arguments.target / name).write_bytes(packed)
        print(f"{name}: {len(packed):,} bytes ({len(content):,} unpacked)")


def _rows(path: Path, columns: Mapping[str, str]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {ours: row[theirs] for ours, theirs in columns.items()} for row in csv.DictReader(file)
        ]


def _without_repetition(row: dict[str, str]) -> dict[str, str]:
    """The province stands on the municipality, and a buurt has the point of its wijk."""
    if row["code"].startswith("GM"):
        return row
    row = {**row, "province": ""}
    return row if row["code"].startswith("WK") else {**row, "longitude": "", "latitude": ""}


def _boundaries(topology: Mapping[str, Any]) -> dict[str, list[list[int]]]:
    """Rings per wijk: a first vertex in 1/100,000 degree (WGS84), then steps [x, y, dx, dy, ...].

    Every vertex is rounded by itself, so what two wijken share stays the same in both.
    """
    scale_x, scale_y = topology["transform"]["scale"]
    move_x, move_y = topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append(
                (
                    round((x * scale_x + move_x) * UNITS_PER_DEGREE),
                    round((y * scale_y + move_y) * UNITS_PER_DEGREE),
                )
            )
        arcs.append(arc)
    return {
        geometry["properties"]["code"]: [
            _steps(_ring(arcs, numbers)) for polygon in _polygons(geometry) for numbers in polygon
        ]
        for geometry in topology["objects"]["wijken"]["geometries"]
    }


def _polygons(geometry: Mapping[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = geometry["arcs"]
    return polygons if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def _ring(arcs: Sequence[list[tuple[int, int]]], numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The vertices of the arcs one after another, without the closing one; ~n is arc n reversed."""
    ring: list[tuple[int, int]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[:-1])
    return ring


def _steps(ring: Iterable[tuple[int, int]]) -> list[int]:
    flat = []
    before_x = before_y = 0
    for x, y in ring:
        flat += [x - before_x, y - before_y]
        before_x, before_y = x, y
    return flat


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _json(boundaries: Mapping[str, list[list[int]]]) -> bytes:
    """One wijk per line, so that a new year shows as a readable difference."""
    lines = (
        f"{json.dumps(code)}:{json.dumps(rings, separators=(',', ':'))}"
        for code, rings in sorted(boundaries.items())
    )
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


if __name__ == "__main__":
    main()
