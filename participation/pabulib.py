"""Rounds in the `.pb` format of Pabulib (pabulib.org/format), read strictly and written whole.

A file is read entirely, or refused with a sentence that says where and what; nothing of it is
guessed. Amounts are in cents. Who voted is not kept: of the column `voter_id` only that it names
nobody twice.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.text import is_clean

MOST_BYTES = 20_000_000
META, PROJECTS, VOTES = SECTIONS = ("META", "PROJECTS", "VOTES")
APPROVAL = frozenset({"approval", "choose-1"})  # ballots that say yes to some plans
_AMOUNT = re.compile(r"([0-9]{1,15})(?:[.,]([0-9]{1,2}))?")
_BELOW_ZERO = re.compile(r"[-−]\s*[0-9].*")
_TOO_FINE = re.compile(r"[0-9]+[.,][0-9]{3,}")
_WHOLE = re.compile(r"[0-9]{1,9}")


class Unreadable(Exception):
    """The argument says to people what is wrong with the file, and in which line."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`reference` is its `project_id`; `cost` is in cents."""

    reference: str
    cost: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """`budget` in cents; a ballot is the references of the plans that somebody voted for. `meta` is
    what else the file says of the round, without the numbers that follow from the rest."""

    budget: int
    plans: Sequence[Plan]
    ballots: Sequence[frozenset[str]]
    meta: Mapping[str, str] = field(default_factory=dict)


# --- Reading


def read(content: bytes) -> Round:
    """Raises `Unreadable`."""
    meta, projects, votes = _sections(_decoded(content))
    values = _meta(meta)
    budget = _amount(values["budget"][1], values["budget"][0], _("het budget"))
    kind = values["vote_type"][1].lower()
    if kind not in APPROVAL:
        raise Unreadable(
            _(
                "Regel %(line)d: stemmen van de soort “%(kind)s” kunnen wij niet tellen. "
                "Wij tellen stemmen die plannen goedkeuren (vote_type is approval)."
            )
            % {"line": values["vote_type"][0], "kind": _short(kind)}
        )
    plans, said = _plans(projects)
    ballots = _ballots(votes, {one.reference for one in plans})
    _same_number(values, "num_projects", len(plans), _("plannen"))
    _same_number(values, "num_votes", len(ballots), _("stemmen"))
    _same_votes(plans, said, ballots)
    counted = {"budget", "vote_type", "num_projects", "num_votes"}
    rest = {key: value for key, (_line, value) in values.items() if key not in counted}
    return Round(budget, plans, ballots, rest)


Row = tuple[int, list[str]]  # the number of its line, and its cells


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("Dit bestand is groter dan 20 MB. Zo groot is geen stemronde."))
    if not content.strip():
        raise Unreadable(_("Dit bestand is leeg."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(
            _("Wij kunnen de letters in dit bestand niet lezen. Bewaar het als tekst in UTF-8.")
        ) from problem
    if not is_clean(text):
        raise Unreadable(
            _("In dit bestand staan tekens die in een tekst niet horen. Bewaar het als UTF-8.")
        )
    return text


def _rows(text: str) -> Iterator[Row]:
    """Without what is empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as problem:
        raise Unreadable(
            _("Regel %(line)d: er staat een aanhalingsteken op een plek waar het niet kan.")
            % {"line": reader.line_num}
        ) from problem


def _sections(text: str) -> list[list[Row]]:
    """The rows of each section, the first of which names its columns."""
    found: dict[str, list[Row]] = {}
    current = ""
    for line, cells in _rows(text):
        name = cells[0].upper()
        if name in SECTIONS and not any(cells[1:]):
            if name != (*SECTIONS, "")[len(found)]:
                raise Unreadable(
                    _(
                        "Regel %(line)d: het deel %(section)s staat hier niet op zijn plaats. "
                        "%(order)s"
                    )
                    % {"line": line, "section": name, "order": _order()}
                )
            found[name] = []
            current = name
        elif not current:
            raise Unreadable(
                _("Regel %(line)d: het bestand begint niet met META. %(order)s")
                % {"line": line, "order": _order()}
            )
        else:
            found[current].append((line, cells))
    for name in SECTIONS:
        if name not in found:
            raise Unreadable(
                _("Het deel %(section)s ontbreekt. %(order)s")
                % {"section": name, "order": _order()}
            )
        if not found[name]:
            raise Unreadable(
                _("Het deel %(section)s is leeg: er staan geen namen van kolommen in.")
                % {"section": name}
            )
    return [found[name] for name in SECTIONS]


def _order() -> str:
    return _("Een bestand van Pabulib heeft de delen META, PROJECTS en VOTES, in die volgorde.")


def _meta(rows: list[Row]) -> dict[str, tuple[int, str]]:
    """Of each key its line and value."""
    values: dict[str, tuple[int, str]] = {}
    for line, cells in rows[1:] if _is_header(rows[0]) else rows:
        key = cells[0].lower()
        if len(cells) < 2:
            raise Unreadable(
                _("Regel %(line)d: achter “%(key)s” staat geen waarde.")
                % {"line": line, "key": _short(key)}
            )
        if key in values:
            raise Unreadable(
                _("Regel %(line)d: “%(key)s” staat er twee keer.")
                % {"line": line, "key": _short(key)}
            )
        values[key] = line, ";".join(cells[1:]).rstrip(";")
    for key in ("budget", "vote_type"):
        if not values.get(key, (0, ""))[1]:
            raise Unreadable(_("In het deel META ontbreekt “%(key)s”.") % {"key": key})
    return values


def _is_header(row: Row) -> bool:
    return [cell.lower() for cell in row[1][:2]] == ["key", "value"]


def _columns(rows: list[Row], section: str, *needed: str) -> list[int]:
    """Where the needed columns are."""
    line, cells = rows[0]
    names = [cell.lower() for cell in cells]
    for name in needed:
        if names.count(name) != 1:
            raise Unreadable(
                _("Regel %(line)d: het deel %(section)s moet één kolom “%(name)s” hebben.")
                % {"line": line, "section": section, "name": name}
            )
    return [names.index(name) for name in needed]


def _plans(rows: list[Row]) -> tuple[list[Plan], dict[str, tuple[int, str]]]:
    """The plans; and of each the line and number of votes that the file gives for it."""
    at_id, at_cost = _columns(rows, PROJECTS, "project_id", "cost")
    names = [cell.lower() for cell in rows[0][1]]
    plans, said, seen = [], {}, set()
    for line, cells in rows[1:]:
        row = _wide(line, cells, len(names))
        reference = row[at_id]
        if not reference or "," in reference or len(reference) > 40:
            raise Unreadable(
                _(
                    "Regel %(line)d: “%(id)s” kan geen nummer van een plan zijn: het heeft 1 tot "
                    "40 tekens, zonder komma."
                )
                % {"line": line, "id": _short(reference)}
            )
        if reference in seen:
            raise Unreadable(
                _("Regel %(line)d: plan %(id)s staat er twee keer.")
                % {"line": line, "id": reference}
            )
        seen.add(reference)
        cost = _amount(row[at_cost], line, _("wat plan %(id)s kost") % {"id": reference})
        plans.append(Plan(reference, cost, row[names.index("name")] if "name" in names else ""))
        if "votes" in names:
            said[reference] = line, row[names.index("votes")]
    if not plans:
        raise Unreadable(_("Het deel PROJECTS heeft geen plannen."))
    return plans, said


def _ballots(rows: list[Row], known: set[str]) -> list[frozenset[str]]:
    at_voter, at_vote = _columns(rows, VOTES, "voter_id", "vote")
    ballots, voters = [], set()
    for line, cells in rows[1:]:
        row = _wide(line, cells, len(rows[0][1]))
        if not row[at_voter] or row[at_voter] in voters:
            raise Unreadable(
                _("Regel %(line)d: iedereen stemt één keer, met een eigen voter_id.")
                % {"line": line}
            )
        voters.add(row[at_voter])
        choices = [one.strip() for one in row[at_vote].split(",")] if row[at_vote] else []
        for one in choices:
            if one not in known:
                raise Unreadable(
                    _("Regel %(line)d: deze stem is voor plan “%(id)s”, en dat staat er niet bij.")
                    % {"line": line, "id": _short(one)}
                )
        if len(set(choices)) != len(choices):
            raise Unreadable(
                _("Regel %(line)d: in deze stem staat een plan twee keer.") % {"line": line}
            )
        ballots.append(frozenset(choices))
    return ballots


def _wide(line: int, cells: list[str], width: int) -> list[str]:
    """As wide as the names of its columns; a last cell may be left out when it is empty."""
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if not width - 1 <= len(cells) <= width:
        raise Unreadable(
            _("Regel %(line)d: hier staan %(cells)d vakjes, en er zijn %(width)d kolommen.")
            % {"line": line, "cells": len(cells), "width": width}
        )
    return cells + [""] * (width - len(cells))


def _amount(written: str, line: int, what: str) -> int:
    """In cents."""
    found = _AMOUNT.fullmatch(written)
    if found:
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    named = {"line": line, "what": what, "amount": _short(written)}
    if _BELOW_ZERO.fullmatch(written):
        raise Unreadable(
            _("Regel %(line)d: %(what)s is minder dan nul (“%(amount)s”). Dat kan niet.") % named
        )
    if _TOO_FINE.fullmatch(written):
        raise Unreadable(
            _(
                "Regel %(line)d: %(what)s staat er als “%(amount)s”. Schrijf een bedrag zonder "
                "punt voor de duizenden, en met hoogstens twee cijfers achter de komma."
            )
            % named
        )
    raise Unreadable(
        _(
            "Regel %(line)d: %(what)s is geen bedrag (“%(amount)s”). "
            "Schrijf het als 1250 of 1250,50."
        )
        % named
    )


def _same_number(values: dict[str, tuple[int, str]], key: str, number: int, what: str) -> None:
    line, written = values.get(key, (0, str(number)))
    if not _WHOLE.fullmatch(written) or int(written) != number:
        raise Unreadable(
            _(
                "Regel %(line)d: volgens %(key)s zijn er %(written)s %(what)s, "
                "maar er staan er %(number)d."
            )
            % {
                "line": line,
                "key": key,
                "written": _short(written),
                "what": what,
                "number": number,
            }
        )


def _same_votes(
    plans: list[Plan], said: dict[str, tuple[int, str]], ballots: list[frozenset[str]]
) -> None:
    votes = Counter(one for ballot in ballots for one in ballot)
    for plan in plans:
        line, written = said.get(plan.reference, (0, ""))
        if written and written != str(votes[plan.reference]):
            raise Unreadable(
                _(
                    "Regel %(line)d: plan %(id)s heeft er “%(written)s” als aantal stemmen, "
                    "maar er zijn %(number)d stemmen voor."
                )
                % {
                    "line": line,
                    "id": plan.reference,
                    "written": _short(written),
                    "number": votes[plan.reference],
                }
            )


def _short(written: str) -> str:
    return written if len(written) <= 40 else f"{written[:39]}…"


# --- Writing


def write(found: Round, chosen: Sequence[str] | None = None) -> str:
    """The whole file. Voters are numbered in the order of what they voted: nothing is left of when.

    `chosen` says which plans got their money, for a column of its own.
    """
    votes = Counter(one for ballot in found.ballots for one in ballot)
    order = {plan.reference: place for place, plan in enumerate(found.plans)}
    ballots = sorted(sorted(ballot, key=order.__getitem__) for ballot in found.ballots)
    out = io.StringIO(newline="")
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerows([[META], ["key", "value"]])
    counted = {
        "num_projects": str(len(found.plans)),
        "num_votes": str(len(ballots)),
        "budget": amount(found.budget),
        "vote_type": "approval",
    }
    for key, value in (dict(found.meta) | counted).items():
        rows.writerow([key, _one_line(value)])
    names = ["project_id", "cost", "votes", "name"]
    rows.writerows([[PROJECTS], names if chosen is None else [*names, "selected"]])
    for plan in found.plans:
        row = [plan.reference, amount(plan.cost), votes[plan.reference], _one_line(plan.name)]
        rows.writerow(row if chosen is None else [*row, int(plan.reference in chosen)])
    rows.writerows([[VOTES], ["voter_id", "vote"]])
    for number, ballot in enumerate(ballots, start=1):
        rows.writerow([number, ",".join(ballot)])
    return out.getvalue()


def amount(cents: int) -> str:
    """As the format writes it: 1250, or 1250.50."""
    euros, rest = divmod(cents, 100)
    return f"{euros}.{rest:02d}" if rest else str(euros)


def _one_line(written: str) -> str:
    return " ".join(written.split())
