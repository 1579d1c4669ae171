"""What people told each other in Poelenburg, written down with their permission."""

from datetime import timedelta
from typing import Required, TypedDict
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from neighbourhoods.models import Neighbourhood
from participation.actions import conversations
from participation.actions.conversations import Told
from participation.states.conversations import Spot
from partners.actions.assets import Description
from partners.states import AssetKind

from .cast import Cast
from .content import Wijk
from .history import LONG_AGO, Past, moment

ONLY = "Poelenburg"  # the neighbourhood that people come to see


class Words(TypedDict, total=False):
    """What `Told` takes, without the day."""

    spot: Required[str]
    people: int
    good: str
    talent: str
    idea: str
    worry: str


# How many days ago, by whom, what; and what stands at "what is there already" since.
TALKS: list[tuple[int, str, Words, tuple[AssetKind, str] | None]] = [
    (
        41,
        "losmaker",
        {
            "spot": Spot.SCHOOL,
            "people": 7,
            "good": "De moeders brengen elkaars kinderen naar huis als het regent.",
            "talent": "Twee van hen kunnen goed naaien, één geeft thuis al les aan buurmeisjes.",
            "idea": "Een naaiochtend op school, als de kinderen binnen zijn.",
        },
        (AssetKind.SKILL, "Naailes van moeders bij de school"),
    ),
    (
        33,
        "losmaker",
        {
            "spot": Spot.SHOP,
            "people": 6,
            "good": "Iedereen kent hier de bakker. Wie niets heeft, krijgt brood mee.",
            "worry": "’s Avonds is het achter de winkels donker. Mensen lopen om.",
        },
        None,
    ),
    (
        24,
        "bewoner",
        {
            "spot": Spot.HOME,
            "people": 1,
            "talent": "Was loodgieter, en doet nu de kranen van de hele portiek.",
        },
        (AssetKind.SKILL, "Een loodgieter die graag helpt"),
    ),
    (
        12,
        "losmaker",
        {
            "spot": Spot.STREET,
            "people": 9,
            "good": "De voetbalkooi is altijd vol. De groten letten op de kleintjes.",
            "idea": "Eén avond in de week voor de meisjes alleen.",
        },
        None,
    ),
    (
        3,
        "losmaker",
        {
            "spot": Spot.CENTRE,
            "people": 5,
            "good": "Op woensdag ruikt het hele gebouw naar soep.",
            "worry": "In de vakanties is er niets. Dan zijn de dagen lang.",
        },
        None,
    ),
]


def tell_conversations(wijk: Wijk, neighbourhood: Neighbourhood, cast: Cast, past: Past) -> None:
    if wijk.name != ONLY:
        return
    for number, (days, who, words, there) in enumerate(TALKS):
        day = timezone.localdate(past.now) - timedelta(days=days)
        key = uuid5(NAMESPACE_URL, f"gesprek {number}")
        at = moment(day, f"gesprek {number}", office=False, not_before=LONG_AGO, now=past.now)
        by = cast.known[who]
        with past.at(at):
            told = Told(day=day, **words)
            talk = conversations.record(neighbourhood, told, key=key, by=by, now=at)
            if there:
                kind, title = there
                conversations.put_at_what_is_there(
                    talk,
                    Description(kind=kind, title=title),
                    key=uuid5(key, "wat er is"),
                    by=by,
                    now=at,
                )
