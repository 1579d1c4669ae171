"""What an officer holds of partners."""

from neighbourhoods import holdings

from ..actions import agreements, concerns
from ..models import Agreement, Concern, ConcernRoute
from ..selections.holdings import agreements_held, concerns_held, nothing_waits

holdings.register(
    holdings.Holding(
        model=Agreement, field="officer", count=agreements_held, hand_over=agreements.hand_over
    )
)

holdings.register(
    holdings.Holding(
        model=Concern, field="owner", count=concerns_held, hand_over=concerns.hand_over
    )
)

holdings.register(
    holdings.Holding(
        model=ConcernRoute,
        field="officer",
        count=nothing_waits,
        hand_over=concerns.hand_over_routes,
    )
)
