"""What a neighbourhood of the demo was asked: its panel, polls, question hours and focus groups;
through the same actions as people use."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import User
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import coordinators_of
from neighbourhoods.working_days import AMSTERDAM
from participation.actions import answering, groups, hours, panels, polls
from participation.actions.answering import Said
from participation.actions.hours import Planned
from participation.actions.polls import About, Question
from participation.models import Poll, QuestionHour
from participation.selections.polls import Asked, questions_of
from participation.states.polls import Asks, Audience
from partners.models import Member, Organisation
from partners.states import Kind

from .history import Past

PANEL = 14  # members
PARK = (
    Question(
        Asks.MULTIPLE,
        "Wat mist u in het Darwinpark?",
        ("Bankjes", "Een wc", "Licht op het pad", "Iets voor jongeren"),
    ),
    Question(Asks.SCALE, "Hoe veilig voelt u zich er ’s avonds?", low="niet", high="heel veilig"),
    Question(Asks.OPEN, "Wat moet vooral zo blijven?"),
)
PARK_STAYS = (
    "De grote bomen.", "Dat je er kunt barbecueën.", "Het veldje voor de kinderen.", "",
    "De rust in de ochtend.", "Dat iedereen er komt.", "",
)  # fmt: skip
PARK_OUTCOME = (
    "De meeste mensen noemen licht op het pad. De gemeente zet in het voorjaar zes lantaarns langs "
    "het pad naar de flat. Vier bankjes komen er ook. Een wc kan niet: die kunnen wij niet "
    "schoonhouden. De bomen en de barbecueplek blijven."
)
SQUARE = (
    Question(
        Asks.SINGLE,
        "Mag het schoolplein na schooltijd open?",
        ("Ja, elke dag", "Ja, maar niet in het weekend", "Nee"),
    ),
    Question(
        Asks.RANKING,
        "Wat is het belangrijkst op het plein?",
        ("Groen en schaduw", "Een voetbalveldje", "Zitplekken voor ouders", "Een drinkkraan"),
    ),
    Question(Asks.SCALE, "Hoe druk is het er nu?", low="stil", high="veel te druk"),
    Question(Asks.OPEN, "Wat wilt u nog meegeven?"),
)
SQUARE_SAYS = (
    "Zet er ’s avonds iemand bij die de kinderen kent.", "",
    "Mijn dochter van drie wil ook een plekje.", "De buren willen na negen uur rust.", "",
    "Vraag het ook aan de kinderen zelf!", "",
)  # fmt: skip
RENOVATION = (
    ("Wanneer begint de renovatie van de Weidevogelflat?",
     "In maart. Alle bewoners krijgen in januari een brief met de week waarin wij bij hen komen."),
    ("Gaat de huur omhoog?",
     "Voor het isoleren niet. Voor een nieuwe keuken wel, en daar mag u nee tegen zeggen."),
    ("Kan ik ergens slapen als het te veel lawaai is?",
     "Ja, er zijn twee logeerwoningen. Wie ziek is of nachtdienst heeft, gaat voor."),
    ("Komt er een nieuwe lift?", ""),
)  # fmt: skip
WASTE = (
    "Waarom zitten de containers elke maandag vol?",
    "Mag er een container bij aan de kant van de moskee?",
    "Wie ruimt op wat naast de container staat?",
)
YOUTH_SAYS = (
    "Wij willen gewoon ergens binnen zitten als het regent, zonder dat iemand ons wegstuurt.",
    "Het buurthuis gaat om zes uur dicht. Dan beginnen wij pas.",
    "Mijn broertje voetbalt op straat omdat het veldje op slot zit.",
)
YOUTH_SUMMARY = (
    "Zes jongeren praatten drie weken mee. Zij willen een plek om binnen te zitten na zes uur, en "
    "een veldje dat in de zomer tot tien uur open is. Zij willen zelf de sleutel beheren. Het "
    "buurtteam en de gemeente praten hierover met hen verder."
)


def tell(neighbourhood: Neighbourhood, people: Sequence[User], past: Past) -> None:
    """`people` are residents who take part; there is nothing to tell where nobody coordinates."""
    leads = coordinators_of(neighbourhood)
    if not leads or len(people) < PANEL:
        return
    by = leads[0]
    for number, person in enumerate(people[:PANEL]):
        with past.at(past.now - timedelta(days=90 - 2 * number)):
            panels.join(neighbourhood, by=person)
    _tell_park(neighbourhood, people[:PANEL], by, past)
    _tell_square(neighbourhood, people, by, past)
    _tell_hours(neighbourhood, people, by, past)
    _tell_groups(neighbourhood, people, by, past)


def _tell_park(neighbourhood: Neighbourhood, people: Sequence[User], by: User, past: Past) -> None:
    opened = _evening(past, days=52)
    about = About(
        "Het Darwinpark",
        Audience.PANEL,
        "De gemeente heeft geld voor het park. Wij willen weten wat u mist en wat moet blijven.",
    )
    poll = _opened(neighbourhood, about, PARK, by, opened, past)
    asked = questions_of(poll)
    for number, person in enumerate(people[:-2]):
        options = [one.pk for one in asked[0].options]
        said = Said(
            chosen={asked[0].question.pk: [options[2], options[number % 4]][: 1 + number % 2]},
            numbers={asked[1].question.pk: 2 + number % 3},
            words=_words(asked[2], PARK_STAYS, number),
        )
        _answer(poll, said, person, opened + timedelta(hours=3 * number + 1), past)
    closed = opened + timedelta(days=10)
    with past.at(closed):
        polls.close(poll, by=by, now=closed)
    written = closed + timedelta(days=4)
    with past.at(written):
        polls.say_what_we_do(poll, PARK_OUTCOME, by=by, now=written)


def _tell_square(
    neighbourhood: Neighbourhood, people: Sequence[User], by: User, past: Past
) -> None:
    opened = _evening(past, days=6)
    about = About(
        "Het schoolplein na schooltijd",
        Audience.NEIGHBOURHOOD,
        "De school wil het plein openzetten. Vóór de zomer beslist de school, samen met ouders en "
        "buren. Uw antwoorden liggen dan op tafel.",
    )
    poll = _opened(neighbourhood, about, SQUARE, by, opened, past)
    asked = questions_of(poll)
    for number, person in enumerate(people[:23]):
        yes = [one.pk for one in asked[0].options]
        wishes = [one.pk for one in asked[1].options]
        turn = number % 3
        said = Said(
            chosen={asked[0].question.pk: [yes[(0, 1, 0, 0, 2)[number % 5]]]},
            ranked={asked[1].question.pk: wishes[turn:] + wishes[:turn]},
            numbers={asked[2].question.pk: 1 + (2, 3, 1, 4)[number % 4]},
            words=_words(asked[3], SQUARE_SAYS, number),
        )
        _answer(poll, said, person, opened + timedelta(hours=5 * number + 1), past)


def _tell_hours(neighbourhood: Neighbourhood, people: Sequence[User], by: User, past: Past) -> None:
    homes = Organisation.objects.active_in(neighbourhood).filter(kind=Kind.HOUSING).first()
    speaker = Member.objects.filter(organisation=homes).order_by("pk").first() if homes else None
    if homes and speaker:
        begins = _evening(past, days=30)
        hour = _planned(neighbourhood, "De renovatie van de flats", begins, homes, by, past)
        for number, (words, answer) in enumerate(RENOVATION):
            _ask(hour, words, people[number:], begins + timedelta(minutes=3 * number), past)
            question = hour.questions.get(words=words)
            at = begins + timedelta(minutes=20 + 5 * number)
            if answer:
                with past.at(at):
                    hours.answer(question, answer, for_party=homes, by=speaker.person, now=at)
    coming = _planned(neighbourhood, "Afval en containers", _evening(past, days=-5), None, by, past)
    for number, words in enumerate(WASTE):
        _ask(coming, words, people[2 * number :], past.now - timedelta(hours=30 - number), past)


def _tell_groups(
    neighbourhood: Neighbourhood, people: Sequence[User], by: User, past: Past
) -> None:
    begun = _evening(past, days=70)
    with past.at(begun):
        group = groups.begin(
            neighbourhood,
            "Jongeren over een eigen plek",
            "Wat willen jongeren tussen 14 en 20 in de wijk? Wij nemen het mee naar het buurthuis.",
            key=_key(neighbourhood, "jongeren"),
            by=by,
        )
        shared = groups.share_link(group, by=by, now=begun)
    for number, person in enumerate(people[-6:]):
        at = begun + timedelta(days=1 + number)
        with past.at(at):
            groups.accept(shared, by=person, now=at)
            if number < len(YOUTH_SAYS):
                key = _key(neighbourhood, f"jongeren-{number}")
                groups.say(group, YOUTH_SAYS[number], key=key, by=person)
    closed = begun + timedelta(days=21)
    with past.at(closed):
        groups.close(group, YOUTH_SUMMARY, by=by, now=closed)


def _opened(
    neighbourhood: Neighbourhood,
    about: About,
    questions: Sequence[Question],
    by: User,
    at: datetime,
    past: Past,
) -> Poll:
    with past.at(at):
        poll = polls.make(neighbourhood, about, key=_key(neighbourhood, about.title), by=by)
        for one in questions:
            polls.add_question(poll, one, key=_key(neighbourhood, one.text))
        return polls.open_poll(poll, by=by, now=at)


def _answer(poll: Poll, said: Said, person: User, at: datetime, past: Past) -> None:
    at = min(at, past.now)
    with past.at(at):
        key = uuid5(NAMESPACE_URL, f"demo/peiling/{poll.pk}/{person.pk}")
        answering.give(poll, said, key=key, person=person, browser="", now=at)


def _words(asked: Asked, says: Sequence[str], number: int) -> dict[int, str]:
    """Each says something else; who comes after that only answers the other questions."""
    words = says[number] if number < len(says) else ""
    return {asked.question.pk: words} if words else {}


def _planned(
    neighbourhood: Neighbourhood,
    title: str,
    begins: datetime,
    guest: Organisation | None,
    by: User,
    past: Past,
) -> QuestionHour:
    planned = Planned(
        title=title,
        begins_at=begins,
        ends_at=begins + timedelta(hours=1),
        about="Stel uw vraag alvast, of op de avond zelf. Wilt u hetzelfde weten? Zeg het erbij.",
        guest=guest,
    )
    with past.at(min(begins - timedelta(days=10), past.now - timedelta(days=4))):
        return hours.plan(neighbourhood, planned, key=_key(neighbourhood, title), by=by)


def _ask(hour: QuestionHour, words: str, people: Sequence[User], at: datetime, past: Past) -> None:
    """The first one asks, some of the others want to know it too."""
    first, *others = people
    with past.at(at):
        key = uuid5(NAMESPACE_URL, f"demo/vragenuur/{hour.pk}/{words}")
        question = hours.ask(hour, words, key=key, person=first, browser="", now=at)
        for one in others[: len(words) % 7 + 2]:
            hours.support(question, person=one, browser="", wants=True, now=at)


def _evening(past: Past, *, days: int) -> datetime:
    """Half past seven, so many days ago."""
    day = past.now.astimezone(AMSTERDAM).date() - timedelta(days=days)
    return datetime.combine(day, time(19, 30), tzinfo=AMSTERDAM)


def _key(neighbourhood: Neighbourhood, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/gevraagd/{what}")
