"""The hall of `tests.bench.hall` inside the platform; called through `manage.py shell`."""

import json

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goals.models import Goal, GoalParty, QuarterlyReview, Voice, YearPlan
from goals.states import ReviewState
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from tests.bench.fill import cookie, factor_of
from tests.bench.hall import POLL


def begin() -> None:
    """Prints the review of the year that `fill_year` made, its goals and partners, and the cookie
    of its coordinator."""
    plan = YearPlan.objects.get()
    review = QuarterlyReview.objects.create(plan=plan, quarter=1, state=ReviewState.IN_SESSION)
    person = plan.begun_by
    Membership.objects.get_or_create(
        neighbourhood=plan.neighbourhood, person=person, role=Role.COORDINATOR
    )
    goals = list(Goal.objects.filter(plan=plan).values_list("pk", flat=True))
    partners = GoalParty.objects.filter(goal__in=goals).values_list("organisation", flat=True)
    known = {
        "review": review.pk,
        "goals": goals,
        "partners": sorted(set(partners)),
        "coordinator": cookie(person, factor=factor_of(person)),
    }
    print(json.dumps(known))


def asked(review: int, cookie: str) -> None:
    """Prints how many queries a refresh with news takes; the first one warms the process."""
    client = Client(headers={"host": "127.0.0.1", "cookie": cookie} | POLL)
    for _again in range(2):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/kwartaalgesprek/{review}/scherm/?gezien=oud")
        assert answer.status_code == 200, answer.status_code
    print(json.dumps(len(queries)))


def said(review: int) -> None:
    """Prints how many voices are there."""
    print(json.dumps(Voice.objects.filter(review=review).count()))
