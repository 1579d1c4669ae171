"""What of the residents' budget waits for who works here, round by round."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import in_words
from neighbourhoods.working_days import DAY
from partners.states import Kind

from ..models import BudgetProposal, BudgetRound
from ..states.budgets import ProposalState, RoundState
from .waiting import Task


class Step(NamedTuple):
    """What is to be done, and the first day on which it is late; none when it is simply next."""

    what: str
    icon: str
    late_from: date | None


def rounds_waiting(
    coordinates: Collection[int], works_in: Collection[int], today: date
) -> QuerySet[BudgetRound]:
    """Those of which somebody must do the next step, the first due first: who coordinates there,
    and of the checking who works for the municipality, where that checks. One query."""
    runs = Q(neighbourhood__in=coordinates)
    checks = Q(neighbourhood__in=works_in, checker__kind=Kind.MUNICIPALITY)
    here = BudgetProposal.objects.filter(round=OuterRef("pk")).public()
    found = BudgetRound.objects.public().filter(
        (runs & Q(state=RoundState.COLLECTING, propose_until__lt=today))
        | (runs & Q(state=RoundState.VOTING, vote_until__lt=today))
        | (runs & Q(state=RoundState.COUNTED, source=""))
        | ((runs | checks) & Q(state=RoundState.CHECKING))
    )
    return (
        found.annotate(
            has_unjudged=Exists(here.filter(state=ProposalState.HANDED_IN)),
            place=F("neighbourhood__name"),
            checked_by=F("checker__name"),
        )
        .defer("terms")
        .order_by("check_until", "pk")
    )


def tasks(rounds: Collection[BudgetRound], today: date) -> list[Task]:
    return [_task(one, today) for one in rounds]


def number_late(rounds: Collection[BudgetRound], today: date) -> int:
    return sum(_is_late(_step(one), today) for one in rounds)


def _task(round_: BudgetRound, today: date) -> Task:
    step = _step(round_)
    place, checker = vars(round_)["place"], vars(round_)["checked_by"]
    is_checking = round_.state == RoundState.CHECKING
    return Task(
        url=_url(round_),
        title=round_.title,
        icon=step.icon,
        what=step.what,
        about=f"{place}, {checker}" if is_checking else place,
        due=_due(step, today),
    )


def _step(round_: BudgetRound) -> Step:
    if round_.state == RoundState.COLLECTING:
        return Step(_("Sluit het inleveren"), "hourglass", round_.propose_until + DAY)
    if round_.state == RoundState.VOTING:
        return Step(_("Sluit het stemmen"), "hourglass", round_.vote_until + DAY)
    if round_.state == RoundState.COUNTED:
        return Step(_("Zeg het geld toe"), "coin", None)
    if vars(round_)["has_unjudged"]:
        return Step(_("Zeg van elk plan of het kan"), "help-circle", round_.check_until + DAY)
    return Step(_("Open het stemmen"), "check", round_.check_until + DAY)


def _url(round_: BudgetRound) -> str:
    if round_.state == RoundState.COUNTED:
        return reverse("participation:give_grants", args=[round_.pk])
    return round_.get_absolute_url()


def _is_late(step: Step, today: date) -> bool:
    return step.late_from is not None and step.late_from <= today


def _due(step: Step, today: date) -> str:
    if step.late_from is None:
        return _("de uitslag is er")
    day = in_words(step.late_from - DAY, "j F")
    if _is_late(step, today):
        return _("moest op %(day)s") % {"day": day}
    return _("uiterlijk %(day)s") % {"day": day}
