"""What happened, as readers elsewhere get it: what is public here, and nobody by name, for what a
reader has it keeps."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from activity.models import Event
from activity.verbs import verb
from core.feeds import Entry, Feed
from initiatives.models import Initiative
from initiatives.selections.story import events_in, story
from neighbourhoods.models import Neighbourhood
from reports.selections.listing import published_in

MOST = 50
SHOWN = ("side", "verb", "words", "subject_title", "subject_url", "at")


def of_neighbourhood(place: Neighbourhood) -> Feed:
    """One query."""
    return Feed(
        key=f"wijk/{place.pk}",
        title=_("Wat er gebeurt in %(name)s") % {"name": place.name},
        url=place.get_absolute_url(),
        author=_("Wijkaanpak %(name)s") % {"name": place.name},
        since=place.opened_at,
        entries=_entries(events_in(place, MOST)),
    )


def of_initiative(initiative: Initiative) -> Feed:
    """One query."""
    place = initiative.neighbourhood
    return Feed(
        key=f"initiatief/{initiative.pk}",
        title=initiative.title,
        url=initiative.get_absolute_url(),
        author=_("Wijkaanpak %(name)s") % {"name": place.name},
        since=place.opened_at,
        entries=_entries(story(initiative).select_related(None).only(*SHOWN)[:MOST]),
    )


def of_reports(place: Neighbourhood) -> Feed:
    """Those that are published, the last one first; one query."""
    reports = published_in(place).order_by("-published_at", "-pk")
    return Feed(
        key=f"verslagen/{place.pk}",
        title=_("Verslagen van %(name)s") % {"name": place.name},
        url=reverse("reports:reports", args=[place.slug]),
        author=_("Wijkaanpak %(name)s") % {"name": place.name},
        since=place.opened_at,
        entries=[
            Entry(f"verslag/{one.pk}", str(one), one.get_absolute_url(), one.published_at)
            for one in reports[:MOST]
            if one.published_at
        ],
    )


def _entries(events: Iterable[Event]) -> list[Entry]:
    return [
        Entry(f"gebeurtenis/{one.pk}", _title(one), one.subject_url, one.at, one.words)
        for one in events
    ]


def _title(event: Event) -> str:
    who = {
        Event.Side.RESIDENT: _("Een bewoner"),
        Event.Side.TEAM: _("Het team"),
        Event.Side.PARTNER: _("Een organisatie"),
        Event.Side.MUNICIPALITY: _("De gemeente"),
        Event.Side.PLATFORM: "",
    }[Event.Side(event.side)]
    said = verb(event.verb).said(who, event.subject_title)
    return said if event.subject_title in said else f"{event.subject_title}: {said}"
