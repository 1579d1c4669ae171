"""A question hour: asked in by everybody, answered by who knows, and cheap to refresh."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activity.models import Event, Notification
from goals.states import Refused
from neighbourhoods.working_days import AMSTERDAM
from outbox.models import Message
from participation.actions import hours as actions
from participation.models import HourQuestion, HourSupport, QuestionHour, Room
from tests.factories import HourQuestionFactory, MeetingFactory, QuestionHourFactory, UserFactory
from tests.html import fragment_problems, problems
from tests.partners.conftest import Place, browser_of, make_place
from tests.threads import at_once

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "live"}


@pytest.fixture(autouse=True)
def nothing_cached():
    cache.clear()


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def hour(place) -> QuestionHour:
    found: QuestionHour = QuestionHourFactory(
        neighbourhood=place.neighbourhood, guest=place.organisation, begun_by=place.coordinator
    )
    return found


def path_of(hour, more=""):
    return f"/vragenuur/{hour.pk}/{more}"


def asked(hour, **more):
    return HourQuestionFactory(hour=hour, **more)


def word_in(html):
    return html.partition("gezien=")[2].partition("&amp;")[0]


# Planning


def planned(**more):
    plain = {
        "key": str(uuid4()),
        "title": "De renovatie",
        "about": "",
        "guest": "",
        "day": (timezone.localdate() + timedelta(days=7)).isoformat(),
        "begins": "19:30",
        "ends": "20:30",
    }
    return plain | more


def test_a_coordinator_plans_one_and_people_ask_at_once(place):
    me, path = browser_of(place.coordinator), f"{place.path}meedoen/vragenuren/nieuw/"
    assert problems(me.get(path).content.decode()) == []
    fields = planned(guest=str(place.organisation.pk))

    me.post(path, fields)
    made = me.post(path, fields)

    hour = QuestionHour.objects.get()
    assert made.headers["Location"] == path_of(hour)
    local = hour.begins_at.astimezone(AMSTERDAM)
    assert (local.hour, local.minute) == (19, 30)
    assert Event.objects.filter(verb="hour_planned", is_public=True).count() == 1
    page = browser_of().get(path_of(hour)).content.decode()
    assert "19:30" in page
    assert "20:30" in page
    assert "met De Zaanoever" in page
    assert "Stel uw vraag" in page
    assert problems(page) == []
    assert "De renovatie" in browser_of().get(f"{place.path}meedoen/").content.decode()


def test_in_a_room_one_takes_part_without_an_account_by_its_code(place):
    meeting = MeetingFactory(neighbourhood=place.neighbourhood, called_by=place.coordinator)
    other = MeetingFactory(neighbourhood=place.neighbourhood)
    me, path = browser_of(place.coordinator), f"{place.path}meedoen/vragenuren/nieuw/"
    assert me.post(path, planned(meeting="999999")).status_code == 422
    me.post(path, planned(meeting=str(meeting.pk)))
    hour, code = QuestionHour.objects.get(), Room.objects.get(meeting=meeting).code
    assert code in me.get(path_of(hour)).content.decode()
    assert code not in browser_of().get(path_of(hour)).content.decode()
    fields = {"key": str(uuid4()), "words": "Komt er een lift?"}

    asking = browser_of()
    refused = asking.post(path_of(hour), fields | {"room": other.token})
    assert refused.status_code == 422
    assert "Deze code is van een andere zaal" in refused.content.decode()
    assert "Komt er een lift?" in refused.content.decode()
    assert problems(refused.content.decode()) == []
    inside = asking.get(f"/p/{code}/", follow=True)
    assert inside.redirect_chain[-1][0] == f"{path_of(hour)}?zaal={code}"
    asking.post(f"{path_of(hour)}?zaal={code}", fields | {"room": code})
    question = HourQuestion.objects.get()

    support = path_of(hour, f"vraag/{question.pk}/steun/")
    assert browser_of().post(support).headers["Location"] == "/p/"
    assert browser_of().post(f"{support}?zaal={other.token}").headers["Location"] == "/p/"
    neighbour = browser_of()
    for _press in range(2):
        neighbour.post(f"{support}?zaal={code}")
    browser_of(UserFactory()).post(support)
    question.refresh_from_db()
    assert question.supports == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "19:30"},
        {"ends": "19:00"},
        {"ends": "23:59"},
        {"day": "2020-01-01"},
        {"day": "morgen"},
        {"begins": "25:00"},
        {"title": ""},
        {"guest": "99999999999999999999"},
        {"guest": "x"},
        {"key": "x"},
    ],
)
def test_what_cannot_be_is_refused(wrong, place):
    page = browser_of(place.coordinator).post(
        f"{place.path}meedoen/vragenuren/nieuw/", planned(**wrong)
    )

    assert page.status_code == 422
    assert problems(page.content.decode()) == []
    assert not QuestionHour.objects.exists()


def test_over_the_change_of_the_clock_the_time_is_that_on_the_wall(place):
    """The last Sundays of October and of March to come."""
    today = timezone.localdate()
    for month in (3, 10):
        day = next(
            one
            for one in (date(year, month, 31) for year in (today.year, today.year + 1))
            if one > today
        )
        day -= timedelta(days=(day.weekday() - 6) % 7)
        if day <= today:
            continue
        browser_of(place.coordinator).post(
            f"{place.path}meedoen/vragenuren/nieuw/", planned(day=day.isoformat())
        )
        hour = QuestionHour.objects.order_by("-pk")[0]
        assert hour.begins_at == datetime(day.year, month, day.day, 19, 30, tzinfo=AMSTERDAM)
        assert hour.ends_at - hour.begins_at == timedelta(hours=1)
        if month == 3:
            night = browser_of(place.coordinator).post(
                f"{place.path}meedoen/vragenuren/nieuw/",
                planned(day=day.isoformat(), begins="02:30", ends="03:30"),
            )
            assert night.status_code == 422
            assert "de klok gaat dan vooruit" in night.content.decode()


# Asking and supporting


def test_a_phone_without_an_account_asks_once(hour):
    phone, fields = browser_of(), {"key": str(uuid4()), "words": "Wanneer begint het?"}

    page = phone.post(path_of(hour), fields, follow=True).content.decode()
    phone.post(path_of(hour), fields)

    assert "Uw vraag staat erbij." in page
    assert "Wanneer begint het?" in page
    assert problems(page) == []
    question = HourQuestion.objects.get()
    assert (question.person, question.supports) == (None, 1)
    assert HourSupport.objects.get().browser


def test_before_it_begins_questions_can_be_put_already(place):
    coming = QuestionHourFactory(
        neighbourhood=place.neighbourhood, begins_at=timezone.now() + timedelta(days=1)
    )
    browser_of().post(path_of(coming), {"key": uuid4(), "words": "Wanneer begint het?"})
    question = HourQuestion.objects.get()

    with pytest.raises(Refused):
        actions.answer(
            question, "Ja", for_party=place.organisation, by=place.officer, now=timezone.now()
        )
    officer = browser_of(place.officer)
    assert "Geef antwoord" not in officer.get(path_of(coming)).content.decode()
    away = officer.get(path_of(coming, f"vraag/{question.pk}/antwoord/"))
    assert away.headers["Location"] == path_of(coming)


def test_questions_rise_by_support_of_each_once(hour):
    low, high = asked(hour, words="Laag gesteund?"), asked(hour, words="Hoog gesteund?")
    phone, person = browser_of(), UserFactory()
    for browser in (phone, phone, browser_of(person), browser_of(person)):
        browser.post(path_of(hour, f"vraag/{high.pk}/steun/"))

    high.refresh_from_db()
    assert high.supports == HourSupport.objects.filter(question=high).count() == 2
    page = phone.get(path_of(hour)).content.decode()
    assert page.index(high.words) < page.index(low.words)
    assert "wijk-button--pressed" in page
    part = phone.post(path_of(hour, f"vraag/{high.pk}/steun/"), {"want": "no"}, headers=HTMX)
    assert part.status_code == 200
    assert fragment_problems(part.content.decode()) == []
    high.refresh_from_db()
    assert high.supports == 1


def test_a_bad_question_keeps_the_words(hour):
    for words in ("", "Hé?", "a" * 301):
        page = browser_of().post(path_of(hour), {"key": uuid4(), "words": words})
        assert page.status_code == 422
        assert words in page.content.decode()
        assert problems(page.content.decode()) == []
    assert not HourQuestion.objects.exists()


def test_who_asks_too_late_is_told_and_keeps_the_words(place, hour):
    question = asked(hour)
    actions.close(hour, by=place.coordinator, now=timezone.now())

    page = browser_of().post(path_of(hour), {"key": uuid4(), "words": "Mag ik nog iets vragen?"})

    assert page.status_code == 409
    assert "Mag ik nog iets vragen?" in page.content.decode()
    assert problems(page.content.decode()) == []
    late = browser_of().post(path_of(hour, f"vraag/{question.pk}/steun/"), follow=True)
    assert "Het vragenuur is voorbij" in late.content.decode()
    assert not HourSupport.objects.exists()


# Answering


def test_the_guest_and_who_works_here_answer_and_who_asked_hears(place, hour):
    person = UserFactory()
    question = asked(hour, person=person)
    path = path_of(hour, f"vraag/{question.pk}/antwoord/")
    assert browser_of(UserFactory()).get(path).status_code == 403
    me = browser_of(place.member)
    assert problems(me.get(path).content.decode()) == []
    assert me.post(path, {"answer": ""}).status_code == 422

    me.post(path, {"answer": "In mei."})
    me.post(path, {"answer": "In mei, na de vakantie."})

    question.refresh_from_db()
    assert question.answered_for == place.organisation
    assert [one.person for one in Notification.objects.all()] == [person]
    assert "In mei." in Message.objects.get().body
    answered = browser_of().get(path_of(hour), {"stand": "antwoord"}).content.decode()
    assert "De Zaanoever" in answered
    assert "In mei, na de vakantie." in answered
    other = asked(hour)
    browser_of(place.officer).post(
        path_of(hour, f"vraag/{other.pk}/antwoord/"), {"answer": "De gemeente zegt ja."}
    )
    other.refresh_from_db()
    assert other.answered_for.kind == "municipality"


def test_afterwards_it_is_closed_and_readable(place, hour):
    answered = asked(hour, words="Is er al antwoord?")
    open_one = asked(hour, words="En deze dan?")
    actions.answer(
        answered, "Ja.", for_party=place.organisation, by=place.member, now=timezone.now()
    )
    QuestionHour.objects.update(
        begins_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )

    page = browser_of().get(path_of(hour)).content.decode()

    assert "is voorbij" in page
    assert "Ja." in page
    assert "Stel uw vraag" not in page
    assert "hx-get" not in page
    rest = browser_of().get(path_of(hour), {"stand": "open"}).content.decode()
    assert open_one.words in rest
    assert problems(rest) == []


def test_what_the_host_hides_is_gone_for_all(place, hour):
    question = asked(hour, words="Onaardige woorden over iemand")
    version = QuestionHour.objects.get().version

    assert (
        browser_of(UserFactory()).post(path_of(hour, f"vraag/{question.pk}/verberg/")).status_code
        == 403
    )
    browser_of(place.coordinator).post(path_of(hour, f"vraag/{question.pk}/verberg/"))

    assert question.words not in browser_of().get(path_of(hour)).content.decode()
    assert QuestionHour.objects.get().version == version + 1
    assert browser_of().post(path_of(hour, f"vraag/{question.pk}/steun/")).status_code == 404


# Refreshing


def test_where_nothing_is_new_nothing_is_asked_of_the_database(hour):
    asked(hour)
    phone = browser_of()
    word = word_in(phone.get(path_of(hour)).content.decode())
    live = path_of(hour, f"stand/?gezien={word}&stand=open&page=1")
    with CaptureQueriesContext(connection) as first:
        assert phone.get(live, headers=HTMX).status_code == 204
    with CaptureQueriesContext(connection) as second:
        assert phone.get(live, headers=HTMX).status_code == 204

    assert len(first) == 1
    assert len(second) == 0


def test_what_is_new_comes_with_a_tag_that_is_asked_again(hour):
    asked(hour)
    phone, live = browser_of(), path_of(hour, "stand/?gezien=oud&stand=open&page=1")

    new = phone.get(live, headers=HTMX)

    assert new.status_code == 200
    assert fragment_problems(new.content.decode()) == []
    again = phone.get(live, headers=HTMX | {"If-None-Match": new.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    cache.clear()  # a second later
    phone.post(path_of(hour), {"key": uuid4(), "words": "Nog een vraag?"})
    changed = phone.get(live, headers=HTMX | {"If-None-Match": new.headers["ETag"]})
    assert changed.status_code == 200
    assert "Nog een vraag?" in changed.content.decode()


def test_it_notices_that_it_begins_and_that_it_is_over(hour):
    now = timezone.now()
    QuestionHour.objects.update(
        begins_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2)
    )
    word = word_in(browser_of().get(path_of(hour)).content.decode())
    assert word.endswith("before")
    live = path_of(hour, f"stand/?gezien={word}&stand=open&page=1")
    assert browser_of().get(live, headers=HTMX).status_code == 204
    QuestionHour.objects.update(begins_at=now - timedelta(hours=1))
    cache.clear()
    assert browser_of().get(live, headers=HTMX).status_code == 200
    QuestionHour.objects.update(ends_at=now - timedelta(minutes=1))
    cache.clear()
    over = browser_of().get(live, headers=HTMX)
    assert over.status_code == 286
    assert "hx-get" not in over.content.decode()


@pytest.mark.parametrize("query", ["?gezien=%00", "?page=%00&stand=%00", "?page=" + "9" * 30])
def test_a_strange_refresh_is_no_error(query, hour):
    assert browser_of().get(path_of(hour, f"stand/{query}"), headers=HTMX).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_many_presses_at_once_each_counts_once():
    place = make_place()
    hour = QuestionHourFactory(neighbourhood=place.neighbourhood, begun_by=place.coordinator)
    question = HourQuestionFactory(hour=hour)
    people = [UserFactory() for _number in range(4)]
    now = timezone.now()

    def support(person):
        actions.support(question, person=person, browser="", wants=True, now=now)

    done = at_once([lambda one=one: support(one) for one in people * 3])

    assert not [one for one in done if isinstance(one, Exception)]
    question.refresh_from_db()
    assert question.supports == HourSupport.objects.count() == 4
