"""Who works here for the municipality shows a second factor; nobody else needs one."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client

from accounts.models import Draft, User
from neighbourhoods.states import Role
from outbox.models import Message
from tests.accounts.conftest import last_code
from tests.factories import AdministratorFactory, MembershipFactory, ReviewFactory

pytestmark = pytest.mark.django_db

ADDRESS = "fatima@example.org"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def officer(db):
    return MembershipFactory(person__email=ADDRESS, role=Role.OFFICER)


@pytest.fixture
def with_app(officer):
    return TOTP.activate(officer.person, SECRET).instance


def is_in(client):
    return client.get("/mijn/werk/").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR])
def test_an_officer_without_a_factor_is_asked_to_choose_one(client, sign_in, role):
    MembershipFactory(person__email=ADDRESS, role=role)
    sign_in(ADDRESS)
    for address in ("/mijn/werk/", "/", "/mijn/gegevens/", "/wijken/"):
        assert client.get(address)["Location"] == "/account/veilig/"

    page = client.get("/account/veilig/").content.decode()
    assert "Maak een sleutel" in page
    assert "Koppel een app" in page


def test_an_administrator_is_asked_too(client, sign_in):
    AdministratorFactory(person__email=ADDRESS)
    sign_in(ADDRESS)

    assert client.get("/mijn/werk/")["Location"] == "/account/veilig/"


@pytest.mark.parametrize("role", [Role.RESIDENT, Role.BUILDER])
def test_others_are_not(client, sign_in, role):
    MembershipFactory(person__email=ADDRESS, role=role)
    sign_in(ADDRESS)

    assert client.get("/mijn/").status_code == 200


def test_signing_out_and_choosing_a_language_are_always_possible(client, officer, sign_in):
    sign_in(ADDRESS)

    assert client.post("/taal/", {"language": "en"})["Location"] == "/"
    assert client.get("/healthz").status_code == 200
    assert client.post("/account/uitloggen/")["Location"] == "/"
    assert client.get("/").status_code == 200


def test_with_an_app_it_takes_a_minute_and_leads_back(client, officer, sign_in):
    sign_in(ADDRESS)
    client.get("/mijn/werk/?wie=allen")
    page = client.get("/account/veilig/app/").content.decode()
    [shown] = re.findall(r"<code[^>]*>((?:[A-Z2-7]{4} ?){8})</code>", page)
    secret = shown.replace(" ", "")
    assert "data:image/svg+xml;base64," in page

    wrong = client.post("/account/veilig/app/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "Deze code klopt niet" in wrong.content.decode()
    assert shown in wrong.content.decode()  # the app need not be set up anew

    right = client.post("/account/veilig/app/", {"code": code_now(secret)})
    assert right["Location"] == "/account/veilig/noodcodes/"
    codes = client.get("/account/veilig/noodcodes/").content.decode()
    assert len(re.findall(r"<code>\w{8}</code>", codes)) == 10
    assert 'href="/mijn/werk/?wie=allen"' in codes
    assert is_in(client)


def test_signing_in_asks_for_the_code_of_the_app(client, with_app, sign_in):
    response = sign_in(ADDRESS, back="/mijn/werk/")
    assert response["Location"] == "/account/veilig/tonen/"
    assert client.get("/mijn/werk/")["Location"].startswith("/account/inloggen/")

    wrong = client.post("/account/veilig/tonen/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "Deze code klopt niet" in wrong.content.decode()

    right = client.post("/account/veilig/tonen/", {"code": code_now()})
    assert right["Location"] == "/mijn/werk/"
    assert is_in(client)


def test_guessing_the_code_of_the_app_is_stopped(client, with_app, sign_in):
    sign_in(ADDRESS)
    for _ in range(5):
        client.post("/account/veilig/tonen/", {"code": "000000"})
    response = client.post("/account/veilig/tonen/", {"code": code_now()})

    assert "te vaak" in response.content.decode()
    assert not is_in(client)


def test_a_code_of_the_app_works_once(client, with_app, sign_in, time_machine):
    time_machine.move_to("2026-03-02 10:00:01+00:00", tick=False)
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": code_now()})
    sign_in(ADDRESS, by=(other := Client()))
    other.post("/account/veilig/tonen/", {"code": code_now()})

    assert is_in(client)
    assert not is_in(other)


def test_who_just_showed_the_app_can_go_on_to_make_a_key(client, with_app, sign_in, time_machine):
    """The code was used, and the next one has not come yet."""
    time_machine.move_to("2026-03-02 10:00:01+00:00", tick=False)
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": code_now()})

    page = client.get("/account/veilig/sleutels/nieuw/")
    assert page.status_code == 200
    assert "Maak de sleutel" in page.content.decode()


def test_the_code_from_the_mail_alone_is_not_enough_to_go_on(client, officer, sign_in):
    sign_in(ADDRESS)
    TOTP.activate(officer.person, SECRET)

    page = client.get("/account/veilig/sleutels/nieuw/", follow=True).content.decode()
    assert "Laat zien dat u het bent" in page


# What came or went is told by mail


@pytest.fixture
def told(db):
    """What the mails said since, without the codes."""
    return lambda: [
        mail
        for mail in Message.objects.filter(to=ADDRESS).order_by("pk")
        if not mail.key.startswith("account/email/login_code")
    ]


def test_a_new_app_is_told_by_mail_and_so_is_its_end(
    client,
    officer,
    sign_in,
    told,
    django_capture_on_commit_callbacks,
):
    sign_in(ADDRESS)
    page = client.get("/account/veilig/app/").content.decode()
    [secret] = re.findall(r"<code[^>]*>((?:[A-Z2-7]{4} ?){8})</code>", page)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/veilig/app/", {"code": code_now(secret.replace(" ", ""))})
    [mail] = told()
    assert mail.subject == "Er is een app met codes aan uw account gekoppeld"
    assert "Was u dit niet?" in mail.body
    assert "http://localhost/account/veilig/" in mail.body

    client.post("/account/veilig/app/weg/")
    assert [mail.subject for mail in told()][1:] == ["De app met codes is van uw account gehaald"]


def test_a_key_that_is_taken_away_is_told_by_mail_in_their_own_language(
    client,
    with_app,
    sign_in,
    told,
):
    User.objects.update(language="en")
    key = Authenticator.objects.create(
        user=with_app.user, type="webauthn", data={"name": "Telefoon", "credential": {}}
    )
    client.cookies["django_language"] = "ar"
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": code_now()})
    client.post(f"/account/veilig/sleutels/{key.pk}/weg/")

    assert not Authenticator.objects.filter(pk=key.pk).exists()
    [mail] = told()
    assert mail.key.startswith("mfa/email/webauthn_removed")
    assert mail.headers["Content-Language"] == "en"


def test_what_the_operator_takes_away_is_told_too(with_app, told):
    call_command("reset_second_factor", ADDRESS)

    [mail] = told()
    assert mail.subject == "Uw sleutels, app en noodcodes zijn weggehaald"


def test_signing_in_itself_sends_nothing_but_the_code(client, with_app, sign_in, told):
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": code_now()})

    assert is_in(client)
    assert told() == []


def test_a_recovery_code_opens_once(client, with_app, sign_in):
    codes = RecoveryCodes.activate(with_app.user).generate_codes()
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": codes[0]})
    assert is_in(client)

    sign_in(ADDRESS, by=(other := Client()))
    other.post("/account/veilig/tonen/", {"code": codes[0]})
    assert not is_in(other)


def test_a_session_from_before_the_factor_does_not_pass_in_silence(client, officer, sign_in):
    sign_in(ADDRESS)
    TOTP.activate(officer.person, SECRET)

    stopped = client.get("/mijn/werk/?wie=allen", follow=True)
    assert "Laat zien dat u het bent" in stopped.content.decode()
    shown = client.post(
        "/account/veilig/opnieuw/", {"code": code_now(), "next": "/mijn/werk/?wie=allen"}
    )
    assert shown["Location"] == "/mijn/werk/?wie=allen"
    assert is_in(client)


def test_who_becomes_an_officer_is_asked_at_the_next_page(client, sign_in):
    sign_in(ADDRESS)
    person = User.objects.get(email=ADDRESS)
    assert client.get("/mijn/").status_code == 200
    MembershipFactory(person=person, role=Role.OFFICER)

    assert client.get("/mijn/")["Location"] == "/account/veilig/"


def test_an_old_session_cannot_add_a_factor_of_its_own(client, with_app):
    thief = Client()
    thief.force_login(with_app.user)
    for address in ("/account/veilig/sleutels/nieuw/", "/account/veilig/app/weg/"):
        asked = thief.get(address, follow=True)
        assert "Laat zien dat u het bent" in asked.content.decode()
    thief.post("/account/veilig/app/weg/")

    assert Authenticator.objects.count() == 1


def test_a_factor_that_was_taken_away_opens_nothing_any_more(client, with_app, sign_in):
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": code_now()})
    assert is_in(client)
    with_app.delete()

    assert client.get("/mijn/werk/")["Location"] == "/account/veilig/"


def test_the_factor_of_one_person_is_not_that_of_the_next(client, with_app, sign_in):
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": code_now()})
    client.post("/account/uitloggen/")
    MembershipFactory(person__email="karin@example.org", role=Role.COORDINATOR)
    sign_in("karin@example.org")

    assert client.get("/mijn/werk/")["Location"] == "/account/veilig/"


def test_who_stops_as_an_officer_is_asked_nothing(client, officer, sign_in):
    sign_in(ADDRESS)
    officer.ended_at = officer.started_at
    officer.save()

    assert client.get("/mijn/").status_code == 200


def test_an_answer_that_was_pressed_waits_behind_the_factor(client, officer):
    """Somebody became an officer elsewhere, or took their key away in another tab."""
    review = ReviewFactory(initiative__neighbourhood=officer.neighbourhood)
    client.force_login(officer.person)
    address = f"/initiatief/{review.initiative_id}/beoordelen/notitie/"
    client.post(address, {"note": "Bellen met de beheerder"})

    draft = Draft.objects.get()
    assert draft.fields["note"] == "Bellen met de beheerder"
    page = client.get(f"/account/verder/{draft.key}/").content.decode()
    assert "Bellen met de beheerder" in page


def test_taking_the_app_away_asks_to_show_it_first(client, with_app, sign_in, time_machine):
    time_machine.move_to("2026-03-02 10:00:01+00:00", tick=False)
    sign_in(ADDRESS)
    client.post("/account/veilig/tonen/", {"code": code_now()})
    time_machine.move_to("2026-03-02 10:05:02+00:00", tick=False)
    response = client.get("/account/veilig/app/weg/", follow=True)

    assert "Laat zien dat u het bent" in response.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize(
    "address",
    [
        "/account/veilig/",
        "/account/veilig/app/",
        "/account/veilig/sleutels/",
        "/account/veilig/sleutels/nieuw/",
    ],
)
def test_pages_about_factors_are_for_who_is_signed_in(client, address):
    assert client.get(address)["Location"].startswith("/account/inloggen/")


def test_codes_go_straight_to_the_outbox(officer, sign_in):
    sign_in(ADDRESS)

    assert last_code(ADDRESS)
