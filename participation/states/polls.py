from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.states import FEWEST_VOICES

FEWEST_ANSWERS = FEWEST_VOICES  # opinions of fewer people are not shown (rule R12)
MOST_QUESTIONS = 5  # it takes two minutes
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
SCALE = (1, 2, 3, 4, 5)


class Audience(models.TextChoices):
    PANEL = "panel", _("het bewonerspanel")
    NEIGHBOURHOOD = "neighbourhood", _("iedereen in de wijk")
    ROOM = "room", _("wie in de zaal zit, bij een bijeenkomst")


class PollState(models.TextChoices):
    DRAFT = "draft", _("in de maak")
    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")


NEXT_OF_POLL: dict[PollState, frozenset[PollState]] = {
    PollState.DRAFT: frozenset({PollState.OPEN}),
    PollState.OPEN: frozenset({PollState.CLOSED}),
    PollState.CLOSED: frozenset(),
}


class Asks(models.TextChoices):
    """What kind of answer a question takes."""

    SINGLE = "single", _("kies er één")
    MULTIPLE = "multiple", _("kies er een of meer")
    SCALE = "scale", _("geef een cijfer van 1 tot 5")
    RANKING = "ranking", _("zet op volgorde")
    OPEN = "open", _("in eigen woorden")


WITH_OPTIONS = frozenset({Asks.SINGLE, Asks.MULTIPLE, Asks.RANKING})
