"""What an officer holds of initiatives, and what follows when somebody joins a team."""

from neighbourhoods import holdings
from partners import joining

from ..actions import obstacles, requests, reviews, team
from ..models import Obstacle, Review, SupportRequest
from ..selections.holdings import obstacles_held, open_reviews_held

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

holdings.register(
    holdings.Holding(
        model=Obstacle, field="officer", count=obstacles_held, hand_over=obstacles.hand_over
    )
)
