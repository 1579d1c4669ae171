"""What an officer holds of initiatives, and what follows when somebody joins a team."""

from neighbourhoods import holdings
from partners import joining

from ..actions import requests, reviews, team
from ..models import Review, SupportRequest
from ..selections.holdings import open_reviews_held

holdings.register(
    holdings.Holding(
        model=Review, field="officer", count=open_reviews_held, hand_over=reviews.hand_over
    )
)

joining.register(team.come_in)

holdings.register(
    holdings.Holding(
        model=SupportRequest,
        field="officer",
        count=requests.requests_held,
        hand_over=requests.hand_over,
    )
)
