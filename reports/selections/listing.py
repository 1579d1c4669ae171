"""The reports of a neighbourhood, and what of them waits for who coordinates."""

from django.db.models import QuerySet

from accounts.models import User
from neighbourhoods.models import Membership, Neighbourhood

from ..models import Report
from ..models.report import ReportQuerySet
from ..states.reports import ReportState


def published_in(place: Neighbourhood) -> ReportQuerySet:
    return (
        Report.objects.published()
        .in_neighbourhood(place)
        .newest_first()
        .defer("frozen", "story_order")
    )


def drafts_in(place: Neighbourhood) -> QuerySet[Report]:
    """With how far their making is."""
    drafts = Report.objects.in_neighbourhood(place).filter(state=ReportState.DRAFTING)
    return drafts.newest_first().select_related("making").defer("making__facts")


def drafts_for(user: User) -> QuerySet[Report]:
    """What this coordinator can finish, the oldest first."""
    mine = Membership.objects.coordinators().filter(person=user)
    drafts = Report.objects.filter(
        state=ReportState.DRAFTING,
        neighbourhood__is_public=True,
        neighbourhood__in=mine.values("neighbourhood"),
    )
    return (
        drafts.select_related("neighbourhood", "making")
        .defer("making__facts", "neighbourhood__drawing", "neighbourhood__introduction")
        .order_by("begun_at", "pk")
    )
