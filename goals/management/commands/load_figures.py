from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from core.sheets import Sheet
from goals.actions import figures, importing
from goals.actions.figures import DIVISION
from goals.forms.importing import FiguresField
from goals.models import FigureImport
from goals.permissions import can_bring_figures
from goals.selections.importing import Read, Wrong, preview, read
from neighbourhoods.models import Area, Municipality


class Command(BaseCommand):
    help = (
        "Laadt de officiële cijfers van wijken met een wijkaanpak (bron: CBS). Mag opnieuw. "
        "Met --own laat het zien wat een lijst van de gemeente zelf zou doen; "
        "--confirm neemt die over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="van alle wijken van Nederland")
        parser.add_argument("--own", type=Path, help="een eigen lijst (csv of xlsx)")
        parser.add_argument("--municipality", help="van welke gemeente die is, zoals GM0479")
        parser.add_argument("--source", help="waar die cijfers vandaan komen; anders de gemeente")
        parser.add_argument("--licence", default="", help="de licentie, zoals CC0")
        parser.add_argument("--confirm", action="store_true", help="neem de lijst over")
        parser.add_argument("--by", help="mailadres van wie dat doet: beheerder of coördinator")

    def handle(self, *args: object, **options: Any) -> None:
        with translation.override("nl"):
            report = _own(options) if options["own"] else [_official(everywhere=options["all"])]
            if options["verbosity"]:
                self.stdout.write("\n".join(report))


def _official(*, everywhere: bool) -> str:
    if everywhere:
        wijken = Area.objects.wijken().current()
        loaded = figures.load(wijken.values_list("code", flat=True))
    else:
        loaded = figures.load_open()
    if not loaded.is_new:
        return _("De cijfers staan er al; er is niets veranderd. Bron: CBS.")
    return (
        _("Cijfers: %(created)d nieuw, %(changed)d gewijzigd, %(same)d hetzelfde. Bron: CBS.")
        % loaded._asdict()
    )


def _own(options: dict[str, Any]) -> list[str]:
    """Says what the list does, row by row where it is wrong; writes only what is confirmed."""
    municipality = Municipality.objects.filter(code=options["municipality"] or "").first()
    if municipality is None:
        raise CommandError(_("Zeg van welke gemeente, met --municipality en een code als GM0479."))
    by = _confirming(options, municipality) if options["confirm"] else None
    sheet = _sheet(options["own"])
    source = (options["source"] or municipality.name)[:120]
    found = read(sheet, municipality, source=source)
    report = _preview(municipality, found)
    if by is None:
        return [*report, _("Er is nog niets overgenomen. Dat doet --confirm, met --by.")]
    made = importing.bring(
        municipality, sheet, source=source, licence=options["licence"][:120], key=uuid4(),
        by=by, now=timezone.now(),
    )  # fmt: skip
    importing.confirm(made, by=by, now=timezone.now())
    return [*report, _("De lijst is overgenomen.")]


def _confirming(options: dict[str, Any], municipality: Municipality) -> User:
    by = User.objects.filter(email__iexact=options["by"] or "", is_active=True).first()
    if by is None or not can_bring_figures(by, municipality):
        raise CommandError(
            _("Zeg met --by het mailadres van een beheerder of coördinator van deze gemeente.")
        )
    return by


def _sheet(path: Path) -> Sheet:
    try:
        with path.open("rb") as file:
            return FiguresField().clean(File(file, name=path.name))
    except OSError as error:
        raise CommandError(_("Dit bestand is niet te lezen: %s.") % path) from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _preview(municipality: Municipality, found: Read) -> list[str]:
    look = preview(
        FigureImport(municipality=municipality, rows=found.lines, series=found.series), DIVISION
    )
    counts = _("%(new)d nieuw, %(changed)d gewijzigd, %(same)d hetzelfde, %(refused)d geweigerd.")
    return [
        counts % (look._asdict() | {"refused": len(found.refused)}),
        *(
            _("  regel %(line)d (%(words)s): %(reason)s")
            % {"line": row.number, "words": row.words, "reason": Wrong(row.reason).label}
            for row in found.refused
        ),
    ]
