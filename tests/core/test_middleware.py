import socket
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from gunicorn.config import Config
from gunicorn.http import RequestParser

from core.csp import CSP, LazyNonce, build_policy
from core.middleware import MAX_BODY_BYTES, WholeBodyMiddleware

URLENCODED = "application/x-www-form-urlencoded"
UPLOAD = encode_multipart(BOUNDARY, {"title": "Tuin", "photo": BytesIO(b"x" * 200_000)})


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def received(path, content_type, sent, length, method="POST"):
    """Status and page when a real gunicorn parser gets `sent`, of `length` bytes announced."""
    ours, theirs = socket.socketpair()
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
    head += f"Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    theirs.settimeout(10)
    ours.settimeout(10)
    theirs.sendall(head.encode())
    parsed = next(RequestParser(Config(), ours, ("127.0.0.1", 1)))
    with theirs:
        # Small enough for the buffer of the socket, so that nobody waits for the other.
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, len(sent) + 100_000)
        theirs.sendall(sent)
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": parsed.body,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(length),
    }
    handler = WSGIHandler()
    with ours:
        response = handler.get_response(WSGIRequest(environ))
        return response.status_code, getattr(response, "content", b"").decode()


@pytest.mark.parametrize("sent", [0, 1, 100, 70_000, len(UPLOAD) - 1])
def test_half_an_upload_is_refused(sent):
    status, page = received("/echo/", MULTIPART_CONTENT, UPLOAD[:sent], len(UPLOAD))
    assert status == 400
    assert "kwam maar voor een deel aan" in page


@pytest.mark.parametrize("sent", [b"", b"title=Tu", b"title=Tuin&words=Half"])
def test_half_a_form_is_refused(sent):
    status, page = received("/echo/", URLENCODED, sent, 40)
    assert status == 400
    assert "kwam maar voor een deel aan" in page


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_half_of_anything_else_is_refused_by_who_reads_it(method):
    assert received("/body/", "application/json", b'{"a":', 12, method)[0] == 400
    assert received("/body/", "application/json", b'{"a": "bcd"}', 12, method) == (200, "read 12")


def test_a_whole_upload_arrives():
    status, page = received("/echo/", MULTIPART_CONTENT, UPLOAD, len(UPLOAD))
    assert status == 200
    assert '"photo": 200000' in page


def test_more_than_any_form_needs_is_refused_unread():
    status, page = received("/echo/", MULTIPART_CONTENT, b"", MAX_BODY_BYTES + 1)
    assert status == 400
    assert "te veel in één keer" in page


def test_lines_of_a_body_can_be_read_whole_and_not_half(rf):
    read = []

    def lines(request):
        read.extend([request.readline(), request.readline(3), request.readline()])
        return HttpResponse()

    WholeBodyMiddleware(lines)(rf.generic("POST", "/", b"een\ntwee\ndrie"))
    assert read == [b"een\n", b"twe", b"e\n"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("q=%00", [""]),
        ("q=tu%00in", ["tuin"]),
        ("q=%01%1b%7f%C2%85", [""]),
        ("q=tuin%0A2", ["tuin\n2"]),
        ("q=%ff%fe", ["\ufffd\ufffd"]),
        ("q=%ed%a0%80", ["\ufffd" * 3]),
        ("q%00=1&q=2", ["1", "2"]),
        ("q=caf%C3%A9", ["café"]),
    ],
)
def test_a_query_reaches_the_database_clean(browser, query, kept):
    assert browser.get(f"/echo/?{query}").json()["get"] == {"q": kept}


def test_a_form_reaches_the_database_clean(browser):
    sent = browser.post("/echo/", {"na\x00am": "Tu\x00in\x08", "word": "één\r\ntwee"})
    assert sent.json()["post"] == {"naam": ["Tuin"], "word": ["één\r\ntwee"]}
    sent = browser.post("/echo/", b"a=%00b%FF", content_type=URLENCODED)
    assert sent.json()["post"] == {"a": ["b\ufffd"]}


def test_a_cookie_cannot_smuggle_nul_into_a_lookup(browser):
    browser.cookies.load('other="x"')
    answer = browser.get("/echo/", HTTP_COOKIE='sessionid="\\000abcdefgh"; keep=1')
    assert answer.json()["cookies"] == {"sessionid": "abcdefgh", "keep": "1"}


@pytest.mark.parametrize("path", ["/echo/%00", "/echo/a%00b/", "/%00", "/echo/%0B", "/echo/%7F"])
def test_a_path_with_nul_leads_nowhere(browser, path):
    assert browser.get(path).status_code == 404


def test_an_odd_but_possible_path_is_left_alone(browser):
    assert browser.get("/echo/caf%C3%A9").content.decode() == "café"
    assert browser.get("/echo/%FF").status_code == 200


def test_too_much_is_refused_with_a_page(browser, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    many = {f"f{number}": "1" for number in range(11)}
    files = {f"f{number}": BytesIO(b"1") for number in range(3)}
    answers = [
        browser.get("/echo/", many),
        browser.post("/echo/", many),
        browser.post("/echo/", files),
        browser.post("/echo/", {"a": "x" * 1001}),
        browser.post("/echo/", "a=" + "x" * 1001, content_type=URLENCODED),
    ]
    for answer in answers:
        assert answer.status_code == 400
        assert "te veel in één keer" in answer.content.decode()


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 300,
        "multipart/form-data; boundary=\x80",
        URLENCODED + "; charset=utf-7",
    ],
)
def test_a_form_that_makes_no_sense_is_refused_with_a_page(browser, content_type):
    answer = browser.post("/echo/", b"--x\r\nnonsense", content_type=content_type)
    assert answer.status_code == 400
    assert "Er is niets bewaard" in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/public/", "/nergens/", "/broken/", "/forbidden/", "/away/", "/echo/%00"]
)
def test_every_answer_has_the_security_headers(browser, path):
    response = browser.get(path)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_policy_is_written_as_django_6_writes_it():
    config = {
        "default-src": CSP.NONE,
        "script-src": [CSP.SELF, CSP.NONCE],
        "style-src": [CSP.NONCE],
        "upgrade-insecure-requests": True,
        "img-src": None,
        "font-src": False,
    }
    without = "default-src 'none'; script-src 'self'; upgrade-insecure-requests"
    assert build_policy(config, LazyNonce()) == without
    assert build_policy(config, "abc") == (
        "default-src 'none'; script-src 'self' 'nonce-abc'; style-src 'nonce-abc'; "
        "upgrade-insecure-requests"
    )


def test_a_nonce_is_announced_only_when_a_page_used_it(browser, settings):
    settings.SECURE_CSP = {"script-src": [CSP.SELF, CSP.NONCE]}
    assert browser.get("/public/")["Content-Security-Policy"] == "script-src 'self'"
    response = browser.get("/nonce/")
    nonce = response.content.decode().split("'")[1]
    assert len(nonce) > 20
    assert response["Content-Security-Policy"] == f"script-src 'self' 'nonce-{nonce}'"
    assert browser.get("/nonce/").content != response.content


def test_a_signed_in_page_does_not_come_back_after_signing_out(browser):
    assert browser.get("/sign-in/")["Cache-Control"] == "private, no-store"
    assert browser.get("/own-cache/")["Cache-Control"] == "private, max-age=600"


def test_a_page_for_everybody_may_be_cached(browser):
    browser.get("/sign-in/")
    response = browser.get("/public/")
    assert "Cache-Control" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_htmx_follows_a_redirect_with_the_whole_page(browser):
    response = browser.get("/away/", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/public/"
    assert "Location" not in response
    assert "HX-Request" in response["Vary"]


def test_a_redirect_for_htmx_keeps_cookies_and_headers(browser):
    response = browser.get("/away/", headers={"HX-Request": "true"})
    assert response.cookies["kept"].value == "yes"
    assert response["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    "headers", [{}, {"HX-Request": "true", "HX-History-Restore-Request": "true"}]
)
def test_a_whole_page_is_redirected_as_ever(browser, headers):
    response = browser.get("/away/", headers=headers)
    assert response.status_code == 302
    assert response["Location"] == "/public/"


def test_unchanged_is_no_redirect(browser):
    assert browser.get("/unchanged/", headers={"HX-Request": "true"}).status_code == 304
