"""Which meeting or process somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.access import require
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..models import Meeting, Process

AGENDA = "agenda"  # the section of the menu
TAKING_PART = "taking_part"


def public_place(slug: str) -> Neighbourhood:
    places = Neighbourhood.objects.public().select_related("municipality")
    return get_object_or_404(places, slug=slug)


def run_place(request: SignedInRequest, slug: str) -> Neighbourhood:
    """For who coordinates there."""
    place = public_place(slug)
    require(permissions.can_run(request.user, place))
    return place


def process_of(pk: int) -> Process:
    found = Process.objects.public().select_related(
        "neighbourhood__municipality", "asked_by", "goal__plan", "initiative"
    )
    return get_object_or_404(found, pk=pk)


def meeting_of(pk: int) -> Meeting:
    found = Meeting.objects.public().select_related("neighbourhood__municipality", "host")
    return get_object_or_404(found, pk=pk)


def frame(neighbourhood: Neighbourhood, section: str) -> dict[str, object]:
    """What the frame around every page shows."""
    return {"neighbourhood": neighbourhood, "section": section}
