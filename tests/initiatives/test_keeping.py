"""An initiative goes on, or ends well: nobody is forgotten, and nothing is closed by silence."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event
from initiatives.actions import initiatives, keeping
from initiatives.models import LookBack, WithinReach
from initiatives.states import Stage
from initiatives.tasks import keep_in_touch
from neighbourhoods.states import Role
from outbox.models import Message
from tests.factories import MembershipFactory, UserFactory
from tests.html import problems

NOW = timezone.now()
A_DAY = timedelta(days=1)


@pytest.fixture
def initiative(place):
    initiative = place.send(now=NOW)
    Message.objects.all().delete()
    return initiative


def address(name, initiative):
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def run_at(now, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: now)
    keep_in_touch()


def mails(subject):
    return [mail.to for mail in Message.objects.order_by("pk") if subject in mail.subject]


def stage(initiative, to, *, by, at=NOW):
    initiatives.set_stage(initiative, to, words="", by=by)
    Event.objects.filter(verb="stage_set").update(at=at)
    Message.objects.all().delete()


# How is it going?


def test_a_team_that_is_silent_is_asked_once_and_never_closed(place, initiative, monkeypatch):
    run_at(NOW + keeping.SILENCE - A_DAY, monkeypatch)
    assert mails("Hoe gaat het met") == []
    for later in (A_DAY, 2 * A_DAY, timedelta(days=200)):
        run_at(NOW + keeping.SILENCE + later, monkeypatch)
    assert mails("Hoe gaat het met") == [place.starter.email]
    initiative.refresh_from_db()
    assert initiative.stage == Stage.IDEA
    assert initiative.is_public


def test_news_ends_the_silence_and_a_next_one_is_asked_about_again(place, initiative, monkeypatch):
    run_at(NOW + keeping.SILENCE + A_DAY, monkeypatch)
    initiatives.post_update(initiative, "We zijn er nog", key=uuid4(), by=place.starter)
    spoken = NOW + timedelta(days=130)
    Event.objects.filter(verb="update_posted").update(at=spoken)
    run_at(spoken + keeping.SILENCE - A_DAY, monkeypatch)
    assert len(mails("Hoe gaat het met")) == 1
    run_at(spoken + keeping.SILENCE + A_DAY, monkeypatch)
    assert len(mails("Hoe gaat het met")) == 2


def test_what_is_ongoing_is_asked_once_a_year_however_much_news_there_is(
    place, initiative, monkeypatch
):
    stage(initiative, Stage.ONGOING, by=place.starter)
    for days in (200, 364):
        run_at(NOW + timedelta(days=days), monkeypatch)
    assert mails("Hoe gaat het met") == []
    for days in (366, 367, 500, 731, 1100):
        run_at(NOW + timedelta(days=days), monkeypatch)
    assert len(mails("Hoe gaat het met")) == 3


def test_what_has_ended_or_is_hidden_is_left_in_peace(place, initiative, monkeypatch):
    stage(initiative, Stage.COMPLETED, by=place.starter)
    hidden = place.send(now=NOW)
    initiatives.hide(hidden, "Een reden", by=place.officer)
    run_at(NOW + timedelta(days=800), monkeypatch)
    assert mails("Hoe gaat het met") == []


def test_one_press_says_that_it_goes_on(place, initiative, browser):
    client = browser(place.starter)
    page = client.get(address("how_is_it", initiative)).content.decode()
    assert problems(page) == []
    for _press in range(2):
        client.post(address("how_is_it", initiative), {"words": "Elke zaterdag", "goes_on": "1"})
    assert Event.objects.filter(verb="goes_on").count() == 1
    shown = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "Het gaat door, zegt het team" in shown
    assert "Elke zaterdag" in shown


def test_who_asks_a_buddy_is_heard_by_the_builders(place, initiative, browser):
    builder = UserFactory(name="Yassin")
    MembershipFactory(neighbourhood=place.neighbourhood, person=builder, role=Role.BUILDER)
    client = browser(place.starter)
    for _press in range(2):
        client.post(address("how_is_it", initiative), {"words": "We zijn moe", "buddy": "1"})
    assert mails("Een maatje voor") == [builder.email]
    shown = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "We zijn moe" not in shown


def test_without_a_builder_the_coordinator_looks_for_a_buddy(place, initiative):
    keeping.ask_buddy(initiative, "", by=place.starter, now=NOW)
    assert mails("Een maatje voor") == [place.coordinator.email]


# The end


def test_ending_leads_to_three_questions_that_may_be_skipped(place, initiative, browser):
    client = browser(place.starter)
    ended = client.post(address("stage", initiative), {"stage": "completed", "words": ""})
    assert ended["Location"] == address("look_back", initiative)
    page = client.get(ended["Location"]).content.decode()
    assert problems(page) == []
    assert address("within_reach", initiative) in page
    empty = client.post(ended["Location"], {"key": uuid4()})
    assert empty.status_code == 422
    assert "Beantwoord één van de vragen" in empty.content.decode()


def test_what_a_team_learned_stands_in_its_story(place, initiative, browser):
    client, key = browser(place.starter), uuid4()
    typed = {"helped": "De kraan", "otherwise": "", "brought": "Vrienden", "key": key}
    for _press in range(2):
        client.post(address("look_back", initiative), typed)
    assert Event.objects.filter(verb="looked_back").count() == 1
    shown = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "Wat hielp: De kraan" in shown
    assert "Wat het ons bracht: Vrienden" in shown
    assert "Wat we anders zouden doen" not in shown


def test_who_starts_and_ends_again_answers_anew(place, initiative):
    for words in ("De kraan", "De buren"):
        keeping.look_back(
            initiative, helped=words, otherwise="", brought="", key=uuid4(), by=place.starter
        )
    assert LookBack.objects.get().helped == "De buren"


def test_too_much_is_said_next_to_the_field_and_kept(place, initiative, browser):
    answer = browser(place.starter).post(
        address("look_back", initiative), {"helped": "x" * 1001, "key": uuid4()}
    )
    assert answer.status_code == 422
    assert "x" * 1001 in answer.content.decode()


def test_what_is_over_asks_nobody_to_join(place, initiative, browser):
    stage(initiative, Stage.COMPLETED, by=place.starter)
    page = browser(UserFactory()).get(initiative.get_absolute_url()).content.decode()
    assert "Ik doe mee" not in page
    assert address("within_reach", initiative) in page


# Within reach


def test_the_end_offers_what_else_would_fit_the_same_subject_first(place, initiative, browser):
    place.send(title="Koffieochtend", theme="meeting")
    place.send(title="Geveltuin", theme="green")
    page = browser(place.starter).get(address("within_reach", initiative)).content.decode()
    assert page.index("Geveltuin") < page.index("Koffieochtend")
    assert problems(page) == []


def test_who_stays_within_reach_hears_once_a_year_until_they_say_no(
    place, initiative, browser, monkeypatch
):
    noor = UserFactory()
    client = browser(noor)
    for _press in range(2):
        client.post(address("within_reach", initiative), {"want": "yes"})
    place.send(title="Geveltuin")
    Message.objects.all().delete()
    for days in (364, 366, 367, 731):
        run_at(NOW + timedelta(days=days), monkeypatch)
    assert mails("Een groet uit Rietwijk") == [noor.email] * 2
    body = Message.objects.filter(to=noor.email).first().body
    assert "Geveltuin" in body
    assert "omdat u in beeld wilde blijven" in body
    monkeypatch.undo()
    client.post(address("within_reach", initiative), {"want": "no"})
    run_at(NOW + timedelta(days=1200), monkeypatch)
    assert len(mails("Een groet uit Rietwijk")) == 2


def test_the_team_alone_reads_who_stay_within_reach_by_their_public_name(
    place, initiative, browser
):
    noor, nameless = UserFactory(name="Noor"), UserFactory(name="", email="geheim@example.org")
    for person in (noor, nameless):
        keeping.stay_within_reach(initiative, by=person)
    page = browser(place.starter).get(address("within_reach", initiative)).content.decode()
    assert problems(page) == []
    assert "2 mensen willen horen wat er gebeurt." in page
    assert "Noor" in page
    assert "Een bewoner" in page
    assert "geheim" not in page
    assert address("within_reach", initiative) in (
        browser(place.starter).get(address("join", initiative)).content.decode()
    )
    for person in (UserFactory(), place.officer, nameless):
        page = browser(person).get(address("within_reach", initiative)).content.decode()
        assert "Wie in beeld blijft" not in page
        assert "Noor" not in page
        assert "Het team van dit initiatief ziet uw naam." in page


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_asks_as_much_for_one_as_for_many(
    place, initiative, browser, number, django_assert_num_queries
):
    for _person in range(number):
        keeping.stay_within_reach(initiative, by=UserFactory())
    client = browser(place.starter)
    client.get(address("within_reach", initiative))
    with django_assert_num_queries(10):
        page = client.get(address("within_reach", initiative)).content.decode()
    assert page.count("Sinds") == min(number, 20)


def test_who_is_erased_is_not_greeted(place, initiative, monkeypatch):
    noor = UserFactory()
    keeping.stay_within_reach(initiative, by=noor)
    erase(noor, now=timezone.now())
    assert not WithinReach.objects.exists()


def test_who_followed_hears_of_the_end_and_where_to_stay_within_reach(place, initiative):
    noor = UserFactory()
    initiatives.support(initiative, by=noor)
    initiatives.set_stage(initiative, Stage.COMPLETED, words="Klaar!", by=place.starter)
    mail = Message.objects.get(to=noor.email)
    assert address("within_reach", initiative) in mail.body
