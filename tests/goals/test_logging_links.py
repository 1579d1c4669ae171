"""Parties are asked once a quarter, and write down from the mail without signing in."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import signing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions.people import erase
from activity.models import Event, Notification
from goals.actions import logging
from goals.models import Contribution, GoalParty, QuarterlyReview, YearPlan
from goals.quarters import Quarter, quarter_of
from goals.selections.logging import SALT, link_to_log
from goals.states import YearState
from initiatives.models import Initiative
from initiatives.states import Visibility
from outbox.models import Message
from partners.models import Organisation
from tests.factories import GoalFactory, GoalPartyFactory, OrganisationFactory
from tests.goals.room import AMSTERDAM, NOW, TODAY, Room, make_room
from tests.html import problems
from tests.partners.conftest import browser_of

Q4 = Quarter(2026, 4)
NEAR_THE_END = datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=True) as travelled:
        yield travelled


@pytest.fixture
def room(db) -> Room:
    return make_room()


def link(room, person=None, organisation=None, quarter=Q4):
    return link_to_log(person or room.worker, organisation or room.organisation, room.plan, quarter)


def sent(**more):
    return {"key": str(uuid4()), "what": "Een middag spelen", "day": f"{TODAY}"} | more


# --- The link


def test_three_answers_from_a_link_are_a_contribution(room):
    address, client = link(room), browser_of()
    html = client.get(address).content.decode()
    assert problems(html) == []
    for name in ("what", "day"):
        assert f'name="{name}"' in html
    for name in ("goal", "hours_spent", "photo", "organisation", "answers"):
        assert f'name="{name}"' not in html
    response = client.post(address, sent(), follow=True)
    page = response.content.decode()

    assert "Bedankt" in page
    assert "Nog een" in page
    assert problems(page) == []
    made = Contribution.objects.get()
    assert (made.by, made.organisation, made.goal) == (room.worker, room.organisation, room.goal)
    assert "_auth_user_id" not in client.session, "it signs nobody in"
    assert client.get("/mijn/").status_code == 302


def test_one_chooses_among_the_goals_in_which_the_party_has_a_part(room):
    other, without_part = (
        GoalFactory(plan=room.plan, title=title) for title in ("Veilig", "Niet van ons")
    )
    GoalPartyFactory(goal=other, organisation=room.organisation)
    html = browser_of().get(link(room)).content.decode()

    assert "Veilig" in html
    assert "Niet van ons" not in html
    assert browser_of().post(link(room), sent()).status_code == 422
    assert browser_of().post(link(room), sent(goal=str(without_part.pk))).status_code == 422
    assert browser_of().post(link(room), sent(goal=str(other.pk))).status_code == 302
    assert Contribution.objects.get().goal == other


def test_a_link_says_no_names_and_is_kept_nowhere(room):
    address = link(room)
    for word in ("Mila", "mila", "Zaanoever", "zaanoever", room.worker.email):
        assert word not in address
    response = browser_of().get(address)

    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert "Mila" not in response.content.decode()


def test_a_link_that_was_changed_or_made_elsewhere_is_nothing(room):
    address = link(room)
    keys = [room.worker.pk, room.organisation.pk, room.plan.pk, 4]
    others = [
        address.replace("/bijdrage/", "/bijdrage/x"),
        f"{address[:-2]}/",
        f"/bijdrage/{signing.dumps(keys)}/",
        f"/bijdrage/{signing.dumps(keys, salt='goals.other')}/",
        f"/bijdrage/{signing.dumps(keys[:3], salt=SALT)}/",
        f"/bijdrage/{signing.dumps('onzin', salt=SALT)}/",
        "/bijdrage/onzin/",
        "/bijdrage/::::/",
    ]
    for one in others:
        assert browser_of().get(one).status_code == 404, one
        assert browser_of().post(one, sent()).status_code == 404, one
    assert not Contribution.objects.exists()


def left(room):
    room.organisation.members.filter(person=room.worker).delete()


def erased(room):
    erase(room.worker, now=NOW)


def inactive(room):
    type(room.worker).objects.filter(pk=room.worker.pk).update(is_active=False)


def reviewed(room):
    room.close()


def hidden(room):
    Organisation.objects.filter(pk=room.organisation.pk).update(hidden_reason="Reclame.")


def over(room):
    YearPlan.objects.update(state=YearState.CLOSED)


def closed(room):
    room.neighbourhood.is_public = False
    room.neighbourhood.save()


def without_part(room):
    GoalParty.objects.update(part="")


@pytest.mark.parametrize(
    "happens", [left, erased, inactive, reviewed, hidden, over, closed, without_part]
)
def test_a_link_stops(room, happens):
    address = link(room)
    assert browser_of().get(address).status_code == 200
    happens(room)

    assert browser_of().get(address).status_code == 404
    assert browser_of().post(address, sent()).status_code == 404
    assert not Contribution.objects.exists()


def test_a_link_stops_after_four_months(room, clock):
    address = link(room)
    clock.move_to(NOW + timedelta(days=119))
    assert browser_of().get(address).status_code == 200
    clock.move_to(NOW + timedelta(days=121))
    assert browser_of().get(address).status_code == 404


def test_the_link_of_a_team_stops_with_its_initiative(room):
    address = link(room, room.neighbour, room.team)
    assert browser_of().get(address).status_code == 200
    Initiative.objects.update(visibility=Visibility.HIDDEN, hidden_reason="Een naam.")

    assert browser_of().get(address).status_code == 404


def test_who_works_for_the_municipality_signs_in(room):
    GoalPartyFactory(goal=room.goal, organisation=room.town)

    assert browser_of().get(link(room, room.officer, room.town)).status_code == 404


def test_a_link_is_for_one_person(room):
    address = link(room)
    other = browser_of(room.contact)

    assert "Deze link is voor iemand anders" in other.get(address).content.decode()
    assert other.post(address, sent()).status_code == 409
    assert not Contribution.objects.exists()
    assert browser_of(room.worker).post(address, sent()).status_code == 302


def test_a_link_shows_nothing_that_is_hidden(room):
    hidden_goal = GoalFactory(
        plan=room.plan, title="Verborgen doel", visibility="hidden", hidden_reason="Een naam."
    )
    GoalPartyFactory(goal=hidden_goal, organisation=room.organisation)

    assert "Verborgen doel" not in browser_of().get(link(room)).content.decode()
    assert "Verborgen doel" not in browser_of(room.worker).get(link(room)).content.decode()


@pytest.mark.parametrize("key", ["", "0", "abc", "9" * 30, "٣", "%00", "-1"])
def test_thanks_are_for_what_was_made_with_it(room, key):
    assert "Bedankt" not in browser_of().get(f"{link(room)}?dank={key}").content.decode()


def test_thanks_are_not_for_what_somebody_else_made(room):
    other = room.log("Van een ander", by=room.contact)

    html = browser_of().get(f"{link(room)}?dank={other.pk}").content.decode()
    assert "Van een ander" not in html


def test_a_wrong_answer_from_a_link_keeps_what_was_typed(room):
    response = browser_of().post(link(room), sent(what="Voor 123456782", day="2026-11-19"))

    html = response.content.decode()
    assert response.status_code == 422
    assert "burgerservicenummer" in html
    assert "Kies vandaag of een dag die is geweest." in html
    assert 'value="Voor 123456782"' in html
    assert problems(html) == []


def test_pressing_twice_from_a_link_is_once(room):
    words = sent()
    for _press in range(2):
        assert browser_of().post(link(room), words).status_code == 302

    assert Contribution.objects.count() == 1


def test_after_the_quarter_its_last_day_is_offered(room, clock):
    address = link(room)
    clock.move_to(datetime(2027, 1, 4, 12, tzinfo=AMSTERDAM))

    assert 'value="2026-12-31"' in browser_of().get(address).content.decode()
    assert browser_of().post(address, sent(day="2026-12-20")).status_code == 302


# --- Being asked


def test_the_contact_of_a_party_that_wrote_nothing_is_asked_once(room, clock):
    clock.move_to(NEAR_THE_END)
    assert logging.remind_all(NEAR_THE_END) == 2  # the corporation and the team
    assert logging.remind_all(NEAR_THE_END + timedelta(hours=1)) == 0

    assert {mail.to for mail in Message.objects.all()} == {
        room.contact.email,
        room.neighbour.email,
    }
    mail = Message.objects.get(to=room.contact.email)
    assert mail.subject == "Wat deed De Zaanoever dit kwartaal voor Rietwijk?"
    assert "Inloggen hoeft niet" in mail.body
    address = next(line for line in mail.body.splitlines() if "/bijdrage/" in line)
    path = "/bijdrage/" + address.partition("/bijdrage/")[2].strip()
    assert browser_of().post(path, sent(day="2026-12-16")).status_code == 302
    assert Contribution.objects.get().by == room.contact
    told = Notification.objects.get(person=room.contact)
    assert told.event.subject_url == "/wijk/rietwijk/doelen/bijdrage/"
    assert browser_of(room.contact).get(told.event.subject_url).status_code == 200


def test_the_municipality_is_asked_by_way_of_its_coordinator(room):
    GoalPartyFactory(goal=room.goal, organisation=room.town)
    logging.remind_all(NEAR_THE_END)

    mail = Message.objects.get(to=room.coordinator.email)
    assert "/wijk/rietwijk/doelen/bijdrage/" in mail.body
    assert "Inloggen hoeft niet" not in mail.body


def test_who_wrote_something_down_this_quarter_is_not_asked(room):
    room.log()
    room.log(organisation=room.team, by=room.neighbour, day=TODAY.replace(month=9))
    logging.remind_all(NEAR_THE_END)

    assert [mail.to for mail in Message.objects.all()] == [room.neighbour.email]


def test_somebody_of_two_parties_is_asked_for_each(room):
    other = OrganisationFactory(neighbourhood=room.neighbourhood, name="De Buurtclub")
    other.members.create(person=room.contact, is_contact=True)
    GoalPartyFactory(goal=room.goal, organisation=other)
    logging.remind_all(NEAR_THE_END)

    assert Message.objects.filter(to=room.contact.email).count() == 2


@pytest.mark.parametrize("happens", [hidden, over, closed, without_part])
def test_nobody_is_asked_where_there_is_nothing_to_write(room, happens):
    happens(room)
    logging.remind_all(NEAR_THE_END)

    assert not Message.objects.filter(to=room.contact.email).exists()


def test_who_wants_no_mail_reads_it_here(room):
    type(room.contact).objects.filter(pk=room.contact.pk).update(mail="none")
    logging.remind_all(NEAR_THE_END)

    assert not Message.objects.filter(to=room.contact.email).exists()
    assert Notification.objects.filter(person=room.contact).count() == 1


@pytest.mark.parametrize(
    ("moment", "asks"),
    [
        (datetime(2026, 12, 16, 23, 59, tzinfo=AMSTERDAM), False),
        (datetime(2026, 12, 17, 0, 0, tzinfo=AMSTERDAM), True),
        (datetime(2026, 12, 31, 23, 59, tzinfo=AMSTERDAM), True),
        (datetime(2027, 1, 1, 0, 0, tzinfo=AMSTERDAM), False),  # over is over
        (datetime(2026, 3, 29, 3, 0, tzinfo=AMSTERDAM), True),  # the clock just went forward
        (datetime(2026, 6, 15, 12, 0, tzinfo=AMSTERDAM), False),
        (datetime(2026, 6, 16, 12, 0, tzinfo=AMSTERDAM), True),
    ],
)
def test_it_is_asked_in_the_last_two_weeks_of_a_quarter(room, moment, asks):
    assert bool(logging.remind_all(moment)) is asks


HOURS = st.lists(st.integers(0, 24 * 120), min_size=0, max_size=12)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(HOURS)
def test_each_is_asked_once_a_quarter_however_the_clock_runs(room, hours):
    """Skipped and doubled runs, in any order of a week of silence or of twice an hour."""
    Event.objects.filter(verb="contribution_asked").delete()
    begin = datetime(2026, 9, 25, tzinfo=AMSTERDAM)
    runs = sorted(begin + timedelta(hours=hour) for hour in hours)
    for run in runs:
        logging.remind_all(run)
        logging.remind_all(run)
    due = {
        quarter_of(run.astimezone(AMSTERDAM).date())
        for run in runs
        if (
            quarter_of(run.astimezone(AMSTERDAM).date()).last_day - run.astimezone(AMSTERDAM).date()
        ).days
        <= 14
    }
    due = {one for one in due if one.year == 2026}

    asked = Event.objects.filter(verb="contribution_asked")
    assert asked.count() == 2 * len(due)
    assert not QuarterlyReview.objects.exists()
