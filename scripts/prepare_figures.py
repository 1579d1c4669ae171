"""Make the two files of goals/data from the CBS material: prepare_figures.py SOURCE."""

import argparse
import csv
import gzip
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "goals" / "data"
OURS = "CBS KWB"  # how the source of a row begins that may stand here
LICENCE = "CC BY 4.0, CBS"
DIRECTIONS = {"hoger": "up", "lager": "down", "": ""}
SERIES_COLUMNS = ("name", "label", "unit", "theme", "direction", "source", "licence")
FIGURE_COLUMNS = ("code", "series", "year", "value", "source", "method")
# Of one year alone, but they help to know who live there (O14).
ALSO = {"personenautos", "auto_per_hh"}
LEFT_OUT = {"mannen", "vrouwen"}  # no goal is about these


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="the folder with indicatoren/")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    folder: Path = arguments.source / "indicatoren"
    with gzip.open(folder / "indicatoren_wijk_2024.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["bron"].startswith(OURS)]
    years = defaultdict(set)
    for row in rows:
        years[row["indicator"]].add(row["periode"])
    kept = {name for name, found in years.items() if len(found) > 1} | ALSO
    kept -= LEFT_OUT
    figures = sorted(_figure(row) for row in rows if row["indicator"] in kept)
    with (folder / "indicator_definities.csv").open(encoding="utf-8", newline="") as file:
        series = [_series(row) for row in csv.DictReader(file) if row["indicator"] in kept]
    packed = gzip.compress(_csv(FIGURE_COLUMNS, figures), 9, mtime=0)
    (arguments.target / "kwb_wijk.csv.gz").write_bytes(packed)
    (arguments.target / "kwb_series.csv").write_bytes(_csv(SERIES_COLUMNS, series))
    print(f"{len(series)} series, {len(figures):,} figures in {len(packed):,} bytes")
    print(Counter(row[1] for row in figures))


def _figure(row: Mapping[str, str]) -> tuple[str, ...]:
    method = "" if row["methode"] == "origineel" else row["methode"]
    value = row["waarde"].removesuffix(".0")
    return row["wijk_code"], row["indicator"], row["periode"], value, row["bron"], method


def _series(row: Mapping[str, str]) -> tuple[str, ...]:
    direction = DIRECTIONS[row["gunstige_richting"]]
    label = row["label"].replace("'", "’")
    unit = "" if row["eenheid"] == "aantal" else row["eenheid"]
    return row["indicator"], label, unit, row["thema"], direction, row["bron"], LICENCE


def _csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    main()
