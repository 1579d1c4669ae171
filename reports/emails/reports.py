from django.conf import settings
from django.urls import reverse

from activity.actions import notify
from activity.models import Event
from activity.selections import coordinators

from ..models import Report
from ..selections.hearing import with_a_part_in


def drafted(event: Event, report: Report) -> None:
    """The coordinator hears that there is a draft to finish."""
    people = coordinators(report.neighbourhood)
    edit_url = settings.SITE_URL + reverse("reports:edit", args=[report.pk])
    notify(event, people, "reports/email/drafted.txt", asks=True, report=report, edit_url=edit_url)


def published(event: Event, report: Report) -> None:
    notify(event, with_a_part_in(report), "reports/email/published.txt", report=report)
