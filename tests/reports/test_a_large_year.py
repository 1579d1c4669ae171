"""The bar of issue 7: the year of a large neighbourhood is drafted fast, in little memory."""

import time
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goals.models import Contribution, GoalAgreement, GoalInitiative
from initiatives.models import (
    Answer,
    Initiative,
    LookBack,
    Obstacle,
    Photo,
    Review,
    SupportRequest,
    Update,
)
from initiatives.states import AskedOf, Help, HelpState, Kind, ObstacleState, Stage, Status, Theme
from partners.models import Agreement, Organisation
from partners.states import AgreementState
from partners.states import Kind as Party
from reports.content import to_plain
from reports.models import Report
from reports.selections.drafting import draft
from tests.goals.quarter import day
from tests.partners.conftest import browser_of
from tests.reports.telling import Telling, drafted, telling

pytestmark = pytest.mark.django_db
SECONDS, MEGABYTES, QUERIES = 30, 500, 75
NOW = day(2027, 1, 5)
LONG = "Wij zaten met twintig mensen om de tafel en maakten een plan voor de lente. " * 12


def fill(told: Telling, *, initiatives: int, contributions: int, agreements: int, photos: int):
    here, by = told.place.neighbourhood, told.place.member
    moments = cycle(day(2026, 1, 2) + timedelta(days=number) for number in range(0, 360, 7))
    teams = Organisation.objects.bulk_create(
        Organisation(
            name=f"Team {number}", kind=Party.RESIDENTS_TEAM, municipality=here.municipality
        )
        for number in range(initiatives)
    )
    stages = cycle(Stage.values)
    made = Initiative.objects.bulk_create(
        Initiative(
            neighbourhood=here, title=f"Iets {number}", plan=LONG, theme=Theme.GREEN,
            stage=next(stages), kind=Kind.ACTIVITY, team=team, sent_at=next(moments),
        )
        for number, team in enumerate(teams)
    )  # fmt: skip
    news = Update.objects.bulk_create(
        Update(initiative=one, author=by, text=LONG, at=next(moments)) for one in made for _ in "ab"
    )
    Photo.objects.bulk_create(
        Photo(initiative=one.initiative, update=one, width=480, height=320, widths=[480, 960])
        for one in news[:photos]
    )
    LookBack.objects.bulk_create(
        LookBack(initiative=one, author=by, helped=LONG, brought=LONG, at=next(moments))
        for one in made[::3]
    )
    reviews = Review.objects.bulk_create(
        Review(initiative=one, due_at=one.sent_at + timedelta(days=21), status=status)
        for one, status in zip(made, cycle([Status.NOT_NOW, Status.JOINING, Status.AWAITING]))
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(
            review=one, officer=told.coordinator, status=one.status, reason=LONG, possible=LONG,
            at=one.due_at + timedelta(days=1),
        )
        for one in reviews
        if one.status != Status.AWAITING
    )  # fmt: skip
    SupportRequest.objects.bulk_create(
        SupportRequest(
            initiative=one, kind=Help.MONEY, text="Geld", asked_of=AskedOf.MUNICIPALITY,
            organisation=told.place.organisation, due_at=next(moments), state=HelpState.DECLINED,
            reason=LONG[:900], possible=LONG[:900], answered_at=next(moments), by=by,
        )
        for one in made[::2]
    )  # fmt: skip
    Obstacle.objects.bulk_create(
        Obstacle(
            neighbourhood=here, title=f"Dit houdt ons tegen {number}", reporter=by, due_at=NOW,
            organisation=told.place.organisation, state=ObstacleState.CANNOT,
            reported_at=next(moments),
        )
        for number in range(initiatives // 5)
    )  # fmt: skip
    goals = cycle(told.looking.goals)
    Contribution.objects.bulk_create(
        Contribution(
            goal=next(goals), organisation=team, what=LONG[:290], hours_spent=2, euros=10,
            day=date(2026, 1, 1) + timedelta(days=number % 365), by=by, without=number % 3 == 0,
        )
        for number, team in zip(range(contributions), cycle([told.place.organisation, *teams]))
    )  # fmt: skip
    states = cycle([AgreementState.BROKEN, AgreementState.KEPT, AgreementState.OPEN])
    promised = Agreement.objects.bulk_create(
        Agreement(
            text=f"Belofte {number}", neighbourhood=here, maker=told.place.organisation,
            receiver=teams[number % len(teams)],
            due_on=date(2026, 1, 1) + timedelta(days=number % 365),
            state=state, words=LONG[:480], possible=LONG[:480], made_at=day(2026, 1, 1),
            ended_at=None if state == AgreementState.OPEN else next(moments),
        )
        for number, state in zip(range(agreements), states, strict=False)
    )  # fmt: skip
    GoalAgreement.objects.bulk_create(
        GoalAgreement(goal=next(goals), agreement=one) for one in promised[::2]
    )
    GoalInitiative.objects.bulk_create(
        GoalInitiative(goal=next(goals), initiative=one, by=by) for one in made[::2]
    )


def of_year(told: Telling) -> Report:
    return Report(neighbourhood=told.place.neighbourhood, kind="year", year=2026)


def test_it_asks_no_more_for_much_than_for_little():
    told, asked = telling(), []
    for number in (1, 5):
        fill(told, initiatives=number, contributions=number, agreements=number, photos=number)
        with CaptureQueriesContext(connection) as queries:
            draft(of_year(told), now=NOW, show=lambda percent: None)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= QUERIES


def peak() -> float:
    """Megabytes, the most since the peak was forgotten."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


@pytest.mark.full
def test_a_large_year_is_drafted_in_time_and_memory(capsys):
    told = telling()
    fill(told, initiatives=300, contributions=2_000, agreements=500, photos=200)
    Path("/proc/self/clear_refs").write_text("5")
    before, began = peak(), time.perf_counter()
    plain = to_plain(draft(of_year(told), now=NOW, show=lambda percent: None))
    seconds, more = time.perf_counter() - began, peak() - before
    report = drafted(told, quarter=None, now=NOW)
    client = browser_of(told.coordinator)
    html = client.get(reverse("reports:report", args=[report.pk])).content
    with capsys.disabled():
        print(f"\n{seconds:.2f} s, {before:.0f} + {more:.0f} MB, page of {len(html) // 1024} kB")
    assert len(plain["stories"]["lines"]) == 24
    assert len(html) < 150_000
    assert seconds < SECONDS
    assert before + more < MEGABYTES
