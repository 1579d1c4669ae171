"""What happens, in a news reader: valid Atom, only what is public, nobody by name, and little work
for who asks again."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.utils import timezone

from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from initiatives import verbs
from initiatives.models import Initiative
from initiatives.states import Visibility
from reports.models import Report
from reports.states.reports import Period, ReportState
from tests.factories import InitiativeFactory, NeighbourhoodFactory, ReviewFactory, UserFactory
from tests.html import parsed

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 3339, as RFC 4287 wants it.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@pytest.fixture
def here():
    return NeighbourhoodFactory(name="Rietwijk", slug="rietwijk")


@pytest.fixture
def garden(here):
    return ReviewFactory(
        initiative=InitiativeFactory(neighbourhood=here, title="Tuin & <b>Co</b>")
    ).initiative


def happens(initiative, verb=verbs.UPDATE, words="", *, public=True, side=Side.TEAM):
    return activity.record(
        verb.name,
        initiative,
        by=UserFactory(name="Fatma Yilmaz"),
        side=side,
        neighbourhood=initiative.neighbourhood,
        public=public,
        words=words,
    )


def read(content):
    """The feed, which says all that RFC 4287 asks of one (4.1.1, 4.1.2)."""
    feed = ET.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert set(links) == {"self", "alternate"}
    entries = feed.findall(f"{ATOM}entry")
    for one in [feed, *entries]:
        for name in ("id", "title", "updated"):
            (found,) = one.findall(f"{ATOM}{name}")
            assert found.text
            assert found.get("type") in {None, "text"}
        assert MOMENT.fullmatch(one.findtext(f"{ATOM}updated"))
        assert one.findtext(f"{ATOM}id").startswith("tag:")
        for link in one.findall(f"{ATOM}link"):
            assert link.get("href").startswith(f"{settings.SITE_URL}/")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    assert len(set(ids)) == len(ids)
    moments = [datetime.fromisoformat(one.findtext(f"{ATOM}updated")) for one in entries]
    assert moments == sorted(moments, reverse=True)
    if moments:
        assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == moments[0]
    return feed, entries


def titles(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    _feed, entries = read(response.content)
    return [one.findtext(f"{ATOM}title") for one in entries]


def test_a_neighbourhood_and_an_initiative_tell_what_happens(client, here, garden):
    happens(garden, words='Kom "allemaal" & neem <script>x</script> mee\x0b')
    happens(garden, verbs.JOINED, side=Side.RESIDENT)
    for address in ("/wijk/rietwijk/nieuws.atom", f"/initiatief/{garden.pk}/nieuws.atom"):
        joined, news = titles(client, address)

        assert joined == "Tuin & <b>Co</b>: Een bewoner doet mee"
        assert news == "Tuin & <b>Co</b>: Nieuws van het team"
        _feed, entries = read(client.get(address).content)
        summary = entries[1].find(f"{ATOM}summary")
        assert summary.get("type") == "html"
        assert "<script" not in summary.text  # what a reader shows as HTML
        assert "&lt;script&gt;" in summary.text
        assert client.get(
            urlsplit(entries[1].find(f"{ATOM}link").get("href")).path
        ).status_code in {
            200,
            302,
        }


def test_nobody_is_named(client, garden):
    happens(garden, verbs.JOINED, side=Side.RESIDENT)

    assert "Fatma" not in client.get("/wijk/rietwijk/nieuws.atom").content.decode()
    assert "Fatma" not in client.get(f"/initiatief/{garden.pk}/nieuws.atom").content.decode()


def test_what_is_not_public_or_hidden_is_not_in_it(client, here, garden):
    happens(garden, public=False)
    hidden = InitiativeFactory(neighbourhood=here, title="Geheim")
    happens(hidden)
    Initiative.objects.filter(pk=hidden.pk).update(
        visibility=Visibility.HIDDEN, hidden_reason="Huisregels"
    )

    assert titles(client, "/wijk/rietwijk/nieuws.atom") == []
    assert titles(client, f"/initiatief/{garden.pk}/nieuws.atom") == []
    assert client.get(f"/initiatief/{hidden.pk}/nieuws.atom").status_code == 404
    closed = NeighbourhoodFactory(slug="dicht", is_public=False)
    assert client.get(f"/wijk/{closed.slug}/nieuws.atom").status_code == 404


def test_who_asks_again_gets_it_only_when_something_happened(client, garden):
    address = "/wijk/rietwijk/nieuws.atom"
    event = happens(garden)
    Event.objects.filter(pk=event.pk).update(at=event.at - timedelta(hours=1))
    first = client.get(address)
    again = {"If-None-Match": first["ETag"]}
    since = {"If-Modified-Since": first["Last-Modified"]}

    for headers in (again, since):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 304
        assert answer.content == b""
    happens(garden)
    for headers in (again, since):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        assert len(read(answer.content)[1]) == 2
    assert client.head(address).status_code == 200


def test_an_id_stays_when_a_title_or_an_address_changes(client, garden):
    happens(garden)
    ids = [
        one.findtext(f"{ATOM}id")
        for one in read(client.get("/wijk/rietwijk/nieuws.atom").content)[1]
    ]
    Event.objects.update(subject_title="Heel anders", subject_url="/initiatief/9-heel-anders/")

    _feed, entries = read(client.get("/wijk/rietwijk/nieuws.atom").content)

    assert [one.findtext(f"{ATOM}id") for one in entries] == ids


def test_an_empty_feed_is_valid_and_stays_the_same(client, here):
    first, second = (client.get("/wijk/rietwijk/nieuws.atom") for _ in range(2))

    assert read(first.content)[1] == []
    assert first["ETag"] == second["ETag"]


def test_pages_lead_to_their_feed_for_programs_and_for_people(client, here, garden):
    happens(garden)
    for url, feed in (
        (here.get_absolute_url(), "/wijk/rietwijk/nieuws.atom"),
        (garden.get_absolute_url(), f"/initiatief/{garden.pk}/nieuws.atom"),
    ):
        tree = parsed(client.get(url).content.decode())[0]
        (link,) = [one for one in tree.iter("link") if one.get("rel") == "alternate"]
        assert link.get("type") == "application/atom+xml"
        assert link.get("href") == feed
        assert feed in {one.get("href") for one in tree.iter("a")}


@pytest.mark.parametrize("number", [1, 60])
def test_it_asks_two_things_however_much_happened(
    client, garden, number, django_assert_num_queries
):
    for _ in range(number):
        happens(garden)
    for address in ("/wijk/rietwijk/nieuws.atom", f"/initiatief/{garden.pk}/nieuws.atom"):
        with django_assert_num_queries(2):
            content = client.get(address).content
        assert len(read(content)[1]) == min(number, 50)


def test_reports_that_are_published_have_a_feed_of_their_own(client, here):
    at = timezone.now()
    published = {
        "state": ReportState.PUBLISHED, "frozen": {}, "published_by": UserFactory(), "year": 2026,
        "kind": Period.QUARTER, "neighbourhood": here,
    }  # fmt: skip
    for quarter in (1, 2):
        Report.objects.create(
            quarter=quarter, published_at=at + timedelta(days=quarter), **published
        )
    Report.objects.create(kind=Period.YEAR, year=2026, neighbourhood=here)  # in the making

    assert titles(client, "/wijk/rietwijk/verslagen.atom") == [
        "Verslag van kwartaal 2 van 2026",
        "Verslag van kwartaal 1 van 2026",
    ]
    tree = parsed(client.get("/wijk/rietwijk/verslagen/").content.decode())[0]
    found = {link.get("href") for name in ("link", "a") for link in tree.iter(name)}
    assert "/wijk/rietwijk/verslagen.atom" in found
    closed = NeighbourhoodFactory(slug="dicht", is_public=False)
    assert client.get(f"/wijk/{closed.slug}/verslagen.atom").status_code == 404
