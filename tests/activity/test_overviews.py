"""One calm mail: what is in it, for whom, and that it is queued once whatever the clock does."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions import people
from accounts.models import User
from activity import actions, verbs
from activity.actions import Reason, Side, overviews
from activity.actions.choosing import choose, choose_all
from activity.models import Event, Follow, Notification, Overview, Preference, Round
from activity.states import NEWS, Kind, Pace
from initiatives.actions import initiatives
from initiatives.verbs import SENT, UPDATE
from neighbourhoods.states import Role
from outbox.models import Message
from participation.verbs.meetings import MEETING_CALLED, MINUTES_APPROVED
from tests.anyhow import orders
from tests.factories import (
    InitiativeFactory,
    MembershipFactory,
    NeighbourhoodFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SITE = django_settings.SITE_URL
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEWS_MAIL = "activity/email/news.txt"
THURSDAY, FRIDAY, SATURDAY, MONDAY = 3, 4, 5, 7


def on(day, hour=9, minute=0):
    """A moment of December 2026, of which the fourth is a Friday."""
    return datetime(2026, 12, 1, hour, minute, tzinfo=AMSTERDAM) + timedelta(days=day - 1)


@pytest.fixture
def place():
    return NeighbourhoodFactory(name="Rietwijk")


@pytest.fixture
def person(place):
    """A new resident, who follows what happens in the neighbourhood and chose nothing."""
    person = User.objects.create_user("samira@example.org", name="Samira")
    actions.follow(place, by=person)
    return person


class Thing:
    """Something with a history."""

    _meta = SimpleNamespace(model_name="thing")

    def __init__(self, key):
        self.pk = key

    def __str__(self):
        return f"Ding <{self.pk}>"

    def get_absolute_url(self):
        return f"/ding/{self.pk}/"


def happens(place, subject, at, *, verb=UPDATE, public=True, by=None):
    event = actions.record(
        verb.name,
        subject,
        by=by or UserFactory(name="Noor"),
        side=Side.TEAM,
        neighbourhood=place,
        public=public,
    )
    Event.objects.filter(pk=event.pk).update(at=at)
    event.refresh_from_db()
    return event


def told(person, place, subject, at, *, reason=Reason.FOLLOWER, asks=False):
    event = happens(place, subject, at)
    actions.notify(event, [(person, reason)], NEWS_MAIL, asks=asks)
    return event


def run(at):
    return overviews.work(lambda: at)


def mails(person=None):
    found = Message.objects.filter(key__startswith="overview:").order_by("pk")
    return list(found.filter(to=person.email) if person else found)


# For whom, and when


def test_a_new_person_has_what_they_follow_in_one_mail_on_friday(person, place):
    assert person.mail == User.Mail.CALM
    garden, coffee = InitiativeFactory(title="Moestuin"), InitiativeFactory(title="Tuin & <Co>")
    told(person, place, garden, on(1))
    told(person, place, coffee, on(2))
    told(person, place, garden, on(3))

    assert not Message.objects.exists()
    assert run(on(THURSDAY)) == 0
    assert run(on(FRIDAY)) == 1
    [mail] = mails(person)
    assert mail.subject == "Uw overzicht van deze week"
    lines = [line for line in mail.body.splitlines() if line.startswith("- ")]
    assert lines == [
        "- Moestuin: Nieuws van het team (en nog 1 bericht)",
        "- Tuin & <Co>: Nieuws van het team",
    ]
    assert "Wat u volgt" in mail.body
    assert garden.get_absolute_url() in mail.body
    assert reverse("activity:preferences") in mail.body
    assert run(on(FRIDAY, 10)) == run(on(SATURDAY)) == run(on(11)) == 0


def test_at_once_is_what_concerns_somebody_personally(person, place):
    garden = InitiativeFactory(title="Moestuin")
    told(person, place, garden, on(1), reason=Reason.TEAM)
    told(person, place, garden, on(1), reason=Reason.FOLLOWER, asks=True)
    told(person, place, garden, on(1), reason=Reason.OFFICER)
    assert Message.objects.filter(to=person.email).count() == 3
    assert not Notification.objects.filter(waits=True).exists()


def test_news_of_the_neighbourhood_comes_to_who_follows_it_or_has_a_role(person, place):
    builder = User.objects.create_user("bouwer@example.org", name="Bo")
    MembershipFactory(person=builder, neighbourhood=place, role=Role.BUILDER)
    stranger = User.objects.create_user("ander@example.org")
    actions.follow(NeighbourhoodFactory(), by=stranger)
    happens(place, Thing(1), on(1), verb=MEETING_CALLED)
    happens(place, Thing(2), on(1), verb=SENT)
    happens(place, Thing(3), on(1), verb=MINUTES_APPROVED)
    happens(place, Thing(4), on(1), verb=SENT, public=False)
    happens(place, Thing(5), on(1), verb=UPDATE)  # for who follows that

    run(on(2))
    [daily] = mails(person)
    assert daily.subject == "Uw overzicht van vandaag"
    assert "Bijeenkomsten en data in de wijk" in daily.body
    assert [number for number in range(1, 6) if f"Ding <{number}>" in daily.body] == [1]
    run(on(FRIDAY))
    weekly = mails(person)[1].body
    assert [number for number in range(1, 6) if f"Ding <{number}>" in weekly] == [2, 3]
    assert len(mails(builder)) == 2
    assert not mails(stranger)


def test_who_follows_something_hears_of_its_neighbourhood_until_they_say_no(place):
    person, initiative = UserFactory(), InitiativeFactory(neighbourhood=place)
    actions.follow(initiative, by=person)
    assert Follow.objects.of(place).filter(person=person, is_muted=False).exists()
    Follow.objects.of(place).update(is_muted=True)
    actions.follow(initiative, by=person)
    happens(place, Thing(1), on(1), verb=SENT)
    run(on(FRIDAY))
    assert not mails()


def test_who_did_it_and_who_heard_of_it_do_not_hear_it_as_news(person, place):
    happens(place, Thing(1), on(1), verb=SENT, by=person)
    event = happens(place, Thing(2), on(1), verb=SENT)
    actions.notify(event, [(person, Reason.TEAM)], NEWS_MAIL)
    run(on(FRIDAY))
    assert not mails(person)


def test_a_thousand_events_are_at_most_one_mail_a_day(person, place):
    verbs_ = [UPDATE, SENT, MEETING_CALLED, MINUTES_APPROVED]
    actor, now = UserFactory(), on(1)
    Event.objects.bulk_create(
        Event(
            verb=verbs_[number % 4].name,
            actor=actor,
            side=Side.TEAM,
            neighbourhood=place,
            subject_kind="thing",
            subject_id=number % 300,
            subject_title=f"Ding {number % 300}",
            subject_url=f"/ding/{number % 300}/",
            is_public=True,
            at=now + number * timedelta(minutes=6),
        )
        for number in range(1000)
    )
    for event in Event.objects.filter(verb=UPDATE.name)[:20]:
        actions.notify(event, [(person, Reason.FOLLOWER)], NEWS_MAIL)

    for day in range(1, 9):
        for hour in (7, 8, 20):
            run(on(day, hour))
    per_day = Counter(mail.key for mail in Message.objects.filter(to=person.email))
    assert set(per_day.values()) == {1}
    assert 1 < len(per_day) <= 8
    for mail in mails(person):
        assert mail.body.count("\n- ") <= overviews.MOST
    weekly = Message.objects.get(key=f"overview:{person.pk}:2026-12-04")
    assert "Er was nog meer." in weekly.body


def test_nobody_is_mailed_at_night(person, place):
    told(person, place, Thing(1), on(1))
    for hour in (0, 2, 3, 7, 21, 23):
        assert run(on(FRIDAY, hour)) == 0
    assert run(on(FRIDAY, 8)) == 1


def test_a_friday_that_was_missed_is_made_up_for_once(person, place):
    run(on(THURSDAY))
    told(person, place, Thing(1), on(3))
    assert run(on(MONDAY)) == 1
    assert run(on(8)) == 0
    told(person, place, Thing(2), on(9))
    assert run(on(11)) == 1


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_the_change_of_the_clock_loses_and_doubles_nothing(person, place, day):
    midnight = datetime.combine(day - timedelta(days=3), time(), AMSTERDAM)
    told(person, place, Thing(1), midnight)
    for hours in range(0, 24 * 9, 4):
        run((midnight.astimezone(UTC) + timedelta(hours=hours)).astimezone(AMSTERDAM))
    assert len(mails(person)) == 1


# What is in it


def test_what_was_read_here_already_is_not_mailed(person, place):
    told(person, place, Thing(1), on(1))
    actions.read(Notification.objects.filter(person=person), now=on(2))
    run(on(FRIDAY))
    assert not mails()
    assert not Notification.objects.filter(waits=True).exists()
    assert not Overview.objects.exists()


def test_what_was_hidden_meanwhile_is_in_no_overview(person, place):
    garden = InitiativeFactory(title="Moestuin", neighbourhood=place)
    told(person, place, garden, on(1))
    happens(place, garden, on(1), verb=SENT)
    told(person, place, Thing(1), on(1))
    initiatives.hide(garden, "Er stond een naam in.", by=UserFactory())
    run(on(FRIDAY))
    [mail] = mails(person)
    assert "Moestuin" not in mail.body
    assert "Ding <1>" in mail.body


def test_what_is_taken_away_leaves_an_overview_that_is_queued(person, place):
    garden = InitiativeFactory(title="Moestuin", neighbourhood=place)
    told(person, place, garden, on(1))
    told(person, place, Thing(1), on(1))
    run(on(FRIDAY))
    assert "Moestuin" in mails(person)[0].body
    actions.forget(garden, title="Weg", url="/")
    [mail] = mails(person)
    assert "Moestuin" not in mail.body
    assert garden.get_absolute_url() not in mail.body
    assert "Ding <1>" in mail.body


def test_somebody_who_is_erased_is_named_in_no_overview(person, place):
    noor = UserFactory(name="Noor Bakker")
    happens(place, Thing(1), on(1), verb=SENT, by=noor)
    run(on(FRIDAY))
    assert "Noor Bakker" in mails(person)[0].body
    people.erase(noor, now=on(FRIDAY))
    assert "Noor Bakker" not in mails(person)[0].body


def test_who_stopped_following_hears_no_more_of_it(person, place):
    one, other = InitiativeFactory(title="Moestuin"), InitiativeFactory(title="Koor")
    for initiative in (one, other):
        actions.follow(initiative, by=person)
        told(person, place, initiative, on(1))
    actions.unfollow(one, by=person)
    actions.stop_about(Notification.objects.get(event__subject_id=other.pk))
    run(on(FRIDAY))
    assert not mails(person)


def test_it_is_in_the_language_of_who_reads_it(person, place):
    people.read_in(person, "en")
    told(person, place, Thing(1), on(1))
    run(on(FRIDAY))
    assert mails(person)[0].headers["Content-Language"] == "en"


# As they choose


def test_each_hears_as_often_as_they_chose(place):
    chosen = {}
    for pace in Pace:
        person = User.objects.create_user(f"{pace}@example.org")
        choose(person, {(Kind.FOLLOWS, None): pace}, now=on(1))
        told(person, place, Thing(1), on(1))
        chosen[pace] = person
    at_once = {mail.to for mail in Message.objects.all()}
    run(on(2))
    daily = {mail.to for mail in mails()}
    run(on(FRIDAY))
    weekly = {mail.to for mail in mails()} - daily
    assert at_once == {chosen[Pace.NOW].email}
    assert daily == {chosen[Pace.DAILY].email}
    assert weekly == {chosen[Pace.WEEKLY].email}


def test_a_choice_for_one_neighbourhood_goes_before_that_for_all(person, place):
    elsewhere = NeighbourhoodFactory()
    choose(
        person,
        {(Kind.FOLLOWS, None): Pace.NEVER, (Kind.FOLLOWS, place.pk): Pace.DAILY},
        now=on(1),
    )
    told(person, place, Thing(1), on(1))
    told(person, elsewhere, Thing(2), on(1))
    run(on(2))
    [mail] = mails(person)
    assert "Ding <1>" in mail.body
    assert "Ding <2>" not in mail.body


def test_who_chooses_never_meanwhile_gets_no_overview(person, place):
    told(person, place, Thing(1), on(1))
    choose_all(person, User.Mail.NONE)
    run(on(FRIDAY))
    assert not mails()
    assert not Notification.objects.filter(waits=True).exists()


def test_who_asked_for_it_hears_of_news_at_once_and_once(person, place):
    happens(place, Thing(1), on(1), verb=SENT)
    choose(person, {(Kind.NEW, place.pk): Pace.NOW}, now=on(2))
    happens(place, Thing(2), on(3), verb=SENT)
    happens(place, Thing(3), on(3), verb=MEETING_CALLED)
    assert overviews.tell_news(on(3)) == 1
    assert overviews.tell_news(on(3)) == 0
    [mail] = Message.objects.filter(to=person.email)
    assert "Ding <2>" in mail.body
    assert "nieuws uit deze wijk meteen wilt horen" in mail.body
    run(on(FRIDAY))
    assert "Ding <2>" not in mails(person)[0].body


def test_every_verb_that_is_news_is_of_a_known_kind():
    known = {verb.news for verb in verbs.registered()} - {""}
    assert known == {kind.value for kind in NEWS}


# The job


def test_it_asks_the_database_as_much_for_many_messages_as_for_one(person, place):
    told(person, place, Thing(1), on(1))
    with CaptureQueriesContext(connection) as one:
        run(on(FRIDAY))
    for number in range(2, 30):
        told(person, place, Thing(number), on(8))
    with CaptureQueriesContext(connection) as many:
        run(on(11))
    assert len(many) <= len(one)
    assert mails(person)[1].body.count("\n- ") == overviews.MOST
    assert f"Er was nog meer. Lees het hier: {SITE}/mijn/berichten/" in mails(person)[1].body


def test_an_overview_of_long_ago_is_forgotten_and_is_not_sent_again(person, place):
    told(person, place, Thing(1), on(1))
    run(on(FRIDAY))
    assert overviews.forget(on(FRIDAY) + timedelta(days=365)) == 0
    assert overviews.forget(on(FRIDAY) + timedelta(days=367))
    assert not Overview.objects.exists()
    run(on(FRIDAY) + timedelta(days=371))
    assert len(mails(person)) == 1


def test_one_person_who_cannot_be_told_holds_up_nobody(person, place):
    other = User.objects.create_user("ander@example.org")
    event = told(person, place, Thing(1), on(1))
    told(other, place, Thing(2), on(1))
    Event.objects.filter(pk=event.pk).update(verb="verdwenen")
    assert run(on(FRIDAY)) == 1
    assert mails(other)


class Killed(BaseException):
    """The worker is gone, in the middle of anything."""


class Kill:
    """Ends the worker at its so manieth question to the database."""

    def __init__(self, after):
        self.left = after

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise Killed
        return execute(sql, params, many, context)


def killed_run(at, after):
    try:
        with connection.execute_wrapper(Kill(after)):
            run(at)
    except Killed:
        pass


HOURS = st.integers(min_value=1, max_value=60)
DOINGS = st.one_of(
    st.tuples(st.just("told"), st.integers(0, 2)),
    st.tuples(st.just("run"), HOURS),
    st.tuples(st.just("twice"), HOURS),
    st.tuples(st.just("killed"), st.integers(1, 60)),
    st.tuples(st.just("overlapping"), st.integers(1, 4)),
)


@settings(max_examples=orders(), deadline=None, suppress_health_check=list(HealthCheck))
@given(doings=st.lists(DOINGS, min_size=1, max_size=18))
def test_missed_doubled_overlapping_and_killed_runs_queue_each_message_once(monkeypatch, doings):
    monkeypatch.setattr(overviews, "STEP", 1)  # so that much can go wrong between two people
    for model in (Notification, Overview, Round, Event, Message):
        model.objects.all().delete()
    place, actor = NeighbourhoodFactory(), UserFactory()
    who = [User.objects.create_user(f"p{number}{place.pk}@example.org") for number in range(3)]
    now, number = on(1), 0
    for what, value in doings:
        if what == "told":
            number += 1
            event = happens(place, Thing(number), now, by=actor)
            actions.notify(event, [(one, Reason.FOLLOWER) for one in who[: value + 1]], NEWS_MAIL)
        elif what == "killed":
            killed_run(now, value)
            now += timedelta(minutes=6)
        elif what == "overlapping":
            ticks = iter(range(100))

            def clock(now=now, value=value, ticks=ticks):
                """A second worker comes when the claim of the first is over."""
                if next(ticks) == value:
                    run(now + timedelta(minutes=6))
                return now

            overviews.work(clock)
            now += timedelta(minutes=12)
        else:
            now += timedelta(hours=value)
            run(now)
            if what == "twice":
                run(now)
    for day in range(1, 10):  # and then all goes well
        run(datetime.combine(now.date() + timedelta(days=day), time(9), AMSTERDAM))

    told_of = Counter(
        (mail.to, line.partition(":")[0])
        for mail in mails()
        for line in mail.body.splitlines()
        if line.startswith("- ")
    )
    wanted = {
        (one.person.email, f"- {one.event.subject_title}")
        for one in Notification.objects.select_related("person", "event")
    }
    assert set(told_of) == wanted
    assert set(told_of.values()) <= {1}
    assert not Notification.objects.filter(waits=True).exists()
    assert Preference.objects.count() == 0


def test_a_worker_that_is_killed_three_times_sends_each_overview_once(place, monkeypatch):
    monkeypatch.setattr(overviews, "STEP", 2)
    who = [User.objects.create_user(f"p{number}@example.org") for number in range(9)]
    event = happens(place, Thing(1), on(1))
    actions.notify(event, [(one, Reason.FOLLOWER) for one in who], NEWS_MAIL)
    for nth in range(3):
        killed_run(on(FRIDAY, 9, 10 * nth), 40)
    assert 0 < len(mails()) < 9
    run(on(FRIDAY, 10))
    assert sorted(mail.to for mail in mails()) == [one.email for one in who]
    assert Round.objects.get().finished_at
