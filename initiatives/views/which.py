"""Which initiative somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.http import Http404

from accounts.http import SignedInRequest
from core.access import Elsewhere, require
from core.htmx import Request

from .. import permissions
from ..models import Initiative
from ..models.initiative import InitiativeQuerySet
from ..states import Visibility


def one_of(initiatives: InitiativeQuerySet, request: Request, pk: int | str) -> Initiative:
    """The one with this key. A link from before it went on in another one leads to its page,
    which says so; what is not there at all is a 404."""
    found = initiatives.filter(pk=pk).first()
    if found:
        return found
    merged = Initiative.objects.readable_by(request.user).filter(visibility=Visibility.MERGED)
    if one := merged.filter(pk=pk).first():
        raise Elsewhere(one.get_absolute_url())
    raise Http404


def seen(request: Request, pk: int | str) -> Initiative:
    """With all that its page says."""
    return one_of(Initiative.objects.visible_to(request.user).for_page(), request, pk)


def readable(request: Request, pk: int | str) -> Initiative:
    """Also one that goes on in another: to read, and nothing else."""
    return one_of(Initiative.objects.readable_by(request.user).for_page(), request, pk)


def led(request: SignedInRequest, pk: int) -> Initiative:
    """For its team; others see that there is something to do, and may not."""
    initiative = seen(request, pk)
    require(permissions.leads(request.user, initiative))
    return initiative


def own(request: SignedInRequest, pk: int) -> Initiative:
    """For its team; for others there is nothing here."""
    visible = Initiative.objects.visible_to(request.user)
    return one_of(visible.of_team_member(request.user).for_page(), request, pk)


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
