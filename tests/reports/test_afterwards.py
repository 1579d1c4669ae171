"""What happens with a report that is out: reactions, corrections, and a meeting about it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event, Notification
from neighbourhoods.states import Role
from participation.models import Meeting
from reports.actions import afterwards
from reports.models import Correction, ReportReaction
from tests.factories import MembershipFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .voicing import telling

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(db):
    """Published yesterday."""
    return telling(published=True, at=timezone.now() - timedelta(days=1))


def page_of(response) -> str:
    return str(response.content.decode())


def said(**more: str) -> dict[str, str]:
    return {"key": str(uuid4()), "words": "Ik mis de speeltuin."} | more


def test_a_resident_reacts_without_a_name_and_gets_an_answer(out):
    fatma, sent = UserFactory(name="Fatma"), said()
    for _press in range(2):
        response = browser_of(fatma).post(f"{out.path}reageren/", sent)
    given = ReportReaction.objects.get()
    assert response.url.endswith(f"#reactie-{given.pk}")
    page = page_of(browser_of().get(f"{out.path}reacties/"))
    assert sent["words"] in page
    assert "Antwoord voor" in page
    assert "Fatma" not in page
    assert problems(page) == []
    assert "1 reactie" in page_of(browser_of().get(out.path))

    emre = browser_of(out.coordinator)
    assert sent["words"] in page_of(emre.get("/mijn/werk/verslagreacties/"))
    assert emre.post(f"/verslagreactie/{given.pk}/antwoord/", {"words": ""}).status_code == 422
    answer = {"words": "Die staat in het volgende verslag."}
    emre.post(f"/verslagreactie/{given.pk}/antwoord/", answer)
    assert answer["words"] in page_of(browser_of().get(f"{out.path}reacties/"))
    assert Notification.objects.filter(person=fatma, event__verb="reaction_answered").count() == 1
    assert sent["words"] not in page_of(emre.get("/mijn/werk/verslagreacties/"))
    late = emre.post(f"/verslagreactie/{given.pk}/antwoord/", {"words": "Iets anders."})
    assert late.status_code == 409
    assert "Iets anders." in page_of(late)
    assert answer["words"] in page_of(late)


@pytest.mark.parametrize("words", ["", "\0", "Bel mij: 123456782", "a" * 1501])
def test_bad_input_keeps_what_was_typed(out, words):
    response = browser_of(UserFactory()).post(f"{out.path}reageren/", said(words=words))
    assert response.status_code == 422
    assert problems(page_of(response)) == []
    assert not ReportReaction.objects.exists()


def test_a_visitor_signs_in_after_writing(out):
    assert "/account/" in browser_of().post(f"{out.path}reageren/", said()).url
    assert not ReportReaction.objects.exists()


def test_after_six_weeks_everything_can_be_read_and_nothing_added(out):
    out.report.published_at -= timedelta(weeks=6)
    out.report.save()
    response = browser_of(UserFactory()).post(f"{out.path}reageren/", said())
    assert response.url == f"{out.path}reacties/"
    assert "Reageren kan niet meer" in page_of(browser_of().get(f"{out.path}reacties/"))
    assert not ReportReaction.objects.exists()


def test_one_takes_away_their_own_words_and_nobody_elses(out):
    fatma = UserFactory()
    browser_of(fatma).post(f"{out.path}reageren/", said())
    given = ReportReaction.objects.get()
    away = f"/verslagreactie/{given.pk}/weg/"
    assert browser_of(UserFactory()).post(away).status_code == 404
    browser_of(fatma).post(away)
    assert not ReportReaction.objects.exists()


def test_who_answers_is_reminded_before_on_and_after_the_day_once(out):
    browser_of(UserFactory()).post(f"{out.path}reageren/", said())
    given = ReportReaction.objects.get()
    days = [timedelta(days=day, minutes=-1) for day in (-30, -2, -2, 0, 0, 1, 5)]
    events = [afterwards.remind(given, now=given.due_at + day) for day in days]
    verbs = [event.verb for event in events if event]
    assert verbs == ["reaction_soon", "reaction_today", "reaction_late"]
    heard = Notification.objects.filter(event__verb__in=verbs).values_list("person", flat=True)
    assert list(heard) == [out.coordinator.pk] * 3


def test_what_is_published_stays_and_a_correction_is_a_dated_note(out):
    emre, frozen = browser_of(out.coordinator), out.report.frozen
    sent = said(chapter="figures", words="Er waren 12 afspraken, geen 11.")
    assert emre.post(f"{out.path}correctie/", sent | {"chapter": "x"}).status_code == 422
    for _press in range(2):
        assert emre.post(f"{out.path}correctie/", sent).url == out.path
    assert Correction.objects.count() == 1
    out.report.refresh_from_db()
    assert out.report.frozen == frozen
    page = page_of(browser_of().get(out.path))
    assert page.index(sent["words"]) < page.index("Verhalen uit de wijk")
    assert Event.objects.get(verb="report_corrected").is_public


def test_one_press_makes_it_the_subject_of_a_meeting(out):
    builder = UserFactory()
    MembershipFactory(neighbourhood=out.place, person=builder, role=Role.BUILDER)
    page = browser_of(builder).get(f"{out.path}bespreken/")
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent |= {"key": str(sent["key"]), "place": ""}
    assert browser_of(builder).post(f"{out.path}bespreken/", sent).status_code == 422  # no place
    sent["place"] = "In het buurthuis"
    assert (
        browser_of(builder).post(f"{out.path}bespreken/", sent | {"ends": "18:00"}).status_code
        == 422
    )
    for _press in range(2):
        response = browser_of(builder).post(f"{out.path}bespreken/", sent)
    meeting = Meeting.objects.get()
    assert response.url == meeting.get_absolute_url()
    assert out.path in page_of(browser_of().get(meeting.get_absolute_url()))
    assert meeting.title in page_of(browser_of().get(out.path))
    assert browser_of(UserFactory()).get(f"{out.path}bespreken/").status_code == 403


def test_a_draft_has_none_of_these(db):
    draft = telling()
    for path in ("reacties", "reageren"):
        assert browser_of(draft.coordinator).get(f"{draft.path}{path}/").status_code == 404
    assert browser_of(draft.coordinator).get(f"{draft.path}correctie/").status_code == 302
    assert browser_of(draft.coordinator).get(f"{draft.path}bespreken/").status_code == 403


@pytest.mark.parametrize("number", [1, 4])
def test_the_pages_ask_as_much_for_many_reactions(number, out, django_assert_num_queries):
    for _one in range(number):
        browser_of(UserFactory()).post(f"{out.path}reageren/", said())
    with django_assert_num_queries(3):
        browser_of().get(f"{out.path}reacties/")


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_the_same_moment_is_once():
    out = telling(published=True, at=timezone.now())
    browser, sent = browser_of(UserFactory()), said()
    at_once([lambda: browser.post(f"{out.path}reageren/", sent)] * 3)
    assert ReportReaction.objects.count() == 1
