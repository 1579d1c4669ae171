"""Ten thousand agreements are due: each maker is reminded once, in memory that does not grow."""

import tracemalloc
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from activity.models import Event
from outbox.models import Message
from partners.actions import agreements
from partners.models import Agreement
from tests.factories import MemberFactory, NeighbourhoodFactory, OrganisationFactory, TeamFactory

pytestmark = pytest.mark.full
MANY, MEGABYTES = 10_000, 20
NOON = datetime(2026, 12, 4, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.django_db
def test_ten_thousand_reminders_are_made_in_one_run_and_once():
    place = NeighbourhoodFactory()
    maker, team = OrganisationFactory(neighbourhood=place), TeamFactory(neighbourhood=place)
    MemberFactory(organisation=maker)
    Agreement.objects.bulk_create(
        Agreement(
            text=f"Een kraan {number}",
            neighbourhood=place,
            maker=maker,
            receiver=team,
            due_on=NOON.date(),
            key=uuid4(),
        )
        for number in range(MANY)
    )

    tracemalloc.start()
    told = agreements.remind_all(NOON)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert told == MANY
    assert most / 1_000_000 < MEGABYTES
    assert Event.objects.filter(verb="agreement_due_today").count() == MANY
    assert Message.objects.count() == MANY
    assert agreements.remind_all(NOON + timedelta(minutes=15)) == 0
    assert Message.objects.count() == MANY
