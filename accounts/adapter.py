"""How allauth works here: its mails wait in our outbox, and signing in claims what was typed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from outbox.actions import queue

from .actions import drafts
from .http import browser_of
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue it: a mail inside a request tells by its time whether an address is known."""
        queue(
            key=f"{template_prefix}:{get_random_string(24)}",
            to=email,
            template=f"{template_prefix}.txt",
            context=context,
        )

    def login(self, request: HttpRequest, user: User) -> None:
        browser = browser_of(request)
        super().login(request, user)
        if browser:
            drafts.claim(browser, by=user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say it themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # a code opens an account; there is no separate form


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "wijkaanpak"}
