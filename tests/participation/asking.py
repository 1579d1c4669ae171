"""A neighbourhood that is asked something, and the people in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from neighbourhoods.working_days import AMSTERDAM
from participation.actions import answering
from participation.actions.answering import Said
from participation.models import Poll, PollAnswer, PollQuestion
from participation.states.polls import Asks
from tests.factories import PollFactory, PollQuestionFactory, UserFactory
from tests.partners.conftest import Place, make_place


@dataclass(frozen=True)
class Asking:
    """An open poll with a question of each kind."""

    place: Place
    poll: Poll
    single: PollQuestion
    multiple: PollQuestion
    scale: PollQuestion
    ranking: PollQuestion
    words: PollQuestion

    @property
    def path(self) -> str:
        return f"/peiling/{self.poll.pk}/"

    def options(self, question: PollQuestion) -> list[int]:
        rows = question.options.order_by("place")
        return list(rows.values_list("pk", flat=True))

    def filled(self, **more: Any) -> dict[str, Any]:
        """As the form sends it; `words`, `scale` and `single` say what differs."""
        first, second, _third = self.options(self.ranking)
        plain = {
            "key": str(uuid4()),
            f"q{self.single.pk}": str(self.options(self.single)[0]),
            f"q{self.multiple.pk}": [str(one) for one in self.options(self.multiple)[:2]],
            f"q{self.scale.pk}": "4",
            f"q{self.ranking.pk}_{first}": "2",
            f"q{self.ranking.pk}_{second}": "1",
            f"q{self.words.pk}": "Een boom met een bank.",
        }
        names = {"words": self.words, "scale": self.scale, "single": self.single}
        return plain | {
            f"q{names[name].pk}" if name in names else name: value for name, value in more.items()
        }


def asking(place: Place | None = None, **more: Any) -> Asking:
    place = place or make_place()
    poll = PollFactory(neighbourhood=place.neighbourhood, made_by=place.coordinator, **more)
    kinds = (Asks.SINGLE, Asks.MULTIPLE, Asks.SCALE, Asks.RANKING, Asks.OPEN)
    made = [
        PollQuestionFactory(poll=poll, asks=asks, place=number, text=f"Vraag {number}?")
        for number, asks in enumerate(kinds, 1)
    ]
    return Asking(place, poll, *made)


def say(asked: Asking, person: User | None = None, **more: Any) -> PollAnswer:
    """An answer of a new person, unless it is somebody's: the first option, and what is named."""
    first = asked.options(asked.single)[0]
    said = Said(**({"chosen": {asked.single.pk: [first]}} | more))
    return answering.give(
        asked.poll,
        said,
        key=uuid4(),
        person=person or UserFactory(),
        browser="",
        now=timezone.now(),
    )


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 6, day, hour, tzinfo=AMSTERDAM)
