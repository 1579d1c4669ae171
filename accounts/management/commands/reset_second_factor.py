from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import people
from accounts.models import User


class Command(BaseCommand):
    help = "Takes away the keys, app and recovery codes of somebody who lost them all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Niemand logt in met {options['email']}.")
        people.reset_second_factor(user)
        self.stdout.write("Gedaan. Bij het inloggen kiest deze persoon opnieuw een sleutel of app.")
