"""What people of the demo learned, how they did it, and who is put in the light."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from goals.models import Goal
from initiatives.actions import keeping
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import coordinators_of
from partners.models import Member
from reports.actions import lessons, methods, thanks
from reports.actions.methods import Described
from reports.states.thanks import SHOWN_FOR

from .history import Past


class Learned(NamedTuple):
    """What the team of `title` wrote so many days ago."""

    title: str
    days: int
    helped: str = ""
    otherwise: str = ""
    brought: str = ""


class Done(NamedTuple):
    """How the team of `title` did it, written down so many days ago."""

    title: str
    days: int
    how: Described


LEARNED = (
    Learned(
        "Lange tafel: straatfeest aan het eind van de zomer", 80,
        "Een tafellijst in elke lift: iedereen schreef op wat hij meenam. En de buurman met de "
        "aanhanger.",
        "Eerder vragen om de straat af te sluiten. Wij waren maar net op tijd.",
        "Ik ken nu alle namen op mijn galerij.",
    ),
    Learned(
        "Boekenkast aan de brug", 140,
        "Eén iemand die af en toe veegt. Meer is het niet.",
        "Meteen een dakje erop. De eerste regenbui kostte ons veertig boeken.",
    ),
    Learned(
        "Open podium in het Darwinpark", 100,
        "De muzikanten kwamen vanzelf, van alle kanten.",
        "Eerst stroom en een vloer regelen, dan pas een datum prikken.",
        "Het koor en de saz vonden elkaar. Zij spelen nu bij de Woensdagpan.",
    ),
    Learned(
        "Digitaal spreekuur: neem uw telefoon mee", 140,
        "Elke week dezelfde tafel op dezelfde tijd.",
        "Niet bouwen op studenten alleen: die zijn na een jaar klaar. Vraag ook jongeren uit de "
        "wijk.",
    ),
    Learned("Galerij-olympiade", 110, "Spelen die iedereen al kent, en een prijs van karton."),
    Learned(
        "Duiven boven Crabbehof: open hok", 70,
        "Kinderen mochten zelf voeren.", "", "Twee leden van elf jaar, en een schone plek.",
    ),
)  # fmt: skip
DONE = (
    Done(
        "Maak het weer heel: repaircafé op zondag", 60,
        Described(
            title="Een repaircafé in drie zondagen",
            theme="meeting",
            what="Op zondag maken bewoners samen spullen heel. Wie wacht, drinkt koffie.",
            for_whom="Voor iedereen die iets kapot heeft, of handig is.",
            takes="Vier mensen die kunnen repareren, een zaal met stroom, een gastvrouw of "
            "gastheer en een kist gereedschap.",
            steps="Zoek vier mensen die graag iets repareren.\n"
            "Vraag een zaal met genoeg stopcontacten.\n"
            "Hang drie weken van tevoren een briefje in elke lift.\n"
            "Laat iedereen bij de deur zeggen wat er stuk is.\n"
            "Tel na afloop wat er gemaakt is, en zet het op uw pagina.",
            look_out="Zeg erbij dat het soms niet lukt. Laat niemand alleen met stroom werken.",
            costs="Ongeveer 150 euro voor gereedschap; daarna de koffie",
        ),
    ),
    Done(
        "Buurtmoeders met een bolderkar", 45,
        Described(
            title="Met een bolderkar langs nieuwe moeders",
            theme="care",
            what="Twee moeders gaan langs bij wie net een kind kreeg, met kleertjes en tijd.",
            for_whom="Voor ouders met een baby, en voor wie graag helpt.",
            takes="Een bolderkar, een kast voor kleertjes en zes moeders die elkaar afwisselen.",
            steps="Vraag de verloskundige om uw briefje mee te geven.\n"
            "Ga altijd met zijn tweeën, en blijf hooguit een uur.\n"
            "Vraag wat iemand zelf wil. Neem niets over.",
            look_out="Wat u hoort, blijft bij u.",
            costs="Niets; kleertjes komen van andere moeders",
        ),
    ),
)  # fmt: skip
GOAL = Learned(
    "", 20,
    "Elke maand dezelfde mensen aan tafel, ook als er niets te vieren was.",
    "Jongeren vragen vóór het plan klaar is, en niet erna.",
    "Bewoners en gemeente bellen elkaar nu gewoon.",
)  # fmt: skip
# Whose team, in which words, and whether they have said yes.
LIGHTS = (
    ("Woensdagpan: koken voor wie alleen eet",
     "Al meer dan een jaar staat hier elke woensdag een pan op het vuur. Dank jullie wel.", True),
    ("Donderdagploeg: met knijper en koffie",
     "Weer of geen weer: door jullie is de straat op donderdag schoon.", False),
)  # fmt: skip


def tell_lessons(neighbourhood: Neighbourhood, past: Past) -> None:
    """Of what ended here, and in the light whom the coordinator thanks."""
    titled = {
        one.title: one
        for one in Initiative.objects.public()
        .in_neighbourhood(neighbourhood)
        .select_related("neighbourhood", "team")
    }
    for told in LEARNED:
        if told.title in titled:
            _look_back(titled[told.title], told, past)
    for done in DONE:
        if done.title in titled:
            _write(titled[done.title], done, past)
    leads = coordinators_of(neighbourhood)
    if leads:
        _look_back_on_goals(neighbourhood, leads[0], past)
        _thank(titled, leads[0], past)
    lessons.index_all()


def _look_back(initiative: Initiative, told: Learned, past: Past) -> None:
    with past.at(past.now - timedelta(days=told.days)):
        keeping.look_back(
            initiative,
            helped=told.helped,
            otherwise=told.otherwise,
            brought=told.brought,
            key=_key(initiative, "les"),
            by=_team(initiative)[0],
        )


def _write(initiative: Initiative, done: Done, past: Past) -> None:
    moment = past.now - timedelta(days=done.days)
    with past.at(moment):
        methods.write(
            done.how,
            neighbourhood=initiative.neighbourhood,
            organisation=initiative.team,
            key=_key(initiative, "werkwijze"),
            by=_team(initiative)[0],
            now=moment,
        )


def _look_back_on_goals(neighbourhood: Neighbourhood, by: User, past: Past) -> None:
    """On the first goal that ended."""
    ended = Goal.objects.filter(lessons.OVER, plan__neighbourhood=neighbourhood)
    goal = ended.select_related("plan__neighbourhood").order_by("pk").first()
    if goal is None:
        return
    moment = past.now - timedelta(days=GOAL.days)
    with past.at(moment):
        lessons.look_back(
            goal,
            helped=GOAL.helped,
            otherwise=GOAL.otherwise,
            brought=GOAL.brought,
            organisation=None,
            key=uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/doel-les"),
            by=by,
            now=moment,
        )


def _thank(titled: dict[str, Initiative], by: User, past: Past) -> None:
    for title, words, is_yes in LIGHTS:
        initiative = titled.get(title)
        if initiative is None:
            continue
        moment = past.now - timedelta(days=6)
        with past.at(moment):
            light = thanks.propose(
                initiative,
                words,
                until=(moment + timedelta(days=SHOWN_FOR)).date(),
                neighbourhood=initiative.neighbourhood,
                key=_key(initiative, "zonnetje"),
                by=by,
                now=moment,
            )
        if is_yes:
            with past.at(moment + timedelta(hours=5)):
                answered = moment + timedelta(hours=5)
                thanks.agree(light, by=_team(initiative)[0], now=answered)


def _team(initiative: Initiative) -> Sequence[User]:
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    return [one.person for one in members.order_by("pk")]


def _key(initiative: Initiative, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{initiative.sent_as}/{what}")
