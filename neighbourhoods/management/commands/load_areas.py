from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from neighbourhoods.actions.areas import (
    AREAS,
    BOUNDARIES,
    POSTCODES,
    Count,
    Loaded,
    Refused,
    Unreadable,
    load_areas,
)

SHOWN = 20


class Command(BaseCommand):
    help = "Laadt gemeenten, wijken, buurten en postcodes (bron: CBS). Mag opnieuw."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--areas", type=Path, default=AREAS, help="gebieden (csv of csv.gz)")
        parser.add_argument("--postcodes", type=Path, default=POSTCODES, help="postcodes")
        parser.add_argument("--boundaries", type=Path, default=BOUNDARIES, help="grenzen (json)")

    def handle(self, *args: object, **options: Any) -> None:
        with translation.override("nl"):
            try:
                loaded = load_areas(options["areas"], options["postcodes"], options["boundaries"])
            except Unreadable as error:
                raise CommandError(
                    _("%(path)s is niet geladen: %(problem)s. Er is niets veranderd.")
                    % {"path": error.path, "problem": error.problem.label}
                ) from error
            if options["verbosity"]:
                self.stdout.write("\n".join(_report(loaded)))


def _report(loaded: Loaded) -> list[str]:
    counts = {
        _("Gemeenten"): loaded.municipalities,
        _("Wijken"): loaded.wijken,
        _("Buurten"): loaded.buurten,
        _("Postcodes per wijk"): loaded.postcodes,
    }
    refused = [*loaded.unrecognised, *(row for count in counts.values() for row in count.refused)]
    return [
        *(f"{kind}: {_sentence(count)}" for kind, count in counts.items()),
        *(_line(row) for row in refused[:SHOWN]),
        *([_("... en nog %d rijen.") % (len(refused) - SHOWN)] if len(refused) > SHOWN else []),
        _("Bron: CBS."),
    ]


def _sentence(count: Count) -> str:
    text = _(
        "%(read)d gelezen, %(created)d nieuw, %(changed)d gewijzigd, %(same)d hetzelfde, "
        "%(gone)d vervallen, %(refused)d geweigerd."
    )
    return text % {**count._asdict(), "refused": len(count.refused)}


def _line(row: Refused) -> str:
    if not row.line:
        return f"  {row.code}: {row.reason.label}"
    return _("  regel %(line)d (%(code)s): %(reason)s") % {
        "line": row.line,
        "code": row.code,
        "reason": row.reason.label,
    }
