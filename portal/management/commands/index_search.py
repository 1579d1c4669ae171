from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from initiatives.actions import finding
from neighbourhoods.actions.words import learn_places


class Command(BaseCommand):
    help = "Leert de zoekmachine wat zij nog niet kent. Mag opnieuw."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="alles opnieuw: na een andere manier van lezen"
        )

    def handle(self, *args: object, **options: Any) -> None:
        learn_places()
        number = finding.index_all() if options["all"] else finding.index_missing()
        self.stdout.write(f"{number} initiatieven gelezen.")
