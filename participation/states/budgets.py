from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class Rule(models.TextChoices):
    """How ballots are counted: DESIGN section 9, `participation/counting.py`."""

    EQUAL_SHARES = "equal-shares", _("gelijke delen")
    GREEDY = "greedy", _("de meeste stemmen eerst")


RULE_WORDS: dict[Rule, StrOrPromise] = {
    Rule.EQUAL_SHARES: _(
        "Iedereen die stemt, krijgt een even groot deel van het geld. Een plan wint als genoeg "
        "stemmers het samen uit hun deel kunnen betalen. Zo telt elke groep in de wijk mee."
    ),
    Rule.GREEDY: _(
        "Het plan met de meeste stemmen wint het eerst, dan het volgende, zolang het geld reikt. "
        "Past een plan niet meer, dan kijken wij naar het plan daarna."
    ),
}


class RoundState(models.TextChoices):
    COLLECTING = "collecting", _("plannen inleveren")
    CHECKING = "checking", _("kijken wat kan")
    VOTING = "voting", _("stemmen")
    COUNTING = "counting", _("tellen")  # closed: ballots are loose from their voters
    COUNTED = "counted", _("uitslag")
    GRANTED = "granted", _("het geld is toegezegd")


NEXT_OF_ROUND: dict[RoundState, frozenset[RoundState]] = {
    RoundState.COLLECTING: frozenset({RoundState.CHECKING}),
    RoundState.CHECKING: frozenset({RoundState.VOTING}),
    RoundState.VOTING: frozenset({RoundState.COUNTING}),
    RoundState.COUNTING: frozenset({RoundState.COUNTED}),
    RoundState.COUNTED: frozenset({RoundState.GRANTED}),
    RoundState.GRANTED: frozenset(),
}
STEPS = list(RoundState)  # in this order
# Those that a page names; the votes are counted, and the money promised, as part of the outcome.
TOLD = [RoundState.COLLECTING, RoundState.CHECKING, RoundState.VOTING, RoundState.COUNTED]
HAS_RESULT = frozenset({RoundState.COUNTED, RoundState.GRANTED})


class ProposalState(models.TextChoices):
    HANDED_IN = "handed_in", _("wacht op de toets")
    FEASIBLE = "feasible", _("kan")
    NOT_FEASIBLE = "not_feasible", _("kan zo niet")
    WITHDRAWN = "withdrawn", _("teruggetrokken")
    CHOSEN = "chosen", _("gekozen")
    NOT_CHOSEN = "not_chosen", _("niet gekozen")


ON_BALLOT = frozenset({ProposalState.FEASIBLE, ProposalState.CHOSEN, ProposalState.NOT_CHOSEN})


class CountState(models.TextChoices):
    WAITING = "waiting", _("wacht")
    RUNNING = "running", _("bezig")
    DONE = "done", _("klaar")


class BudgetRefused(Exception):
    """The step is against a rule of the round; `reason` is a word that the view makes a sentence
    of."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
