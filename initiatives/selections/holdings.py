from django.db.models import Q

from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import Obstacle, Review
from ..states import CHALLENGE_RUNS, OPEN


def open_reviews_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    """With those that were answered and of which a right to challenge is under way."""
    waits = Q(status__in=OPEN) | Q(initiative__challenge__state__in=CHALLENGE_RUNS)
    reviews = Review.objects.held_by(officer).filter(waits)
    if neighbourhood:
        reviews = reviews.filter(initiative__neighbourhood=neighbourhood)
    return reviews.count()


def obstacles_held(officer: User, neighbourhood: Neighbourhood | None) -> int:
    held = Obstacle.objects.held_by(officer)
    return (held.in_neighbourhood(neighbourhood) if neighbourhood else held).count()
