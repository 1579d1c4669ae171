"""Several initiatives at once. Never an answer: each team gets its own, with a reason (rule R3)."""

from collections.abc import Iterable
from typing import NamedTuple

from accounts.models import User
from initiatives.actions import reviews
from initiatives.models import Review
from initiatives.states import HandedOver, NotPossible
from neighbourhoods.models import Neighbourhood

from . import staffing


class Done(NamedTuple):
    """What was handed over, with who held it before; and what a colleague was ahead with."""

    handed: list[tuple[Review, int | None]]
    missed: list[Review]


def hand_over(
    chosen: Iterable[tuple[Review, int | None]], successor: User, *, words: str, by: User
) -> Done:
    """Each by itself, with who held it when it was chosen; the colleague hears once per place."""
    done = Done([], [])
    places: dict[Neighbourhood, int] = {}
    for review, seen in chosen:
        try:
            reviews.hand_over_one(review, successor, seen=seen, words=words, by=by, tell=False)
        except (HandedOver, NotPossible):
            done.missed.append(review)
        else:
            done.handed.append((review, seen))
            place = review.initiative.neighbourhood
            places[place] = places.get(place, 0) + 1
    for place, number in places.items():
        if successor != by:
            staffing.tell_successor(place, successor, number, by=by)
    return done
