from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from goals.actions import figures
from neighbourhoods.models import Area


class Command(BaseCommand):
    help = "Laadt de officiële cijfers van wijken met een wijkaanpak (bron: CBS). Mag opnieuw."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="van alle wijken van Nederland")

    def handle(self, *args: object, **options: Any) -> None:
        if options["all"]:
            wijken = Area.objects.wijken().current()
            loaded = figures.load(wijken.values_list("code", flat=True))
        else:
            loaded = figures.load_open()
        with translation.override("nl"):
            if options["verbosity"]:
                self.stdout.write(_report(loaded))


def _report(loaded: figures.Loaded) -> str:
    if not loaded.is_new:
        return _("De cijfers staan er al; er is niets veranderd. Bron: CBS.")
    return (
        _("Cijfers: %(created)d nieuw, %(changed)d gewijzigd, %(same)d hetzelfde. Bron: CBS.")
        % loaded._asdict()
    )
