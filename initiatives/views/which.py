"""Which initiative somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.access import require
from core.htmx import Request

from .. import permissions
from ..models import Initiative


def seen(request: Request, pk: int | str) -> Initiative:
    """With all that its page says."""
    return get_object_or_404(Initiative.objects.visible_to(request.user).for_page(), pk=pk)


def readable(request: Request, pk: int | str) -> Initiative:
    """Also one that goes on in another: to read, and nothing else."""
    return get_object_or_404(Initiative.objects.readable_by(request.user).for_page(), pk=pk)


def led(request: SignedInRequest, pk: int) -> Initiative:
    """For its team; others see that there is something to do, and may not."""
    initiative = seen(request, pk)
    require(permissions.leads(request.user, initiative))
    return initiative


def own(request: SignedInRequest, pk: int) -> Initiative:
    """For its team; for others there is nothing here."""
    visible = Initiative.objects.visible_to(request.user)
    return get_object_or_404(visible.of_team_member(request.user).for_page(), pk=pk)


def answerable(request: SignedInRequest, pk: int) -> Initiative:
    """For who speaks for the municipality."""
    initiative = seen(request, pk)
    require(permissions.can_answer(request.user, initiative))
    return initiative


def frame(initiative: Initiative) -> dict[str, object]:
    """What the frame around every page of it shows."""
    return {
        "neighbourhood": initiative.neighbourhood,
        "section": "initiatives",
        "initiative": initiative,
    }
