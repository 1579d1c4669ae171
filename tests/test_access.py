"""Forgetting is the only way in which permissions break: nothing of `access_table` is left out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from initiatives.models import Note
from tests import anyhow
from tests.access_table import (
    DOORS,
    INSIDERS,
    NEVER,
    OFFICES,
    ROLES,
    SIGN_IN,
    TO_ITS_PAGE,
    Answers,
    Door,
)
from tests.world import (
    ADMINISTRATOR,
    COORDINATOR,
    ERASED,
    OFFICER,
    RESIDENT,
    VISITOR,
    World,
    client_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DOOR = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.path)
PRESSED = {"csrfmiddlewaretoken": "as every form of ours sends along"}
# A mail program presses it for its reader; the token in the address is the proof (RFC 8058).
WITHOUT_CSRF = {"/bericht/stop/{notification.token}/", "/overzicht/stop/{overview.token}/"}
WITHOUT_SECOND_FACTOR = ("/account/", "/taal/", "/healthz", "/readyz")
WRITES = re.compile(
    r"\b((INSERT|REPLACE|MERGE) INTO|DELETE FROM|UPDATE\s+\S+\s+SET|TRUNCATE)\b", re.IGNORECASE
)
# Who is asked where the answer is given before it is known who asks.
SOME = (VISITOR, RESIDENT, COORDINATOR, ERASED)


class Undo(Exception):
    """Ends a transaction without keeping what was done in it."""


def routes(resolver: URLResolver, before: str = "") -> set[str]:
    found = set()
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        route = before + route.removeprefix("^") if before else route
        if isinstance(entry, URLPattern):
            found.add(route)
        else:
            found |= routes(entry, route)
    return found


def path_of(door: Door, world: World) -> str:
    return door.path.format_map(vars(world))


def opened(client: Client, path: str) -> Any:
    response = client.get(path)
    response.getvalue()  # read to its end a file is closed
    return response


def outcome(response: Any) -> int | str:
    location = response.headers.get("Location", "")
    return SIGN_IN if location.startswith(reverse("account_login")) else response.status_code


def unlike(expected: Answers, found: dict[str, int | str]) -> dict[str, str]:
    return {
        role: f"{found[role]}, not {expected[role]}"
        for role in ROLES
        if found[role] != expected[role]
    }


@contextmanager
def writing() -> Iterator[list[str]]:
    """What is written meanwhile to any table but that of the sessions."""
    written: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if WRITES.search(str(sql)) and "django_session" not in str(sql):
            written.append(str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def test_every_address_is_in_the_table_and_no_other(world: World) -> None:
    named = {resolve(path_of(door, world)).route for door in DOORS}

    assert named == routes(get_resolver())


@DOOR
def test_a_page_opens_for_whom_it_is_meant_and_writes_nothing(door: Door, world: World) -> None:
    path = path_of(door, world)
    insiders = [role for role in ROLES if door.get[role] == 200]
    found = {}
    for role in ROLES:
        client = client_of(world, role)
        with writing() as written:
            found[role] = outcome(opened(client, path))
            if role in insiders[:1] + insiders[-1:]:
                assert outcome(opened(client, path)) == 200, "the second time is as the first"
        assert written == [], role

    assert unlike(door.get, found) == {}


@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.post is not NEVER], ids=lambda door: door.path
)
def test_a_form_is_taken_from_whom_it_is_meant(door: Door, world: World) -> None:
    path = path_of(door, world)
    found = {}
    for role in ROLES:
        client = client_of(world, role)
        cache.clear()  # thirteen people at one address are too many for a limit
        try:
            with transaction.atomic():
                found[role] = outcome(client.post(path, PRESSED))
                raise Undo
        except Undo:
            pass

    assert unlike(door.post, found) == {}


@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.get is TO_ITS_PAGE], ids=lambda door: door.path
)
def test_nobody_is_trapped_where_only_a_form_leads(door: Door, world: World) -> None:
    """Reload, the back button and a choice of language open what was posted to."""
    path = path_of(door, world)
    for role in (VISITOR, RESIDENT, COORDINATOR):
        response = client_of(world, role).get(path, follow=True)
        assert response.status_code in {200, 403, 404}, role
        first, _status = response.redirect_chain[0]
        assert path.startswith(first), f"{role} is sent to {first}"


@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.post is NEVER], ids=lambda door: door.path
)
def test_what_only_takes_a_question_says_so_when_it_is_posted_to(door: Door, world: World) -> None:
    for role in SOME:
        response = client_of(world, role).post(path_of(door, world), PRESSED)
        assert response.status_code == 405, role
        assert "GET" in response["Allow"]
        assert "Dat kan hier niet" in response.content.decode()


@DOOR
def test_it_answers_its_own_methods_and_no_others(door: Door, world: World) -> None:
    """In turn: by each address one of those whom it is asked of, and one method that is refused."""
    path, turn = path_of(door, world), DOORS.index(door)
    # Django's own form views take a PUT for a POST.
    methods = ["PATCH", "DELETE", "TRACE"] + ([] if path.startswith("/account/") else ["PUT"])
    asked = [(VISITOR, ["PATCH"]), (COORDINATOR, methods)]
    if not anyhow.is_full():
        asked = [(asked[turn % 2][0], [methods[turn // 2 % len(methods)]])]
    for role, refusing in asked:
        client = client_of(world, role)
        head = client.head(path)
        assert outcome(head) == door.get[role]  # as to GET, which was asked above
        assert head.getvalue() == b""
        options = client.options(path)
        assert options.status_code in {302, 403, 404, 405} or "Allow" in options.headers
        for method in refusing:
            refused = client.generic(method, path)
            assert refused.status_code in {302, 403, 404, 405}, method


@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.path not in WITHOUT_CSRF], ids=lambda door: door.path
)
def test_a_form_of_another_site_is_refused(door: Door, world: World) -> None:
    client = client_of(world, ADMINISTRATOR, enforce_csrf_checks=True)

    response = client.post(path_of(door, world), PRESSED)

    assert response.status_code in {403, 404, 405}


@pytest.mark.parametrize("role", OFFICES)
def test_who_works_here_shows_a_second_factor_first(role: str, world: World) -> None:
    client = Client()
    client.force_login(world.people[role])
    # It is asked before the address is looked at: one role walks all of them, the others some.
    for door in DOORS if role == OFFICER else DOORS[:: len(OFFICES)]:
        if door.path.startswith(WITHOUT_SECOND_FACTOR):
            continue
        response = client.get(path_of(door, world))
        assert response.status_code == 302, door.path
        assert response["Location"].startswith("/account/"), door.path


def test_what_is_hidden_is_in_no_list_and_no_count(world: World) -> None:
    """A list, a number or a picture of it would tell that it is there."""
    lists = ["/", "/?q=rietwijk", "/wijken/", "/gemeente/waterstad/", "/wijk/rietwijk/"]
    lists += ["/wijk/rietwijk/initiatieven/", "/wijk/rietwijk/initiatieven/?zoek=verborgen"]
    lists += ["/zoeken/?zoek=verborgen+kraam", "/zoeken/?zoek=ongezien", "/zoeken/?zoek=besloten"]
    lists += ["/wijk/rietwijk/initiatieven/waar/"]
    lists += ["/mijn/", "/mijn/berichten/", "/mijn/werk/?wie=allen"]
    for role in set(ROLES) - set(INSIDERS):
        client = client_of(world, role)
        for address in lists:
            html = client.get(address).content.decode()
            for secret in ("Verborgen kraam", "Ongezien plan", "Besloten", "vroeger"):
                assert secret not in html, (role, address, secret)
        page = client.get("/wijk/rietwijk/").content.decode()
        assert "Alle 2 initiatieven" in page, role
        assert "2 initiatieven" in client.get("/wijken/").content.decode(), role


def test_a_draft_is_only_for_who_types_it(world: World) -> None:
    for role in set(ROLES) - {RESIDENT}:
        client = client_of(world, role)
        assert "U begon aan een idee" not in client.get("/mijn/").content.decode(), role
        form = client.get("/wijk/rietwijk/initiatieven/nieuw/").content.decode()
        assert f"/foto/{world.draft_photo.pk}/" not in form, role
    mine = client_of(world, RESIDENT).get("/mijn/").content.decode()
    assert "U begon aan een idee voor Rietwijk" in mine


def test_notes_and_offers_to_help_are_not_public(world: World) -> None:
    """Internal notes are for who works here; what participants can do is for the team."""
    Note.objects.create(
        review=world.initiative.review, author=world.people[OFFICER], text="Bel eerst de buren"
    )
    for role in ROLES:
        client = client_of(world, role)
        html = client.get(world.initiative.get_absolute_url()).content.decode()
        assert "Bel eerst de buren" not in html, role
    work = client_of(world, OFFICER).get(f"/initiatief/{world.initiative.pk}/beoordelen/")
    assert "Bel eerst de buren" in work.content.decode()


def test_a_button_is_shown_to_whom_its_door_opens(world: World) -> None:
    """Button and door never disagree."""
    buttons = {
        world.initiative.get_absolute_url(): [
            f"/initiatief/{world.initiative.pk}/beoordelen/",
            f"/initiatief/{world.initiative.pk}/verbergen/",
            f"/initiatief/{world.initiative.pk}/nieuws/",
            f"/initiatief/{world.initiative.pk}/fase/",
            f"/initiatief/{world.initiative.pk}/aanpassen/",
        ],
        "/wijk/rietwijk/wie/": ["/wijk/rietwijk/beheer/"],
        "/gemeente/waterstad/": ["/gemeente/waterstad/beheer/"],
        "/": ["/mijn/werk/"],
    }
    for role in set(ROLES) - {VISITOR, ERASED}:
        client = client_of(world, role)
        for page, doors in buttons.items():
            html = client.get(page).content.decode()
            for address in doors:
                opens = client.get(address).status_code == 200
                assert (f'href="{address}"' in html) is opens, (role, address)
