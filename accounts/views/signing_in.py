"""allauth's views for signing in, where it leaves somebody without a word or without a way on."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from textwrap import wrap
from typing import Any, cast

from allauth.account import views as account
from allauth.account.forms import BaseConfirmCodeForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import add_query_params
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outbox.actions import code_came_back, try_again

from ..forms import RequestCodeForm
from ..http import BACK, ask_code, is_shared
from ..reasons import reason_for

View = Callable[..., HttpResponseBase]


def says_what_is_wrong(view: View) -> View:
    """A form with errors answers 422, as everywhere here."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(response, TemplateResponse):
            forms = [
                one for one in (response.context_data or {}).values() if isinstance(one, BaseForm)
            ]
            if any(form.is_bound and form.errors for form in forms):
                response.status_code = 422
        return response

    return checked


class RequestCode(account.RequestLoginCodeView):
    """Asking begins anew: for another address, or to go back to another page."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "shared_device": is_shared(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"reason": reason_for(get_next_redirect_url(self.request) or "")}

    def form_valid(self, form: RequestCodeForm) -> HttpResponse:
        return ask_code(self.request, form, back=get_next_redirect_url(self.request) or "")

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> HttpResponse | None:
        """To the code that was asked for, unless somebody asks again."""
        if request.method == "POST" or "ander" in request.GET:
            return None
        response: HttpResponse = super()._redirect_to_pending_stage(request, stage)
        return _with_next(request, response)


class ConfirmCode(account.ConfirmLoginCodeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if response.headers.get("Location") != reverse("account_login"):
            return cast(HttpResponseBase, response)
        if not getattr(self, "has_told", False):
            messages.warning(
                request, _("Uw code werkt niet meer. Vraag hieronder een nieuwe code aan.")
            )
        return _with_next(request, response)

    def get_next_url(self) -> str | None:
        """Where they came from, also when the browser was closed in between."""
        url: str | None = super().get_next_url() or self.request.session.get(BACK)
        return url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the mail with this code came back: told to everybody alike, whether the address
        is known here or not, because everybody is sent one."""
        asked = datetime.fromtimestamp(self._process.state["at"], tz=UTC)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"came_back": code_came_back(context["email"], asked)}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            self.request.session.pop(BACK, None)
        return response

    def _verify_form_valid(self, form: BaseForm) -> HttpResponse:
        """Who has read this code gets our mail."""
        try_again(self._process.state["email"], timezone.now())
        response: HttpResponse = super()._verify_form_valid(form)
        return response

    def _resend_form_valid(self, form: BaseForm) -> HttpResponse:
        self._process.state["at"] = time.time()  # the mail says that it works for a quarter
        response: HttpResponse = super()._resend_form_valid(form)
        messages.success(
            self.request, _("U krijgt een nieuwe code. De vorige code werkt nu niet meer.")
        )
        return response

    def form_invalid(self, form: BaseConfirmCodeForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if not isinstance(response, TemplateResponse):
            self.has_told = True  # allauth says that it was tried too often
        return response


def _with_next(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    back = get_next_redirect_url(request) or request.session.get(BACK)
    if back:
        response["Location"] = add_query_params(response["Location"], {"next": back})
    return response


class SignInWithKey(passkeys.LoginWebAuthnView):
    """Also for who asked for a code first and then thinks of their key."""

    def _redirect_to_pending_stage(
        self, request: HttpRequest, stage: LoginStage
    ) -> HttpResponse | None:
        return None

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        super().form_invalid(form)
        messages.warning(self.request, _("Dat lukte niet. Vraag hieronder een code aan."))
        return _with_next(self.request, redirect("account_login"))


class Safety(mfa.IndexView):
    """What somebody has, and the way on for who was stopped on their way."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        go_on = self.request.session.pop(BACK, None) if context["is_mfa_enabled"] else None
        return context | {"section": "me", "go_on": go_on}


class RecoveryCodes(recovery.ViewRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"section": "me", "go_on": self.request.session.get(BACK)}


class ActivateApp(totp.ActivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret in groups of four, for who types it over."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"section": "me", "secret": " ".join(wrap(context["form"].secret, 4))}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_shown(self.request, Authenticator.Type.TOTP)
        return response


class AddKey(passkeys.AddWebAuthnView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_shown(self.request, Authenticator.Type.WEBAUTHN)
        return response


def _has_shown(request: HttpRequest, kind: Authenticator.Type) -> None:
    """Who just set it up has shown it: this session need not ask for it once more."""
    new = Authenticator.objects.filter(user_id=request.user.pk, type=kind).latest("pk")
    record_authentication(
        request, request.user, method="mfa", id=new.pk, type=new.type, reauthenticated=True
    )


class AgainWithKey(passkeys.ReauthenticateWebAuthnView):
    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Stay here, instead of at a page for who is not signed in."""
        messages.error(self.request, _("Dat lukte niet met deze sleutel. Probeer het nog eens."))
        return redirect(self.passthrough_next_url(self.request.path))
