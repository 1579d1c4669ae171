"""Real Chromium on the live server. Every page is watched: what it asks elsewhere, logs as an error
or breaks of our content policy fails the journey."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests.html import problems
from tests.servers import chromium_program

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
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
TIMEOUT = 10_000  # milliseconds


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
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page, options=AXE_OPTIONS).response["violations"]
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


def overflow(page: Page) -> int:
    """How many pixels one would have to scroll sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return int(width)


def _said(violation: dict[str, Any]) -> str:
    where = "\n".join(f"    {node['html'][:200]}" for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']}\n{where}"
