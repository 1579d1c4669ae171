"""A neighbourhood in which people answer, and the browsers of the people in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.test import Client

from accounts.models import User
from initiatives.actions import initiatives, photos
from initiatives.actions.initiatives import Idea
from initiatives.models import Initiative, Photo
from initiatives.states import Theme
from initiatives.tasks import make_photos
from neighbourhoods.middleware import PASSED
from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from tests.factories import (
    AreaFactory,
    BuurtFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    UserFactory,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=AMSTERDAM)


@dataclass(frozen=True)
class Place:
    """A public neighbourhood with one officer and one coordinator; `starter` starts things."""

    neighbourhood: Neighbourhood
    officer: User
    coordinator: User
    starter: User

    def send(self, *, now: datetime = MONDAY, **texts: str) -> Initiative:
        plain = Idea(title="Moestuin", plan="Samen tuinieren.", theme=Theme.GREEN)
        idea = replace(plain, **texts)  # type: ignore[arg-type]  # of its texts only
        return initiatives.send(
            idea, neighbourhood=self.neighbourhood, key=uuid4(), by=self.starter, now=now
        )


@pytest.fixture
def place(db: None) -> Place:
    return make_place()


def make_place() -> Place:
    neighbourhood = NeighbourhoodFactory(name="Rietwijk", slug="rietwijk")
    area = AreaFactory(municipality=neighbourhood.municipality)
    BuurtFactory(parent=area, short_name="Rietbuurt")
    neighbourhood.areas.add(area)
    officer = UserFactory(name="Olga Officier")
    coordinator = UserFactory(name="Carla Coördinator")
    MembershipFactory(neighbourhood=neighbourhood, person=officer)
    MembershipFactory(neighbourhood=neighbourhood, person=coordinator, role=Role.COORDINATOR)
    return Place(neighbourhood, officer, coordinator, UserFactory(name="Samira Starter"))


@pytest.fixture
def initiative(place: Place) -> Initiative:
    return place.send()


@pytest.fixture
def browser() -> Callable[[User | None], Client]:
    return browser_of


def browser_of(person: User | None = None) -> Client:
    """Signed in, second factor included."""
    client = Client()
    if person:
        client.force_login(person)
        session = client.session
        session[PASSED] = person.pk
        session.save()
    return client


def attached(file: File[bytes], **more: Any) -> Photo:
    """As `photos.attach` does, and made ready."""
    photo = photos.attach(file, **more)
    make_photos()
    photo.refresh_from_db()
    return photo


def stored() -> set[str]:
    """The paths of all stored photos."""
    try:
        folders = default_storage.listdir("photos")[0]
    except FileNotFoundError:
        return set()
    return {
        f"photos/{folder}/{name}"
        for folder in folders
        for name in default_storage.listdir(f"photos/{folder}")[1]
    }


def answer_of(client: Client, address: str) -> int:
    """Which status, for what may be a file: read to its end, so that it is closed."""
    response = client.get(address)
    assert b"".join(response)
    return response.status_code
