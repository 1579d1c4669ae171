"""What an officer holds of taking part."""

from neighbourhoods import holdings

from ..actions import agenda, barriers
from ..models import AgendaItem, Barrier
from ..selections.holdings import barriers_held, items_held

# --- Meetings
holdings.register(
    holdings.Holding(
        model=AgendaItem, field="officer", count=items_held, hand_over=agenda.hand_over
    )
)
holdings.register(
    holdings.Holding(
        model=Barrier, field="officer", count=barriers_held, hand_over=barriers.hand_over
    )
)
