from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from core import text
from neighbourhoods.models import Municipality

from ...actions.steering import open_municipality


class Command(BaseCommand):
    help = "Maakt iemand beheerder van een gemeente: de eerste, of nog een. Mag opnieuw."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="gemeentecode van CBS, zoals GM0479")
        parser.add_argument("--admin", required=True, metavar="MAIL", help="e-mailadres")
        parser.add_argument("--name", default="", help="naam, zoals bewoners die kennen")

    def handle(self, *args: object, **options: Any) -> None:
        with translation.override("nl"):
            municipality = _municipality(options["code"])
            email, name = _address(options["admin"]), _name(options["name"])
            administrator = open_municipality(municipality, email=email, name=name)
            self.stdout.write(_next_steps(municipality, administrator.person))


def _municipality(code: str) -> Municipality:
    found = Municipality.objects.current().filter(code=code.strip().upper()).first()
    if found:
        return found
    if not Municipality.objects.exists():
        raise CommandError(
            _("Er zijn nog geen gemeenten geladen. Doe eerst: python manage.py load_areas")
        )
    raise CommandError(
        _(
            "Er is geen gemeente met code %(code)s. Een code is GM met vier cijfers, "
            "zoals GM0479; zoek hem op bij cbs.nl."
        )
        % {"code": code}
    )


def _address(email: str) -> str:
    try:
        validate_email(email.strip())
        User._meta.get_field("email").run_validators(email.strip())
    except ValidationError as error:
        raise CommandError(_("%(email)s is geen e-mailadres.") % {"email": email}) from error
    return email.strip()


def _name(name: str) -> str:
    """As a form would take it: in one line, and not longer than there is room for."""
    clean = " ".join(text.clean(name).split())
    if len(clean) > (User._meta.get_field("name").max_length or 0):
        raise CommandError(_("De naam is te lang: er passen 60 tekens."))
    return clean


def _next_steps(municipality: Municipality, person: User) -> str:
    def address(name: str, *args: str) -> str:
        return settings.SITE_URL + reverse(name, args=args)

    return _(
        "%(person)s is beheerder van de gemeente %(municipality)s.\n"
        "1. Log in op %(login)s met %(email)s; u krijgt een code.\n"
        "2. Kies een tweede manier om te laten zien dat u het bent: een sleutel of een app.\n"
        "3. Begin de eerste wijkaanpak op %(manage)s"
    ) % {
        "person": person.public_name if person.name else person.email,
        "municipality": municipality.name,
        "login": address("account_login"),
        "email": person.email,
        "manage": address("portal:manage_municipality", municipality.slug),
    }
