from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core.htmx import Request

from .models import Membership


@require_safe
def portrait(request: Request, name: str) -> FileResponse:
    """The face of who is in view in a neighbourhood now."""
    membership = get_object_or_404(Membership.objects.in_view(), portrait=name)
    try:
        file = default_storage.open(f"portraits/{membership.portrait}.jpg")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=86400"
    return response
