"""What holds of every page, whoever opens it; the pages are those of `access_table`."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import zip_longest
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.access_table import DOORS, ROLES, Door
from tests.html import problems
from tests.world import (
    ADMINISTRATOR,
    COORDINATOR,
    ORGANISER,
    RESIDENT,
    World,
    client_of,
)

pytestmark = pytest.mark.django_db

TYPED = {"text", "email", "tel", "search", "number", "checkbox", "radio", "file", "password"}
# A key is made by the browser's own dialog, which only a script opens; an app does it without.
WITH_SCRIPT = {"/account/veilig/sleutels/nieuw/"}
NUMBERS = ["0", "-1", "abc", "9" * 20, "9" * 5000, "٣", "½", "1e3", " 1", "+1", "1.0", "", "%00"]
WORDS = [
    "q=%00",
    "q=%ff%fe",
    "q=%ed%a0%80",
    "q=%",
    "q=" + "a" * 7000,
    "zoek=%00%ff&thema=x&fase=%00&antwoord[]=1",
    "zoek=" + "%25_'%22;--" * 40,
    "wie=%00",
    "next=//evil.example/&next=javascript:alert(1)",
    "=&&&==&a=b=c;d",
    "q=" + "%F0%9F%92%A5" * 90,
]
# Where each database has its own limits, and PostgreSQL was asked the rest as well.
AGAIN_ON_SQLITE = ["page=" + "9" * 20 + "&q=%00", "page=-1&q=%ed%a0%80"]
QUERIES = [f"page={number}&{words}" for number, words in zip_longest(NUMBERS, WORDS, fillvalue="")]
HEADERS: list[dict[str, str]] = [
    {"Accept-Language": "x" * 4000},
    {"Accept-Language": "ar;q=nan, *;q=-1, \xe9"},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Target": "main"},
    {"HX-Request": "true", "HX-Target": "../../etc/passwd#x"},
    {"HX-Request": "true", "HX-Target": "%C3%28", "HX-Target-URI-AutoEncoded": "true"},
    {"HX-Request": "true", "HX-History-Restore-Request": "true", "HX-Target": "form"},
    {"HX-Request": "onzin", "HX-Boosted": "true", "HX-Prompt": "%ff"},
    {"HX-Request": "true", "HX-Current-URL": "http://[::1"},
    {"HX-Request": "true", "HX-Current-URL": "https://evil.example/\x00"},
    {"Referer": "http://[", "Cookie": "browser=\\000; django_language=xx-\\000; sessionid=%00"},
    {"Cookie": ";;==; browser=" + "b" * 3000 + "; messages=onzin"},
]
JUNK: list[Any] = [
    " ",
    "\0",
    "9" * 30,
    "-1",
    "a" * 20_000,
    "💥\u202e\ud7ff",
    "[object Object]",
    ["een", "twee"],
    SimpleUploadedFile("leeg.txt", b""),
    SimpleUploadedFile("a\n" * 200 + ".jpg", b"<svg/>", content_type="image/jpeg"),
]


class Undo(Exception):
    """Ends a transaction without keeping what was done in it."""


def pages(world: World, role: str) -> list[str]:
    """The addresses that answer this role with a page."""
    return [path_of(door, world) for door in DOORS if door.get[role] == 200]


def path_of(door: Door, world: World) -> str:
    return door.path.format_map(vars(world))


def html_of(client: Client, path: str) -> str:
    """Empty for what is no page: a photo, a text, data."""
    response = client.get(path)
    body = response.getvalue()
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return body.decode() if is_page and path.endswith("/") else ""


def tree_of(html: str) -> Any:
    return html5lib.parse(html, namespaceHTMLElements=False)


def found_wrong(html: str, client: Client, path: str) -> Iterator[str]:
    yield from problems(html)
    tree = tree_of(html)
    headings = ["".join(h1.itertext()).strip() for h1 in tree.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"h1: {headings}"
    title = tree.findtext("head/title", "").strip()
    if not title.removesuffix("· wijkaanpak").strip():
        yield "no title of its own"
    if tree.get("lang") != "nl" or tree.get("dir") != "ltr":
        yield f"lang {tree.get('lang')}, dir {tree.get('dir')}"
    yield from unlabelled(tree)
    for form in tree.iter("form"):
        yield from wrong_with_form(form, client, path)


def unlabelled(tree: Any) -> Iterator[str]:
    """Fields of which a screen reader says nothing, and labels of no field."""
    labels = list(tree.iter("label"))
    named = {label.get("for") for label in labels}
    wrapped = {field for label in labels for field in label.iter() if field is not label}
    fields = [one for one in tree.iter("input") if one.get("type", "text") in TYPED]
    fields += [*tree.iter("select"), *tree.iter("textarea")]
    for field in fields:
        if field.get("id") not in named and field not in wrapped and not field.get("aria-label"):
            yield f"no label: {field.tag} {field.get('name')}"
    for label in labels:
        if not label.get("for") and not any(
            one in wrapped for one in fields if one in label.iter()
        ):
            yield f"label without field: {''.join(label.itertext()).strip()}"
        if not "".join(label.itertext()).strip():
            yield f"empty label for {label.get('for')}"


def wrong_with_form(form: Any, client: Client, path: str) -> Iterator[str]:
    """Without a script, the browser sends it where something takes it."""
    method = form.get("method", "").upper()
    target = urljoin(path, form.get("action") or path)
    if method not in {"GET", "POST"}:
        yield f"form to {target} has method {method!r}"
        return
    if path not in WITH_SCRIPT and not any(
        b.get("type", "submit") == "submit" for b in form.iter("button")
    ):
        yield f"form to {target} has no button"
    allowed = client.options(urlsplit(target).path).headers.get("Allow", "")
    if method not in allowed:
        yield f"{target} takes {allowed}, not {method}"
    tokens = [one for one in form.iter("input") if one.get("name") == "csrfmiddlewaretoken"]
    exempt = path.startswith("/bericht/stop/")
    if method == "POST" and len(tokens) != 1 and not exempt:
        yield f"form to {target} has {len(tokens)} tokens"
    if method == "GET" and tokens:
        yield f"form to {target} puts its token into the address"
    files = [one for one in form.iter("input") if one.get("type") == "file"]
    if files and form.get("enctype") != "multipart/form-data":
        yield f"form to {target} loses its file"


def as_seen(html: str) -> str:
    """Without the tokens that differ every time."""
    return re.sub(r'value="[\w-]{36,64}"', "", html)


@pytest.mark.once
def test_every_page_is_sound(world: World) -> None:
    seen, wrong = set(), {}
    for role in ROLES:
        client = client_of(world, role)
        for path in pages(world, role):
            html = html_of(client, path)
            if html and as_seen(html) not in seen:
                seen.add(as_seen(html))
                if found := list(found_wrong(html, client, path)):
                    wrong[role, path] = found

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.once
def test_every_link_leads_somewhere(role: str, world: World) -> None:
    client = client_of(world, role)
    links: dict[str, str] = {}  # where to -> where it stands
    for path in pages(world, role):
        html = html_of(client, path)
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', html):
            target = urlsplit(urljoin(path, unescape(href)))
            if target.scheme in {"mailto", "tel", "otpauth"}:
                continue
            assert target.scheme in {"", "http", "https"}, (path, href)
            assert not target.netloc, f"{path} links to another site: {href}"
            assert not href.startswith("#") or href[1:] in ids, (path, href)
            links.setdefault(f"{target.path}?{target.query}".rstrip("?"), path)
    broken = {}
    for address, path in links.items():
        response = client.get(address)
        response.getvalue()
        if response.status_code not in {200, 302}:
            broken[address] = f"{response.status_code}, on {path}"

    assert broken == {}


@pytest.mark.parametrize("role", [RESIDENT, ORGANISER, COORDINATOR, ADMINISTRATOR])
@pytest.mark.once
def test_no_two_pages_have_one_title(role: str, world: World) -> None:
    client = client_of(world, role)
    titles: dict[str, set[str]] = {}
    for path in pages(world, role):
        found = re.search(r"<title>(.*?)</title>", html_of(client, path), re.DOTALL)
        if found:
            titles.setdefault(unescape(found[1]).strip(), set()).add(path)

    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
@pytest.mark.once
def test_a_page_reads_in_the_chosen_language(language: str, direction: str, world: World) -> None:
    for client, path in opened_by_somebody(world):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        html = html_of(client, path)
        if html:
            assert f'<html lang="{language}" dir="{direction}"' in html, path
            assert problems(html) == [], path


def opened_by_somebody(world: World) -> Iterator[tuple[Client, str]]:
    """Every page once, with a browser of the first role that it opens for."""
    clients = {role: client_of(world, role) for role in ROLES}
    for door in DOORS:
        role = next((role for role in ROLES if door.get[role] == 200), None)
        if role:
            yield clients[role], path_of(door, world)


def test_no_query_breaks_a_page(world: World) -> None:
    for client, path in opened_by_somebody(world):
        for query in QUERIES if settings.POSTGRES else AGAIN_ON_SQLITE:
            response = client.get(f"{path}?{query}")
            response.getvalue()
            assert response.status_code == 200, (path, query[:80])


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: str(headers)[:60])
@pytest.mark.once
def test_no_header_breaks_a_page(headers: dict[str, str], world: World) -> None:
    for client, path in opened_by_somebody(world):
        session = client.cookies.get(settings.SESSION_COOKIE_NAME)
        ours = f"; {session.OutputString([])}" if session else ""
        more = {"Cookie": headers["Cookie"] + ours} if "Cookie" in headers else {}
        response = client.get(path, headers=headers | more)
        response.getvalue()
        assert response.status_code == 200, path


def fields_of(client: Client, path: str) -> set[str]:
    field = r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"'
    return set(re.findall(field, html_of(client, path)))


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:20])
@pytest.mark.once
def test_no_form_breaks_on_junk(junk: Any, world: World) -> None:
    """Every field of every form gets what no browser would send."""
    names = {name for client, path in opened_by_somebody(world) for name in fields_of(client, path)}
    names -= {"csrfmiddlewaretoken", "find"}  # the button that only looks
    for client, path in posted_by_somebody(world):
        fields = dict.fromkeys(names, junk)
        if isinstance(junk, SimpleUploadedFile):
            fields = dict.fromkeys(("photo", "portrait", "name", "areas", "title"), junk)
        response = undone(client, path, fields)
        assert response.status_code < 500, path


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"a": "\\u0000"}'),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=x", b"\x80\xff" * 50),
        ("application/x-www-form-urlencoded; charset=onzin", b"title=%ff"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"title=%ff"),
        ("application/x-www-form-urlencoded", b"%ff%fe=%00&a=%zz&\xff=\x80"),
        ("text/plain", b"title=Moestuin"),
        ("", b""),
    ],
)
@pytest.mark.once
def test_no_body_breaks_a_form(content_type: str, body: bytes, world: World) -> None:
    for client, path in posted_by_somebody(world):
        response = undone(client, path, body, content_type=content_type)
        assert response.status_code < 500, path


def posted_by_somebody(world: World) -> Iterator[tuple[Client, str]]:
    """Every form once, from the first role that may send it."""
    clients = {role: client_of(world, role) for role in ROLES}
    for door in DOORS:
        role = next((role for role in ROLES if door.post[role] in {200, 302, 400, 422}), None)
        if role and door.path != "/account/uitloggen/":
            yield clients[role], path_of(door, world)


def undone(client: Client, path: str, data: Any, content_type: str | None = None) -> Any:
    """What a post answers, without its consequences."""
    cache.clear()
    response = None
    try:
        with transaction.atomic():
            if content_type is not None:
                response = client.generic("POST", path, data, content_type)
            else:
                for value in data.values():
                    if isinstance(value, SimpleUploadedFile):
                        value.seek(0)
                response = client.post(path, data)
            raise Undo
    except Undo:
        pass
    assert response is not None
    return response


@pytest.mark.parametrize("key", ["99999999999999999999", "9223372036854775808", "0", "9" * 5000])
def test_a_key_that_cannot_be_is_not_found(key: str, world: World) -> None:
    """Beyond what a database can count is as unknown as any other number."""
    client = client_of(world, ADMINISTRATOR)
    pk = re.compile(r"\{[\w\[\]]+\.pk\}")
    addresses = {pk.sub(key, door.path) for door in DOORS if ".pk}" in door.path}
    for address in sorted(addresses):
        path = address.format_map(vars(world))
        opened = client.get(path, follow=True)
        to_the_list = path.startswith(("/mijn/berichten/", "/mijn/werk/bewaar/"))
        to_the_list |= "/mensen/uitnodiging/" in path or "/samen/" in path
        assert opened.status_code == 404 or to_the_list, path[:80]
        assert client.post(path, {"pressed": "1"}).status_code in {404, 405}, path[:80]


@pytest.mark.parametrize(
    "name",
    ["-", "_", "..", "%2e%2e", "%00", "%ff", "%0a", "'", "ß", "é" * 200, "a" * 3000, "a/b", "%2f"],
)
@pytest.mark.once
def test_a_name_that_cannot_be_is_not_found(name: str, world: World) -> None:
    client = client_of(world, ADMINISTRATOR)
    named = re.compile(r"\{\w+\.(?:slug|code|portrait|token|key)\}")
    addresses = {named.sub(name, door.path) for door in DOORS if named.search(door.path)}
    for address in sorted(addresses):
        path = address.format_map(vars(world))
        if path.startswith("/wijk/../"):
            continue  # a browser makes another address of it
        assert client.get(path, follow=True).status_code == 404, path[:80]


@pytest.mark.once
def test_every_page_has_our_frame(world: World) -> None:
    """Also the pages of allauth, and those that say that something cannot be."""
    refused = [(client_of(world, RESIDENT), path) for path in ("/wijk/rietwijk/beheer/", "/weg/")]
    for client, path in [*opened_by_somebody(world), *refused]:
        html = html_of(client, path)
        assert not html or 'class="utrecht-page-header' in html, path
