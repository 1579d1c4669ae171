"""How allauth works here: its mails wait in our outbox, and signing in claims what was typed."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outbox.actions import queue
from outbox.models import Unreachable

from .actions import drafts, people
from .forms import WRONG_CODE
from .http import LEAVES_WITH_BROWSER, browser_of, is_shared, speak
from .models import User

TOO_OFTEN = _("Dat was te vaak achter elkaar. Wacht een paar minuten en probeer het dan nog eens.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("U kunt op dit moment niet inloggen."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue it: a mail inside a request tells by its time whether an address is known.

        It goes also where mail comes back from, or somebody whose box is mended could not come in.
        """
        queue(
            key=f"{template_prefix}:{get_random_string(24)}",
            to=email,
            template=f"{template_prefix}.txt",
            context=context,
            insists=True,
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Of what changed in how somebody signs in; in their language, not that of who did it."""
        people.tell_of_factors(user, template_prefix)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not of who showed a factor just now: a code of the app works once, and the next may be
        half a minute away."""
        records = get_authentication_records(self.request, self.request.user)
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        shown = any(one.get("method") == "mfa" and one["at"] > since for one in records)
        return not shown and bool(super().is_reauthentication_required(app=app, **more))

    def login(self, request: HttpRequest, user: User) -> None:
        browser, shared = browser_of(request), is_shared(request)
        super().login(request, user)
        if request.session.pop(LEAVES_WITH_BROWSER, shared):
            request.session.set_expiry(0)
        drafts.claim(browser, by=user)

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """A browser in which no language was chosen yet speaks the one of who comes in."""
        response: HttpResponse = super().post_login(request, user, **more)
        if Unreachable.objects.stopped(user.email).exists():  # they came in with a key
            messages.warning(
                request, _("Mail aan u komt terug. Bij Mijn gegevens leest u wat u kunt doen.")
            )
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen is None and user.language != settings.LANGUAGE_CODE:
            leaves = request.session.get_expire_at_browser_close()
            speak(response, user.language, shared_device=leaves)
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What went wrong is told; what went well, the pages say themselves."""
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # a code opens an account; there is no separate form

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The key first, for who has one."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: not method["id"].endswith(":webauthn"))


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "Deze code klopt niet, of is al gebruikt. Wacht op de volgende en vul die in."
        ),
        "cannot_generate_recovery_codes": _("Kies eerst een sleutel of een app."),
        "unverified_email": _("Log eerst in met een code uit uw mail."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "wijkaanpak"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  # allauth's own word
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        if number == 1:
            return gettext("Mijn sleutel")
        return gettext("Sleutel %(number)s") % {"number": number}
