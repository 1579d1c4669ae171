from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.htmx import Request

from .models import Membership
from .permissions import can_see_closed


@require_safe
def portrait(request: Request, name: str) -> FileResponse:
    """The face of who is in view in a neighbourhood now."""
    in_view = Membership.objects.in_view().select_related("neighbourhood__municipality")
    membership = get_object_or_404(in_view, portrait=name)
    neighbourhood = membership.neighbourhood
    if not (neighbourhood.is_public or can_see_closed(request.user, neighbourhood)):
        raise Http404
    try:
        file = default_storage.open(f"portraits/{membership.portrait}.jpg")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=86400"  # no proxy keeps what ends
    return response
