from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from initiatives.models import Initiative
from wijkaanpak.demo.content import wijken
from wijkaanpak.demo.overviews import tell_overviews
from wijkaanpak.demo.reporting import tell_reports
from wijkaanpak.demo.telling import NoAreas, make_photos, tell


class Command(BaseCommand):
    help = "Vult een demo met vijf wijken vol verzonnen initiatieven. Mag opnieuw."

    def handle(self, *args: object, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Dit is geen demo, en verzonnen bewoners horen niet tussen echte. "
                "Zet DEMO=1 als u een demo wilt."
            )
        with translation.override("nl"):
            try:
                told = [tell(wijk, now=timezone.now()) for wijk in wijken()]
            except NoAreas as missing:
                raise CommandError(
                    f"De wijken van {missing} zijn niet geladen. Draai eerst: manage.py load_areas"
                ) from missing
        make_photos(timezone.now())
        with translation.override("nl"):
            for place in filter(None, told):
                tell_reports(place, timezone.now())
            if any(told):
                tell_overviews(timezone.now())
        if options["verbosity"]:
            for neighbourhood in told:
                if neighbourhood:
                    number = Initiative.objects.in_neighbourhood(neighbourhood).count()
                    self.stdout.write(f"{neighbourhood}: {number} initiatieven.")
            if not any(told):
                self.stdout.write("De demo staat er al; er is niets veranderd.")
