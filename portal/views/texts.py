"""Pages of words: what this is, and what happens with your data."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.http import came_from
from core import privacy
from core.htmx import Request, render


@require_safe
def about_platform(request: Request) -> HttpResponse:
    return render(request, "portal/about_platform.html", {})


@require_safe
def house_rules(request: Request) -> HttpResponse:
    return render(request, "portal/house_rules.html", {})


@require_safe
def privacy_statement(request: Request) -> HttpResponse:
    """What is kept, and how long: read from the registry, so that it is always true."""
    kinds = sorted(privacy.registered(), key=lambda kind: str(kind.title))
    return render(request, "portal/privacy.html", {"kinds": kinds})


@require_safe
def accessibility(request: Request) -> HttpResponse:
    return render(request, "portal/accessibility.html", {})


@require_safe
def language(request: Request) -> HttpResponse:
    """Whoever chooses goes on where the link stood."""
    before = came_from(request)
    back = "" if before.startswith(request.path) else before
    response = render(
        request, "portal/language.html", {"languages": settings.LANGUAGES, "back": back}
    )
    patch_vary_headers(response, ["Referer"])
    return response


@require_safe
def security(request: Request) -> HttpResponse:
    """RFC 9116."""
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "Expires: 2027-12-31T23:00:00.000Z",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: Request) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /account/", "Disallow: /mijn/", "Disallow: /demo/"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
