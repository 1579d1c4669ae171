"""How people take part in Poelenburg: a square that is being done over, a bus stop about which the
first talks are held, and a crossing that is done. Through the same actions as everybody's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from goals.states import Say
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.states import Role
from neighbourhoods.working_days import AMSTERDAM
from participation.actions import inputs, processes
from participation.actions.inputs import Heard, Said
from participation.actions.processes import Plan, Promise
from participation.models import PhaseAgreement, Process
from participation.states.processes import Done, InputKind, People, PhaseKind, PlaceKind
from partners.actions import agreements
from partners.actions.organisations import municipality_organisation
from partners.models import Agreement, Member, Organisation

from .cast import Cast
from .content import Wijk
from .history import Past

ONLY = "Poelenburg"  # the neighbourhood that people come to see
WISH, IDEA, OBJECTION = InputKind.WISH, InputKind.IDEA, InputKind.OBJECTION


class Given(NamedTuple):
    """What somebody said on a `day`; `done` is empty while it waits for an answer."""

    day: int
    kind: InputKind
    words: str
    done: str = ""
    reason: str = ""
    possible: str = ""
    for_whom: str = ""


class Spoken(NamedTuple):
    day: int
    place: PlaceKind
    where: str
    number: int
    people: tuple[People, ...]


class Ticked(NamedTuple):
    day: int
    phase: PhaseKind
    rule: str
    words: str


@dataclass(frozen=True)
class Told:
    """It began `ago` days before now. `steps` are the days on which the next phases opened, and
    with a third one on which it ended, with its `outcome` and what was `learned`."""

    ago: int
    title: str
    subject: str
    say: Say
    say_words: str
    fixed: str
    fixed_why: str
    lasts: tuple[int, int, int]
    given: tuple[Given, ...]
    spoken: tuple[Spoken, ...]
    ticked: tuple[Ticked, ...]
    promises: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    report: str = ""
    outcome: str = ""
    learned: str = ""


CROSSING = Told(
    ago=210,
    title="Een veilige oversteek bij de school",
    subject="Elke ochtend steken honderd kinderen de Poelenburg over. Ouders helpen elkaar al met "
    "hesjes. Waar moet de nieuwe oversteek komen, en hoe ziet zij eruit?",
    say=Say.DECIDE_ALONG,
    say_words="Ouders en kinderen kozen de plek; de gemeente tekende en betaalde.",
    fixed="De bus moet erdoor kunnen, ook met een drempel.",
    fixed_why="Anders rijdt de bus om, en dat kost mensen in de Weerpadflat tien minuten.",
    lasts=(40, 90, 40),
    given=(
        Given(
            6,
            WISH,
            "Een drempel, zodat auto’s echt langzamer gaan.",
            Done.DONE,
            "De drempel ligt er sinds de herfst. Er wordt nu 20 kilometer per uur langzamer "
            "gereden.",
        ),
        Given(
            9,
            IDEA,
            "Laat kinderen de palen schilderen, dan zien automobilisten dat hier een school is.",
            Done.DONE,
            "Groep zes schilderde twaalf palen met een kunstenaar.",
        ),
        Given(
            12,
            OBJECTION,
            "Een drempel geeft trillingen in mijn huis.",
            Done.OTHERWISE,
            "De drempel ligt nu acht meter verder van de woningen, en is minder steil.",
            "Voelt u het toch? Dan meten wij het binnen twee weken bij u thuis.",
        ),
        Given(
            15,
            WISH,
            "Een verkeerslicht.",
            Done.NOT,
            "Een verkeerslicht kost vier keer zoveel, en mensen lopen dan toch door rood.",
            "Over een jaar tellen wij opnieuw. Gaat het mis, dan praten wij er weer over.",
            "een opa die elke dag brengt",
        ),
    ),
    spoken=(
        Spoken(4, PlaceKind.SCHOOL, "basisschool Et Buut", 35, (People.FAMILIES, People.CHILDREN)),
        Spoken(8, PlaceKind.STREET, "bij de bushalte", 14, (People.ELDERS, People.LONG)),
        Spoken(11, PlaceKind.FAITH, "Sultan Ahmetmoskee", 22, (People.TALES, People.FAMILIES)),
    ),
    ticked=(
        Ticked(5, PhaseKind.PREPARATION, "near", "Drie ochtenden met koffie op het schoolplein."),
        Ticked(12, PhaseKind.PREPARATION, "many", "Ook met chauffeurs van de bus gepraat."),
        Ticked(60, PhaseKind.IMPLEMENTATION, "together", "Ouders stonden mee te meten."),
        Ticked(90, PhaseKind.IMPLEMENTATION, "promises", "De drempel lag er in de beloofde week."),
        Ticked(150, PhaseKind.EVALUATION, "method", "Ons stappenplan staat bij de school."),
    ),
    promises=("Een tekening met de oversteek waar ouders hem willen",),
    steps=(42, 130, 165),
    report="De tekening kwam een week later dan beloofd, en klopte.",
    outcome="De oversteek ligt op de plek die de meeste ouders kozen, met een drempel en "
    "geschilderde palen. Een verkeerslicht komt er niet.",
    learned="Kinderen gaven de beste ideeën. De volgende keer vragen wij hen als eersten. Aan de "
    "overkant van de weg hebben wij te weinig mensen gesproken.",
)
SQUARE = Told(
    ago=75,
    title="Het plein bij de Clusiusflats",
    subject="Op het plein spelen kinderen en staat op vrijdag de koffiekar van bewoners. Er komt "
    "geld om het groener en gezelliger te maken. Wat moet er komen, en wat moet blijven?",
    say=Say.DECIDE_ALONG,
    say_words="Bewoners kiezen wat er komt en waar; de gemeente kijkt of het veilig is en betaalt.",
    fixed="De grote kastanje blijft staan, en er komt geen parkeerplaats.",
    fixed_why="De boom is gezond en tachtig jaar oud. Parkeren kan straks achter de flat.",
    lasts=(35, 80, 45),
    given=(
        Given(
            5,
            WISH,
            "Bankjes in de schaduw, waar je met z’n vieren aan een tafel zit.",
            Done.DONE,
            "Er komen drie tafels onder de kastanje. Zij staan op de tekening.",
        ),
        Given(
            8,
            IDEA,
            "Een kraan, zodat de kinderen en de planten water hebben.",
            Done.PARTLY,
            "Er komt één kraan, bij de Clusiusflat. Voor een tweede is geen leiding.",
            "De buurttuin mag de kraan gebruiken en heeft een slang gekregen.",
        ),
        Given(
            13,
            OBJECTION,
            "Als jongeren er ’s avonds zitten, kan ik niet slapen.",
            Done.OTHERWISE,
            "De hangplek komt aan de kant van de weg. Om elf uur gaat het licht uit.",
            "De wijkagent en de jongeren komen elke maand bij u langs.",
        ),
        Given(
            20,
            WISH,
            "Iets voor meiden: schommels, en licht.",
            Done.DONE,
            "Zes meiden kozen de schommels zelf uit, en waar de lampen komen.",
        ),
        Given(
            44,
            IDEA,
            "Laat de koffiekar een stroompunt hebben.",
            for_whom="de vrouwen van de koffiekar",
        ),
        Given(52, OBJECTION, "Door het hek kan mijn scootmobiel er niet meer door."),
        Given(58, WISH, "Een prullenbak die je niet kunt omschoppen."),
    ),
    spoken=(
        Spoken(3, PlaceKind.STREET, "op het plein zelf", 28, (People.YOUNG, People.CHILDREN)),
        Spoken(6, PlaceKind.COMMUNITY, "De Poelenburcht", 19, (People.ELDERS, People.VOLUNTEERS)),
        Spoken(10, PlaceKind.MARKET, "", 24, (People.BUSINESS, People.FAMILIES)),
        Spoken(14, PlaceKind.HOME, "de Clusiusflats", 31, (People.NEWCOMERS, People.TALES)),
        Spoken(18, PlaceKind.CLUB, "het zaalvoetbal voor meiden", 11, (People.YOUNG,)),
        Spoken(25, PlaceKind.SCHOOL, "De Golf", 40, (People.CHILDREN, People.FAMILIES)),
    ),
    ticked=(
        Ticked(3, PhaseKind.PREPARATION, "open", "Wij begonnen met koffie en een leeg vel."),
        Ticked(10, PhaseKind.PREPARATION, "strengths", "De koffiekar en de kastanje zijn goud."),
        Ticked(14, PhaseKind.PREPARATION, "near", "Huis aan huis in de vier flats."),
        Ticked(18, PhaseKind.PREPARATION, "networks", "De moeders van Et Buut vroegen het verder."),
        Ticked(40, PhaseKind.IMPLEMENTATION, "join", "De ploeg van donderdag plant mee."),
    ),
    promises=("Een tekening van het plein met de wensen erin", "De tafels onder de kastanje"),
    steps=(36,),
    report="De tekening hing op tijd in de hal van elke flat. De tafels zijn besteld.",
)
BUS = Told(
    ago=9,
    title="De bushalte bij de Albert Heijn",
    subject="De halte wordt volgend jaar vernieuwd. Veel mensen wachten er met boodschappen en "
    "kinderen. Wat heeft u nodig om er prettig te wachten?",
    say=Say.ADVISE,
    say_words="Bewoners geven advies. De provincie beslist, en zegt bij elk advies wat zij doet.",
    fixed="De halte blijft op deze plek.",
    fixed_why="De route van de bus is voor vijf jaar afgesproken.",
    lasts=(45, 120, 60),
    given=(
        Given(2, WISH, "Een dak waar je met een kinderwagen onder past."),
        Given(4, IDEA, "Een bord dat voorleest hoe laat de bus komt, voor wie niet goed ziet."),
    ),
    spoken=(
        Spoken(3, PlaceKind.STREET, "bij de halte", 16, (People.FAMILIES, People.ELDERS)),
    ),
    ticked=(
        Ticked(4, PhaseKind.PREPARATION, "clear", "Wij zeiden meteen dat de plek vastligt."),
    ),
)  # fmt: skip


def tell_processes(wijk: Wijk, place: Neighbourhood, cast: Cast, past: Past) -> None:
    if wijk.name != ONLY:
        return
    by = Membership.objects.coordinators().filter(neighbourhood=place).earliest("pk").person
    town = municipality_organisation(place.municipality)
    teller = _Teller(place, by, town, cast, past)
    for told in (CROSSING, SQUARE, BUS):
        teller.tell(told)


@dataclass(frozen=True)
class _Teller:
    place: Neighbourhood
    by: User
    town: Organisation
    cast: Cast
    past: Past

    def tell(self, told: Told) -> None:
        """Each thing on its day, in order: what came in a phase was said in it."""
        process = self._begin(told)
        moments: list[tuple[int, int, Callable[..., None], Any]] = [
            *((one.day, 0, self._give, one) for one in told.given),
            *((one.day, 1, self._hear, one) for one in told.spoken),
            *((one.day, 2, self._tick, one) for one in told.ticked),
            *((3 + nth, 3, self._promise, words) for nth, words in enumerate(told.promises)),
            *((one.day + 7, 4, self._answer, one) for one in told.given if one.done),
            *((day, 5, self._step, nth) for nth, day in enumerate(told.steps)),
        ]
        for day, _order, tell, what in sorted(moments, key=lambda each: each[:2]):
            with self.past.at(now := self._at(told, day)):
                tell(process, told, what, now)

    def _begin(self, told: Told) -> Process:
        first = timezone.localdate(self.past.now) - timedelta(days=told.ago)
        days = {}
        for kind, lasts in zip(PhaseKind, told.lasts, strict=True):
            last = first + timedelta(days=lasts)
            days[str(kind)] = (first, last)
            first = last + timedelta(days=1)
        plan = Plan(
            told.title, told.subject, self.town, told.say, told.say_words, days,
            told.fixed, told.fixed_why,
        )  # fmt: skip
        with self.past.at(now := self._at(told, 0)):
            return processes.begin(
                self.place, plan, key=_key("begin", told.title), by=self.by, now=now
            )

    def _give(self, process: Process, told: Told, one: Given, now: datetime) -> None:
        people = [*self.cast.known.values(), *self.cast.crowd]
        office = Membership.objects.current().filter(neighbourhood=self.place)
        busy = set(office.exclude(role=Role.RESIDENT).values_list("person", flat=True))
        residents = [person for person in people if person.pk not in busy]
        nth = told.given.index(one)
        said = Said(one.kind, one.words, one.for_whom)
        person = residents[(nth * 5 + told.ago) % len(residents)]
        inputs.give(process, said, key=_key("give", one.words), by=person, now=now)

    def _answer(self, process: Process, told: Told, one: Given, now: datetime) -> None:
        given = process.inputs.get(key=_key("give", one.words))
        inputs.answer(
            given,
            done=one.done,
            reason=one.reason,
            possible=one.possible,
            seen=0,
            by=self.by,
            now=now,
        )

    def _hear(self, process: Process, told: Told, one: Spoken, now: datetime) -> None:
        heard = Heard(timezone.localdate(now), one.place, one.number, one.where, one.people)
        key = _key("hear", f"{told.title}/{one.day}")
        inputs.hear(process, heard, key=key, by=self.by, now=now)

    def _tick(self, process: Process, told: Told, one: Ticked, now: datetime) -> None:
        phase = process.phases.get(kind=one.phase)
        processes.tick(phase, one.rule, one.words, by=self.by, now=now)

    def _promise(self, process: Process, told: Told, words: str, now: datetime) -> None:
        """To the first residents' organisation or team that there is."""
        others = Organisation.objects.filter(neighbourhood=self.place, hidden_reason="")
        receiver = others.exclude(pk=self.town.pk).order_by("pk").first()
        if receiver is None:
            return
        due = timezone.localdate(now) + timedelta(days=80)
        what = Promise(words, self.town, receiver, due)
        processes.promise(process, what, key=_key("promise", words), by=self.by)

    def _step(self, process: Process, told: Told, nth: int, now: datetime) -> None:
        running = list(PhaseKind)[nth]
        if told.outcome:
            self._keep(process, now)
        if running == PhaseKind.EVALUATION:
            processes.close(
                process,
                outcome=told.outcome,
                learned=told.learned,
                explanation="",
                by=self.by,
                now=now,
            )
            return
        processes.open_next(
            process,
            running=running,
            report=told.report if nth == 0 else "",
            explanation="",
            by=self.by,
            now=now,
        )

    def _keep(self, process: Process, now: datetime) -> None:
        """What was agreed is done, and its receiver says so too."""
        linked = PhaseAgreement.objects.filter(phase__process=process)
        running = Agreement.objects.running().filter(pk__in=linked.values("agreement"))
        for one in running:
            receiving = Member.objects.filter(organisation=one.receiver).order_by("pk").first()
            if receiving:
                claimed = agreements.claim(one, seen=one.version, by=self.by, now=now)
                agreements.confirm(claimed, seen=claimed.version, by=receiving.person, now=now)

    def _at(self, told: Told, day: int) -> datetime:
        wished = timezone.localdate(self.past.now) - timedelta(days=told.ago - day)
        moment = datetime.combine(wished, time(11 + day % 6, day % 60), tzinfo=AMSTERDAM)
        return min(moment, self.past.now)


def _key(what: str, words: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/process/{what}/{words}")
