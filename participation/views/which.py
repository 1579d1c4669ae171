"""Which meeting or process somebody asks for, and the frame of its pages.

What one may not see is not there (404); what one sees and may not do is refused (403).
"""

from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.access import require
from core.htmx import Request
from neighbourhoods.models import Neighbourhood

from .. import permissions
from ..models import BudgetProposal, BudgetRound, Grant, Meeting, Process

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
    """With all that its page says of it."""
    found = Meeting.objects.public().select_related(
        "neighbourhood__municipality", "host", "initiative", "part_of", "process", "attendance",
        "review__plan", "plan__neighbourhood",
    )  # fmt: skip
    return get_object_or_404(found.defer("review__frozen"), pk=pk)


def hosted_meeting(request: SignedInRequest, pk: int) -> Meeting:
    """For who hosts it."""
    found = meeting_of(pk)
    require(permissions.can_host(request.user, found))
    return found


def budget_round_of(pk: int) -> BudgetRound:
    found = BudgetRound.objects.public().select_related("neighbourhood__municipality", "checker")
    return get_object_or_404(found, pk=pk)


def run_budget_round(request: SignedInRequest, pk: int) -> BudgetRound:
    """For who coordinates there."""
    found = budget_round_of(pk)
    require(permissions.can_run(request.user, found.neighbourhood))
    return found


def budget_proposal_of(request: Request, pk: int) -> BudgetProposal:
    return get_object_or_404(BudgetProposal.objects.seen_by(request.user), pk=pk)


def grant_of(request: Request, pk: int) -> Grant:
    seen = BudgetProposal.objects.seen_by(request.user).values("pk")
    found = Grant.objects.filter(proposal__in=seen).select_related(
        "agreement", "proposal__initiative", "proposal__round__neighbourhood__municipality"
    )
    return get_object_or_404(found, pk=pk)


def frame(neighbourhood: Neighbourhood, section: str) -> dict[str, object]:
    """What the frame around every page shows."""
    return {"neighbourhood": neighbourhood, "section": section}
