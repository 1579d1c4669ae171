"""A round of the residents' budget of before the platform: its file is brought and counted."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.working_days import AMSTERDAM
from participation.actions import round_imports, tallying
from participation.pabulib import Plan, Round
from participation.states.budgets import Rule

from .history import Past

HELD_AGO, BROUGHT_AGO = timedelta(days=500), timedelta(days=60)
WHERE = "poelenburg"
BUDGET = 25_000_00
VOTERS = 214
# What it cost in euros, and how much each group of voters liked it.
FAMILIES, ELDERS, YOUTH, EVERYBODY = range(4)
PLANS = (
    ("Speeltoestel voor kleine kinderen bij de Weerpadschool", 9_500, FAMILIES),
    ("Schaduwdoek boven de zandbak", 4_200, FAMILIES),
    ("Fietsles voor moeders en dochters", 1_800, FAMILIES),
    ("Nieuwe netten en licht bij de voetbalkooi", 6_400, YOUTH),
    ("Muziekstudio in het buurthuis, twee avonden", 5_500, YOUTH),
    ("Drie bankjes op de route naar de winkels", 2_700, ELDERS),
    ("Samen eten op woensdag, een jaar lang", 3_600, ELDERS),
    ("Een duofiets met buurtbewoners die rijden", 7_900, ELDERS),
    ("Bloembollen langs het Weerpad", 1_200, EVERYBODY),
    ("Straatfeest aan het eind van de zomer", 2_500, EVERYBODY),
    ("Een muur vol vogels", 3_900, EVERYBODY),
    ("Glazen overkapping voor het hele plein", 24_000, EVERYBODY),
)
LIKES = {FAMILIES: 0.55, ELDERS: 0.5, YOUTH: 0.6, EVERYBODY: 0.3}


def tell(neighbourhood: Neighbourhood, past: Past) -> None:
    """In the one neighbourhood whose plans these are."""
    if neighbourhood.slug != WHERE:
        return
    by = Membership.objects.coordinators().filter(neighbourhood=neighbourhood).earliest("pk").person
    day = (past.now - BROUGHT_AGO).astimezone(AMSTERDAM).date()
    moment = datetime.combine(day, time(10, 20), tzinfo=AMSTERDAM)
    with past.at(moment):
        found = round_imports.bring(
            neighbourhood,
            _held(),
            title=f"Buurtbudget {neighbourhood.name}, op papier",
            source="de stembussen in het buurthuis en de school",
            rule=Rule.EQUAL_SHARES,
            ended_on=(past.now - HELD_AGO).date(),
            key=uuid5(NAMESPACE_URL, f"demo/round/{neighbourhood.slug}"),
            by=by,
            now=moment,
        )
        round_imports.confirm(found, by=by)
        tallying.work()


def _held() -> Round:
    """The same each time."""
    chance = Random(1504)  # noqa: S311  # no secret
    plans = [Plan(str(one), cost * 100, name) for one, (name, cost, _for) in enumerate(PLANS, 1)]
    ballots = []
    for _voter in range(VOTERS):
        group = chance.choices([FAMILIES, ELDERS, YOUTH], [5, 3, 2])[0]
        liked = [
            str(one)
            for one, (_name, _cost, whose) in enumerate(PLANS, 1)
            if whose in (group, EVERYBODY) and chance.random() < LIKES[whose]
        ]
        ballots.append(frozenset(liked[:5]) or frozenset({"9"}))
    return Round(BUDGET, plans, ballots)
