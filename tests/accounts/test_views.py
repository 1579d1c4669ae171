"""One's own page, leaving, and the language of the pages."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import InitiativeFactory, ReviewFactory, UserFactory
from tests.html import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = UserFactory(name="Samira", email="samira@example.org")
    client.force_login(person)
    return person


def test_ones_own_page_says_what_is_kept_and_why(client, person):
    page = client.get("/mijn/gegevens/").content.decode()

    assert "samira@example.org" in page
    assert "Wat u steunt" in page
    assert "tot u uw steun intrekt" in page


def test_the_name_can_be_changed(client, person):
    response = client.post("/mijn/gegevens/", {"name": " Samira\tK. "}, follow=True)

    person.refresh_from_db()
    assert person.name == "Samira K."
    assert "Uw gegevens zijn bewaard." in response.content.decode()


def test_what_is_wrong_is_said_and_kept_and_changes_nothing(client, person):
    response = client.post("/mijn/gegevens/", {"name": "x" * 61})
    page = response.content.decode()

    assert response.status_code == 422
    assert f'value="{"x" * 61}"' in page
    person.refresh_from_db()
    assert person.name == "Samira"


def test_erasing_asks_for_a_tick(client, person):
    assert "Wis mij" in client.get("/mijn/gegevens/wissen/").content.decode()
    response = client.post("/mijn/gegevens/wissen/", {})

    assert response.status_code == 422
    assert "Zet hier een vinkje" in response.content.decode()
    person.refresh_from_db()
    assert person.erased_at is None


@pytest.mark.parametrize("address", ["/mijn/gegevens/wissen/", "/account/uitloggen/", "/taal/"])
def test_a_link_changes_nothing(client, person, address):
    client.get(address)

    person.refresh_from_db()
    assert person.erased_at is None
    assert client.get("/mijn/").status_code == 200


def test_signing_out_leaves_nothing_in_the_browser(client, person):
    response = client.post("/account/uitloggen/")

    assert response["Location"] == "/"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/mijn/")["Location"].startswith("/account/inloggen/")


def test_the_back_button_shows_no_page_of_who_signed_out(client, person):
    initiative = InitiativeFactory()
    ReviewFactory(initiative=initiative)
    for address in ("/mijn/", "/mijn/gegevens/", initiative.get_absolute_url(), "/"):
        assert client.get(address)["Cache-Control"] == "private, no-store", address
    anonymous = Client().get(initiative.get_absolute_url())
    assert "no-store" not in anonymous.get("Cache-Control", "")


@pytest.mark.parametrize(("code", "direction"), [("nl", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_a_language_is_chosen_once(client, code, direction):
    response = client.post("/taal/", {"language": code, "next": "/wijken/"})
    assert response["Location"] == "/wijken/"
    page = client.get("/account/inloggen/")

    assert f'<html lang="{code}" dir="{direction}"' in page.content.decode()
    assert page["Content-Language"] == code


def test_without_a_choice_it_is_dutch_whatever_the_browser_says(client):
    page = client.get("/", headers={"accept-language": "en"}).content.decode()

    assert '<html lang="nl" dir="ltr"' in page


def test_mails_follow_the_chosen_language(client, person):
    client.post("/taal/", {"language": "ar"})

    assert User.objects.get().language == "ar"


@pytest.mark.parametrize("code", ["", "xx", "../nl", "de"])
def test_a_language_that_we_do_not_have_is_no_choice(client, code):
    response = client.post("/taal/", {"language": code})

    assert response.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize(
    "back", ["https://elders.example/", "//elders.example", "javascript:alert(1)", ""]
)
def test_a_choice_of_language_leads_to_no_other_site(client, back):
    assert client.post("/taal/", {"language": "en", "next": back})["Location"] == "/"


HIDDEN = re.compile(r'<input type="hidden" name="next" value="([^"]*)">')


@pytest.mark.parametrize("left", ["/wijken/", "/?q=1504&x=%22", "/gemeente/zaanstad/?page=2"])
def test_choosing_a_language_leads_back_to_the_page_that_was_left(client, left):
    page = client.get("/andere-taal/", headers={"referer": f"http://testserver{left}"})
    [back] = HIDDEN.findall(page.content.decode())

    chosen = client.post("/taal/", {"language": "en", "next": unescape(back)})
    assert chosen["Location"] == left
    assert "Referer" in page["Vary"]


@pytest.mark.parametrize(
    "referer",
    ["", "https://elders.example/wijken/", "http://testserver/andere-taal/", "javascript:x"],
)
def test_who_came_from_elsewhere_goes_to_the_front_page(client, referer):
    page = client.get("/andere-taal/", headers={"referer": referer}).content.decode()

    assert HIDDEN.findall(page) == []
    assert client.post("/taal/", {"language": "en"})["Location"] == "/"


def test_a_strange_way_back_is_no_error(client):
    assert client.post("/taal/", {"language": "en", "next": "onzin"}).status_code == 302


PAGES = [
    "/account/inloggen/",
    "/mijn/gegevens/",
    "/mijn/gegevens/wissen/",
    "/account/veilig/",
    "/account/veilig/app/",
    "/account/veilig/sleutels/",
    "/account/veilig/sleutels/nieuw/",
    "/account/gesloten/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_pages_are_valid(client, address, language):
    if address != "/account/inloggen/":
        client.force_login(UserFactory())
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(address)

    assert response.status_code == 200
    assert problems(response.content.decode()) == []


def test_no_page_speaks_english_by_itself(client, person):
    """allauth has many words of its own; none of them may slip through."""
    english = ("Sign In", "Two-Factor", "Authenticator", "Security Key", "Email", "Password")
    for address in PAGES:
        page = client.get(address, follow=True).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        text = main.split("<script")[0]
        assert not [word for word in english if f">{word}" in text or f" {word} " in text], address


def test_allauth_has_only_the_pages_that_we_mean(client):
    assert reverse("account_login") == "/account/inloggen/"
    for address in ("/account/login/", "/account/signup/", "/account/password/reset/", "/account/"):
        assert client.get(address).status_code == 404
