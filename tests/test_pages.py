"""What holds of every page, whoever opens it; the pages are those of `access_table`."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.access_table import DOORS, ROLES, Door
from tests.html import problems
from tests.world import (
    ADMINISTRATOR,
    COORDINATOR,
    OFFICER,
    ORGANISER,
    RESIDENT,
    VISITOR,
    World,
    build,
    client_of,
)

pytestmark = pytest.mark.django_db

ROLE = pytest.mark.parametrize("role", ROLES)
BUSY = (VISITOR, RESIDENT, ORGANISER, OFFICER, COORDINATOR, ADMINISTRATOR)  # together: every page
TYPED = {"text", "email", "tel", "search", "number", "checkbox", "radio", "file", "password"}
# Two addresses of one page, and the pages of allauth that say the same before and after.
SAME_TITLE = {"/account/veilig/sleutels/"}
NUMBERS = ["0", "-1", "abc", "9" * 20, "9" * 5000, "٣", "½", "1e3", " 1", "+1", "1.0", "", "%00"]
QUERIES = [
    *(f"page={number}" for number in NUMBERS),
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
    "",
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


@pytest.fixture
def world() -> World:
    return build()


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
    return body.decode() if is_page and path not in {"/healthz"} else ""


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
    if not any(b.get("type", "submit") == "submit" for b in form.iter("button")):
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


@ROLE
def test_every_page_is_sound(role: str, world: World) -> None:
    client = client_of(world, role)
    wrong = {
        path: found
        for path in pages(world, role)
        if (html := html_of(client, path)) and (found := list(found_wrong(html, client, path)))
    }

    assert wrong == {}


@ROLE
def test_every_link_leads_somewhere(role: str, world: World) -> None:
    client = client_of(world, role)
    links: dict[str, str] = {}  # where to -> where it stands
    for path in pages(world, role):
        html = html_of(client, path)
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        for href in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', html):
            target = urlsplit(urljoin(path, unescape(href)))
            if target.scheme in {"mailto", "tel"}:
                continue
            assert target.scheme in {"", "http", "https"}, (path, href)
            assert not target.netloc, f"{path} links to another site: {href}"
            if href.startswith("#"):
                assert href[1:] in ids, (path, href)
            links.setdefault(f"{target.path}?{target.query}".rstrip("?"), path)
    broken = {}
    for target, path in links.items():
        status = client.get(target).status_code
        if status not in {200, 302}:
            broken[target] = f"{status}, on {path}"

    assert broken == {}


@ROLE
def test_no_two_pages_have_one_title(role: str, world: World) -> None:
    client = client_of(world, role)
    titles: dict[str, set[str]] = {}
    for path in pages(world, role):
        html = html_of(client, path)
        if html and path not in SAME_TITLE:
            titles.setdefault(tree_of(html).findtext("head/title", "").strip(), set()).add(path)

    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


@pytest.mark.parametrize("role", BUSY)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_page_reads_in_the_chosen_language(
    role: str, language: str, direction: str, world: World
) -> None:
    client = client_of(world, role)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for path in pages(world, role):
        html = html_of(client, path)
        if html:
            tree = tree_of(html)
            assert (tree.get("lang"), tree.get("dir")) == (language, direction), path
            assert problems(html) == [], path


@pytest.mark.parametrize("role", BUSY)
def test_no_query_breaks_a_page(role: str, world: World) -> None:
    client = client_of(world, role)
    for path in pages(world, role):
        usual = client.get(path)
        usual.getvalue()
        for query in QUERIES:
            response = client.get(f"{path}?{query}")
            response.getvalue()
            assert response.status_code == usual.status_code, (path, query[:80])


@pytest.mark.parametrize("role", BUSY)
def test_no_header_breaks_a_page(role: str, world: World) -> None:
    for path in pages(world, role):
        for headers in HEADERS:
            client = client_of(world, role)
            session = client.cookies.get(settings.SESSION_COOKIE_NAME)
            if "Cookie" in headers and session:
                headers = headers | {"Cookie": f"{headers['Cookie']}; {session.OutputString()}"}
            response = client.get(path, headers=headers)
            response.getvalue()
            assert response.status_code < 400, (path, headers)


def fields_of(html: str) -> Counter[str]:
    return Counter(re.findall(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"', html))


@pytest.mark.parametrize("role", [VISITOR, RESIDENT, ORGANISER, COORDINATOR, ADMINISTRATOR])
def test_no_form_breaks_on_junk(role: str, world: World) -> None:
    """Every field of every form gets what no browser would send; a form that is refused says so."""
    client = client_of(world, role)
    names = {name for path in pages(world, role) for name in fields_of(html_of(client, path))}
    names -= {"csrfmiddlewaretoken"}
    for door in DOORS:
        path = path_of(door, world)
        if door.post[role] == 405 or path == "/account/uitloggen/":
            continue
        for junk in JUNK:
            response = undone(client, path, dict.fromkeys(names, junk))
            assert response.status_code < 500, (path, junk)
            if door.post[role] in {403, 404}:
                assert response.status_code == door.post[role], (path, junk)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=onzin",
        "application/x-www-form-urlencoded; charset=utf-16",
        "text/plain",
        "",
    ],
)
def test_no_body_breaks_a_form(content_type: str, world: World) -> None:
    client = client_of(world, ADMINISTRATOR)
    for door in DOORS:
        if door.post[ADMINISTRATOR] == 405 or door.path == "/account/uitloggen/":
            continue
        path = path_of(door, world)
        for body in (b"", b"{", b"%ff%fe=%00&a=%zz", b"--x\r\n\r\n--x--", b"\x80\xff" * 50):
            response = undone(client, path, body, content_type=content_type)
            assert response.status_code < 500, (path, body)


def undone(client: Client, path: str, data: Any, **more: Any) -> HttpResponse:
    """What a post answers, without its consequences."""
    cache.clear()
    for value in data.values() if isinstance(data, dict) else ():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    response = None
    try:
        with transaction.atomic():
            response = client.post(path, data, **more)
            raise Undo
    except Undo:
        pass
    assert response is not None
    return response


@pytest.mark.parametrize("key", ["99999999999999999999", "9223372036854775808", "0", "9" * 5000])
def test_a_key_that_cannot_be_is_not_found(key: str, world: World) -> None:
    """Beyond what a database can count is as unknown as any other number."""
    for address in {re.sub(r"\{\w+\.pk\}", key, door.path) for door in DOORS}:
        if key not in address:
            continue
        path = address.format_map(vars(world))
        for role in (VISITOR, ADMINISTRATOR):
            client = client_of(world, role)
            for response in (client.get(path), client.post(path, {"pressed": "1"})):
                assert response.status_code in {302, 404, 405}, (role, path[:80])
                if role == ADMINISTRATOR:
                    assert response.status_code != 302, path[:80]


@pytest.mark.parametrize(
    "name",
    ["-", "_", "..", "%2e%2e", "%00", "%ff", "%0a", "'", "ß", "é" * 200, "a" * 3000, "a/b", "%2f"],
)
def test_a_name_that_cannot_be_is_not_found(name: str, world: World) -> None:
    client = client_of(world, ADMINISTRATOR)
    named = r"\{\w+\.(?:slug|code|portrait|token|key)\}"
    for address in {re.sub(named, name.replace("\\", ""), door.path) for door in DOORS}:
        if name not in address:
            continue
        response = client.get(address.format_map(vars(world)))
        assert response.status_code in {404, 405}, address[:80]


def test_every_page_is_one_of_ours(world: World) -> None:
    """allauth's own pages come without our frame: each that somebody may see is drawn by us."""
    for role in BUSY:
        client = client_of(world, role)
        for path in pages(world, role):
            html = html_of(client, path)
            if html:
                assert 'class="utrecht-page-header' in html, (role, path)
