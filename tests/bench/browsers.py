"""Somebody in a small seeded platform, for the tests that count what a page asks."""

from django.test import Client
from django.utils import timezone

from tests.bench.fill import cookie, factor_of
from tests.bench.seed import Seeded, Sizes, seed

VISITOR, RESIDENT, MEMBER, OFFICER = "visitor", "resident", "member of the team", "officer"
SMALL = Sizes(neighbourhoods=2, people=8, officers=2)


def made(number: int) -> Seeded:
    """So many initiatives and, up to three, of all that belongs to one of them."""
    each = min(number, 3)
    return seed(
        SMALL._replace(
            waiting=number // 2,
            initiatives=number,
            supports=each,
            events=each,
            updates=each,
            questions=each,
            reactions=each,
            team=each,
        ),
        timezone.now(),
    )


def browser(seeded: Seeded, who: str) -> Client:
    """A browser in which they signed in, the officer with a second factor."""
    client = Client()
    if who == OFFICER:
        officer = seeded.officers[0]
        client.cookies.load(cookie(officer, factor_of(officer)))
    elif who == MEMBER:
        first = seeded.initiative.team.members.select_related("person").order_by("pk")[0]
        client.cookies.load(cookie(first.person))
    elif who == RESIDENT:
        client.cookies.load(cookie(seeded.stranger))
    return client
