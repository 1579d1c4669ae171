"""Which report somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.access import require
from core.htmx import Request
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..models import Report

ABOUT = "about"  # the section of the menu


def public_place(slug: str) -> Neighbourhood:
    places = Neighbourhood.objects.public().select_related("municipality")
    return get_object_or_404(places, slug=slug)


def report_of(request: Request, pk: int) -> Report:
    found = Report.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("neighbourhood__municipality", "making"), pk=pk)


def own_report(request: SignedInRequest, pk: int) -> Report:
    """For who coordinates there."""
    found = report_of(request, pk)
    require(permissions.can_edit(request.user, found.neighbourhood))
    return found


def frame(neighbourhood: Neighbourhood) -> dict[str, object]:
    """What the frame around every page shows."""
    return {"neighbourhood": neighbourhood, "section": ABOUT}
