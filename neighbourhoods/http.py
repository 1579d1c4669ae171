from django.http import HttpRequest

from .permissions import needs_second_factor


def has_office(request: HttpRequest) -> bool:
    """Whether who asks works for the municipality somewhere; asked of the database once."""
    known: bool | None = getattr(request, "_has_office", None)
    if known is None:
        known = needs_second_factor(request.user)
        request._has_office = known  # type: ignore[attr-defined]  # ours alone
    return known
