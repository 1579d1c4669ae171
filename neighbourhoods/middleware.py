from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .permissions import needs_second_factor

PASSED = "second_factor"  # in the session: seen once is enough
FREE = ("/account/", "/static/", "/healthz", "/readyz", "/demo/")


class SecondFactorMiddleware:
    """Who works here for the municipality goes nowhere before a passkey or code has been shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(FREE) and self._is_missing(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return False
        if request.session.get(PASSED) == request.user.pk:
            return False
        if not needs_second_factor(request.user):
            return False
        if is_mfa_enabled(request.user):  # allauth asks for it at every sign-in
            request.session[PASSED] = request.user.pk
            return False
        return True
