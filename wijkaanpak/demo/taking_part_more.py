"""In Poelenburg: a walk to discover what is there and what it led to, a meeting of a process, a
poll with a last day, and a question hour in a room."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from initiatives.actions import initiatives
from initiatives.actions.initiatives import Idea
from initiatives.states import Theme
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import coordinators_of
from participation.actions import conversations, hours, meetings, polls
from participation.actions.conversations import Told
from participation.actions.hours import Planned
from participation.actions.meetings import Call
from participation.actions.polls import About, Question
from participation.models import Conversation, Meeting, Process
from participation.states.conversations import Spot
from participation.states.meetings import MeetingKind
from participation.states.polls import Asks, Audience
from partners.actions.assets import Description
from partners.actions.organisations import municipality_organisation
from partners.states import AssetKind

from .cast import Cast
from .content import Wijk
from .history import Past
from .taking_part_conversations import ONLY

ROUTE = "De bakker aan het plein\nHet paadje langs het water\nDe garages van portiek 12\nDe school"
SEWING = (
    "Twee moeders kunnen goed naaien en willen het anderen leren, op school, als de kinderen "
    "binnen zijn. Er staan al drie machines in de kast van de handvaardigheid."
)


def tell_more(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    leads = coordinators_of(neighbourhood)
    if wijk.name != ONLY or not leads:
        return
    _walk(neighbourhood, cast.known["losmaker"], past)
    _on_behalf(neighbourhood, cast.known["losmaker"], past)
    _meet_about(neighbourhood, leads[0], past)
    _ask_until(neighbourhood, leads[0], past)


def _walk(place: Neighbourhood, by: User, past: Past) -> None:
    called = past.now - timedelta(days=30)
    begins = timezone.localtime(past.now - timedelta(days=18)).replace(hour=10, minute=30)
    walk = Call(
        title="Ontdekwandeling langs het water",
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        kind=MeetingKind.WALK,
        route=ROUTE,
        place="Wij beginnen bij de bakker",
    )
    with past.at(called):
        meeting = meetings.call(walk, neighbourhood=place, key=_key("loop"), by=by, now=called)
    at = begins + timedelta(hours=1)
    told = Told(
        spot=Spot.STREET,
        day=timezone.localdate(at),
        people=2,
        walk=meeting,
        good="In de garages van portiek 12 maakt iemand voor niets fietsen van kinderen.",
    )
    with past.at(at):
        talk = conversations.record(place, told, key=_key("garage"), by=by, now=at)
        conversations.put_at_what_is_there(
            talk,
            Description(kind=AssetKind.SKILL, title="Fietsen maken in de garage"),
            key=_key("fietsen"),
            by=by,
            now=at,
        )


def _on_behalf(place: Neighbourhood, by: User, past: Past) -> None:
    at = past.now - timedelta(days=5)
    talk = Conversation.objects.filter(neighbourhood=place, idea__contains="naaiochtend").first()
    idea = Idea(
        title="Naaiochtend op school",
        plan=SEWING,
        theme=Theme.LEARNING,
        place="in het lokaal naast de ingang",
        for_whom="de moeders van het schoolplein",
    )
    with past.at(at):
        sent = initiatives.send(idea, neighbourhood=place, key=_key("naaien"), by=by, now=at)
        if talk:
            conversations.came_of_it(talk, sent, by=by, now=at)


def _meet_about(place: Neighbourhood, by: User, past: Past) -> None:
    """In its room people ask in a question hour."""
    process = Process.objects.in_neighbourhood(place).going_on().newest_first().first()
    if process is None:
        return
    called = past.now - timedelta(days=3)
    begins = _evening(past.now + timedelta(days=13))
    call = Call(
        title="Samen kijken naar de plannen",
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Buurthuis De Poort, grote zaal",
        process=process,
    )
    town = municipality_organisation(place.municipality)
    with past.at(called):
        meeting: Meeting = meetings.call(
            call, neighbourhood=place, key=_key("plannen"), by=by, now=called, host=town
        )
        planned = Planned(
            title="Vraag het aan wie het ontwerpt",
            begins_at=begins,
            ends_at=begins + timedelta(hours=1),
            about="Op de avond zelf, in de zaal of thuis.",
            meeting=meeting,
        )
        hours.plan(place, planned, key=_key("vragen"), by=by)


def _ask_until(place: Neighbourhood, by: User, past: Past) -> None:
    at = past.now - timedelta(days=1)
    about = About(
        title="Wanneer is de speelplek open?",
        audience=Audience.NEIGHBOURHOOD,
        about="Wij hangen de tijden op waar de meeste mensen voor kiezen.",
    )
    last = timezone.localdate(past.now) + timedelta(days=8)
    with past.at(at):
        poll = polls.make(place, about, key=_key("speelplek"), by=by)
        words = ("Tot het donker is", "Tot acht uur", "Altijd")
        question = Question(Asks.SINGLE, "Tot hoe laat mag er gespeeld worden?", words)
        polls.add_question(poll, question, key=_key("hoe laat"))
        polls.open_poll(poll, by=by, now=at, closes_on=last)


def _evening(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=19, minute=30, second=0, microsecond=0)


def _key(what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/poelenburg/meer/{what}")
