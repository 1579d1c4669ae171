"""The residents' budget of Poelenburg in the demo: last year's round, of which teams spend the
money, one in which people vote now; and in another neighbourhood one in which plans come in."""

from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import coordinators_of
from neighbourhoods.working_days import AMSTERDAM
from participation.actions import ballots, budgets, granting, proposals, tallying
from participation.actions.budgets import Terms
from participation.actions.proposals import Judged
from participation.models import BudgetProposal, BudgetRound, Grant
from participation.states.budgets import ProposalState, RoundState, Rule
from partners.actions import agreements
from partners.actions.organisations import municipality_organisation
from partners.models import Member

from .cast import Cast
from .content import Wijk
from .history import Past

SHOWN, COLLECTS = "Poelenburg", "Heechterp-Schieringen"
LAST_YEAR = (  # the beginning of a title, what it asks in euros, and where it is for
    ("Boekenkast", 450, "300 euro voor hout, 150 euro voor glas en verf."),
    ("Woensdagpan", 1_800, "Twee grote pannen, borden en een karretje voor de boodschappen."),
    ("Donderdagploeg", 650, "Knijpers, handschoenen, ringen en koffie voor een jaar."),
    ("Een muur vol vogels", 3_200, "Verf, een hoogwerker voor twee dagen en de kunstenaar."),
    ("Maak het weer heel", 900, "Gereedschap en onderdelen."),
)
NOW = (
    ("De Poelentuin", 1_250, "Een hek, een waterton en aarde voor tien bakken."),
    ("Open podium", 2_400, "Geluid en een tent voor drie middagen."),
    ("Fietsles", 780, "Twaalf tweedehands fietsen en een slotenset."),
    ("Geveltuintjes", 960, "Planten en klimrekken voor dertig gevels."),
    ("Naaicafé", 540, "Twee naaimachines en een strijkplank."),
    ("Om de vijver", 1_100, "Twee banken met een rugleuning, op de helft van de wandeling."),
    ("Licht en netten", 4_200, "Netten en een lamp met een tijdklok."),
    ("Huiswerkclub", 320, "Schriften, atlassen en een lamp boven de tafel."),
    ("Een veldje waar honden", 2_900, "Een hek van vijftig meter en een poortje."),
)
TURNED_DOWN = Judged(
    feasible=False,
    reason="Onder dit veldje ligt een gasleiding. Daar mag geen hek de grond in.",
    possible="Een veldje aan de Weerpadkant, zonder hek aan de waterkant. Joyce loopt graag mee.",
)
TERMS = (
    "Het geld is voor wat de hele buurt ten goede komt, en dat binnen een jaar klaar is.\n"
    "Niet voor lonen, en niet voor wat de gemeente al doet."
)
PAID = (("Materiaal bij de bouwmarkt", 38), ("Tweedehands gekocht", 21), ("Verf en kwasten", 9))
CHOICES = ((0, 2), (0, 1, 2), (1, 4), (0, 3), (2, 4, 0), (1, 0), (3,), (2, 1), (0, 4))


def tell(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    """Before it there must be initiatives, whose teams ask the money."""
    leads = coordinators_of(neighbourhood)
    if not leads:
        return
    today = past.now.astimezone(AMSTERDAM).date()
    people = [*cast.known.values(), *cast.crowd]
    if wijk.name == SHOWN:
        begun = today - timedelta(days=330)
        round_ = _vote(
            _round(neighbourhood, leads[0], "Geld voor Poelenburg, vorig jaar", 4_000, begun, past),
            LAST_YEAR, people, past, by=leads[0],
        )  # fmt: skip
        _finish(round_, past, by=leads[0])
        begun = today - timedelta(days=52)
        _vote(
            _round(neighbourhood, leads[0], "Geld voor Poelenburg", 6_000, begun, past,
                   rule=Rule.EQUAL_SHARES),
            NOW, people, past, by=leads[0],
        )  # fmt: skip
    elif wijk.name == COLLECTS:
        begun = today - timedelta(days=6)
        _round(neighbourhood, leads[0], "Geld voor onze straten", 5_000, begun, past)


def _round(
    neighbourhood: Neighbourhood,
    by: User,
    title: str,
    euros: int,
    begins_on: date,
    past: Past,
    *,
    rule: Rule = Rule.GREEDY,
) -> BudgetRound:
    terms = Terms(
        title=title,
        budget=euros * 100,
        terms=TERMS,
        who_may="Iedereen van 12 jaar en ouder die in de wijk woont.",
        rule=rule,
        checker=municipality_organisation(neighbourhood.municipality),
        most_number=5 if rule == Rule.EQUAL_SHARES else None,
        most_total=None,
        begins_on=begins_on,
        propose_until=begins_on + timedelta(days=28),
        check_until=begins_on + timedelta(days=42),
        vote_until=begins_on + timedelta(days=70),
    )
    key = uuid5(NAMESPACE_URL, f"demo/budget/{neighbourhood.slug}/{title}")
    with past.at(_moment(begins_on, 9)):
        return budgets.open_round(neighbourhood, terms, key=key, by=by)


def _vote(
    round_: BudgetRound,
    asked: tuple[tuple[str, int, str], ...],
    people: list[User],
    past: Past,
    *,
    by: User,
) -> BudgetRound:
    """Handed in, checked, and voted on."""
    for number, (title, euros, words) in enumerate(asked):
        _hand_in(round_, title, euros, words, number, past)
    with past.at(_moment(round_.propose_until + timedelta(days=1), 10)):
        budgets.begin_checking(round_, by=by)
    for number, one in enumerate(BudgetProposal.objects.filter(round=round_).order_by("pk")):
        judged = Judged(feasible=True)
        if str(one).startswith("Een veldje"):
            judged = TURNED_DOWN
        with past.at(_moment(round_.propose_until + timedelta(days=3 + number % 6), 14)):
            proposals.judge(one, judged, seen=one.version, by=by)
    opens = round_.check_until + timedelta(days=1)
    with past.at(_moment(opens, 9)):
        round_ = budgets.begin_voting(round_, by=by)
    feasible = BudgetProposal.objects.filter(round=round_, state=ProposalState.FEASIBLE)
    keys = list(feasible.order_by("pk").values_list("pk", flat=True))
    for number, person in enumerate(people):
        chosen = {keys[(one + number // 4) % len(keys)] for one in CHOICES[number % len(CHOICES)]}
        key = uuid5(NAMESPACE_URL, f"demo/ballot/{round_.pk}/{person.pk}")
        ballots.cast(round_, chosen, key=key, by=person, today=opens)
    return round_


def _hand_in(
    round_: BudgetRound, title: str, euros: int, words: str, number: int, past: Past
) -> None:
    found = Initiative.objects.public().in_neighbourhood(round_.neighbourhood)
    initiative = found.filter(title__startswith=title).order_by("pk").first()
    if initiative is None:
        return
    team = Member.objects.filter(organisation=initiative.team).select_related("person")
    member = team.order_by("pk").first()
    if member is None:
        return
    day = round_.begins_on + timedelta(days=2 + 2 * number)
    with past.at(_moment(day, 19)):
        proposals.hand_in(
            round_,
            initiative,
            cost=euros * 100,
            costs_words=words,
            key=uuid5(NAMESPACE_URL, f"demo/budget/{round_.pk}/{initiative.pk}"),
            by=member.person,
            today=day,
        )


def _finish(round_: BudgetRound, past: Past, *, by: User) -> None:
    """Counted, granted, and partly paid."""
    closes = _moment(round_.vote_until + timedelta(days=1), 9)
    with past.at(closes):
        budgets.close_voting(round_, by=by)
        tallying.work()
    round_ = BudgetRound.objects.get(pk=round_.pk)
    if round_.state != RoundState.COUNTED:
        return
    due = (closes + timedelta(days=21)).date()
    with past.at(closes + timedelta(days=4)):
        granting.grant(round_, due_on=due, by=by)
    grants = Grant.objects.filter(proposal__round=round_).select_related("agreement__receiver")
    for number, one in enumerate(grants.order_by("pk")):
        _give(one, due, past, by=by)
        _pay(one, number, due, past)


def _give(one: Grant, due: date, past: Past, *, by: User) -> None:
    """The money came in time, and the team says so too."""
    member = Member.objects.filter(organisation=one.agreement.receiver).order_by("pk").first()
    if member is None:
        return
    with past.at(now := _moment(due - timedelta(days=2), 11)):
        claimed = agreements.claim(one.agreement, seen=one.agreement.version, by=by, now=now)
        agreements.confirm(claimed, seen=claimed.version, by=member.person, now=now)


def _pay(one: Grant, number: int, due: date, past: Past) -> None:
    initiative = one.proposal.initiative
    assert initiative is not None
    member = Member.objects.filter(organisation=initiative.team).order_by("pk").first()
    for nth, (what, share) in enumerate(PAID[: 1 + number % len(PAID)]):
        day = due + timedelta(days=9 + 16 * nth + number)
        if member is None or day > past.now.date():
            return
        with past.at(_moment(day, 16)):
            granting.spend(
                one,
                what,
                day=day,
                amount=one.amount * share // 100,
                photo=None,
                key=uuid5(NAMESPACE_URL, f"demo/spent/{one.pk}/{nth}"),
                by=member.person,
            )


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 7), tzinfo=AMSTERDAM)
