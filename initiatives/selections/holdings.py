from accounts.models import User
from neighbourhoods.models import Neighbourhood

from ..models import Review


def open_reviews_held(officer: User, neighbourhood: Neighbourhood) -> int:
    reviews = Review.objects.open().held_by(officer)
    return reviews.filter(initiative__neighbourhood=neighbourhood).count()
