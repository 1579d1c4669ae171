"""A poll in the house of a drill, made in a process of that house."""

import json

from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from participation.models import PollOption, PollQuestion
from participation.states.polls import Asks
from tests.factories import MembershipFactory, PollFactory, PollQuestionFactory

from .looking import _somebody
from .people import _session


def ask(people: int) -> None:
    """Prints the poll, its questions and options, who coordinates, and the sessions of people:
    two of each, as of somebody with a phone and a laptop."""
    place = Neighbourhood.objects.get(slug="rietwijk")
    coordinator = _somebody()
    MembershipFactory(neighbourhood=place, person=coordinator, role=Role.COORDINATOR)
    poll = PollFactory(neighbourhood=place, made_by=coordinator)
    choice: PollQuestion = PollQuestionFactory(poll=poll, asks=Asks.SINGLE, place=1)
    words: PollQuestion = PollQuestionFactory(poll=poll, asks=Asks.OPEN, place=2)
    options = PollOption.objects.filter(question=choice).order_by("place")
    persons = [_somebody() for _number in range(people)]
    print(
        json.dumps(
            {
                "poll": poll.pk,
                "choice": choice.pk,
                "words": words.pk,
                "options": list(options.values_list("pk", flat=True)),
                "coordinator": _session(coordinator),
                "people": [[_session(one), _session(one)] for one in persons],
            }
        )
    )
