"""What a counted round came to, as people read it: the money, how it was shared out, and of each
plan why. Numbers of votes are of plans (DESIGN section 2, R12); nothing tells of one ballot."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..counting import Chosen, NotChosen, Outcome, Stop, Why
from ..models import Ballot, BudgetProposal, BudgetRound, Count
from ..money import euros
from ..pabulib import Plan, Round, amount
from ..states.budgets import Rule
from .outcomes import outcome_of

WIDE = 100  # of a bar
GAP = 0.4  # between two parts of it
PABULIB_RULES = {Rule.EQUAL_SHARES: "equalshares", Rule.GREEDY: "greedy"}


class Part(NamedTuple):
    """Of a bar: where it begins and how wide it is, in hundredths, and how it is painted."""

    x: str
    width: str
    kind: str


class Named(NamedTuple):
    """A plan as it may be shown: `url` is empty where it has no page here."""

    name: str
    url: str


class ChosenPlan(NamedTuple):
    """`paid` says in sentences how its money came together, and `bar` draws it."""

    place: int
    named: Named
    cost: str
    votes: int
    price: str
    paid: list[str]
    bar: list[Part]


class OtherPlan(NamedTuple):
    named: Named
    cost: str
    votes: int
    why: str


class Result(NamedTuple):
    """`bar` is the whole budget: each chosen plan, and what is left."""

    is_shares: bool
    voters: int
    plans: int
    budget: str
    spent: str
    left: str
    first_share: str
    share: str
    is_raised: bool
    ended: str
    bar: list[Part]
    chosen: list[ChosenPlan]
    others: list[OtherPlan]


def result_of(count: Count) -> Result | None:
    """None as long as it is not counted."""
    outcome = outcome_of(count)
    if outcome is None:
        return None
    names = _names(count.round_id)
    gone = Named(_("Een plan dat hier niet meer te zien is"), "")
    most = max((one.votes for one in outcome.plans), default=0)
    return Result(
        is_shares=outcome.rule == Rule.EQUAL_SHARES,
        voters=outcome.voters,
        plans=len(outcome.plans),
        budget=euros(outcome.budget),
        spent=euros(outcome.spent),
        left=euros(outcome.left),
        first_share=_each(outcome.first_share),
        share=_each(outcome.share),
        is_raised=outcome.share > outcome.first_share,
        ended=_ended(outcome),
        bar=_whole(outcome),
        chosen=[
            _chosen(place, one, names.get(int(one.id), gone), outcome, most)
            for place, one in enumerate(outcome.chosen, start=1)
        ],
        others=[
            OtherPlan(
                names.get(int(one.id), gone), euros(one.cost), one.votes, why_not(one, outcome)
            )
            for one in outcome.not_chosen
        ],
    )


def _names(round_id: int) -> dict[int, Named]:
    """Of what everybody may see."""
    shown = BudgetProposal.objects.filter(round=round_id).public().select_related("initiative")
    return {
        one.pk: Named(one.name, one.get_absolute_url() if one.initiative else "") for one in shown
    }


# --- How its money came together


def _chosen(place: int, one: Chosen, named: Named, outcome: Outcome, most: int) -> ChosenPlan:
    is_shares = outcome.rule == Rule.EQUAL_SHARES
    return ChosenPlan(
        place=place,
        named=named,
        cost=euros(one.cost),
        votes=one.votes,
        price=_each(one.price) if is_shares else "",
        paid=_paid(one) if is_shares else [],
        bar=_bar([(one.price, outcome.share)] if is_shares else [(one.votes, most)]),
    )


def _paid(one: Chosen) -> list[str]:
    sentences = [
        ngettext(
            "%(people)s stemmer betaalde er %(price)s voor, uit het eigen deel.",
            "%(people)s stemmers betaalden er elk %(price)s voor, uit hun deel.",
            one.paid_full,
        )
        % {"people": _number(one.paid_full), "price": _each(one.price)}
    ]
    if one.paid_less:
        sentences.append(
            ngettext(
                "%(people)s stemmer had minder over, en betaalde dat: %(less)s.",
                "%(people)s stemmers hadden minder over, en betaalden dat: samen %(less)s.",
                one.paid_less,
            )
            % {"people": _number(one.paid_less), "less": _each(one.less)}
        )
    if one.paid_nothing:
        sentences.append(
            ngettext(
                "Van %(people)s stemmer was het deel al op.",
                "Van %(people)s stemmers was het deel al op.",
                one.paid_nothing,
            )
            % {"people": _number(one.paid_nothing)}
        )
    return sentences


# --- Why not


def why_not(one: NotChosen, outcome: Outcome) -> str:
    """One honest sentence, or two."""
    named = {
        "had": _each(one.had),
        "cost": euros(one.cost),
        "votes": _number(one.votes),
        "budget": euros(outcome.budget),
    }
    if one.why == Why.NO_VOTES:
        return _("Niemand stemde op dit plan.")
    if one.why == Why.FREE:
        return _("Dit plan kost niets. Zo een plan krijgt bij deze manier van tellen geen geld.")
    if one.cost > outcome.budget:
        return _("Dit plan kost %(cost)s. Dat is meer dan er in de hele ronde was.") % named
    if one.why == Why.MONEY_SHORT:
        return _("Toen dit plan aan de beurt was, was er nog %(had)s. Het kost %(cost)s.") % named
    short = ngettext(
        "De stemmer op dit plan had nog %(had)s over. Het kost %(cost)s.",
        "De %(votes)s stemmers op dit plan hadden samen nog %(had)s over. Het kost %(cost)s.",
        one.votes,
    )
    return short % named


def _ended(outcome: Outcome) -> str:
    """Why the counting stopped where it did."""
    left = {"left": euros(outcome.left)}
    if outcome.stop == Stop.OVER_BUDGET:
        return (
            _(
                "Kreeg iedereen nog één euro meer, dan kwamen er plannen bij die samen meer kosten "
                "dan er is. Daarom stopt het hier, en is er %(left)s over."
            )
            % left
        )
    if outcome.stop == Stop.NOTHING_FITS and not outcome.left:
        return _("Toen was al het geld verdeeld.")
    if outcome.stop == Stop.NOTHING_FITS and all(one.votes for one in outcome.chosen):
        return (
            _("Geen van de andere plannen met stemmen past nog in de %(left)s die over is.") % left
        )
    return ""


# --- Drawing


def _whole(outcome: Outcome) -> list[Part]:
    parts = [(one.cost, outcome.budget) for one in outcome.chosen]
    return _bar(parts, kinds=("good", "so"))


def _bar(
    parts: Sequence[tuple[Fraction | int, Fraction | int]], kinds: tuple[str, ...] = ("good",)
) -> list[Part]:
    """Beside each other, each as wide as its part of the whole."""
    drawn, x = [], Fraction(0)
    for number, (part, whole) in enumerate(parts):
        width = Fraction(WIDE) * part / whole if whole else Fraction(0)
        shown = max(float(width) - (GAP if len(parts) > 1 else 0), 0.2)
        drawn.append(Part(f"{float(x):.2f}", f"{shown:.2f}", kinds[number % len(kinds)]))
        x += width
    return drawn


def _each(cents: Fraction) -> str:
    """Rounded to cents, half a cent up."""
    return euros(int(cents + Fraction(1, 2)))


def _number(people: int) -> str:
    return number_format(people, use_l10n=True, force_grouping=True)


# --- As a file


def as_pabulib(count: Count, round_: BudgetRound) -> tuple[Round, list[str]] | None:
    """The round as others can count it again, and the references of what was chosen; None as long
    as it is not counted. Exactly what was on the ballot when it was counted."""
    outcome = outcome_of(count)
    if outcome is None:
        return None
    names = _names(round_.pk)
    counted = {int(one.id): one.cost for one in outcome.plans}
    rows = BudgetProposal.objects.filter(round=round_, pk__in=counted).order_by("pk")
    references = {pk: said or str(pk) for pk, said in rows.values_list("pk", "reference")}
    plans = [
        Plan(reference, counted[pk], names[pk].name if pk in names else "")
        for pk, reference in references.items()
    ]
    ballots = [
        frozenset(references[one] for one in choices if one in references)
        for choices in Ballot.objects.filter(round=round_).values_list("choices", flat=True)
    ]
    chosen = [references[int(one.id)] for one in outcome.chosen]
    return Round(outcome.budget, plans, ballots, _meta(round_)), chosen


def _meta(round_: BudgetRound) -> dict[str, str]:
    place = round_.neighbourhood
    begins = round_.vote_until if round_.source else round_.check_until + timedelta(days=1)
    limits = {}
    if round_.most_number:
        limits["max_length"] = str(round_.most_number)
    if round_.most_total:
        limits["max_sum_cost"] = amount(round_.most_total)
    return {
        "description": round_.title,
        "country": "Netherlands",
        "unit": place.municipality.name,
        "subunit": place.name,
        "instance": str(round_.vote_until.year),
        "rule": PABULIB_RULES[Rule(round_.rule)],
        "date_begin": f"{min(begins, round_.vote_until):%d.%m.%Y}",
        "date_end": f"{round_.vote_until:%d.%m.%Y}",
        **limits,
        "language": "nl",
        "currency": "EUR",
        **({"comment": round_.source} if round_.source else {}),
    }
