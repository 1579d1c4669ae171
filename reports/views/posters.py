"""A poster with strips to tear off, of every initiative that everybody sees."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.documents import as_poster
from core.htmx import Request
from initiatives.models import Initiative

from ..selections.posters import poster_of
from .files import pdf


@require_safe
def poster(request: Request, pk: int) -> HttpResponse:
    """Of a hidden one there is none: its code would lead who scans it nowhere."""
    public = Initiative.objects.visible_to(request.user).public().standing().for_page()
    found = get_object_or_404(public, pk=pk)
    made = as_poster(poster_of(found, now=timezone.now()))
    return pdf(made, f"poster {found.title}")
