"""The clock runs against the municipality (rule R2), and says so once, whatever happened."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from celery import current_app
from django.conf import settings
from django.utils import timezone

from activity.models import Event, Notification
from initiatives.actions import reviews
from initiatives.models import Review
from initiatives.states import Status
from initiatives.tasks import remind as remind_task
from neighbourhoods.models import Membership
from outbox.models import Message
from tests.conftest import RealWorker
from tests.factories import MembershipFactory
from tests.initiatives.conftest import AMSTERDAM, make_place
from tests.servers import wait_until
from tests.threads import at_once

DAY = timedelta(days=1)
REMINDERS = ("answer_due_soon", "answer_due_today", "answer_late")
# Of the place's initiative: sent on Monday 23 November 2026, due on Monday 14 December.
SOON, DUE = date(2026, 12, 10), date(2026, 12, 14)


def at(day, hour=9, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=AMSTERDAM)


def run(now):
    """What the scheduler does, every quarter of an hour."""
    for review in reviews.to_remind(now):
        reviews.remind(review, now=now)


def told():
    """Each reminder, and the day on which it was sent."""
    events = Event.objects.filter(verb__in=REMINDERS).order_by("at")
    return [(event.verb, timezone.localdate(event.at)) for event in events]


def mails_to(person):
    return list(
        Message.objects.filter(
            to=person.email, key__startswith="event:", subject__contains="antwoord"
        )
        .order_by("pk")
        .values_list("subject", flat=True)
    )


@pytest.fixture
def review(initiative):
    Message.objects.all().delete()
    return initiative.review


# When


def test_the_officer_is_told_two_working_days_before_and_on_the_day(place, review):
    for day in range(25):
        run(at(date(2026, 11, 23) + day * DAY))
    assert told() == [
        ("answer_due_soon", SOON),
        ("answer_due_today", DUE),
        ("answer_late", DUE + DAY),
    ]
    assert mails_to(place.officer) == [
        "Over twee werkdagen moet er een antwoord zijn: Moestuin",
        "Vandaag moet er een antwoord zijn: Moestuin",
        "Het antwoord is te laat: Moestuin",
    ]


def test_only_when_it_is_late_the_coordinator_hears_too(place, review):
    run(at(SOON))
    run(at(DUE))
    assert not mails_to(place.coordinator)
    run(at(DUE + DAY))
    assert mails_to(place.coordinator) == ["Het antwoord is te laat: Moestuin"]
    assert mails_to(place.starter) == []


def test_the_mail_leads_to_where_the_answer_is_written(place, review):
    run(at(DUE))
    mail = Message.objects.get(to=place.officer.email)
    assert f"/initiatief/{review.initiative_id}/beoordelen/" in mail.body
    assert "maandag 14 december" in mail.body


def test_the_last_minute_of_the_day_is_still_in_time(review):
    run(at(DUE, 23, 58))
    assert told() == [("answer_due_today", DUE)]
    run(at(DUE + DAY, 0, 1))
    assert told()[-1] == ("answer_late", DUE + DAY)


PERIODS = [
    # Sent; two working days before; due.
    ("a plain month", date(2026, 9, 7), date(2026, 9, 24), date(2026, 9, 28)),
    ("New Year", date(2026, 12, 18), date(2027, 1, 8), date(2027, 1, 12)),
    ("Christmas and the last day", date(2026, 12, 9), date(2026, 12, 29), date(2026, 12, 31)),
    ("Easter and King's Day", date(2027, 3, 25), date(2027, 4, 15), date(2027, 4, 19)),
    ("Easter, due just after", date(2027, 3, 8), date(2027, 3, 25), date(2027, 3, 31)),
    ("Ascension, Whitsun and 5 May", date(2027, 4, 30), date(2027, 5, 24), date(2027, 5, 26)),
    ("the clock goes back", date(2026, 10, 9), date(2026, 10, 28), date(2026, 10, 30)),
    ("the clock goes forward", date(2026, 3, 9), date(2026, 3, 26), date(2026, 3, 30)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "soon", "due"), [period[1:] for period in PERIODS], ids=[name for name, *_ in PERIODS]
)
def test_each_reminder_comes_once_on_its_day_whatever_lies_between(place, sent, soon, due):
    initiative = place.send(now=at(sent, 11))
    assert timezone.localdate(initiative.review.due_at) == due
    now = at(sent, 11)
    while now < at(due + 3 * DAY):
        run(now)
        now += timedelta(hours=7)
    days = [day for _verb, day in told()]
    assert [verb for verb, _day in told()] == list(REMINDERS)
    assert days[1:] == [due, due + DAY]
    assert days[0] == soon


def test_in_the_night_of_the_change_of_clock_nothing_is_lost_or_doubled(place):
    """Between two and three it is twice half past two in autumn, and never in spring."""
    for sent, night in (
        (date(2026, 10, 2), date(2026, 10, 25)),
        (date(2026, 3, 6), date(2026, 3, 29)),
    ):
        Event.objects.filter(verb__in=REMINDERS).delete()
        review = place.send(now=at(sent)).review
        Review.objects.exclude(pk=review.pk).update(status=Status.JOINING)
        Review.objects.filter(pk=review.pk).update(due_at=at(night, 23, 59))
        start = at(night, 0).astimezone(timezone.get_fixed_timezone(0))
        for quarter in range(-8, 27 * 4):
            run(start + quarter * timedelta(minutes=15))
        assert [verb for verb, _ in told()].count("answer_due_today") == 1
        assert [verb for verb, _ in told()].count("answer_late") == 1


def test_every_clocked_task_keeps_out_of_the_hour_that_is_skipped_or_doubled():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        hours = getattr(entry["schedule"], "hour", set())
        assert 2 not in hours


# Once


def test_a_scheduler_that_runs_twice_reminds_once(place, review):
    for _ in range(5):
        run(at(DUE))
    assert told() == [("answer_due_today", DUE)]
    assert len(mails_to(place.officer)) == 1


def test_after_a_week_of_silence_only_what_is_now_due_is_sent(place, review):
    run(at(date(2026, 12, 8)))
    assert told() == []
    run(at(date(2026, 12, 16)))
    run(at(date(2026, 12, 17)))
    assert told() == [("answer_late", date(2026, 12, 16))]
    assert mails_to(place.officer) == ["Het antwoord is te laat: Moestuin"]


def test_a_scheduler_that_was_down_for_a_year_still_tells_what_is_late(place, review):
    run(at(date(2027, 12, 1)))
    assert told() == [("answer_late", date(2027, 12, 1))]


@pytest.mark.django_db(transaction=True)
def test_four_schedulers_at_the_same_moment_remind_once():
    place = make_place()
    place.send()
    Message.objects.all().delete()
    results = at_once([lambda: run(at(DUE))] * 4)
    assert results == [None] * 4
    assert told() == [("answer_due_today", DUE)]
    assert len(mails_to(place.officer)) == 1
    assert Notification.objects.filter(event__verb="answer_due_today").count() == 1


def test_two_real_workers_remind_once(real_worker, mail_server):
    place = make_place()
    initiative = place.send()
    Review.objects.update(due_at=timezone.now() - DAY)
    Message.objects.all().delete()
    other = RealWorker(mail_server.url)
    other.start()
    try:
        for _ in range(6):
            current_app.send_task("initiatives.tasks.remind")
        wait_until(lambda: mail_server.to(place.coordinator.email))
        wait_until(lambda: not Message.objects.filter(sent_at=None).exists())
        current_app.send_task("initiatives.tasks.remind")
    finally:
        other.stop()
    assert Event.objects.filter(verb="answer_late").count() == 1
    assert len(mail_server.to(place.officer.email)) == 1
    assert initiative.title in str(mail_server.to(place.officer.email)[0]["Subject"])


def test_the_task_reminds_by_the_clock(place, review):
    with time_machine.travel(at(SOON), tick=False):
        remind_task()
        remind_task()
    assert told() == [("answer_due_soon", SOON)]


# In between


def test_the_successor_is_reminded_and_who_left_is_not(place, review):
    run(at(SOON))
    successor = MembershipFactory(neighbourhood=place.neighbourhood).person
    reviews.hand_over(place.officer, successor, place.neighbourhood)
    Message.objects.all().delete()
    run(at(DUE))
    assert mails_to(successor) == ["Vandaag moet er een antwoord zijn: Moestuin"]
    assert mails_to(place.officer) == []


def test_the_successor_reads_the_date_when_they_take_over(place, review):
    successor = MembershipFactory(neighbourhood=place.neighbourhood).person
    reviews.hand_over_one(review, successor, seen=place.officer.pk, words="", by=place.officer)
    assert "maandag 14 december" in Message.objects.get(to=successor.email).body


def test_an_answer_in_between_stops_the_clock(place, review):
    [stale] = reviews.to_remind(at(DUE))
    give_answer(place, review)
    assert reviews.remind(stale, now=at(DUE)) is None
    run(at(DUE))
    run(at(DUE + DAY))
    assert told() == []


def test_somebody_else_took_over_after_the_scheduler_looked(place, review):
    [stale] = reviews.to_remind(at(DUE))
    successor = MembershipFactory(neighbourhood=place.neighbourhood).person
    reviews.hand_over(place.officer, successor, place.neighbourhood)
    reviews.remind(stale, now=at(DUE))
    assert mails_to(place.officer) == []
    assert mails_to(successor)[-1] == "Vandaag moet er een antwoord zijn: Moestuin"


def test_a_question_to_the_team_does_not_stop_the_clock(place, review):
    reviews.ask(review, "Waar?", seen=0, key=uuid4(), by=place.officer, now=at(SOON))
    run(at(DUE))
    assert told() == [("answer_due_today", DUE)]


def test_after_reconsidering_the_clock_runs_again(place, review):
    run(at(DUE))
    give_answer(place, review)
    reviews.ask_to_reconsider(review, "Toch nog eens.", by=place.starter, now=at(DUE))
    due = timezone.localdate(Review.objects.get().due_at)
    run(at(due))
    assert told() == [("answer_due_today", DUE), ("answer_due_today", due)]


def test_without_an_officer_the_coordinator_is_reminded_once(place, review):
    Review.objects.update(officer=None)
    Membership.objects.filter(person=place.officer).update(ended_at=timezone.now())
    run(at(SOON))
    run(at(DUE + DAY))
    assert len(mails_to(place.coordinator)) == 2


def test_an_officer_who_is_coordinator_as_well_gets_one_mail(place, review):
    Review.objects.update(officer=place.coordinator)
    run(at(DUE + DAY))
    assert len(mails_to(place.coordinator)) == 1


def test_reminders_are_not_for_the_public(place, review, client):
    run(at(DUE + DAY))
    assert not Event.objects.public().filter(verb__in=REMINDERS).exists()
    assert "Het antwoord is te laat" not in client.get("/wijk/rietwijk/").content.decode()


def test_many_reviews_are_reminded_in_one_run(place, review):
    for _ in range(5):
        place.send()
    run(at(DUE))
    assert len(told()) == 6


def give_answer(place, review):
    reviews.answer(
        review,
        Status.JOINING,
        reason="Goed plan.",
        possible="Wij helpen.",
        seen=Review.objects.get(pk=review.pk).version,
        key=uuid4(),
        by=place.officer,
    )
