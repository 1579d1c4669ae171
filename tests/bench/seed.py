"""A platform full of initiatives, made in bulk: for `make bench`, and small for the tests."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db import models

from accounts.models import User
from activity.models import Event, Flag, Follow
from initiatives import verbs
from initiatives.models import (
    Answer,
    Initiative,
    Photo,
    Question,
    Reaction,
    Review,
    Support,
    Update,
)
from initiatives.states import ANSWERS, OPEN, Stage, Status, Theme
from neighbourhoods.models import Area, AreaLevel, Membership, Municipality, Neighbourhood
from neighbourhoods.states import Role
from partners.models import Member, Organisation
from partners.states import Kind

BATCH = 2_000
ELSEWHERE = 10  # one in so many initiatives is in another neighbourhood
WITH_PHOTO = 3  # one in so many
FLAGGED = 60  # reactions that wait for who moderates
STATUSES = [Status.AWAITING, Status.IN_CONVERSATION, *sorted(ANSWERS)]
KIND = Initiative._meta.model_name or ""
PLAN = (
    "Wij willen samen met de buren het veldje bij de speeltuin opknappen. Er komen bakken met "
    "groente, een bank om op te zitten en een paar fruitbomen. De kinderen van de school helpen "
    "met planten, en wie een tuin heeft, geeft stekjes. Wie mee wil denken, komt langs.\n\n"
    "We beginnen klein, met één hoek van het veld, en kijken na de zomer hoe het gaat."
)
SUBJECTS = ("Moestuin", "Koffie op dinsdag", "Veilig oversteken", "Buurtfeest", "Huiswerkhulp")
PLACES = ("bij de speeltuin", "achter de school", "op het plein", "in de flat", "langs de vaart")
# A square with a notch, as long as the outline of a real wijk.
DRAWING = {
    "width": 480,
    "height": 360,
    "area": "M120 90" + "l9 3l6 8l-4 7" * 40 + "z",
    "context": "M10 10" + "l12 2l9 11l-8 6" * 60 + "z",
    "borders": "M0 0" + "l10 4l5 9" * 60,
    "names": [{"text": "Rietwijk", "x": 240, "y": 180}],
    "context_names": [{"text": "Oost", "x": 400, "y": 60}],
}


class Sizes(NamedTuple):
    """How much there is of everything; what stands after `initiatives` is per initiative."""

    neighbourhoods: int = 5
    people: int = 500
    officers: int = 5
    waiting: int = 40  # initiatives that wait for an answer from the first officer
    initiatives: int = 1_000
    supports: int = 20
    events: int = 10
    updates: int = 3
    questions: int = 1
    reactions: int = 2  # each with one reply
    team: int = 2


class Seeded(NamedTuple):
    """The neighbourhood in which most happens, an answered initiative, all, and who come there."""

    neighbourhood: Neighbourhood
    initiative: Initiative
    initiatives: list[Initiative]
    officers: list[User]
    residents: list[User]
    stranger: User  # a resident who has to do with none of it


def seed(sizes: Sizes, now: datetime) -> Seeded:
    places = _neighbourhoods(sizes.neighbourhoods)
    residents = _people("bewoner", sizes.people)
    officers = _people("ambtenaar", sizes.officers)
    _insert(
        Membership,
        (
            {"neighbourhood": places[0], "person": officer, "role": Role.OFFICER}
            | {"hours": "dinsdag en donderdag", "place": "in het buurthuis"}
            for officer in officers
        ),
    )
    initiatives = _initiatives(sizes, places, now)
    reviews = _reviews(sizes, initiatives, officers, residents, now)
    _people_with(sizes, initiatives, residents)
    _story(sizes, initiatives, residents, now)
    _talk(sizes, initiatives, residents, now)
    most_to_show = [review.initiative for review in reviews if review.status in ANSWERS]
    return Seeded(
        neighbourhood=places[0],
        initiative=(most_to_show or initiatives)[0],
        initiatives=initiatives,
        officers=officers,
        residents=residents,
        stranger=_people("buur", 1)[0],
    )


def enrich(seeded: Seeded, now: datetime) -> Initiative:
    """One initiative of which there is much: 40 times news, 120 photos, 500 reactions, 300 people.

    Half the photos are in its album, half came with its news.
    """
    initiative, residents = seeded.initiatives[-1], seeded.residents
    author = initiative.team.members.order_by("pk")[0].person
    news: list[Update] = _insert(
        Update,
        ({"initiative": initiative, "author": author, "text": PLAN, "at": now} for _ in range(40)),
    )
    _insert(
        Event,
        (
            {
                "verb": verbs.UPDATE.name,
                "actor": author,
                "side": Event.Side.TEAM,
                "neighbourhood": initiative.neighbourhood,
                "subject_kind": KIND,
                "subject_id": initiative.pk,
                "subject_title": initiative.title,
                "subject_url": f"{initiative.get_absolute_url()}#nieuws-{update.pk}",
                "words": update.text,
                "is_public": True,
                "at": now + timedelta(seconds=n),
            }
            for n, update in enumerate(news)
        ),
    )
    _insert(
        Photo,
        (
            {"initiative": initiative, "width": 1600, "height": 1067, "widths": [480, 960, 1600]}
            | {"description": "Buren aan het werk in de moestuin", "position": n}
            | {"update": news[n % 40] if n % 2 else None}
            for n in range(120)
        ),
    )
    few = len(residents)
    _insert(
        Reaction,
        (
            {"initiative": initiative, "author": residents[n % few], "text": PLAN[:200], "at": now}
            for n in range(500)
        ),
    )
    followers = residents[:300]
    Follow.objects.filter(subject_kind=KIND, subject_id=initiative.pk).delete()
    _insert(
        Follow,
        ({"subject_kind": KIND, "subject_id": initiative.pk, "person": who} for who in followers),
    )
    return initiative


def _insert(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> list[Any]:
    """Write the rows in batches, so that a hundred thousand of them fit in memory."""
    waiting = (model(**row) for row in rows)
    made: list[Any] = []
    while batch := list(islice(waiting, BATCH)):
        made += model._default_manager.bulk_create(batch)
    return made


def _people(kind: str, number: int) -> list[User]:
    return _insert(
        User,
        (
            {
                "email": f"{kind}{n}@bench.example.org",
                "name": f"{kind.capitalize()} {n}",
                "password": "!",
            }
            for n in range(number)
        ),
    )


def _neighbourhoods(number: int) -> list[Neighbourhood]:
    place = {"longitude": 4.8, "latitude": 52.4, "search_name": "waterstad"}
    municipality = Municipality.objects.create(
        code="GM9999", name="Waterstad", slug="waterstad", **place
    )
    made: list[Neighbourhood] = _insert(
        Neighbourhood,
        (
            {"name": f"Rietwijk {n}", "slug": f"rietwijk-{n}", "municipality": municipality}
            | {"motto": "Samen maken wij de wijk.", "drawing": DRAWING}
            for n in range(number)
        ),
    )
    for n, neighbourhood in enumerate(made):
        name = {"name": f"Wijk {n}", "short_name": f"Rietwijk {n}", "municipality": municipality}
        wijk = Area.objects.create(code=f"WK9999{n:02}", level=AreaLevel.WIJK, **name, **place)
        code = f"BU9999{n:02}00"
        Area.objects.create(code=code, level=AreaLevel.BUURT, parent=wijk, **name, **place)
        neighbourhood.areas.add(wijk)
    return made


def _initiatives(sizes: Sizes, places: list[Neighbourhood], now: datetime) -> list[Initiative]:
    """Newest first; nine of ten in the first neighbourhood."""
    buurten = list(Area.objects.buurten().order_by("pk"))
    where = [
        1 + n // ELSEWHERE % (len(places) - 1) if n % ELSEWHERE == ELSEWHERE - 1 else 0
        for n in range(sizes.initiatives)
    ]
    teams = _insert(
        Organisation,
        (
            {"kind": Kind.RESIDENTS_TEAM, "name": f"Team {n}", "neighbourhood": places[place]}
            | {"municipality": places[place].municipality}
            for n, place in enumerate(where)
        ),
    )
    themes, stages = list(Theme), list(Stage)
    made: list[Initiative] = _insert(
        Initiative,
        (
            {
                "neighbourhood": places[place],
                "buurt": buurten[place],
                "place": PLACES[n % len(PLACES)],
                "title": f"{SUBJECTS[n % len(SUBJECTS)]} {n}",
                "plan": PLAN,
                "needs": "Een plek, en iemand met groene vingers.",
                "theme": themes[n % len(themes)],
                "stage": stages[n % len(stages)],
                "team": teams[n],
                "sent_at": now - timedelta(hours=n),
            }
            for n, place in enumerate(where)
        ),
    )
    _insert(
        Photo,
        (
            {"initiative": initiative, "width": 1600, "height": 1067, "widths": [480, 960, 1600]}
            for initiative in made[::WITH_PHOTO]
        ),
    )
    return made


def _reviews(
    sizes: Sizes,
    initiatives: list[Initiative],
    officers: list[User],
    residents: list[User],
    now: datetime,
) -> list[Review]:
    """The first officer has `waiting` to answer, late and soon; the others hold all states."""
    others = max(1, len(officers) - 1)
    reviews: list[Review] = _insert(
        Review,
        (
            {
                "initiative": initiative,
                "officer": officers[0] if n < sizes.waiting else officers[-1 - n % others],
                "status": STATUSES[n % 2 if n < sizes.waiting else n % len(STATUSES)],
                "due_at": now + timedelta(days=n % 30 - 5),
            }
            for n, initiative in enumerate(initiatives)
        ),
    )
    _insert(
        Answer,
        (
            {"review": review, "officer": review.officer, "status": review.status, "at": now}
            | {"reason": "De grond is van de gemeente.", "possible": "Wij zetten de bakken neer."}
            for review in reviews
            if review.status not in OPEN
        ),
    )
    _insert(
        Question,
        (
            {"review": review, "officer": review.officer, "text": "Wie houdt het bij?", "at": now}
            | {"answer": "Wij met zijn vieren.", "answered_at": now}
            | {"answered_by": residents[n % len(residents)]}
            for n, review in enumerate(reviews)
            for _ in range(sizes.questions)
        ),
    )
    return reviews


def _people_with(sizes: Sizes, initiatives: list[Initiative], residents: list[User]) -> None:
    """The team of each initiative, who supports it, and that these follow it."""
    _insert(
        Member,
        (
            {"organisation": initiative.team, "person": person, "is_contact": k == 0}
            for n, initiative in enumerate(initiatives)
            for k, person in enumerate(_some(residents, sizes.team, n))
        ),
    )
    supporters = [
        (initiative, person)
        for n, initiative in enumerate(initiatives)
        for person in _some(residents, sizes.supports, n + sizes.team)
    ]
    _insert(Support, ({"initiative": about, "person": who} for about, who in supporters))
    _insert(
        Follow,
        (
            {"subject_kind": KIND, "subject_id": about.pk, "person": who}
            for about, who in supporters
        ),
    )


def _story(
    sizes: Sizes, initiatives: list[Initiative], residents: list[User], now: datetime
) -> None:
    """What happened, and the team's news among it."""
    told = (verbs.SENT, verbs.UPDATE, verbs.STAGE)
    _insert(
        Event,
        (
            {
                "verb": told[min(k, 1) + (k % 4 == 2)].name,
                "actor": author,
                "side": Event.Side.TEAM,
                "neighbourhood": initiative.neighbourhood,
                "subject_kind": KIND,
                "subject_id": initiative.pk,
                "subject_title": initiative.title,
                "subject_url": initiative.get_absolute_url(),
                "words": "We hebben weer een stap gezet. Kom zaterdag kijken!" if k else "",
                "is_public": True,
                "at": initiative.sent_at + timedelta(minutes=k),
            }
            for n, initiative in enumerate(initiatives)
            for k, author in enumerate(_some(residents, sizes.events, n))
        ),
    )
    _insert(
        Update,
        (
            {"initiative": initiative, "author": author, "text": "Kom zaterdag kijken!", "at": now}
            for n, initiative in enumerate(initiatives)
            for author in _some(residents, sizes.updates, n)
        ),
    )


def _talk(
    sizes: Sizes, initiatives: list[Initiative], residents: list[User], now: datetime
) -> None:
    """Reactions to what happens, and the replies to them; some are flagged."""
    words = "Wat leuk! Kan ik ook een keer komen kijken, en moet ik dan iets meenemen?"
    asked = _insert(
        Reaction,
        (
            {"initiative": initiative, "author": author, "text": words, "at": now}
            for n, initiative in enumerate(initiatives)
            for author in _some(residents, sizes.reactions, n + 3)
        ),
    )
    _insert(
        Reaction,
        (
            {"initiative_id": one.initiative_id, "parent": one, "text": "Ja, kom langs!"}
            | {"author": residents[n % len(residents)], "side": Event.Side.TEAM, "at": now}
            for n, one in enumerate(asked)
        ),
    )
    _insert(
        Flag,
        (
            {"subject_kind": "reaction", "subject_id": one.pk, "reporter": residents[0]}
            | {"neighbourhood_id": one.initiative.neighbourhood_id, "reason": Flag.Reason.OTHER}
            for one in asked[:FLAGGED]
        ),
    )


def _some(people: list[User], number: int, turn: int) -> Iterator[User]:
    """So many different people, others each turn."""
    number = min(number, len(people))
    return (people[(turn * 7 + k) % len(people)] for k in range(number))
