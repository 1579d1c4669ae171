"""A round that was held elsewhere becomes a closed round here, and is counted as every other one.
Callers have checked who may. Nothing of it is written before somebody confirms it."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from outbox.actions import nudge
from partners.actions.organisations import municipality_organisation

from .. import verbs
from ..counting import lower
from ..models import Ballot, BudgetProposal, BudgetRound, Count, RoundImport
from ..pabulib import Round
from ..states.budgets import ProposalState, RoundState
from .budgets import SWEEP, record

UNCONFIRMED_KEPT = timedelta(days=7)
AT_ONCE = 500


@transaction.atomic
def bring(
    neighbourhood: Neighbourhood,
    found: Round,
    *,
    title: str,
    source: str,
    rule: str,
    ended_on: date,
    key: UUID,
    by: User,
    now: datetime,
) -> RoundImport:
    """Keep what was read. The same `key` is one file; those that nobody confirmed go."""
    if known := RoundImport.objects.filter(key=key).first():
        return known
    waiting = RoundImport.objects.filter(neighbourhood=neighbourhood, round=None)
    waiting.filter(at__lt=now - UNCONFIRMED_KEPT).delete()
    # In the order of their numbers, so that keys settle ties as the numbers of the file would.
    plans = sorted(found.plans, key=lambda plan: lower(plan.reference))
    made, _is_new = RoundImport.objects.get_or_create(
        key=key,
        defaults={
            "neighbourhood": neighbourhood,
            "title": title,
            "source": source,
            "rule": rule,
            "ended_on": ended_on,
            "budget": found.budget,
            "plans": [[plan.reference, plan.cost, plan.name] for plan in plans],
            # Sorted: the order of the file may be that of the voting.
            "ballots": sorted(sorted(ballot) for ballot in found.ballots),
            "by": by,
            "at": now,
        },
    )
    return made


@transaction.atomic
def confirm(found: RoundImport, *, by: User) -> BudgetRound:
    """All of it, or nothing; then its counting waits in line. Pressed twice it is once."""
    # Without its round: who waits for the lock sees the row anew, but what was joined as it was.
    rows = RoundImport.objects.select_for_update(of=("self",))
    found = rows.select_related("neighbourhood__municipality").get(pk=found.pk)
    if found.round is not None:
        return found.round
    round_ = BudgetRound.objects.create(**_as_round(found), opened_by=by)
    plans = [
        BudgetProposal(
            round=round_,
            reference=reference,
            cost=cost,
            title=name or _unnamed(reference),
            state=ProposalState.FEASIBLE,
        )
        for reference, cost, name in found.plans
    ]
    BudgetProposal.objects.bulk_create(plans, batch_size=AT_ONCE)
    kept = BudgetProposal.objects.filter(round=round_).values_list("reference", "pk")
    keys = dict(kept)
    ballots = [
        Ballot(round=round_, choices=sorted(keys[one] for one in ballot))
        for ballot in found.ballots
    ]
    ballots.sort(key=lambda ballot: ballot.pk)
    Ballot.objects.bulk_create(ballots, batch_size=AT_ONCE)
    Count.objects.create(round=round_)
    found.round, found.plans, found.ballots = round_, [], []
    found.save(update_fields=["round", "plans", "ballots"])
    nudge(SWEEP)
    record(verbs.round_imports.ROUND_BROUGHT.name, round_, by=by)
    return round_


def discard(found: RoundImport) -> bool:
    """Throw away what nobody confirmed; False for what somebody did."""
    return bool(RoundImport.objects.filter(pk=found.pk, round=None).delete()[0])


def _unnamed(reference: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Plan %(reference)s") % {"reference": reference}


def _as_round(found: RoundImport) -> dict[str, object]:
    """Its rules are those of elsewhere, and say so; texts of a round have one language."""
    with translation.override(settings.LANGUAGE_CODE):
        terms = _(
            "Deze ronde is niet op dit platform gehouden. De plannen en de stemmen komen uit: "
            "%(source)s. Hier is alleen opnieuw geteld."
        )
        who_may = _("Wie mocht stemmen, is toen bepaald.")
    day = found.ended_on
    return {
        "neighbourhood": found.neighbourhood,
        "title": found.title,
        "budget": found.budget,
        "terms": terms % {"source": found.source},
        "who_may": who_may,
        "rule": found.rule,
        "checker": municipality_organisation(found.neighbourhood.municipality),
        "begins_on": day,
        "propose_until": day,
        "check_until": day,
        "vote_until": day,
        "state": RoundState.COUNTING,
        "source": found.source,
    }
