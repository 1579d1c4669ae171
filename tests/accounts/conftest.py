import re

import pytest

from outbox.models import Message


def last_code(address: str) -> str:
    """The code in the last mail to this address."""
    mail = Message.objects.filter(to=address).order_by("-pk").first()
    assert mail is not None, f"no mail to {address}"
    found = re.search(r"^(\d{6})$", mail.body, re.MULTILINE)
    assert found, mail.body
    return found[1]


@pytest.fixture
def ask_code(client):
    """Ask for a code in the browser of `client`; follows to the page where it is filled in."""

    def ask(address="samira@example.org", *, by=None, back="", **fields):
        data = {"email": address, **({"next": back} if back else {}), **fields}
        return (by or client).post("/account/inloggen/", data)

    return ask


@pytest.fixture
def enter_code(client):
    def enter(code, *, by=None, back=""):
        fields = {"code": code, "action": "verify", **({"next": back} if back else {})}
        return (by or client).post("/account/inloggen/code/", fields)

    return enter


@pytest.fixture
def sign_in(ask_code, enter_code):
    """As a person does: ask, read the mail, enter."""

    def sign_in(address="samira@example.org", *, by=None, back=""):
        ask_code(address, by=by, back=back)
        return enter_code(last_code(address), by=by, back=back)

    return sign_in
