from html import unescape
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core import errors


class Form(HTMLParser):
    """The first form of a page: where it goes, and what it sends."""

    def __init__(self, html):
        super().__init__()
        self.action = None
        self.fields = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form" and self.action is None:
            self.action = attributes["action"]
        if tag == "input":
            self.fields.append((attributes["name"], attributes["value"]))


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def text_of(response):
    return unescape(response.content.decode())


def test_one_press_sends_what_somebody_wrote_after_all(browser):
    written = {
        "title": "Tuin & <Co>",
        "description": "Eerste regel\r\nTweede \"regel\" 'zo'",
        "days": ["ma", "di"],
    }
    refused = browser.post("/form/?stap=2", written)
    assert refused.status_code == 403
    assert "Eerste regel" in text_of(refused)
    form = Form(refused.content.decode())
    assert form.action == "/form/?stap=2"
    assert ("days", "ma") in form.fields
    assert ("days", "di") in form.fields
    assert dict(form.fields)["title"] == written["title"]
    assert dict(form.fields)["description"] == written["description"]
    assert browser.post(form.action, dict(form.fields)).content == b"arrived"


def test_a_token_from_before_signing_in_elsewhere_is_replaced(browser):
    old = browser.get("/form/").content.decode()
    browser.cookies.clear()
    browser.get("/form/")
    refused = browser.post("/form/", {"title": "Moestuin", "csrfmiddlewaretoken": old})
    assert refused.status_code == 403
    fields = Form(refused.content.decode()).fields
    assert old not in dict(fields).values()
    assert browser.post("/form/", dict(fields)).content == b"arrived"


@pytest.mark.parametrize(
    "name", ["password", "new_password1", "wachtwoord", "code", "login-code", "otp_token", "secret"]
)
def test_secrets_are_not_shown_again(browser, name):
    refused = browser.post("/form/", {name: "geheim-123 woord", "title": "Moestuin"})
    assert "geheim-123" not in text_of(refused)
    assert "Een wachtwoord of code bewaren wij niet" in text_of(refused)
    assert "Moestuin" in text_of(refused)


def test_a_postcode_is_no_secret(browser):
    refused = browser.post("/form/", {"postcode": "1314 AB"})
    assert ("postcode", "1314 AB") in Form(refused.content.decode()).fields
    assert "Een wachtwoord" not in text_of(refused)


def test_a_lost_photo_is_said_to_be_lost(browser):
    photo = SimpleUploadedFile("tuin.jpg", b"\xff\xd8\xff", "image/jpeg")
    refused = browser.post("/form/", {"title": "Moestuin", "photo": photo})
    assert "Uw foto of bestand konden wij niet bewaren" in text_of(refused)
    assert "Moestuin" in text_of(refused)


def test_what_is_written_never_becomes_markup(browser):
    evil = '"><script>alert(1)</script>'
    html = browser.post("/form/", {evil: evil, "title": evil}).content.decode()
    assert "<script" not in html
    assert dict(Form(html).fields)["title"] == evil


@pytest.mark.parametrize(
    "key", ["0f8fad5b-d9cb-469f-a165-70867728950e", "on", "12", "", "initiative:poelenburg"]
)
def test_what_the_form_says_for_itself_is_kept_but_not_read_out(browser, key):
    html = browser.post("/form/", {"key": key, "title": "Moestuin"}).content.decode()
    assert ("key", key) in Form(html).fields
    assert html.count("<blockquote") == 1


def test_a_choice_is_kept_but_not_read_out_as_the_code_calls_it(browser):
    html = browser.post("/form/", {"theme": "green", "title": "Moestuin"}).content.decode()
    assert ("theme", "green") in Form(html).fields
    assert html.count("<blockquote") == 1


def test_a_form_on_another_site_gets_no_second_chance(browser):
    refused = browser.post("/form/", {"title": "Moestuin"}, headers={"Origin": "https://evil.test"})
    assert refused.status_code == 403
    assert "Moestuin" not in text_of(refused)
    assert "<form" not in text_of(refused)
    assert "kwam niet van deze website" in text_of(refused)


def test_the_text_is_never_sent_to_another_site(rf):
    request = rf.post("/", {"title": "Moestuin"}, PATH_INFO="//evil.test/form/")
    response = errors.csrf_failure(request, "CSRF token missing.")
    assert Form(response.content.decode()).action == "/%2Fevil.test/form/"


def test_nothing_written_gives_a_way_back(browser):
    refused = browser.post("/form/", headers={"Referer": "http://testserver/wijk/"})
    assert "<form" not in text_of(refused)
    assert 'href="http://testserver/wijk/"' in text_of(refused)


def test_the_way_back_stays_on_this_site(browser):
    refused = browser.post("/form/", headers={"Referer": "javascript:alert(1)"})
    assert 'href="/"' in text_of(refused)
    assert "javascript:" not in text_of(refused)


def test_a_body_that_is_no_form_gives_a_page_too(browser):
    refused = browser.post("/form/", b'{"a": 1}', content_type="application/json")
    assert refused.status_code == 403


def test_htmx_shows_the_page_that_keeps_the_text(browser):
    refused = browser.post(
        "/form/", {"title": "Moestuin"}, headers={"HX-Request": "true", "HX-Target": "form"}
    )
    assert refused.status_code == 422
    assert refused["HX-Retarget"] == "body"
    assert "Moestuin" in text_of(refused)


def test_a_page_that_does_not_exist_helps_on(browser):
    response = browser.get("/nergens/")
    assert response.status_code == 404
    assert 'href="/wijken/"' in text_of(response)


def test_a_refusal_says_so_kindly(browser):
    response = browser.get("/forbidden/")
    assert response.status_code == 403
    assert "Dit kunt u niet doen" in text_of(response)


@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/unavailable/", 503)])
def test_a_broken_site_answers_without_database_session_or_base(settings, browser, address, status):
    settings.TEMPLATES[0]["OPTIONS"]["loaders"][0][1].clear()
    settings.TEMPLATES = settings.TEMPLATES
    response = browser.get(address)
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    assert "Er ging iets mis" in text_of(response)
    assert "Content-Security-Policy" in response
