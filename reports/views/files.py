"""How a file is handed over."""

from django.http import HttpResponse
from django.utils.text import slugify

from core.documents import PDF


def pdf(content: bytes, title: str) -> HttpResponse:
    """To look at and print at once; kept, its name is made of the title."""
    name = slugify(title)[:60].strip("-") or "wijkaanpak"
    return HttpResponse(
        content,
        content_type=PDF,
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )
