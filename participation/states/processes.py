from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseKind(models.TextChoices):
    """The three phases of the sources (O39), in this order."""

    PREPARATION = "preparation", _("voorbereiden")
    IMPLEMENTATION = "implementation", _("uitvoeren")
    EVALUATION = "evaluation", _("terugkijken en inbedden")


class PhaseState(models.TextChoices):
    """A phase opens when what was agreed in the one before was reported on (O27)."""

    COMING = "coming", _("komt nog")
    OPEN = "open", _("loopt")
    DONE = "done", _("klaar")


NEXT_OF_PHASE: dict[PhaseState, frozenset[PhaseState]] = {
    PhaseState.COMING: frozenset({PhaseState.OPEN}),
    PhaseState.OPEN: frozenset({PhaseState.DONE}),
    PhaseState.DONE: frozenset(),
}
