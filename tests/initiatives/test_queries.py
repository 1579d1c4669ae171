"""What a page of initiatives asks of the database: as much for one as for three and for many."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.bench.seed import Seeded, Sizes, seed

MOST = 12
FEW = Sizes(neighbourhoods=2, people=8, officers=2, waiting=0, supports=2, events=2, updates=1)


def made(initiatives: int, each: int = 2) -> Seeded:
    """So many initiatives, and of what belongs to one of them `each`."""
    return seed(
        FEW._replace(
            initiatives=initiatives,
            supports=each,
            events=each,
            updates=each,
            questions=each,
            team=each,
        ),
        timezone.now(),
    )


def browser(seeded: Seeded, who: str) -> Client:
    client = Client()
    if who == "officer":
        client.force_login(seeded.officers[0])
        session = client.session
        session[PASSED] = seeded.officers[0].pk
        session.save()
    elif who == "resident":
        client.force_login(seeded.residents[-1])
    return client
