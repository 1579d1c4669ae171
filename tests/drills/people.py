"""Fills the database of a drill, in a process of its house."""

import json
from datetime import timedelta
from secrets import randbelow
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts.models import User
from initiatives.actions import initiatives
from initiatives.actions.initiatives import Idea
from initiatives.models import Review
from neighbourhoods.middleware import PASSED
from neighbourhoods.models import Neighbourhood
from neighbourhoods.states import Role
from outbox.actions import queue
from outbox.models import Message
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    MeetingFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    UserFactory,
)

ADDRESS = "geheim.adres@voorbeeld.example"
SECRET = "Dit schreef iemand die niet in een logboek wil staan."


def fill(residents: int, ideas: int) -> None:
    """Prints the sessions of the residents and of two officers, and the keys of the initiatives."""
    area = AreaFactory()
    neighbourhood = NeighbourhoodFactory(slug="rietwijk", municipality=area.municipality)
    neighbourhood.areas.add(area)
    officers = [
        MembershipFactory(neighbourhood=neighbourhood, role=Role.OFFICER).person for _ in range(2)
    ]
    starter = UserFactory(email=ADDRESS, name="Fatma")
    sent = [
        initiatives.send(
            Idea(f"Moestuin {number}", SECRET, "green"),
            neighbourhood=neighbourhood,
            key=uuid4(),
            by=starter,
            now=timezone.now(),
        )
        for number in range(ideas)
    ]
    Message.objects.all().delete()
    people = [UserFactory() for _ in range(residents)]
    known = {
        "initiatives": [initiative.pk for initiative in sent],
        "pages": [initiative.get_absolute_url() for initiative in sent],
        "residents": [_session(person) for person in people],
        "officers": [_session(officer) for officer in officers],
    }
    print(json.dumps(known))


def team(number: int) -> None:
    """Prints as many sessions of who began the initiatives."""
    print(json.dumps([_session(User.objects.get(email=ADDRESS)) for _ in range(number)]))


def coordinate() -> None:
    """Prints the session of a new coordinator, and the roles of the officers."""
    neighbourhood = Neighbourhood.objects.get(slug="rietwijk")
    person = UserFactory(email="carla@voorbeeld.example")
    MembershipFactory(neighbourhood=neighbourhood, person=person, role=Role.COORDINATOR)
    officers = neighbourhood.memberships.filter(role=Role.OFFICER, ended_at=None)
    roles = list(officers.order_by("pk").values_list("pk", flat=True))
    print(json.dumps({"session": _session(person), "roles": roles}))


def count_on() -> None:
    """Factories in a process of their own count from nought: here from far beyond what is there."""
    for factory in (UserFactory, OrganisationFactory, InitiativeFactory):
        factory.reset_sequence(10**6 + randbelow(10**9), force=True)


def meeting(places: int) -> None:
    """Prints the key of a meeting next week."""
    count_on()
    place = Neighbourhood.objects.get(slug="rietwijk")
    print(MeetingFactory(neighbourhood=place, places=places).pk)


def write(letters: int) -> None:
    """Messages to as many addresses, that wait."""
    for number in range(letters):
        queue(
            key=f"drill:{uuid4()}",
            to=f"lezer{number}@voorbeeld.example",
            template="account/email/login_code.txt",
            context={"code": "123456"},
        )


def make_due() -> None:
    """Every answer is due today."""
    Review.objects.update(due_at=timezone.now() + timedelta(minutes=1))


def _session(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[PASSED] = user.pk
    session.create()
    return str(session.session_key)
