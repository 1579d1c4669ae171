"""Three years of goals in Poelenburg: one that is over, one that runs, and one that people weigh.

Through the same actions as everybody's. Other parts of the demo hang on these goals.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from goals.actions import choosing, problems, proposing, years
from goals.actions.choosing import No
from goals.actions.proposing import Proposal
from goals.models import Goal, YearPlan
from goals.states import Heard, Lead, Say, Theme, YearState
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.working_days import AMSTERDAM
from partners.models import Organisation

from .cast import Cast
from .content import Wijk
from .history import LONG_AGO, Past, moment

ONLY = "Poelenburg"  # the neighbourhood that people come to see


@dataclass(frozen=True)
class Told:
    """A goal of the demo: who proposed it (`of` names an organisation), how many supported it, and
    with which words; without `no` it was chosen."""

    by: str
    proposal: Proposal
    supports: int
    words: tuple[str, ...] = ()
    of: str = ""
    no: No | None = None


def _p(title: str, want: str, goes_well: str, theme: Theme, lead: Lead, say: Say, words: str, *,
       is_ongoing: bool = False) -> Proposal:  # fmt: skip
    return Proposal(title, want, goes_well, theme, lead, say, words, is_ongoing)


BEFORE = [
    Told(
        "organisator",
        _p(
            "Elke week samen eten",
            "Wie alleen eet, schuift een keer per week aan. Op loopafstand, voor een paar euro.",
            "De Woensdagpan kookt al voor dertig mensen, en De Poelenburcht heeft een keuken.",
            Theme.MEETING,
            Lead.RESIDENTS,
            Say.RESIDENTS,
            "De koks beslissen wat er gebeurt. De gemeente betaalt alleen de zaal.",
        ),
        14,
        ("Mijn buurvrouw lacht weer op woensdag.",),
    ),
    Told(
        "hatice",
        _p(
            "Minder zwerfvuil rond de flats",
            "Een portiek waar je met blote voeten doorheen kunt.",
            "De Donderdagploeg haalt elke week acht zakken op.",
            Theme.GREEN,
            Lead.TOGETHER,
            Say.WORK_ALONG,
            "Bewoners en de corporatie maken samen schoon; de vuilroute ligt vast.",
        ),
        9,
    ),
    Told(
        "bewoner",
        _p(
            "Een zwembad in de wijk",
            "Kinderen leren zwemmen zonder een uur te reizen.",
            "Twintig kinderen gaan nu samen met de bus.",
            Theme.YOUTH,
            Lead.PARTNER,
            Say.ADVISE,
            "Bewoners geven advies; de gemeenteraad beslist over het geld.",
        ),
        4,
        no=No(
            "Een zwembad kost meer dan een wijk in een jaar kan opbrengen.",
            "De bus naar het zwembad rijdt door, en de gemeente betaalt de lessen van wie dat "
            "niet kan.",
        ),
    ),
]
NOW = [
    Told(
        "organisator",
        _p(
            "Elke dag is er ergens een deur open",
            "Wie zin heeft in gezelschap, vindt elke dag een plek met koffie en mensen.",
            "Op woensdag is er de Woensdagpan, op zondag het repaircafé.",
            Theme.MEETING,
            Lead.RESIDENTS,
            Say.RESIDENTS,
            "Bewoners beslissen wie wanneer opent. De huur van de zaal staat vast.",
            is_ongoing=True,
        ),
        21,
        ("Op dinsdag is er nu niets.", "Ook voor mannen, graag."),
    ),
    Told(
        "partner",
        _p(
            "Portieken waar je elkaar groet",
            "Licht, schone muren en een bankje bij de deur van elke flat.",
            "In de Clusiusflats lopen bewoners en de huismeester al samen een ronde.",
            Theme.LIVING,
            Lead.TOGETHER,
            Say.DECIDE_ALONG,
            "Bewoners kiezen per portiek wat er eerst gebeurt; het bedrag per flat ligt vast.",
        ),
        12,
        ("Bij ons is het licht al een jaar stuk.",),
        of="Woonstichting De Zaanoever",
    ),
    Told(
        "losmaker",
        _p(
            "Meisjes hebben een eigen plek",
            "Elke middag ergens waar meiden kunnen zijn, sporten en huiswerk maken.",
            "Het zaalvoetbal voor meiden zit elke week vol.",
            Theme.YOUTH,
            Lead.TOGETHER,
            Say.DECIDE_ALONG,
            "De meiden kiezen wat er komt; de zaal is van de school.",
            is_ongoing=True,
        ),
        17,
        ("Mijn dochter durft nu wel.", "Graag ook op vrijdag."),
    ),
    Told(
        "hatice",
        _p(
            "Overal parkeerplek",
            "Niemand rijdt ’s avonds nog drie rondjes.",
            "Op de Weerpadflat delen acht buren twee auto’s.",
            Theme.LIVING,
            Lead.PARTNER,
            Say.ADVISE,
            "Bewoners geven advies; de gemeente beslist over de straten.",
        ),
        8,
        no=No(
            "Meer plekken kosten groen, en dat wilden de meeste mensen niet.",
            "De deelauto’s krijgen in het voorjaar drie vaste plekken bij de Weerpadflat.",
        ),
    ),
]
COMING = [
    Told(
        "bewoner",
        _p(
            "Veilig op de fiets naar school",
            "Kinderen van groep zes fietsen zelf, en ouders durven dat.",
            "De fietsles voor moeders en dochters heeft een wachtlijst.",
            Theme.SAFE,
            Lead.TOGETHER,
            Say.DECIDE_ALONG,
            "Bewoners kiezen welke oversteek het eerst komt; de weg blijft van de gemeente.",
        ),
        16,
        (
            "Bij de Albert Heijn gaat het elke ochtend bijna mis.",
            "Mijn zoon mag van mij nog niet alleen.",
            "Als de drempel er komt, sta ik er met een hesje.",
        ),
    ),
    Told(
        "organisator",
        _p(
            "Groente van eigen grond",
            "Bij elke flat een tuin waar iedereen iets kan kweken en meenemen.",
            "De Poelentuin geeft nu aan veertig gezinnen.",
            Theme.GREEN,
            Lead.RESIDENTS,
            Say.RESIDENTS,
            "Bewoners beslissen en doen het; de corporatie wijst de grond aan.",
        ),
        11,
        ("Wij missen alleen nog een kraan.",),
    ),
    Told(
        "partner",
        _p(
            "Niemand in de kou",
            "Wie een tochtig huis heeft, weet bij wie die moet zijn, en wordt binnen een week "
            "geholpen.",
            "Acht energiecoaches uit de wijk gaan al langs de deuren.",
            Theme.CARE,
            Lead.PARTNER,
            Say.CONSULT,
            "Bewoners zeggen waar het het koudst is; welke huizen wanneer aan de beurt zijn ligt "
            "vast.",
        ),
        6,
        of="Woonstichting De Zaanoever",
    ),
]
PROBLEMS = [
    "Er wordt hard gereden bij de school",
    "Op dinsdag en donderdag is er niets te doen",
    "Veel huizen zijn koud en vochtig",
    "Meisjes voelen zich niet thuis op het plein",
    "Mensen weten niet bij wie zij moeten zijn",
    "Het is ’s avonds donker op het achterpad",
]


def tell_goals(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> list[Goal]:
    """The goals that run now, for the parts of the demo that hang on them."""
    if wijk.name != ONLY:
        return []
    by = Membership.objects.coordinators().filter(neighbourhood=neighbourhood).earliest("pk").person
    this = timezone.localdate(past.now).year
    # The first year began late: in January.
    first = _Teller(neighbourhood, by, cast, past, date(this - 1, 1, 9))
    over = first.year(this - 1, BEFORE, heard=(41, 24), closes=True)
    running = _Teller(neighbourhood, by, cast, past, date(this - 1, 10, 5)).year(
        this, NOW, heard=(63, 32)
    )
    assert over.is_over
    assert running.is_running
    begun = max(timezone.localdate(past.now) - timedelta(days=21), date(this, 1, 1))
    _Teller(neighbourhood, by, cast, past, begun).prepare(this + 1)
    return list(Goal.objects.in_force().of_year(running))


@dataclass(frozen=True)
class _Teller:
    """Of one year, from the day on which `by` began to prepare it."""

    neighbourhood: Neighbourhood
    by: User
    cast: Cast
    past: Past
    begun: date

    def year(
        self, year: int, goals: list[Told], *, heard: tuple[int, int], closes: bool = False
    ) -> YearPlan:
        """Weighed, chosen two months later at most, signed, and perhaps over."""
        plan = self._begin(year)
        self._hear(plan, 9, heard[0], "op het plein")
        self._hear(plan, 20, heard[1], "in De Poelenburcht")
        told = [self._propose(one, plan, 2 * nth) for nth, one in enumerate(goals, 1)]
        pairs = list(zip(told, goals, strict=True))
        with self.past.at(now := self._at(28, "kiezen", office=True)):
            plan = choosing.choose(
                plan,
                [goal.pk for goal, one in pairs if not one.no],
                why="Bij deze doelen zeiden de meeste bewoners dat zij er zelf aan willen werken, "
                "en er gebeurt al iets waarop wij kunnen bouwen.",
                others={goal.pk: one.no for goal, one in pairs if one.no},
                explanation="",
                by=self.by,
                now=now,
            )
        if plan.state == YearState.CHOSEN:
            with self.past.at(now := _new_year(year)):
                plan = years.start(plan, now=now)
        self._sign(plan)
        if closes:
            with self.past.at(now := _new_year(year + 1)):
                plan = years.close(plan, now=now)
        return plan

    def prepare(self, year: int) -> None:
        """What people say, propose and find important now."""
        plan, today = self._begin(year), timezone.localdate(self.past.now)
        moments = years.Moments(
            weigh_until=today + timedelta(days=16),
            meets_on=today + timedelta(days=18),
            meets_at=time(19, 30),
            meets_where="in De Poelenburcht, met soep",
        )
        with self.past.at(self._at(1, "wanneer", office=True)):
            plan = years.prepare(plan, moments, by=self.by)
        self._say(plan)
        for nth, one in enumerate(COMING, 1):
            self._propose(one, plan, 4 * nth)
        self._hear(plan, 13, 27, "op het plein")

    def _at(self, days: int, what: str, *, office: bool) -> datetime:
        day = self.begun + timedelta(days=days)
        return moment(day, what, office=office, not_before=LONG_AGO, now=self.past.now)

    def _begin(self, year: int) -> YearPlan:
        with self.past.at(now := self._at(0, f"begin {year}", office=True)):
            return years.begin(self.neighbourhood, year, by=self.by, now=now)

    def _hear(self, plan: YearPlan, days: int, residents: int, place: str) -> None:
        now = self._at(days, place, office=True)
        heard = years.Input(
            kind=Heard.TALK if "plein" in place else Heard.MEETING,
            day=timezone.localdate(now),
            residents=residents,
            others=3,
            place=place,
            words="Mensen willen vooral weten wie er komt en wanneer. Er gebeurt al veel, maar "
            "niet iedereen weet dat.",
        )
        with self.past.at(now):
            years.hear(plan, heard, key=_key(plan, place), by=self.by)

    def _propose(self, told: Told, plan: YearPlan, days: int) -> Goal:
        """With who found it important: one a day or so, told in one go."""
        words = told.proposal
        if told.of:
            named = Organisation.objects.get(name=told.of, neighbourhood=plan.neighbourhood)
            words = replace(words, organisation=named)
        when = self._at(days, words.title, office=False)
        with self.past.at(when):
            goal = proposing.propose(
                plan, words, key=_key(plan, words.title), by=self.cast.known[told.by], now=when
            )
        people = self.cast.crowd[len(words.title) % 7 :][: told.supports]
        with self.past.at(min(when + timedelta(days=1), self.past.now)):
            for nth, person in enumerate(people):
                said = told.words[nth] if nth < len(told.words) else ""
                at = min(when + timedelta(hours=7 * (nth + 1)), self.past.now)
                proposing.support(goal, said, by=person, now=at)
        return goal

    def _say(self, plan: YearPlan) -> None:
        people = self.cast.crowd[20:40]
        with self.past.at(now := self._at(2, "wat speelt er", office=False)):
            made = [
                problems.add(plan, words, key=_key(plan, words), by=person, now=now)
                for words, person in zip(PROBLEMS, people, strict=False)
            ]
            for nth, person in enumerate(people):
                for step in range(1 + nth % 3):
                    problems.pick(made[(nth * nth + step) % len(made)], by=person, now=now)

    def _sign(self, plan: YearPlan) -> None:
        with self.past.at(self._at(30, "namen", office=False)):
            for person in (self.cast.known["organisator"], *self.cast.crowd[:11]):
                years.sign(plan, by=person)


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, 0, 5, tzinfo=AMSTERDAM)


def _key(plan: YearPlan, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{plan.neighbourhood.slug}/doelen/{plan.year}/{what}")
