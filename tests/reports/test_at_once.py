"""Two at the same moment make one report, drafted once, and published once."""

import pytest

from activity.models import Event
from reports.actions import making
from reports.models import Report
from tests.reports.telling import TODAY, fresh, published, telling, write
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once_make_draft_and_publish_one():
    told = telling()

    def begin():
        here = told.place.neighbourhood
        return making.begin(here, year=2026, quarter=1, by=told.coordinator, now=TODAY)

    first, second = at_once([begin, begin])
    assert first == second
    assert Report.objects.count() == 1
    assert sum(at_once([lambda: making.work(lambda: TODAY)] * 2)) == 1

    report = fresh(first)
    write(told, report)
    out = at_once([lambda: published(told, report)] * 2)
    assert [one.pk for one in out] == [report.pk, report.pk]
    assert Event.objects.filter(verb="report_published").count() == 1
