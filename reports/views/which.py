"""Which report an address is about, and what stands around it."""

from typing import Any

from django.shortcuts import get_object_or_404

from core.access import require
from core.htmx import Request

from .. import permissions
from ..models import Report


def report_of(request: Request, pk: int) -> Report:
    """Raises Http404 for who may not see it."""
    seen = Report.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("neighbourhood__municipality"), pk=pk)


def public_report(pk: int) -> Report:
    """One that is in the making as well, of which everybody may know that it is."""
    rows = Report.objects.filter(neighbourhood__is_public=True)
    return get_object_or_404(rows.select_related("neighbourhood__municipality"), pk=pk)


def led(request: Request, pk: int) -> Report:
    """One that somebody makes; for others 403 where they may see it."""
    found = report_of(request, pk)
    require(permissions.can_edit(request.user, found.neighbourhood))
    return found


def frame(report: Report) -> dict[str, Any]:
    return {"neighbourhood": report.neighbourhood, "section": "about", "report": report}
