from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from activity.models import Notification
from neighbourhoods.http import has_office


def every_page(request: HttpRequest) -> dict[str, object]:
    """What the frame of every page shows; a part of a page, without frame, asks nothing for it."""
    context: dict[str, object] = {"demo": settings.DEMO}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    return context | {
        "unread_count": SimpleLazyObject(Notification.objects.filter(person=user).unread().count),
        "has_office": SimpleLazyObject(partial(has_office, request)),
    }
