"""How allauth works here: its mails wait in our outbox, and signing in claims what was typed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outbox.actions import queue

from .actions import drafts
from .http import LEAVES_WITH_BROWSER, browser_of, is_shared
from .models import User

TOO_OFTEN = _("Dat was te vaak achter elkaar. Wacht een paar minuten en probeer het dan nog eens.")
WRONG_CODE = _("Deze code klopt niet. Kijk goed en vul hem nog een keer in.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("U kunt op dit moment niet inloggen."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue it: a mail inside a request tells by its time whether an address is known."""
        queue(
            key=f"{template_prefix}:{get_random_string(24)}",
            to=email,
            template=f"{template_prefix}.txt",
            context=context,
        )

    def login(self, request: HttpRequest, user: User) -> None:
        browser, shared = browser_of(request), is_shared(request)
        super().login(request, user)
        if request.session.pop(LEAVES_WITH_BROWSER, shared):
            request.session.set_expiry(0)
        drafts.claim(browser, by=user)

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
