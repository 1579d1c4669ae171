"""Lists as municipalities keep them: small ones of our own in each shape, and real ones.

The real ones are not ours to copy (their licence is unknown), so they are used where they are.
"""

import io
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


class Sample(NamedTuple):
    content: bytes
    rows: int
    theme: str  # the header of the column that says the theme


HEADER = ["Nr", "Titel", "Omschrijving", "Categorie", "Gebied", "Status", "Jaar", "Kosten (€)"]
ROWS = [
    ["RW-1", "Wilde bloemen, blije bijen", "", "Groen", "Rietwijk", "gekozen", "2022", "40000,50"],
    ["RW-2", "@En Route; samen lopen", "Elke dag", "Sociaal", "Rietbuurt", "afgewezen", "2022", ""],
    ["RW-3", "Café Ünal op de hoek", "“Welkom”", "Cultuur", "", "gekozen", "2021", "900,00"],
]  # fmt: skip


def _csv(delimiter: str, *, euros: bool = False) -> str:
    lines = [HEADER]
    for *cells, price in ROWS:
        lines.append([*cells, f"€ {price}" if euros and price else price])
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]
    return "\r\n".join(delimiter.join(line) for line in quoted) + "\r\n"


def _xlsx() -> bytes:
    book = Workbook()
    tab = book.worksheets[0]
    for row in [HEADER, *ROWS]:
        tab.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


OWN = {
    "utf-8, comma": Sample(_csv(",").encode(), 3, "Categorie"),
    "utf-8 with a mark, semicolon": Sample(_csv(";").encode("utf-8-sig"), 3, "Categorie"),
    "windows, semicolon, euros": Sample(_csv(";", euros=True).encode("cp1252"), 3, "Categorie"),
    "tab": Sample(_csv("\t").encode(), 3, "Categorie"),
    "xlsx": Sample(_xlsx(), 3, "Categorie"),
}
_REAL = {
    "voorstellen/bewonersinitiatieven_amsterdam_2017.csv": (1665, "beleidsthema"),
    "voorstellen/buurtbudget_voorstellen.csv": (1383, "thema_afgeleid"),
    "import_voorbeelden/voorstellen_slotervaart_2022_utf8_komma.csv": (38, "categorie"),
    "import_voorbeelden/voorstellen_slotervaart_2022_utf8bom_puntkomma.csv": (38, "Categorie"),
}
REAL = {
    name: Sample((SHARED / name).read_bytes(), *known)
    for name, known in _REAL.items()
    if (SHARED / name).exists()
}
ALL = OWN | REAL
