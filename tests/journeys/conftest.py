"""Real Chromium on the live server. Every page is watched: what it asks elsewhere, logs as an error
or breaks of our content policy fails the journey."""

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from accounts.models import User
from initiatives.actions import initiatives
from initiatives.actions.initiatives import Idea
from initiatives.models import Initiative, Review
from initiatives.states import Theme
from neighbourhoods.middleware import PASSED
from neighbourhoods.models import Municipality, Neighbourhood, PostcodeArea
from neighbourhoods.states import Role
from outbox.models import Message
from portal.actions import steering
from tests.factories import AreaFactory, BuurtFactory, MunicipalityFactory
from tests.html import problems
from tests.servers import chromium_program

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
# Without these Chromium looks up its maker's hosts at every start.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": WCAG},
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, off unless asked for
    "resultTypes": ["violations"],
}
TIMEOUT = 20_000  # milliseconds; a busy machine is slow, and only what fails waits so long
expect.set_options(timeout=TIMEOUT)
PLAN = "Achter de flat ligt een veldje waar niets gebeurt. Ik wil er samen groente kweken."


@dataclass
class Watch:
    """What went wrong behind the visitor's back; a journey that means it empties the list."""

    host: str
    problems: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("console", self._logged)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.host:
            self.problems.append(f"asks a third party: {request.url}")

    def _answered(self, response: Response) -> None:
        """A page may refuse (404, 422); a file that belongs to a page may not be missing."""
        kind = response.request.resource_type
        if response.status >= 500 or (
            response.status >= 400 and kind not in {"document", "xhr", "fetch"}
        ):
            self.problems.append(f"{response.status} for {response.url}")

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")
        elif message.type == "warning" and "Content Security Policy" in message.text:
            self.problems.append(f"policy: {message.text}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium_program()
    if program is None:
        pytest.skip("there is no Chromium: install it, or name it in CHROMIUM")
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*QUIET, *root])
        yield started
        started.close()


@pytest.fixture
def watch(live_server: Any) -> Iterator[Watch]:
    watch = Watch(urlsplit(live_server.url).netloc)
    yield watch
    assert watch.problems == []


@pytest.fixture
def visitor(
    browser: Browser, live_server: Any, watch: Watch
) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser of somebody's own: `visitor(viewport=PHONE, java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def open_browser(**options: Any) -> BrowserContext:
        settings = {
            "base_url": live_server.url,
            "locale": "nl-NL",
            "timezone_id": "Europe/Amsterdam",
            "viewport": DESKTOP,
            "reduced_motion": "reduce",
        }
        context = browser.new_context(**settings | options)
        context.set_default_timeout(TIMEOUT)
        context.on("page", watch.follow)
        contexts.append(context)
        return context

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def phone(visitor: Callable[..., BrowserContext]) -> Page:
    """An old phone, 360 by 740."""
    return visitor(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def page(visitor: Callable[..., BrowserContext]) -> Page:
    """A laptop, 1280 by 900."""
    return visitor().new_page()


@pytest.fixture
def no_js_page(visitor: Callable[..., BrowserContext]) -> Page:
    """The same phone with its scripts off, or blocked, or broken."""
    return visitor(viewport=PHONE, java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def check_access() -> Callable[[Page], None]:
    """No violation of WCAG 2.2 AA that axe can find."""
    script = Axe().axe_script

    def check(page: Page) -> None:
        if not page.evaluate("'axe' in window"):  # a page that was checked before has it still
            page.evaluate(script)
        # Not all that it found to be right: that is much to carry out of a browser.
        found = page.evaluate("options => axe.run(options).then(r => r.violations)", AXE_OPTIONS)
        assert found == [], "\n".join(_said(violation) for violation in found)

    return check


@pytest.fixture(scope="session")
def check_html() -> Callable[[Page], None]:
    """The page as the server sent it is valid, and so is what scripts made of it."""

    def check(page: Page) -> None:
        answer = page.request.get(page.url)
        if "text/html" in answer.headers.get("content-type", ""):
            assert problems(answer.text()) == [], page.url
        assert overflow(page) <= 0, f"{page.url} is wider than the screen"

    return check


@pytest.fixture(scope="session")
def check_page(
    check_access: Callable[[Page], None], check_html: Callable[[Page], None]
) -> Callable[[Page], None]:
    """All that must hold of every page; for a page without scripts use `check_html`."""

    def check(page: Page) -> None:
        check_html(page)
        check_access(page)

    return check


class Wijk(NamedTuple):
    """A neighbourhood that runs, with one person per role."""

    municipality: Municipality
    neighbourhood: Neighbourhood
    administrator: User
    coordinator: User
    officer: User
    colleague: User

    @property
    def path(self) -> str:
        return self.neighbourhood.get_absolute_url()


@pytest.fixture
def wijk(transactional_db: None) -> Wijk:
    """Poelenburg, found at 1504, with an officer (Joyce) and her colleague (Omar)."""
    municipality = MunicipalityFactory(name="Zaanstad", slug="zaanstad", search_name="zaanstad")
    area = AreaFactory(
        name="Wijk 11 Poelenburg",
        short_name="Poelenburg",
        search_name="poelenburg",
        municipality=municipality,
        # A first vertex and steps, as in neighbourhoods/data/README.md.
        boundary="[[483000,5243000,2500,300,300,-1500,-900,-700,-2200,200]]",
        west=4.829,
        south=52.408,
        east=4.86,
        north=52.434,
    )
    BuurtFactory(parent=area, short_name="Poelenburg Oost", search_name="poelenburg oost")
    PostcodeArea.objects.create(postcode="1504", area=area, share=1, rank=1, place="Zaandam")
    administrator = steering.open_municipality(
        municipality, email="beheer@zaanstad.example", name="Marit Bakker"
    ).person
    neighbourhood = steering.open_neighbourhood(
        municipality, [area], name="Poelenburg", by=administrator
    )
    steering.set_texts(
        neighbourhood,
        motto="Bijna vijftig talen en één parkeerprobleem.",
        introduction="In Poelenburg kent iedereen wel iemand die iets kan.",
        by=administrator,
    )

    def appoint(role: Role, name: str) -> User:
        email = f"{name.split()[0].lower()}@zaanstad.example"
        given = steering.give_role(neighbourhood, role, email=email, name=name, by=administrator)
        steering.set_presence(
            given,
            hours="dinsdag 9 tot 12 uur",
            place="buurthuis De Poelenburcht",
            phone="075 123 45 67",
            portrait=None,
            by=administrator,
        )
        return given.person

    wijk = Wijk(
        municipality,
        neighbourhood,
        administrator,
        coordinator=appoint(Role.COORDINATOR, "Emre Yildiz"),
        officer=appoint(Role.OFFICER, "Joyce de Vries"),
        colleague=appoint(Role.OFFICER, "Omar Haddad"),
    )
    Message.objects.all().delete()  # those about their roles belong to no story
    return wijk


@pytest.fixture
def sent(wijk: Wijk) -> Callable[..., Initiative]:
    """`sent("Moestuin", by=person)`: an idea of somebody, sent some days ago, with its officer."""

    def send(title: str, *, by: User, days_ago: int = 1, officer: User | None = None) -> Initiative:
        initiative = initiatives.send(
            Idea(title, PLAN, Theme.GREEN, place="bij de speeltuin", needs="Een kraan"),
            neighbourhood=wijk.neighbourhood,
            key=uuid4(),
            by=by,
            now=timezone.now() - timedelta(days=days_ago),
        )
        Review.objects.filter(initiative=initiative).update(officer=officer or wijk.officer)
        return Initiative.objects.get(pk=initiative.pk)

    return send


@pytest.fixture
def enter(live_server: Any) -> Callable[[BrowserContext, User], None]:
    """Somebody is signed in in this browser, second factor and all: where that is not the story."""

    def let_in(browser: BrowserContext, person: User) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session[PASSED] = person.pk
        session.save()
        assert session.session_key
        browser.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session.session_key,
                    "url": live_server.url,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )

    return let_in


@pytest.fixture
def mail_to() -> Callable[..., Message]:
    """The newest message to an address; waits for it, because a request may still be under way."""

    def read(address: str, *, about: str = "") -> Message:
        deadline = time.monotonic() + 5
        while True:
            found = Message.objects.filter(to=address, subject__icontains=about).order_by("-pk")
            if message := found.first():
                return message
            assert time.monotonic() < deadline, f"no mail to {address}"
            time.sleep(0.05)

    return read


@pytest.fixture
def code_for(mail_to: Callable[..., Message]) -> Callable[[str], str]:
    """The six figures from the newest mail to an address."""

    def read(address: str) -> str:
        found = re.search(r"\b\d{6}\b", mail_to(address, about="code").body)
        assert found
        return found[0]

    return read


@pytest.fixture
def link_in(live_server: Any) -> Callable[[Message, str], str]:
    """The address in a mail that holds `part`, on the server of this test."""

    def read(message: Message, part: str) -> str:
        links = re.findall(rf"{re.escape(settings.SITE_URL)}(/\S+)", message.body)
        return str(live_server.url + next(link for link in links if part in link))

    return read


def overflow(page: Page) -> int:
    """How many pixels one would have to scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return int(width)


def _said(violation: dict[str, Any]) -> str:
    where = "\n".join(f"    {node['html'][:200]}" for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']}\n{where}"
