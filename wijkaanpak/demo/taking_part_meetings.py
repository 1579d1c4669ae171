"""Meetings in the demo: what was, what comes, and what residents put on the agenda; through the
same actions as people use."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from goals.models import QuarterlyReview
from initiatives.models import Initiative
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import coordinators_of
from neighbourhoods.working_days import AMSTERDAM
from participation.actions import agenda, barriers, inviting, meetings, minutes, registering
from participation.actions.agenda import Slot
from participation.actions.minutes import Point
from participation.models import AgendaItem, Meeting
from participation.states.meetings import Bars, ItemAnswer, Reply
from partners.actions.organisations import municipality_organisation
from partners.models import Member, Organisation
from partners.states import Kind

from .cast import Cast
from .history import Past

CALLED_BEFORE = timedelta(days=24)
PLACE = "Buurthuis De Poort, grote zaal"
ACCESS = "Geen trappen, een toilet voor rolstoelen en iemand die op de kinderen let."
MINUTES = (
    "Er was soep en het was vol. Wij spraken over wat er op straat beter kan en wie wat oppakt. "
    "Wat is afgesproken, staat hieronder. Wat nog open bleef, komt de volgende keer terug."
)


@dataclass(frozen=True)
class Was:
    """`with_residents` of none says why."""

    title: str
    days_ago: int
    residents: int
    others: int
    why: str = ""


WERE = (
    Was("Wijkgesprek: schoon en heel", 150, 19, 4),
    Was("Koffie met de wijkagent", 118, 11, 2),
    Was("Overleg over de huur van één gezin", 96, 0, 5, "Het ging over één gezin; dat is privé."),
    Was("Wijkgesprek: opgroeien in de wijk", 61, 26, 6),
    Was("Rondje langs de portieken", 40, 14, 3),
    Was("Wijkgesprek: de winter in", 16, 31, 7),
)
ITEMS = (
    ("De verlichting op het pad naar school", "Het is er ’s ochtends te donker.", 20),
    ("Auto’s die te hard rijden", "Vooral rond half negen.", 25),
    ("Een oversteek bij de supermarkt", "", None),
    ("Wie loopt er mee met de kleuters?", "Drie ouders willen al.", None),
)
ANSWER = "Goed punt. De beheerder van de lampen komt en neemt de tekening mee."
PARTS = (
    ("Ontbijt op het plein", 10, 11),
    ("Rondleiding langs wat bewoners maakten", 11, 12),
    ("Samen kiezen: waar beginnen wij volgend jaar?", 13, 15),
)


def tell_meetings(neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    """Nothing where nobody coordinates."""
    leads = coordinators_of(neighbourhood)
    if not leads:
        return
    town = municipality_organisation(neighbourhood.municipality)
    active = Organisation.objects.public().active_in(neighbourhood)
    others = list(active.exclude(kind__in=[Kind.MUNICIPALITY, Kind.RESIDENTS_TEAM])[:4])
    for was in WERE:
        _tell_what_was(was, neighbourhood, town, others, leads[0], past)
    _tell_the_next(neighbourhood, town, others, leads[0], cast, past)
    _tell_of_a_team(neighbourhood, others, past)
    _tell_the_day(neighbourhood, town, leads[0], past)
    _tell_the_review(neighbourhood, town, leads[0], past)


def _tell_what_was(
    was: Was,
    place: Neighbourhood,
    town: Organisation,
    others: list[Organisation],
    by: User,
    past: Past,
) -> None:
    begins = _evening(past, -was.days_ago)
    with past.at(begins - CALLED_BEFORE):
        meeting = _call(
            place, was.title, begins, hours=2, host=town, by=by,
            now=begins - CALLED_BEFORE, why=was.why,
        )  # fmt: skip
    after = begins + timedelta(hours=14)
    with past.at(after):
        minutes.attend(
            meeting,
            residents=was.residents,
            others=was.others,
            organisations=others[:3],
            by=by,
            now=after,
        )
        minutes.write(meeting, MINUTES, seen=0, by=by, now=after)
    with past.at(after + timedelta(days=1)):
        minutes.approve(meeting, seen=1, by=by, now=after + timedelta(days=1))
    if was == WERE[-1] and others:
        point = Point(
            "Een lamp bij de fietsenrekken",
            town,
            others[0],
            timezone.localdate(past.now) + timedelta(days=40),
        )
        with past.at(after):
            minutes.promise(meeting, point, key=uuid5(meeting.key, "lamp"), by=by, now=after)


def _tell_the_next(
    place: Neighbourhood,
    town: Organisation,
    others: list[Organisation],
    by: User,
    cast: Cast,
    past: Past,
) -> None:
    """With more people than places, partners that answered and one that did not, and agenda items
    of which one waits for an answer."""
    called = past.now - timedelta(days=12)
    with past.at(called):
        meeting = _call(
            place, "Wijkgesprek: veilig naar school", _evening(past, 9), hours=2, host=town, by=by,
            now=called, places=30,
            about="Hoe komen kinderen veilig en zelf naar school? Denk mee over de route, de "
            "oversteek en wie er meeloopt.",
        )  # fmt: skip
        inviting.invite(meeting, others, by=by, now=called)
    residents = cast.crowd[:34]
    for nth, person in enumerate(residents):
        at = called + timedelta(hours=3 + 6 * nth)
        with past.at(min(at, past.now)):
            registering.register(meeting, by=person, now=min(at, past.now))
    writers = cast.crowd[: len(ITEMS)]
    for nth, ((title, text, _minutes), person) in enumerate(zip(ITEMS, writers, strict=False)):
        at = past.now - timedelta(days=8 - 2 * nth)
        with past.at(at):
            key = uuid5(meeting.key, title)
            item = agenda.put(meeting, title, text, key=key, by=person, now=at)
            if nth < 2:
                agenda.answer(
                    item, ItemAnswer.DISCUSS, reason=ANSWER, possible="", seen=0, by=by, now=at
                )
    agenda.arrange(meeting, _slots(meeting))
    for one, reply, words in zip(
        meeting.invited.select_related("organisation", "meeting"),
        (Reply.COMING, Reply.NOT_COMING),
        ("", "Wij hebben die avond een ander gesprek. Wij sturen onze cijfers vooraf."),
        strict=False,
    ):
        member = Member.objects.filter(organisation=one.organisation).first()
        if member:
            with past.at(called + timedelta(days=2)):
                inviting.reply(one, reply, words, by=member.person, now=called + timedelta(days=2))
    for bars, words, answer in (
        (Bars.CARE, "Ik heb drie kleine kinderen.", "Er zijn twee oppassen in de kamer ernaast."),
        (Bars.LANGUAGE, "Mijn moeder wil mee, zij spreekt Turks.", ""),
    ):
        at = past.now - timedelta(days=3)
        with past.at(at):
            key = uuid5(meeting.key, bars)
            barrier = barriers.tell(meeting, bars, words, key=key, person=None, now=at)
            if answer:
                barriers.answer(barrier, answer, by=by, now=at + timedelta(hours=4))


def _slots(meeting: Meeting) -> dict[int, Slot]:
    given = {title: time_given for title, _text, time_given in ITEMS}
    rows = AgendaItem.objects.filter(meeting=meeting).order_by("place")
    return {item.pk: Slot(nth, given[item.title]) for nth, item in enumerate(rows, 1)}


def _tell_of_a_team(place: Neighbourhood, others: list[Organisation], past: Past) -> None:
    """Residents host, and partners must answer (O124)."""
    rows = Initiative.objects.public().in_neighbourhood(place).under_way()
    for initiative in rows.exclude(team=None).select_related("team").order_by("pk")[:1]:
        member = Member.objects.filter(organisation=initiative.team).first()
        if member is None:
            continue
        called = past.now - timedelta(days=6)
        with past.at(called):
            meeting = _call(
                place, f"Wat heeft {initiative.title} nodig?"[:120], _evening(past, 5), hours=1,
                host=initiative.team, by=member.person, now=called, initiative=initiative,
                about="Wij laten zien wat wij doen en vragen de partners wat zij kunnen bijdragen.",
            )  # fmt: skip
            inviting.invite(meeting, others[:2], by=member.person, now=called)


def _tell_the_day(place: Neighbourhood, town: Organisation, by: User, past: Past) -> None:
    day = (timezone.localtime(past.now) + timedelta(days=47)).date()
    called = past.now - timedelta(days=4)
    with past.at(called):
        whole = _call(
            place, "Dag van de wijkaanpak", _at(day, 10), hours=6, host=town, by=by, now=called,
            about="Een dag lang zien, proeven en meepraten. Loop binnen wanneer het u past.",
        )  # fmt: skip
        for title, begins, ends in PARTS:
            _call(
                place, title, _at(day, begins), hours=ends - begins, host=town, by=by, now=called,
                part_of=whole,
            )  # fmt: skip


def _tell_the_review(place: Neighbourhood, town: Organisation, by: User, past: Past) -> None:
    """The quarterly review that is open is talked about in a meeting."""
    review = (
        QuarterlyReview.objects.open()
        .filter(plan__neighbourhood=place, meets_on__gt=timezone.localdate(past.now))
        .select_related("plan")
        .first()
    )
    if review is None or review.meets_on is None:
        return
    begins = datetime.combine(review.meets_on, review.meets_at or time(19, 30), tzinfo=AMSTERDAM)
    called = past.now - timedelta(days=2)
    with past.at(called):
        _call(
            place, "Samen terugkijken op onze doelen", begins, hours=2, host=town, by=by,
            now=called, review=review, place=review.meets_where,
        )  # fmt: skip


def _call(
    neighbourhood: Neighbourhood,
    title: str,
    begins: datetime,
    *,
    hours: int,
    host: Organisation | None,
    by: User,
    now: datetime,
    why: str = "",
    about: str = "",
    place: str = PLACE,
    places: int | None = None,
    review: QuarterlyReview | None = None,
    initiative: Initiative | None = None,
    part_of: Meeting | None = None,
) -> Meeting:
    call = meetings.Call(
        title=title,
        begins_at=begins,
        ends_at=begins + timedelta(hours=hours),
        about=about,
        place=place,
        access=ACCESS,
        places=places,
        invites_residents=not why,
        explanation=why,
        review=review,
    )
    return meetings.call(
        call,
        neighbourhood=neighbourhood,
        key=_key(neighbourhood, title),
        by=by,
        now=now,
        host=host,
        initiative=initiative,
        part_of=part_of,
    )


def _key(neighbourhood: Neighbourhood, title: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/bijeenkomst/{title}")


def _evening(past: Past, days: int) -> datetime:
    """Half past seven, so many days from now."""
    return _at((timezone.localtime(past.now) + timedelta(days=days)).date(), 19, 30)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=AMSTERDAM)
