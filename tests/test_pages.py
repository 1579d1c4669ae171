"""What holds of every page, whoever opens it; the pages are those of `access_table`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from accounts.http import KEPT_AS
from tests.access_table import DOORS, ROLES, SIGN_IN, Door
from tests.anyhow import gets_its_turn
from tests.html import parsed, problems
from tests.reading import what_is_read
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
# What a query may hold, as it stands in an address.
VALUES = [
    "0",
    "-1",
    "abc",
    "9" * 20,
    "9" * 5000,
    "٣",
    "½",
    "1e3",
    "%201",
    "+1",
    "1.0",
    "",
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "%",
    "a" * 7000,
    "%25_'%22;--" * 40,
    "//evil.example/",
    "javascript:alert(1)",
    "%F0%9F%92%A5" * 90,
]
# Where each database has its own limits, and PostgreSQL was asked the rest as well.
AGAIN_ON_SQLITE = ["9" * 20, "%ed%a0%80"]
# What is no name and no value, and names that mean something on other pages.
ODD_QUERY = (
    "=&&&==&a=b=c;d&%00=%00&q=%ff&zoek[]=1&page=%ed%a0%80&fase=%00&fase=x&next=//evil.example/"
)
SETS_OF_HEADERS: list[dict[str, str]] = [
    {"Accept-Language": "x" * 4000, "Referer": "http://[", "Cookie": ";;==; messages=onzin"},
    {
        "HX-Request": "true",
        "Accept-Language": "ar;q=nan, *;q=-1, \xe9",
        "Cookie": "browser=\\000; django_language=xx-\\000; sessionid=%00",
    },
    {"HX-Request": "true", "HX-Target": "main", "Cookie": "browser=" + "b" * 3000},
    {
        "HX-Request": "true",
        "HX-Target": "../../etc/passwd#x",
        "HX-Current-URL": "http://[::1",
        "Referer": "http://[",
    },
    {
        "HX-Request": "true",
        "HX-Target": "%C3%28",
        "HX-Target-URI-AutoEncoded": "true",
        "HX-Current-URL": "https://evil.example/\x00",
    },
    {"HX-Request": "true", "HX-History-Restore-Request": "true", "HX-Target": "form"},
    {"HX-Request": "onzin", "HX-Boosted": "true", "HX-Prompt": "%ff"},
]
ABSENT = ""  # as a field that the browser left out
JUNK: list[str | list[str]] = [
    " ",
    "\0",
    "9" * 30,
    "-1",
    "a" * 20_000,
    "💥\u202e\ud7ff",
    "[object Object]",
    ["een", "twee"],
    ABSENT,
]
NAMES = ["-", "_", "..", "%2e%2e", "%00", "%ff", "%0a", "'", "ß", "é" * 200, "a" * 3000, "a/b"]
NAMES += ["%2f"]
FILES = [
    SimpleUploadedFile("leeg.txt", b""),
    SimpleUploadedFile("a\n" * 200 + ".jpg", b"<svg/>", content_type="image/jpeg"),
]
URLENCODED = "application/x-www-form-urlencoded"
FRAME = 'class="utrecht-page-header'  # also around the pages of allauth
WITH_OWN_TITLES = {RESIDENT, ORGANISER, COORDINATOR, ADMINISTRATOR}
PARTS = 4  # so many tests walk through the pages or forms, each through its share


class Undo(Exception):
    """Ends a transaction without keeping what was done in it."""


@dataclass
class Reader:
    """Opens the pages of the world; what it read once it has in `kept`, for all tests here."""

    world: World
    kept: dict[tuple[str, str], str]

    def __post_init__(self) -> None:
        self.clients = {role: client_of(self.world, role) for role in ROLES}
        self.allowed: dict[tuple[str, str], str] = {}

    def html(self, role: str, path: str) -> str:
        """Empty for what is no page: a photo, a text, data."""
        if (role, path) not in self.kept:
            self.kept[role, path] = html_of(self.clients[role], path)
        return self.kept[role, path]

    def pages(self, role: str) -> Iterator[tuple[str, str]]:
        """Addresses and texts of all pages that open for this role."""
        for door in DOORS:
            if door.get[role] == 200 and (html := self.html(role, path_of(door, self.world))):
                yield path_of(door, self.world), html

    def methods(self, role: str, path: str) -> str:
        """Which methods it says that it takes."""
        if (role, path) not in self.allowed:
            answer = self.clients[role].options(path)
            self.allowed[role, path] = answer.headers.get("Allow", "")
        return self.allowed[role, path]


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, str], str]:
    """Pages by role and address, as long as the world stands that they are of."""
    return {}


@pytest.fixture(scope="module")
def found_sound() -> set[str]:
    return set()


@pytest.fixture
def reader(world: World, kept: dict[tuple[str, str], str]) -> Reader:
    return Reader(world, kept)


def path_of(door: Door, world: World) -> str:
    return door.path.format_map(vars(world))


def html_of(client: Client, path: str) -> str:
    response = client.get(path)
    body = response.getvalue()
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return body.decode() if is_page and path.endswith("/") else ""


def found_wrong(html: str, reader: Reader, role: str, path: str) -> Iterator[str]:
    yield from problems(html)
    tree, _errors = parsed(html)
    if FRAME not in html:
        yield "not in our frame"
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
        target = urljoin(path, form.get("action") or path)
        yield from wrong_with_form(form, path, target, reader.methods(role, urlsplit(target).path))


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


def wrong_with_form(form: Any, path: str, target: str, allowed: str) -> Iterator[str]:
    """Without a script, the browser sends it where something takes it."""
    method = form.get("method", "").upper()
    if method not in {"GET", "POST"}:
        yield f"form to {target} has method {method!r}"
        return
    if path not in WITH_SCRIPT and not any(
        b.get("type", "submit") == "submit" for b in form.iter("button")
    ):
        yield f"form to {target} has no button"
    if method not in allowed:
        yield f"{target} takes {allowed}, not {method}"
    tokens = [one for one in form.iter("input") if one.get("name") == "csrfmiddlewaretoken"]
    exempt = path.startswith(("/bericht/stop/", "/overzicht/stop/"))
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


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.once
def test_every_page_is_sound_and_leads_somewhere(
    role: str, reader: Reader, found_sound: set[str]
) -> None:
    """All that is asked of the pages of one role, so that they are made once."""
    pages = dict(reader.pages(role))

    assert unsound(role, pages, reader, found_sound) == {}
    assert broken_links(role, pages, reader) == {}
    if role in WITH_OWN_TITLES:
        assert of_one_title(pages) == {}


def unsound(
    role: str, pages: dict[str, str], reader: Reader, found_sound: set[str]
) -> dict[str, list[str]]:
    """What is wrong by address. What several roles see alike is looked at once."""
    wrong = {}
    for path, html in pages.items():
        parts = set(re.split(r"(?=<body)|(?=<main)|(?<=</main>)", as_seen(html)))
        if not parts <= found_sound:
            if found := list(found_wrong(html, reader, role, path)):
                wrong[path] = found
            found_sound |= parts
    return wrong


def broken_links(role: str, pages: dict[str, str], reader: Reader) -> dict[str, str]:
    # What an address of the table answers to whom, test_access has asked.
    answers = {path_of(door, reader.world): door.get[role] for door in DOORS}
    links: dict[str, str] = {}  # where to -> where it stands
    for path, html in pages.items():
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
        if address not in answers:
            response = reader.clients[role].get(address)
            response.getvalue()
            answers[address] = response.status_code
        if answers[address] not in {200, 302, SIGN_IN}:
            broken[address] = f"{answers[address]}, on {path}"
    return broken


def of_one_title(pages: dict[str, str]) -> dict[str, set[str]]:
    titles: dict[str, set[str]] = {}
    for path, html in pages.items():
        if found := re.search(r"<title>(.*?)</title>", html, re.DOTALL):
            titles.setdefault(unescape(found[1]).strip(), set()).add(path)
    return {title: paths for title, paths in titles.items() if len(paths) > 1}


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), pytest.param("en", "ltr", marks=pytest.mark.full)]
)
@pytest.mark.once
def test_a_page_reads_in_the_chosen_language(language: str, direction: str, world: World) -> None:
    for client, path in opened_by_somebody(world):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        html = html_of(client, path)
        if html:
            assert f'<html lang="{language}" dir="{direction}"' in html, path
            assert problems(html) == [], path


def openings(world: World, part: int = 0, parts: int = 1) -> Iterator[tuple[str, str]]:
    """Every page once, or a share of them, with the first role that it opens for."""
    for door in DOORS[part::parts]:
        if role := next((role for role in ROLES if door.get[role] == 200), None):
            yield role, path_of(door, world)


def opened_by_somebody(world: World, part: int = 0, parts: int = 1) -> Iterator[tuple[Client, str]]:
    clients = {role: client_of(world, role) for role in ROLES}
    for role, path in openings(world, part, parts):
        yield clients[role], path


def in_turn(names: set[str], values: list[Any]) -> Iterator[dict[str, Any]]:
    """Each name with each value, and the names with values that differ."""
    for turn in range(len(values) if names else 0):
        yield {
            name: values[(turn + number) % len(values)] for number, name in enumerate(sorted(names))
        }


@pytest.mark.parametrize("part", range(PARTS))
def test_no_query_breaks_a_page(part: int, world: World) -> None:
    """A page that asks nothing of its query answers alike to any; of others each word is tried."""
    for number, (client, path) in enumerate(opened_by_somebody(world, part, PARTS)):
        with what_is_read() as read:
            client.get(path).getvalue()
        values = VALUES if settings.POSTGRES else AGAIN_ON_SQLITE
        if read.fields == {"page"}:  # core.paging reads it, on thirty pages alike
            values = values[number % 4 :: 4]
        tried = in_turn(read.fields, values) if read.fields else []
        for query in [
            ODD_QUERY,
            *("&".join(f"{k}={v}" for k, v in each.items()) for each in tried),
        ]:
            response = client.get(f"{path}?{query}")
            response.getvalue()
            assert response.status_code == 200, (path, query[:80])


@pytest.mark.parametrize("headers", SETS_OF_HEADERS, ids=lambda headers: str(headers)[:60])
@pytest.mark.once
def test_no_header_breaks_a_page(headers: dict[str, str], world: World) -> None:
    """One or two of them at each page: what reads a header stands around all pages."""
    turn = SETS_OF_HEADERS.index(headers)
    for number, (client, path) in enumerate(opened_by_somebody(world)):
        if not gets_its_turn(number, turn, 4):
            continue
        session = client.cookies.get(settings.SESSION_COOKIE_NAME)
        ours = f"; {session.OutputString([])}" if session else ""
        more = {"Cookie": headers["Cookie"] + ours} if "Cookie" in headers else {}
        response = client.get(path, headers=headers | more)
        response.getvalue()
        assert response.status_code == 200, path


def fields_of_forms(html: str, path: str) -> Iterator[tuple[str, set[str]]]:
    """Where each form of a page is sent, and what it asks."""
    for attributes, inside in re.findall(r"<form\b([^>]*)>(.*?)</form>", html, re.DOTALL):
        action = re.search(r'\baction="([^"]*)"', attributes)
        field = r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"'
        target = urlsplit(urljoin(path, unescape(action[1]) if action else path)).path
        yield target, set(re.findall(field, inside))


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.once
def test_no_form_breaks_on_junk(part: int, world: World, reader: Reader) -> None:
    """Every field of every form gets what no browser would send."""
    asked: dict[str, set[str]] = {}
    for role, page in openings(world):
        for target, names in fields_of_forms(reader.html(role, page), page):
            asked.setdefault(target, set()).update(names)
    for client, path in posted_by_somebody(world, part, PARTS):
        with what_is_read() as read:
            response = undone(client, path, {})
            assert response.status_code < 500, path
        names = (read.fields | asked.get(path, set())) - {"csrfmiddlewaretoken"}
        if names == {KEPT_AS}:  # of a button: accounts.http looks at it, in every form alike
            names = set()
        for fields in in_turn(names, JUNK):
            sent = {name: value for name, value in fields.items() if value != ABSENT}
            response = undone(client, path, urlencode(sent, doseq=True), URLENCODED)
            assert response.status_code < 500, (path, fields)
        for fields in in_turn(read.files, FILES):
            response = undone(client, path, fields)
            assert response.status_code < 500, (path, fields)


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
    """One form in eight, of every app: a body is read before a view is found (CleanInput)."""
    for client, path in posted_by_somebody(world, 0, 8):
        response = undone(client, path, body, content_type=content_type)
        assert response.status_code < 500, path


def posted_by_somebody(world: World, part: int = 0, parts: int = 1) -> Iterator[tuple[Client, str]]:
    """Every form once, from the first role that may send it; or a share of them."""
    clients = {role: client_of(world, role) for role in ROLES}
    for door in DOORS[part::parts]:
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
                    value.seek(0)
                response = client.post(path, data)
            raise Undo
    except Undo:
        pass
    assert response is not None
    return response


@pytest.mark.parametrize("key", ["9223372036854775808", "0", "9" * 5000])
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


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.once
def test_a_name_that_cannot_be_is_not_found(name: str, world: World) -> None:
    """Three or four of them at each address: few ways to look up a name serve all."""
    client = client_of(world, ADMINISTRATOR)
    named = re.compile(r"\{\w+\.(?:slug|code|portrait|token|key)\}")
    addresses = {named.sub(name, door.path) for door in DOORS if named.search(door.path)}
    for number, address in enumerate(sorted(addresses)):
        path = address.format_map(vars(world))
        if not gets_its_turn(number, NAMES.index(name), 4):
            continue
        if path.startswith("/wijk/../"):
            continue  # a browser makes another address of it
        assert client.get(path, follow=True).status_code == 404, path[:80]


@pytest.mark.parametrize("path", ["/wijk/rietwijk/beheer/", "/weg/"])
@pytest.mark.once
def test_what_says_that_something_cannot_be_has_our_frame(path: str, world: World) -> None:
    response = client_of(world, RESIDENT).get(path)
    assert response.status_code in {403, 404}
    assert FRAME in response.content.decode()
