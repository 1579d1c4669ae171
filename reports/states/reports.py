"""The life of a report, of the making of its draft, and the order in which it tells (rule R9)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NotPossible(Exception):
    """The report is no longer in a state that allows this."""


class Overtaken(Exception):
    """Somebody else changed it after it was opened."""


class Refused(Exception):
    """It is against a rule of the house; `reason` is a word that the view makes a sentence of."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Period(models.TextChoices):
    QUARTER = "quarter", _("kwartaal")
    YEAR = "year", _("jaar")


class ReportState(models.TextChoices):
    DRAFTING = "drafting", _("in de maak")
    PUBLISHED = "published", _("gepubliceerd")


NEXT_OF_REPORT: dict[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFTING: frozenset({ReportState.PUBLISHED}),
    ReportState.PUBLISHED: frozenset(),
}


class MakingState(models.TextChoices):
    """Where the draft stands that the platform makes; a failed one can be asked for again."""

    WAITING = "waiting", _("wacht")
    RUNNING = "running", _("wordt gemaakt")
    DONE = "done", _("klaar")
    FAILED = "failed", _("mislukt")


class Chapter(models.TextChoices):
    """In the order of the page: stories first, figures last (O34); what was refused, and what does
    not work, stands before what went by itself (O31)."""

    STORIES = "stories", _("Verhalen uit de wijk")
    GOALS = "goals", _("Onze doelen")
    AGREEMENTS = "agreements", _("Afspraken: nagekomen of niet")
    REFUSED = "refused", _("Geweigerd, te laat of gestopt")
    LACKS = "lacks", _("Wat (nog) niet werkt")
    OWN = "own", _("Wat bewoners zelf regelden")
    LESSONS = "lessons", _("Wat wij leerden")
    FIGURES = "figures", _("Bijlage: de cijfers")
