"""The demo has a report to read, and one to finish."""

import pytest

from neighbourhoods.models import Neighbourhood
from partners.models import Member
from reports.models import Report, ReportReaction, Story
from reports.states.reports import Chapter
from tests.factories import UserFactory
from tests.goals.quarter import day
from tests.reports.telling import content, telling
from wijkaanpak.demo.reporting import tell_reports

pytestmark = pytest.mark.django_db


def test_one_is_out_and_one_waits_to_be_finished():
    told = telling()
    Member.objects.create(organisation=told.garden.team, person=UserFactory())
    here = Neighbourhood.objects.get(pk=told.place.neighbourhood.pk)
    for _twice in range(2):
        tell_reports(here, day(2026, 8, 3))
    rows = list(Report.objects.order_by("quarter").values_list("quarter", "state"))
    assert rows == [(1, "published"), (2, "drafting")]
    report = Report.objects.get(quarter=1)
    assert report.published_at is not None
    assert str(report.published_at.date()) == "2026-04-25"
    assert Story.objects.public().get().signed == "Hatice"
    assert ReportReaction.objects.get().answer
    assert "Jongeren" in content(report).words[Chapter.LACKS]
