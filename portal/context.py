from django.conf import settings
from django.http import HttpRequest

from activity.models import Notification
from neighbourhoods.permissions import needs_second_factor


def every_page(request: HttpRequest) -> dict[str, object]:
    """What the frame of every page shows; asks the database nothing for who is not signed in."""
    context: dict[str, object] = {"demo": settings.DEMO}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    return context | {
        "unread_count": Notification.objects.filter(person=user).unread().count(),
        "has_office": needs_second_factor(user),
    }
