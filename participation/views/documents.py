"""The document of a process, in one press: as a page, as an accessible PDF, and to work on."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from core.documents import ODT, PDF, as_odt, as_pdf
from core.htmx import Request, render

from ..models import Process
from ..selections.documents import compose
from .processes import process_frame
from .which import process_of


@require_safe
def document(request: Request, pk: int) -> HttpResponse:
    found = process_of(pk)
    return render(
        request,
        "participation/document.html",
        process_frame(found) | {"document": compose(found, now=timezone.now())},
    )


@require_safe
def document_pdf(request: Request, pk: int) -> HttpResponse:
    found = process_of(pk)
    return _file(as_pdf(compose(found, now=timezone.now())), PDF, found, "pdf")


@require_safe
def document_odt(request: Request, pk: int) -> HttpResponse:
    found, now = process_of(pk), timezone.now()
    return _file(as_odt(compose(found, now=now), now=now), ODT, found, "odt")


def _file(content: bytes, kind: str, found: Process, end: str) -> HttpResponse:
    """To keep; its name is made of the title."""
    name = slugify(found.title)[:60] or str(found.pk)
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}.{end}"'},
    )
