"""What a database needs before the first request and after an upgrade; doing it twice is quick."""

import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from goals.actions import figures
from initiatives.actions import finding
from neighbourhoods.actions.areas import load_areas
from neighbourhoods.actions.words import learn_places
from neighbourhoods.models import Municipality, Word
from wijkaanpak.health import missing_migrations

TRIES = 10


class Command(BaseCommand):
    help = "Werkt de database bij en laadt de wijken van Nederland als die er nog niet zijn."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: Any) -> None:
        for said in (migrate(), load_geography(), load_figures(), index_search()):
            self.stdout.write(said or "Er was niets te doen.")


def migrate() -> str:
    """Takes its time and waits its turn: a migration that waits behind a long reader makes all who
    come after it wait, so it gives up soon and tries again."""
    if not missing_migrations():
        return ""
    for attempt in range(1, TRIES + 1):
        try:
            if settings.POSTGRES:
                with connection.cursor() as cursor:
                    cursor.execute("SET statement_timeout = 0")
                    cursor.execute("SET lock_timeout = '3s'")
            call_command("migrate", interactive=False, verbosity=0)
        except OperationalError as error:
            if attempt == TRIES:
                raise CommandError("De database is te druk om bij te werken.") from error
            time.sleep(attempt)
        else:
            break
        finally:
            connection.close()
    return "De database is bijgewerkt."


def load_geography() -> str:
    if Municipality.objects.exists():
        return ""
    loaded = load_areas()
    return (
        f"{loaded.municipalities.created} gemeenten, {loaded.wijken.created} wijken en "
        f"{loaded.buurten.created} buurten zijn geladen (bron: CBS)."
    )


def load_figures() -> str:
    """Of neighbourhoods that were open before there were figures, or when there are newer ones."""
    loaded = figures.load_open()
    number = loaded.created + loaded.changed
    return f"{number} officiële cijfers zijn geladen (bron: CBS)." if number else ""


def index_search() -> str:
    """Of before there was search, and of what came in around it."""
    if not Word.objects.filter(kind=Word.Kind.PLACE).exists():
        learn_places()
    number = finding.index_missing()
    return f"{number} initiatieven zijn nu te vinden." if number else ""
