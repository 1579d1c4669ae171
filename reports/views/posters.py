"""A poster with strips to tear off, of every initiative that everybody sees."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from core.documents import PDF, as_poster
from core.htmx import Request
from initiatives.models import Initiative

from ..selections.posters import poster_of


@require_safe
def poster(request: Request, pk: int) -> HttpResponse:
    """Of a hidden one there is none: its code would lead who scans it nowhere."""
    public = Initiative.objects.visible_to(request.user).public().standing().for_page()
    found = get_object_or_404(public, pk=pk)
    name = slugify(found.title)[:60].strip("-") or str(found.pk)
    return HttpResponse(
        as_poster(poster_of(found, now=timezone.now())),
        content_type=PDF,
        headers={"Content-Disposition": f'inline; filename="poster-{name}.pdf"'},
    )
