"""The right to challenge: every step dated, public and taken once; late in plain sight."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Event, Notification
from initiatives.actions import challenges, initiatives, reviews
from initiatives.models import Challenge, ChallengeAgreement, ChallengeDecision
from initiatives.selections.holdings import open_reviews_held
from initiatives.states import (
    DECISIONS,
    NEXT_OF_CHALLENGE,
    AlreadyAnswered,
    ChallengeState,
    Kind,
    Status,
)
from initiatives.tasks import remind as remind_task
from neighbourhoods.models import Absence, Term
from outbox.models import Message
from tests.factories import MembershipFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import AMSTERDAM, MONDAY, make_place
from tests.threads import at_once

State = ChallengeState
Side = ChallengeAgreement.Side
REQUEST = challenges.Request(
    task="Het groen op het plein",
    approach="Met twaalf buren, elke zaterdag",
    money="Nu 9.000 euro, wij vragen 6.000",
    quality="Een rooster met reserves",
)
DAY = timedelta(days=1)
# Asked on Monday 23 November 2026.
CONFIRMED_BEFORE = date(2026, 12, 7)
DECIDE_ON = date(2027, 1, 29)
EVALUATE_ON = date(2027, 11, 1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def challenge(place, initiative):
    initiatives.support(initiative, by=UserFactory(email="volger@example.org"))
    made = ask(place, initiative)
    Message.objects.all().delete()
    return made


def at(day, hour=9, minute=0):
    return datetime.combine(day, time(hour, minute), tzinfo=AMSTERDAM)


def press(person, **more):
    """What every step carries, of somebody who sees how it stands now."""
    known = Challenge.objects.first()
    fresh = {"seen": known.version if known else 0, "key": uuid4(), "by": person}
    return fresh | {"now": timezone.now()} | more


def ask(place, initiative, request=REQUEST, **more):
    return challenges.ask(
        initiative, request, **{"key": uuid4(), "by": place.starter, "now": MONDAY} | more
    )


def confirm(place, challenge, **more):
    texts = {"decider": "Het college van B en W", "decide_on": DECIDE_ON}
    return challenges.confirm(challenge, **texts | press(place.officer) | more)


def decide(place, challenge, outcome=State.GRANTED, **more):
    texts = {"reason": "Het plein is van ons allemaal.", "possible": "U mag in april beginnen."}
    return challenges.decide(challenge, outcome=outcome, **texts | press(place.officer) | more)


AGREED = [
    challenges.Agreed("money", "6.000 euro per jaar", "municipality", date(2027, 4, 1)),
    challenges.Agreed("quality", "Elke zaterdag vegen", "team", date(2027, 5, 1)),
]


def propose(place, challenge, **more):
    texts = {"agreed": AGREED, "evaluate_on": EVALUATE_ON}
    return challenges.propose(challenge, **texts | press(place.officer) | more)


def until(place, challenge, state):
    """All steps up to a state."""
    if state == State.ASKED:
        return
    if state == State.WITHDRAWN:
        challenges.withdraw(challenge, words="", **press(place.starter))
        return
    confirm(place, challenge)
    if state == State.DECIDING:
        return
    if state in {State.REFUSED, State.PARTLY, State.OBJECTED}:
        decide(place, challenge, State.PARTLY if state == State.PARTLY else State.REFUSED)
        if state == State.OBJECTED:
            challenges.object_to(challenge, why="Kijk nog eens.", **press(place.starter))
        return
    decide(place, challenge)
    if state == State.GRANTED:
        return
    propose(place, challenge)
    if state == State.PROPOSED:
        return
    challenges.agree(challenge, **press(place.starter))
    if state == State.AGREED:
        return
    look_back(place.officer, challenge, Side.MUNICIPALITY)
    look_back(place.starter, challenge, Side.TEAM)


def look_back(person, challenge, side, text="Het ging goed.", **more):
    return challenges.look_back(challenge, text=text, side=side, **press(person) | more)


def state():
    return Challenge.objects.get().state


def page_of(client, challenge):
    return client.get(address("challenge", challenge)).content.decode()


def address(name, challenge):
    return reverse(f"initiatives:{name}", args=[challenge.initiative_id])


def mailed(subject):
    return sorted(Message.objects.filter(subject__contains=subject).values_list("to", flat=True))


# The steps


@pytest.mark.parametrize("start", State)
def test_the_way_there_is_reached_and_the_team_may_stop_on_all_of_it(place, challenge, start):
    until(place, challenge, start)
    assert state() == start
    may_stop = State.WITHDRAWN in NEXT_OF_CHALLENGE[start]
    if may_stop:
        challenges.withdraw(challenge, words="Te veel werk", **press(place.starter))
        assert state() == State.WITHDRAWN
        assert Challenge.objects.get().due_at is None
    elif start != State.WITHDRAWN:
        with pytest.raises(AlreadyAnswered):
            challenges.withdraw(challenge, words="", **press(place.starter))
    challenge.initiative.refresh_from_db()
    assert challenge.initiative.is_public
    assert challenge.initiative.stage == "idea", "nothing of the residents' is closed by it"


STEPS = {
    "confirm": ({State.ASKED}, confirm),
    "decide": ({State.DECIDING, State.OBJECTED}, decide),
    "propose": ({State.GRANTED, State.PARTLY}, propose),
    "agree": ({State.PROPOSED}, lambda p, c: challenges.agree(c, **press(p.starter))),
    "object": (
        {State.REFUSED, State.PARTLY},
        lambda p, c: challenges.object_to(c, why="Nee", **press(p.starter)),
    ),
    "send back": (
        {State.PROPOSED},
        lambda p, c: challenges.send_back(c, changes="Meer", **press(p.starter)),
    ),
    "look back": ({State.AGREED}, lambda p, c: look_back(p.starter, c, Side.TEAM)),
    "ask": ({State.WITHDRAWN}, lambda p, c: ask(p, c.initiative)),
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("start", State)
def test_only_the_step_that_is_next_can_be_taken(place, challenge, start, name):
    until(place, challenge, start)
    events = Event.objects.count()
    allowed, step = STEPS[name]
    if start in allowed:
        step(place, challenge)
        assert Event.objects.count() == events + 1
    else:
        with pytest.raises(AlreadyAnswered):
            step(place, challenge)
        assert state() == start


@pytest.mark.parametrize("name", STEPS)
def test_pressing_twice_is_once(place, challenge, name):
    start = min(STEPS[name][0])
    until(place, challenge, start)
    events = Event.objects.count()
    fixed = press(place.officer if name in {"confirm", "decide", "propose"} else place.starter)
    for _press in range(2):
        match name:
            case "confirm":
                confirm(place, challenge, **fixed)
            case "decide":
                decide(place, challenge, **fixed)
            case "propose":
                propose(place, challenge, **fixed)
            case "agree":
                challenges.agree(challenge, **fixed)
            case "object":
                challenges.object_to(challenge, why="Nee", **fixed)
            case "send back":
                challenges.send_back(challenge, changes="Meer", **fixed)
            case "look back":
                look_back(place.starter, challenge, Side.TEAM, **fixed)
            case "ask":
                ask(place, challenge.initiative, key=fixed["key"])
    assert Event.objects.count() == events + 1


def test_the_municipality_owes_each_step_before_a_date(place, initiative):
    challenge = ask(place, initiative)

    def due():
        found = Challenge.objects.get().due_at
        return timezone.localdate(found) if found else None

    assert due() == CONFIRMED_BEFORE  # ten working days
    confirm(place, challenge)
    assert due() == DECIDE_ON
    decide(place, challenge, State.REFUSED)
    assert due() is None
    challenges.object_to(challenge, why="Kijk nog eens.", **press(place.starter))
    assert due() == date(2027, 1, 6)  # thirty working days, with Christmas and New Year
    decide(place, challenge, State.PARTLY)
    assert due() == date(2026, 12, 21)
    propose(place, challenge)
    assert due() is None, "the team takes the time that it needs"
    challenges.agree(challenge, **press(place.starter))
    assert due() == EVALUATE_ON
    look_back(place.officer, challenge, Side.MUNICIPALITY)
    assert due() is None


def test_a_municipality_sets_its_own_terms_for_each_step(place, initiative, browser):
    kinds = {"challenge_decider": 1, "challenge_proposal": 2, "challenge_anew": 3}
    for kind, days in kinds.items():
        municipality = place.neighbourhood.municipality
        Term.objects.create(municipality=municipality, kind=kind, working_days=days)
    asking = browser(place.starter).get(reverse("initiatives:challenge", args=[initiative.pk]))
    assert "De gemeente zegt binnen 1 werkdag wie er beslist" in asking.content.decode()

    def due():
        return timezone.localdate(Challenge.objects.get().due_at)

    challenge = ask(place, initiative)
    assert due() == date(2026, 11, 24)
    confirm(place, challenge)
    decide(place, challenge, State.PARTLY)
    assert due() == date(2026, 11, 25)
    challenges.object_to(challenge, why="Kijk nog eens.", **press(place.starter))
    assert due() == date(2026, 11, 26)
    decide(place, challenge)
    propose(place, challenge)
    challenges.send_back(challenge, changes="Meer", **press(place.starter))
    assert due() == date(2026, 11, 25)


def test_who_hears_of_a_step_and_where_it_leads(place, challenge):
    confirm(place, challenge)
    people = ["volger@example.org", place.starter.email]
    assert mailed("zegt wie beslist") == sorted(people)
    mail = Message.objects.get(to=place.starter.email)
    assert address("challenge", challenge) in mail.body
    assert "vrijdag 29 januari" in mail.body
    challenges.withdraw(challenge, words="Te druk", **press(place.starter))
    assert mailed("stopt met het uitdaagrecht") == sorted([place.officer.email, people[0]])


def test_a_decision_is_mailed_with_its_reason_and_what_is_possible(place, challenge):
    confirm(place, challenge)
    decide(place, challenge, State.REFUSED)
    body = Message.objects.filter(to=place.starter.email).latest("pk").body
    for text in ("Nee.", "Het plein is van ons allemaal.", "U mag in april beginnen."):
        assert text in body


def test_asking_makes_it_of_that_kind_and_reads_for_everybody(place, challenge, browser):
    challenge.initiative.refresh_from_db()
    assert challenge.initiative.kind == Kind.CHALLENGE
    page = page_of(browser(None), challenge)
    assert problems(page) == []
    for text in vars(REQUEST).values():
        assert text in page
    assert "De gemeente zegt uiterlijk 7 december 2026 wie er beslist." in page
    assert "<form" not in page.split("<main")[1]
    front = browser(None).get(challenge.initiative.get_absolute_url()).content.decode()
    assert "De gemeente zegt uiterlijk 7 december 2026" in front


def test_what_is_late_stands_there_in_plain_words(place, challenge, browser, monday):
    monday.move_to(at(CONFIRMED_BEFORE + DAY))
    late = "Te laat. De gemeente had dit op 7 december 2026 moeten doen."
    assert late in page_of(browser(None), challenge)
    front = browser(None).get(challenge.initiative.get_absolute_url()).content.decode()
    assert late in front
    review = browser(place.officer).get(address("review", challenge)).content.decode()
    assert late in review
    assert address("challenge", challenge) in review


def test_what_was_withdrawn_at_once_is_still_there_to_read(place, challenge, browser):
    until(place, challenge, State.WITHDRAWN)
    page = page_of(browser(None), challenge)
    assert "Het team stopte ermee." in page
    assert "Wie beslist" not in page


def test_a_request_again_begins_anew(place, challenge, browser):
    until(place, challenge, State.REFUSED)
    challenges.object_to(challenge, why="Kijk nog eens.", **press(place.starter))
    challenges.withdraw(challenge, words="", **press(place.starter))
    later = MONDAY + 30 * DAY
    again = challenges.Request("Alleen de perken", "Samen", "Niets", "Een rooster")
    ask(place, challenge.initiative, again, now=later)
    page = page_of(browser(None), challenge)
    assert "Alleen de perken" in page
    assert "Het plein is van ons allemaal." not in page
    assert "Ingetrokken" not in page


# Another date for the decision

LATER = date(2027, 2, 12)


def set_date(place, challenge, day=LATER, **more):
    texts = {"reason": "De raad komt een week later bijeen."}
    return challenges.set_date(challenge, day=day, **texts | press(place.officer) | more)


def test_the_decision_moves_in_public_with_a_reason_and_both_dates(place, challenge, browser):
    until(place, challenge, State.DECIDING)
    Message.objects.all().delete()
    set_date(place, challenge)
    page = page_of(browser(None), challenge)
    assert problems(page) == []
    assert "Het besluit komt uiterlijk 12 februari 2027. Eerst was dat 29 januari 2027." in page
    assert "De raad komt een week later bijeen." in page
    assert "Het college van B en W beslist, uiterlijk 29 januari 2027." in page
    assert "Het college van B en W beslist uiterlijk 12 februari 2027." in page
    event = Event.objects.public().get(verb="challenge_moved")
    assert "De raad komt een week later bijeen." in event.words
    assert mailed("verzet de datum") == sorted(["volger@example.org", place.starter.email])
    body = Message.objects.get(to=place.starter.email).body
    assert "vrijdag 12 februari" in body


@pytest.mark.parametrize("start", set(State) - {State.DECIDING, State.OBJECTED})
def test_only_a_decision_that_is_awaited_has_another_date(place, challenge, browser, start):
    until(place, challenge, start)
    before = Challenge.objects.get().due_at
    with pytest.raises(AlreadyAnswered):
        set_date(place, challenge)
    page = page_of(browser(place.officer), challenge)
    assert address("challenge_date", challenge) not in page
    assert Challenge.objects.get().due_at == before


def test_also_a_new_decision_moves_and_reminders_go_by_the_new_date(place, challenge):
    until(place, challenge, State.OBJECTED)
    set_date(place, challenge)
    run(at(date(2027, 1, 6)))
    assert reminders() == []
    run(at(LATER))
    assert reminders() == [("challenge_due_today", LATER)]


def test_pressed_twice_it_moves_once_and_who_is_second_is_told(place, challenge):
    until(place, challenge, State.DECIDING)
    fixed = press(place.officer)
    for _press in range(2):
        set_date(place, challenge, **fixed)
    with pytest.raises(AlreadyAnswered):
        set_date(place, challenge, LATER + DAY, **fixed | {"key": uuid4()})
    assert Event.objects.filter(verb="challenge_moved").count() == 1
    assert timezone.localdate(Challenge.objects.get().due_at) == LATER


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-22", "Kies een datum vanaf vandaag, binnen drie jaar."),
        ("2036-01-01", "Kies een datum vanaf vandaag, binnen drie jaar."),
        ("2027-01-29", "Dat is de datum die er al staat. Kies een andere."),
        ("", "Kies een datum."),
        ("morgen", "Schrijf de datum als dag-maand-jaar"),
    ],
)
def test_another_date_that_cannot_be_is_refused_by_its_field(place, challenge, browser, day, why):
    until(place, challenge, State.DECIDING)
    typed = {"new_day": day, "new_day_reason": "De raad vergadert later"}
    answer = send(browser(place.officer), "date", challenge, **typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert problems(page) == []
    assert why in page
    assert "De raad vergadert later" in page
    assert timezone.localdate(Challenge.objects.get().due_at) == DECIDE_ON


def test_another_date_by_hand_may_be_in_a_weekend_and_needs_a_reason(place, challenge, browser):
    until(place, challenge, State.DECIDING)
    office = browser(place.officer)
    assert send(office, "date", challenge, new_day="2027-02-13").status_code == 422
    typed = {"new_day": "2027-02-13", "new_day_reason": "De raad vergadert later"}
    assert send(browser(place.starter), "date", challenge, **typed).status_code == 403
    assert send(office, "date", challenge, **typed).status_code == 302
    assert "uiterlijk 13 februari 2027" in page_of(browser(None), challenge)


# On the page


def send(client, name, challenge, **typed):
    known = Challenge.objects.first()
    fixed = {"seen": known.version if known else 0, "key": uuid4()}
    return client.post(address(f"challenge_{name}", challenge), fixed | typed)


def test_the_whole_way_by_hand(place, initiative, browser):
    team, office = browser(place.starter), browser(place.officer)
    begin = team.get(reverse("initiatives:challenge", args=[initiative.pk])).content.decode()
    assert problems(begin) == []
    key = {"key": uuid4()}
    typed = vars(REQUEST) | key
    for _press in range(2):
        asked = team.post(reverse("initiatives:challenge_ask", args=[initiative.pk]), typed)
        assert asked.status_code == 302
    challenge = Challenge.objects.get()
    send(office, "confirm", challenge, decider="Het college", decide_on="2027-01-29")
    send(office, "decide", challenge, outcome="refused", reason="Te duur", possible="Eén perk")
    send(team, "object", challenge, why="Het is goedkoper dan nu")
    send(office, "decide", challenge, outcome="partly", reason="Dat klopt", possible="Drie perken")
    lines = {
        "money_line": "6.000 euro",
        "money_line_side": "municipality",
        "money_line_day": "2027-04-01",
        "quality_line": "Elke zaterdag vegen",
        "quality_line_side": "team",
        "quality_line_day": "01-05-2027",
        "evaluate_on": "2027-11-01",
    }
    send(office, "propose", challenge, **lines)
    send(team, "send_back", challenge, changes="Liever 7.000")
    send(office, "propose", challenge, **lines | {"money_line": "7.000 euro"})
    send(team, "agree", challenge)
    send(office, "evaluate", challenge, text="Schoner dan bij ons")
    page = page_of(office, challenge)
    assert "Schoner dan bij ons" in page
    assert address("challenge_evaluate", challenge) not in page, "they have said it"
    send(team, "evaluate", challenge, text="Zwaar, maar mooi")
    assert state() == State.EVALUATED
    page = page_of(browser(None), challenge)
    assert problems(page) == []
    order = ["Aanvraag", "Wie beslist", "Te duur", "Het is goedkoper dan nu", "Dat klopt"]
    order += ["7.000 euro", "Schoner dan bij ons", "Zwaar, maar mooi"]
    places = [page.index(text) for text in order]
    assert places == sorted(places)
    assert "6.000 euro (" not in page
    told = Event.objects.public().filter(verb__startswith="challenge_")
    assert told.count() == 11


def test_without_a_reason_nothing_leaves_and_what_was_typed_stays(place, challenge, browser):
    until(place, challenge, State.DECIDING)
    typed = {"outcome": "refused", "reason": "", "possible": "U mag wel snoeien"}
    answer = send(browser(place.officer), "decide", challenge, **typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Zonder reden kan het besluit niet weg" in page
    assert "U mag wel snoeien" in page
    assert problems(page) == []
    assert not ChallengeDecision.objects.exists()


@pytest.mark.parametrize("day", ["", "gisteren", "2026-11-22", "2126-01-01", "31-02-2027"])
def test_a_date_that_cannot_be_is_refused_by_its_field(place, challenge, browser, day):
    answer = send(
        browser(place.officer), "confirm", challenge, decider="Het college", decide_on=day
    )
    assert answer.status_code == 422
    assert "Het college" in answer.content.decode()
    assert state() == State.ASKED


def test_a_colleague_who_is_second_is_told_and_keeps_the_text(place, challenge, browser):
    until(place, challenge, State.DECIDING)
    seen = Challenge.objects.get().version
    decide(place, challenge)
    typed = {"outcome": "refused", "reason": "Er is geen geld", "possible": "Volgend jaar"}
    client = browser(place.coordinator)
    answer = send(client, "decide", challenge, **typed | {"seen": seen})
    assert answer.status_code == 409
    for page in (answer.content.decode(), page_of(client, challenge)):
        assert "Er is geen geld" in page
    assert "Iemand was u voor" in answer.content.decode()
    assert state() == State.GRANTED
    assert "Er is geen geld" not in page_of(browser(None), challenge)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_take_one_decision():
    place = make_place()
    challenge = ask(place, place.send())
    confirm(place, challenge)
    fixed = press(place.officer)
    results = at_once(
        [
            lambda outcome=outcome: decide(place, challenge, outcome, **fixed | {"key": uuid4()})
            for outcome in sorted(DECISIONS)
        ]
    )
    assert sum(isinstance(result, AlreadyAnswered) for result in results) == 2
    assert ChallengeDecision.objects.count() == 1
    assert Event.objects.filter(verb="challenge_decided").count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_sides_may_look_back_at_the_same_moment():
    place = make_place()
    challenge = ask(place, place.send())
    until(place, challenge, State.AGREED)
    fixed = press(place.officer)
    results = at_once(
        [
            lambda side=side: look_back(place.officer, challenge, side, **fixed | {"key": uuid4()})
            for side in (Side.TEAM, Side.MUNICIPALITY)
        ]
    )
    assert [type(result) for result in results] == [Challenge, Challenge]
    assert state() == State.EVALUATED


def test_what_is_hidden_is_not_there(place, challenge, browser):
    initiatives.hide(challenge.initiative, "Een reden", by=place.officer)
    stranger = browser(UserFactory())
    assert browser(None).get(address("challenge", challenge)).status_code == 404
    for name in ("confirm", "decide", "agree", "object", "withdraw", "evaluate", "propose"):
        assert send(stranger, name, challenge).status_code == 404
    Message.objects.all().delete()
    confirm(place, challenge)
    assert mailed("zegt wie beslist") == [place.starter.email], "followers of it hear nothing"


def test_a_team_that_is_erased_leaves_the_steps_without_its_name(place, challenge, browser):
    until(place, challenge, State.PROPOSED)
    Message.objects.all().delete()
    erase(place.starter, now=timezone.now())
    page = page_of(browser(None), challenge)
    assert REQUEST.task in page
    assert "Samira" not in page
    challenges.withdraw(challenge, words="", **press(place.officer))
    assert state() == State.WITHDRAWN


def test_what_its_last_organiser_takes_away_waits_for_nobody(place, challenge):
    until(place, challenge, State.OBJECTED)
    initiatives.take_away(challenge.initiative, by=place.starter)
    found = Challenge.objects.get()
    assert (found.due_at, found.approach, found.money) == (None, "", "")
    assert REQUEST.task not in found.task
    assert not ChallengeDecision.objects.filter(objection="Kijk nog eens.").exists()
    assert challenges.to_remind(at(DECIDE_ON)) == []


# The officer


def run(now):
    for one in challenges.to_remind(now):
        challenges.remind(one, now=now)


def reminders():
    verbs = ("challenge_due_soon", "challenge_due_today", "challenge_late")
    events = Event.objects.filter(verb__in=verbs).order_by("at")
    return [(event.verb, timezone.localdate(event.at)) for event in events]


def test_the_officer_is_reminded_before_on_and_after_the_day_each_once(place, challenge):
    for day in range(20):
        for _twice in range(2):
            run(at(date(2026, 11, 23) + day * DAY))
    assert reminders() == [
        ("challenge_due_soon", date(2026, 12, 3)),
        ("challenge_due_today", CONFIRMED_BEFORE),
        ("challenge_late", CONFIRMED_BEFORE + DAY),
    ]
    assert mailed("Uitdaagrecht: de gemeente is te laat") == sorted(
        [place.officer.email, place.coordinator.email]
    )
    assert mailed("vandaag is de gemeente") == [place.officer.email]
    assert not Event.objects.public().filter(verb="challenge_late").exists()


def test_each_step_has_reminders_of_its_own(place, challenge):
    run(at(CONFIRMED_BEFORE))
    confirm(place, challenge, decide_on=CONFIRMED_BEFORE)
    run(at(CONFIRMED_BEFORE))
    assert [verb for verb, _day in reminders()] == ["challenge_due_today"] * 2


def test_the_clock_reminds_with_the_other_answers(place, challenge, monday):
    monday.move_to(at(CONFIRMED_BEFORE))
    remind_task()
    remind_task()
    assert len(reminders()) == 1
    assert Notification.objects.filter(event__verb="challenge_due_today").count() == 1


def test_both_sides_are_reminded_to_look_back(place, challenge):
    until(place, challenge, State.AGREED)
    Message.objects.all().delete()
    run(at(EVALUATE_ON))
    assert mailed("Uitdaagrecht") == sorted([place.officer.email, place.starter.email])


def test_a_step_in_between_stops_the_clock(place, challenge):
    [stale] = challenges.to_remind(at(CONFIRMED_BEFORE))
    confirm(place, challenge)
    assert challenges.remind(stale, now=at(CONFIRMED_BEFORE)) is None
    challenges.withdraw(challenge, words="", **press(place.starter))
    run(at(DECIDE_ON))
    assert reminders() == []


@pytest.mark.django_db(transaction=True)
def test_four_schedulers_at_the_same_moment_remind_once():
    place = make_place()
    ask(place, place.send())
    assert at_once([lambda: run(at(CONFIRMED_BEFORE))] * 4) == [None] * 4
    assert len(reminders()) == 1


def test_a_hand_over_takes_it_along_although_the_review_was_answered(place, challenge):
    reviews.answer(
        challenge.initiative.review,
        Status.JOINING,
        reason="Goed plan.",
        possible="Wij helpen.",
        seen=0,
        key=uuid4(),
        by=place.officer,
    )
    assert open_reviews_held(place.officer, place.neighbourhood) == 1
    successor = MembershipFactory(neighbourhood=place.neighbourhood).person
    reviews.hand_over(place.officer, successor, place.neighbourhood)
    Message.objects.all().delete()
    run(at(CONFIRMED_BEFORE))
    assert mailed("Uitdaagrecht") == [successor.email]


def test_what_an_officer_answered_is_read(place, challenge):
    assert Notification.objects.filter(person=place.officer, read_at=None).exists()
    confirm(place, challenge)
    unread = Notification.objects.filter(person=place.officer, read_at=None)
    assert not unread.filter(event__verb="challenge_asked").exists()


# Mijn werk

WORK = "/mijn/werk/"


def work_page(browser, person, query=""):
    page = browser(person).get(WORK + query).content.decode()
    assert problems(page) == []
    return page


def answered(place, challenge):
    reviews.answer(
        challenge.initiative.review,
        Status.JOINING,
        reason="Goed plan.",
        possible="Wij helpen.",
        seen=0,
        key=uuid4(),
        by=place.officer,
    )


STEPS_OWED = {
    State.ASKED: "Uitdaagrecht: zeg wie beslist",
    State.DECIDING: "Uitdaagrecht: neem een besluit",
    State.OBJECTED: "Uitdaagrecht: neem een nieuw besluit",
    State.GRANTED: "Uitdaagrecht: doe een voorstel voor afspraken",
    State.PARTLY: "Uitdaagrecht: doe een voorstel voor afspraken",
    State.AGREED: "Uitdaagrecht: kijk samen terug",
}


@pytest.mark.parametrize("start", State)
def test_what_the_municipality_owes_stands_in_mijn_werk(place, challenge, browser, start):
    answered(place, challenge)
    until(place, challenge, start)
    page = work_page(browser, place.officer)
    if start in STEPS_OWED:
        assert STEPS_OWED[start] in page
        assert f'href="{address("challenge", challenge)}">Moestuin</a>' in page
    else:
        assert "Uitdaagrecht: " not in page


def test_it_stands_in_one_list_with_the_answers_by_date(place, challenge, browser, monday):
    place.send(title="Bankje", now=MONDAY)  # an answer within fifteen working days
    place.send(title="Eerder", now=MONDAY - 14 * DAY)
    late = Challenge.objects.get().due_at + DAY
    order = ["Eerder", "Moestuin", "Bankje"]
    monday.move_to(late - 3 * DAY)
    page = work_page(browser, place.officer)
    assert "Uiterlijk maandag 7 december" in page
    answers = [page.index(f">{title}</a>") for title in order]
    assert answers == sorted(answers)
    monday.move_to(late)
    page = work_page(browser, place.officer)
    assert page.index("Te laat") < page.index("Uitdaagrecht: zeg wie beslist")
    assert "Had 7 december gemoeten" in page


def test_it_is_chosen_as_the_answers_are(place, challenge, browser, monday):
    answered(place, challenge)
    words = STEPS_OWED[State.ASKED]
    other = MembershipFactory(neighbourhood=place.neighbourhood).person
    shown = {
        "?wie=allen&stand=later": True,
        "?stand=week": False,
        "?stand=laat": False,
        "?stand=team": False,
        "?thema=play": False,
        "?zoek=moes": True,
        "?zoek=bank": False,
        "?wijk=elders": False,
        f"?wie={other.pk}": False,
    }
    for query, is_there in shown.items():
        assert (words in work_page(browser, place.officer, query)) is is_there, query
    assert words not in work_page(browser, other)
    assert words in work_page(browser, other, "?wie=allen")
    assert words not in work_page(browser, MembershipFactory().person, "?wie=allen")
    monday.move_to(at(CONFIRMED_BEFORE))
    assert words in work_page(browser, place.officer, "?stand=week")
    monday.move_to(at(CONFIRMED_BEFORE + DAY))
    assert words in work_page(browser, place.officer, "?stand=laat")


def test_who_stands_in_sees_it_and_who_gets_it_has_it(place, challenge, browser):
    answered(place, challenge)
    other = MembershipFactory(neighbourhood=place.neighbourhood, person__name="Omar").person
    Absence.objects.create(
        neighbourhood=place.neighbourhood,
        person=place.officer,
        stand_in=other,
        first_day=MONDAY.date(),
        back_on=MONDAY.date() + 5 * DAY,
    )
    page = work_page(browser, other)
    assert STEPS_OWED[State.ASKED] in page
    assert "voor Olga Officier, afwezig tot 28 november" in page
    reviews.hand_over(place.officer, other, place.neighbourhood)
    assert "Rietwijk, Omar" in work_page(browser, other)
    assert STEPS_OWED[State.ASKED] not in work_page(browser, place.officer)


def test_the_coordinator_reads_it_in_who_holds_what(place, challenge, browser, monday):
    answered(place, challenge)
    load = "/wijk/rietwijk/verdeling/"
    page = " ".join(browser(place.coordinator).get(load).content.decode().split())
    assert "1 wacht op antwoord" in page
    monday.move_to(at(CONFIRMED_BEFORE + DAY))
    page = " ".join(browser(place.coordinator).get(load).content.decode().split())
    assert "<strong>1 is te laat</strong>" in page


@pytest.mark.parametrize("number", [1, 12])
def test_mijn_werk_asks_as_much_for_one_as_for_many(
    place, browser, number, django_assert_num_queries
):
    for n in range(number):
        ask(place, place.send(title=f"Plan {n}"))
    client = browser(place.officer)
    client.get(WORK)
    with django_assert_num_queries(9):
        page = client.get(WORK).content.decode()
    assert page.count("Uitdaagrecht: zeg wie beslist") == number
