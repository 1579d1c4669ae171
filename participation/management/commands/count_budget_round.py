from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from ... import pabulib
from ...counting import Project, count
from ...states.budgets import Rule


class Command(BaseCommand):
    help = (
        "Telt een bestand van Pabulib (.pb): de gekozen plannen, elk op een regel in de volgorde "
        "waarin zij gekozen zijn, en dan wat zij samen kosten. Gebruikt geen database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="het bestand, FILE.pb")
        parser.add_argument(
            "--rule", required=True, choices=Rule.values, help="gelijke delen, of de meeste stemmen"
        )

    def handle(self, *args: object, **options: Any) -> None:
        with translation.override("nl"):
            found = _read(options["file"])
        plans = [Project(plan.reference, plan.cost) for plan in found.plans]
        outcome = count(plans, found.ballots, found.budget, Rule(options["rule"]))
        for one in outcome.ids:
            self.stdout.write(str(one))
        self.stdout.write(pabulib.amount(outcome.spent))


def _read(path: Path) -> pabulib.Round:
    try:
        return pabulib.read(path.read_bytes())
    except OSError as problem:
        raise CommandError(
            _("Wij kunnen %(file)s niet lezen: %(why)s") % {"file": path, "why": problem.strerror}
        ) from problem
    except pabulib.Unreadable as problem:
        raise CommandError(str(problem)) from problem
