from django.http import HttpRequest

from .permissions import Office, office_of


def office(request: HttpRequest) -> Office:
    """Where who asks works; asked of the database once. For showing: who acts is asked again."""
    known: Office | None = getattr(request, "_office", None)
    if known is None:
        known = office_of(request.user)
        request._office = known  # type: ignore[attr-defined]  # ours alone
    return known


def has_office(request: HttpRequest) -> bool:
    """Whether who asks works for the municipality somewhere."""
    return office(request).is_held
