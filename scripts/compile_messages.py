"""Compile locale/*/LC_MESSAGES/*.po, because a machine with only Python has no msgfmt."""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+)?(".*")')
MAGIC = 0x950412DE


def entries(po: str) -> Iterator[dict[str, str]]:
    """Each entry as its keywords and texts; unsure (fuzzy) ones are left out, the heading not."""
    for block in re.split(r"\n\s*\n", po):
        lines = [line.strip() for line in block.splitlines()]
        unsure = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        entry: dict[str, str] = {}
        field = ""
        for line in lines:
            if not line or line.startswith("#"):
                continue
            match = LINE.fullmatch(line)
            if match is None:
                sys.exit(f"not a line of a catalogue: {line}")
            keyword, number, text = match.groups()
            if keyword:
                field = f"{keyword}{number or ''}"
            entry[field] = entry.get(field, "") + ast.literal_eval(text)
        if entry and not (unsure and entry["msgid"]):
            yield entry


def catalogue(po: str) -> dict[str, str]:
    """Keys and texts as a .mo file joins them: context by EOT, plurals by NUL."""
    texts = {}
    for entry in entries(po):
        key = entry["msgid"]
        if "msgctxt" in entry:
            key = f"{entry['msgctxt']}\x04{key}"
        if "msgid_plural" in entry:
            key += f"\x00{entry['msgid_plural']}"
        forms = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
        if all(forms):
            texts[key] = "\x00".join(forms)
    return texts


def compiled(texts: dict[str, str]) -> bytes:
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    start = 7 * 4
    at = start + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    blob = b""
    for side, table in enumerate(tables):
        for pair in pairs:
            table += [len(pair[side]), at + len(blob)]
            blob += pair[side] + b"\0"
    head = [MAGIC, 0, len(pairs), start, start + 8 * len(pairs), 0, at]
    return struct.pack(f"<{7 + 4 * len(pairs)}I", *head, *tables[0], *tables[1]) + blob


def main() -> None:
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        po.with_suffix(".mo").write_bytes(compiled(catalogue(po.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
