"""The pages of a report: who reads it, who finishes it, and what stands fast once it is out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.models import Event, Notification
from goals.models import ResidentInput
from initiatives.actions import album
from partners.states import AgreementState
from reports.actions import making
from reports.models import LeftOut, Report, ReportWords
from reports.states.reports import Chapter, Refused
from tests.factories import InitiativeFactory, UserFactory
from tests.goals.quarter import day
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.reports.telling import (
    LACKS,
    content,
    drafted,
    fresh,
    promise,
    published,
    telling,
    write,
)

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture
def told():
    return telling()


def page(person, path, status=200):
    answer = browser_of(person).get(path)
    assert answer.status_code == status
    html = answer.content.decode()
    assert status != 200 or problems(html) == []
    return html


def chapter_form(person, report, chapter="lacks", **more):
    client = browser_of(person)
    path = f"{report.get_absolute_url()}bewerken/{chapter}/"
    seen = client.get(path).context["form"]["seen"].value()
    return client.post(path, {"seen": seen, "words": "", "why": "", "left_out": []} | more)


def test_from_beginning_to_publishing(told):
    carla = told.coordinator
    assert "Er is nog geen verslag." in page(None, told.path)
    assert "Begin een verslag" not in page(None, told.path)
    begun = f"{told.path}nieuw/"
    assert "Kwartaal" in page(carla, begun)
    refused = browser_of(carla).post(begun, {"period": "1999"})
    assert refused.status_code == 422
    assert "Kies een kwartaal of jaar." in refused.content.decode()

    choice = browser_of(carla).get(begun).context["periods"][0]
    for _twice in range(2):
        making_it = browser_of(carla).post(begun, {"period": choice.code})
    report = Report.objects.get()
    assert making_it.url == f"{report.get_absolute_url()}bewerken/"
    edit = f"{report.get_absolute_url()}bewerken/"
    poll = {"HX-Request": "true", "HX-Target": "progress"}
    assert "Het concept wordt gemaakt: 0 procent." in page(carla, edit)
    assert "Wordt gemaakt: 0 procent" in page(carla, told.path)
    assert browser_of(carla).get(edit, headers=poll).status_code == 200
    assert browser_of(carla).get(report.get_absolute_url()).status_code == 302
    assert "Het concept wordt nog gemaakt." in page(
        carla, f"{report.get_absolute_url()}publiceren/"
    )
    making.work()
    assert browser_of(carla).get(edit, headers=poll).status_code == 286
    mine = page(carla, "/mijn/werk/verslagen/")
    assert str(report) in mine
    html = page(carla, edit)
    assert "Schrijf in uw eigen woorden wat (nog) niet werkt." in html
    assert "Moet er staan" in html
    assert "Dit is het concept." in page(carla, report.get_absolute_url())
    for person in (None, told.place.officer, told.place.member):
        page(person, report.get_absolute_url(), 404)


def test_without_what_does_not_work_it_cannot_go_out(told):
    report = drafted(told)
    path = f"{report.get_absolute_url()}publiceren/"
    answer = browser_of(told.coordinator).post(path)
    assert answer.status_code == 422
    assert "Schrijf eerst wat (nog) niet werkt." in answer.content.decode()
    assert not fresh(report).is_published

    assert chapter_form(told.coordinator, report, words=LACKS).status_code == 302
    assert LACKS in page(told.coordinator, path)
    for _twice in range(2):
        assert browser_of(told.coordinator).post(path).status_code == 302
    assert Event.objects.filter(verb="report_published", is_public=True).count() == 1
    heard = {one.person for one in Notification.objects.filter(event__verb="report_published")}
    assert told.looking.party.organisation == told.place.organisation
    assert {told.place.contact, told.place.member} <= heard
    assert told.coordinator not in heard  # who did it knows

    html = page(None, report.get_absolute_url())
    order = [html.index(f'id="{one}"') for one in (
        "verhalen", "doelen", "afspraken", "niet-gelukt", "werkt-niet", "zelf", "lessen", "cijfers",
    )]  # fmt: skip
    assert order == sorted(order)  # stories first, figures last
    for words in ("De eerste sla staat.", LACKS, "Er ligt daar een leiding.",
                  "De lampen kwamen niet.", "Een pad erlangs kan wel.", "50 procent"):  # fmt: skip
        assert words in html
    assert str(report) in page(None, told.path)
    assert told.path in page(None, f"{told.place.path}wie/")


def test_without_residents_it_takes_a_public_explanation(told):
    ResidentInput.objects.all().delete()
    report = drafted(told)
    write(told, report)
    path = f"{report.get_absolute_url()}publiceren/"
    refused = browser_of(told.coordinator).post(path, {"explanation": ""})
    assert refused.status_code == 422
    assert "Leg uit waarom bewoners er geen deel in hadden." in refused.content.decode()
    with pytest.raises(Refused, match="residents"):
        published(told, report)
    why = "De zaal was dicht, in mei doen wij het over."
    assert browser_of(told.coordinator).post(path, {"explanation": why}).status_code == 302
    assert why in page(None, report.get_absolute_url())


def test_what_goes_wrong_is_left_out_only_with_a_reason_for_all_to_read(told):
    report = drafted(told)
    key = f"agreement:{told.broken.pk}"
    bad = chapter_form(told.coordinator, report, "agreements", left_out=[key], words="Lees verder.")
    assert bad.status_code == 422
    html = bad.content.decode()
    assert "Schrijf waarom u dit weglaat." in html
    assert "Lees verder." in html
    assert f'value="{key}" checked' in html
    unknown = chapter_form(told.coordinator, report, "agreements", left_out=["agreement:0"])
    assert unknown.status_code == 422

    why = "Dit staat al bij wat niet werkt."
    ok = chapter_form(told.coordinator, report, "agreements", left_out=[key], why=why)
    assert ok.status_code == 302
    found = content(report)
    assert [one.title for one in found.facts.agreements[0].lines] == ["Banken schilderen"]
    html = page(told.coordinator, report.get_absolute_url())
    assert "Hier is 1 regel weggelaten." in html
    assert why in html
    assert chapter_form(told.coordinator, report, "agreements").status_code == 302
    assert not LeftOut.objects.exists()


def test_the_coordinator_says_which_story_stands_first(told):
    report = drafted(told)
    news, quote = (one.key for one in content(report).facts.stories.lines)
    places = {f"place-{news}": "2", f"place-{quote}": "1"}
    bad = chapter_form(told.coordinator, report, "stories", **places | {f"place-{news}": "veel"})
    assert bad.status_code == 422
    assert "Kies een getal van 1 tot en met 99." in bad.content.decode()
    assert chapter_form(told.coordinator, report, "stories", **places).status_code == 302
    assert [one.key for one in content(report).facts.stories.lines] == [quote, news]
    out = chapter_form(told.coordinator, report, "stories", **places | {"left_out": [quote]})
    assert out.status_code == 302  # a story may go without a word
    assert [one.key for one in content(report).facts.stories.lines] == [news]


def test_who_was_overtaken_by_a_colleague_keeps_what_they_wrote(told):
    report = drafted(told)
    client, path = browser_of(told.coordinator), f"{report.get_absolute_url()}bewerken/lacks/"
    seen = client.get(path).context["form"]["seen"].value()
    write(told, report, words="Van een collega.")
    assert client.post(path, {"seen": seen, "words": "Van een collega."}).status_code == 302
    late = client.post(path, {"seen": seen, "words": "Van mij."})
    assert late.status_code == 422
    assert "Een collega heeft dit hoofdstuk net veranderd." in late.content.decode()
    assert "Van mij." in late.content.decode()
    assert ReportWords.objects.get().words == "Van een collega."


def test_published_it_stands_fast_but_what_is_hidden_since_is_gone(told):
    report = drafted(told)
    write(told, report)
    published(told, report)
    told.broken.words = "Toch iets anders."
    told.broken.save(update_fields=["words"])
    album.hide(told.photo, "Herkenbare kinderen.", by=told.coordinator)
    html = page(None, report.get_absolute_url())
    assert "De lampen kwamen niet." in html
    assert "De eerste sla staat." in html
    assert told.photo.address not in html
    for path in ("bewerken/", "bewerken/lacks/", "publiceren/"):
        answer = browser_of(told.coordinator).get(f"{report.get_absolute_url()}{path}")
        assert answer.url == report.get_absolute_url()
    anew = browser_of(told.coordinator).post(f"{report.get_absolute_url()}opnieuw/")
    assert anew.url == report.get_absolute_url()
    assert not fresh(report).making.is_busy

    told.garden.visibility, told.garden.hidden_reason = "hidden", "Er stond een naam in."
    told.garden.save()
    html = page(None, report.get_absolute_url())
    assert "De eerste sla staat." not in html
    assert "De moestuin" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_much_for_one_as_for_many(told, number):
    for one in range(number):
        garden = InitiativeFactory(neighbourhood=told.place.neighbourhood, sent_at=day(2026, 2, 2))
        garden.updates.create(author=told.place.member, text="Nieuws.", at=day(2026, 3, 3 + one))
        promise(told.looking, f"Belofte {one}", AgreementState.BROKEN, words="Niet gelukt.")
        drafted(told, quarter=one + 2)
    report = drafted(told)
    write(told, report)
    paths = [
        told.path,
        f"{told.path}nieuw/",
        report.get_absolute_url(),
        *(f"{report.get_absolute_url()}{one}/" for one in (
            "bewerken", "bewerken/stories", "bewerken/agreements", "publiceren",
        )),
        "/mijn/werk/verslagen/",
    ]  # fmt: skip
    client = browser_of(told.coordinator)
    client.get(told.path)
    asked = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        asked[path.rsplit("/", 2)[-2]] = len(queries)
    published(told, report)
    for person in (None, UserFactory()):
        reader = browser_of(person)
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(report.get_absolute_url()).status_code == 200
        asked[f"read by {bool(person)}"] = len(queries)
    assert max(asked.values()) <= MOST


def test_every_chapter_can_be_written_in(told):
    report = drafted(told)
    for chapter in Chapter.values:
        words = f"Bij {chapter}"
        assert chapter_form(told.coordinator, report, chapter, words=words).status_code == 302
    html = page(told.coordinator, report.get_absolute_url())
    for chapter in Chapter.values:
        assert f"Bij {chapter}" in html
    assert page(told.coordinator, f"{report.get_absolute_url()}bewerken/anders/", 404)
