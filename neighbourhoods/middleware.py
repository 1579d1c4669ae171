from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.http import BACK, carry, has_words, keep_pressed, page_left

from .http import has_office

PASSED = "second_factor"  # in the session: the demo's sign-in counts as a factor shown
FREE = ("/account/", "/taal/", "/static/", "/healthz", "/readyz", "/demo/")


class SecondFactorMiddleware:
    """Who works here for the municipality goes nowhere before a passkey or code has been shown.

    Shown in this session, by this person, and of a factor that they still have: a session from
    before it was set up elsewhere, or from before it was taken away, shows it again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(FREE) or not _is_missing(request):
            return self.get_response(request)
        back = keep_pressed(request) if has_words(request) else page_left(request)
        request.session[BACK] = back
        response = (
            redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")
            if _factors(request)
            else redirect("mfa_index")
        )
        carry(request, response)
        return response


def _is_missing(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return False
    user = request.user
    if request.session.get(PASSED) == user.pk or not has_office(request):
        return False
    records = get_authentication_records(request, user)
    shown = {record.get("id") for record in records if record.get("method") == "mfa"}
    return not shown & _factors(request)


def _factors(request: HttpRequest) -> set[int]:
    return set(Authenticator.objects.filter(user_id=request.user.pk).values_list("pk", flat=True))
