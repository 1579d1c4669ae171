"""Which organisation somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.access import require
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..models import Organisation


def seen(request: HttpRequest, slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user).for_page(), slug=slug)


def edited(request: SignedInRequest, slug: str) -> Organisation:
    """For its members, and where nobody is for who helps."""
    organisation = seen(request, slug)
    require(permissions.can_edit(request.user, organisation))
    return organisation


def public_place(slug: str) -> Neighbourhood:
    places = Neighbourhood.objects.public().select_related("municipality")
    return get_object_or_404(places, slug=slug)


def frame(organisation: Organisation) -> dict[str, object]:
    """What the frame around every page of it shows."""
    return {
        "neighbourhood": organisation.neighbourhood,
        "section": "about",
        "organisation": organisation,
    }
