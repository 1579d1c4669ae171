"""Another date for the municipality's answer: agreed with the team, and in public (rule R2)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from activity.models import Event, Notification
from initiatives.actions import initiatives, reviews
from initiatives.models import DateProposal, Review
from initiatives.states import AlreadyAnswered, DateProposalState, NotPossible, Status
from outbox.models import Message
from partners.models import Member
from tests.factories import MembershipFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import MONDAY, make_place
from tests.threads import at_once

DAY = timedelta(days=1)
DUE = date(2026, 12, 14)  # fifteen working days after Monday 23 November 2026
LATER = date(2027, 1, 16)  # a Saturday
REASON = "Wij moeten eerst de bodem laten onderzoeken."


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def followed(initiative):
    initiatives.support(initiative, by=UserFactory(email="volger@example.org"))
    Message.objects.all().delete()
    return initiative


def propose(place, initiative, day=LATER, **more):
    fixed = {"key": uuid4(), "by": place.officer, "now": timezone.now()}
    review = Review.objects.get(initiative=initiative)
    return reviews.propose_date(review, day, REASON, **fixed | more)


def say(place, proposal, agrees=True, **more):
    fixed = {"by": place.starter, "now": timezone.now()}
    return reviews.answer_date(proposal, agrees=agrees, **fixed | more)


def give_answer(place, initiative):
    review = Review.objects.get(initiative=initiative)
    reviews.answer(
        review,
        Status.JOINING,
        reason="Goed plan.",
        possible="Wij helpen.",
        seen=review.version,
        key=uuid4(),
        by=place.officer,
    )


def due():
    return timezone.localdate(Review.objects.get().due_at)


def state():
    return DateProposal.objects.get().state


def mailed():
    return sorted(Message.objects.values_list("to", flat=True))


def team_page(initiative):
    return reverse("initiatives:answer_date", args=[initiative.pk, DateProposal.objects.get().pk])


def review_page(initiative):
    return reverse("initiatives:review", args=[initiative.pk])


def test_a_proposal_moves_nothing_and_is_for_the_team(place, followed, browser):
    propose(place, followed)

    assert due() == DUE
    assert mailed() == [place.starter.email]
    mail = Message.objects.get()
    assert "zou uiterlijk maandag 14 december antwoorden" in mail.body
    assert "zaterdag 16 januari 2027" in mail.body
    assert REASON in mail.body
    assert team_page(followed) in mail.body
    assert REASON not in browser(None).get(followed.get_absolute_url()).content.decode()
    assert not Event.objects.public().filter(verb="date_proposed").exists()


def test_the_team_agrees_with_one_press_and_then_it_moves_in_public(place, followed, browser):
    propose(place, followed)
    client = browser(place.starter)
    page = client.get(team_page(followed)).content.decode()
    assert problems(page) == []
    assert REASON in page
    Message.objects.all().delete()

    after = client.post(team_page(followed), {"agrees": "yes"}, follow=True).content.decode()

    assert "Dank u wel. De nieuwe datum staat op uw pagina." in after
    assert due() == LATER
    public = browser(None).get(followed.get_absolute_url()).content.decode()
    assert "Het antwoord komt uiterlijk 16 januari 2027. Eerst was dat 14 december 2026." in public
    assert REASON in public
    assert mailed() == sorted([place.officer.email, "volger@example.org"])
    read = Notification.objects.get(person=place.starter, event__verb="date_proposed")
    assert read.read_at is not None
    assert "Dit is afgesproken" in client.get(team_page(followed)).content.decode()


def test_the_team_keeps_the_date_and_nobody_reads_that(place, followed, browser):
    propose(place, followed)
    Message.objects.all().delete()

    sent = browser(place.starter).post(team_page(followed), {"agrees": "no"}, follow=True)

    assert "Dat is goed. De datum blijft zoals hij was." in sent.content.decode()
    assert (due(), state()) == (DUE, DateProposalState.DECLINED)
    assert mailed() == [place.officer.email]
    assert "maandag 14 december, zoals beloofd" in Message.objects.get().body
    assert "datum" not in Event.objects.public().values_list("verb", flat=True)
    propose(place, followed, LATER + DAY)
    assert DateProposal.objects.open().count() == 1, "another may be proposed"


def test_one_proposal_at_a_time_and_pressing_twice_is_once(place, followed, browser):
    key = uuid4()
    for _press in range(2):
        propose(place, followed, key=key)
    with pytest.raises(AlreadyAnswered):
        propose(place, followed, LATER + DAY)

    assert DateProposal.objects.count() == 1
    assert Event.objects.filter(verb="date_proposed").count() == 1
    page = browser(place.officer).get(review_page(followed)).content.decode()
    assert "Het team heeft nog niet gereageerd." in page
    assert "Stel een andere datum voor" not in page
    assert problems(page) == []


def test_the_first_answer_of_the_team_stands(place, followed):
    proposal = propose(place, followed)
    say(place, proposal, agrees=False)
    say(place, proposal, agrees=True)

    assert (due(), state()) == (DUE, DateProposalState.DECLINED)


def test_an_answer_ends_the_proposal_for_good(place, followed, browser):
    proposal = propose(place, followed)
    give_answer(place, followed)
    assert state() == DateProposalState.LAPSED

    reviews.ask_to_reconsider(
        Review.objects.get(), "Kijk nog eens.", by=place.starter, now=MONDAY + DAY
    )
    before = due()
    say(place, proposal)

    assert due() == before
    page = browser(place.starter).get(team_page(followed)).content.decode()
    assert "Dit voorstel geldt niet meer." in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


def test_a_question_does_not_end_it(place, followed):
    propose(place, followed)
    review = Review.objects.get()
    reviews.ask(
        review, "Hoe groot?", seen=review.version, key=uuid4(), by=place.officer, now=MONDAY
    )

    assert state() == DateProposalState.OPEN


def test_a_proposal_of_which_the_day_is_over_gives_way(place, followed, browser, monday):
    propose(place, followed, date(2026, 11, 24))
    monday.move_to(MONDAY + 2 * DAY)
    with pytest.raises(NotPossible):
        say(place, DateProposal.objects.get())
    client = browser(place.starter)
    assert client.post(team_page(followed), {"agrees": "yes"}).status_code == 302
    assert "Dit voorstel geldt niet meer." in client.get(team_page(followed)).content.decode()
    assert due() == DUE

    propose(place, followed)
    states = DateProposal.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [DateProposalState.LAPSED, DateProposalState.OPEN]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-22", "Kies een datum vanaf vandaag, binnen drie jaar."),
        ("2036-01-01", "Kies een datum vanaf vandaag, binnen drie jaar."),
        ("2026-12-14", "Dat is de datum die er al staat. Kies een andere."),
        ("", "Kies een datum."),
        ("morgen", "Schrijf de datum als dag-maand-jaar"),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_its_field(place, followed, browser, day, why):
    typed = {"new_day": day, "new_day_reason": REASON, "key": uuid4(), "note": "Bel beheer"}

    sent = browser(place.officer).post(
        reverse("initiatives:propose_date", args=[followed.pk]), typed
    )

    assert sent.status_code == 422
    page = sent.content.decode()
    assert problems(page) == []
    assert why in page
    assert REASON in page
    assert "Bel beheer" in page, "what stands in the other fields is kept"
    assert not DateProposal.objects.exists()


def test_by_hand_it_is_proposed_in_a_weekend_too_and_needs_a_reason(place, followed, browser):
    client, url = browser(place.officer), reverse("initiatives:propose_date", args=[followed.pk])
    typed = {"new_day": "16-01-2027", "new_day_reason": "", "key": uuid4()}
    refused = client.post(url, typed)
    assert "Schrijf waarom het een andere datum wordt." in refused.content.decode()

    page = client.post(url, typed | {"new_day_reason": REASON}, follow=True).content.decode()
    assert "Uw voorstel ligt bij het team. Tot dan blijft de datum staan." in page
    assert DateProposal.objects.get().day == LATER
    again = {"new_day": "17-01-2027", "new_day_reason": REASON, "key": uuid4()}
    page = client.post(url, again, follow=True).content.decode()
    assert "Niet verstuurd: er ligt al een voorstel" in page
    assert DateProposal.objects.count() == 1


def test_what_is_answered_has_no_other_date(place, followed, browser):
    give_answer(place, followed)
    with pytest.raises(NotPossible):
        propose(place, followed)
    page = browser(place.officer).get(review_page(followed)).content.decode()
    assert "Stel een andere datum voor" not in page


def test_reminders_go_by_the_new_date(place, followed):
    say(place, propose(place, followed))

    def remind(day):
        return reviews.remind(Review.objects.get(), now=MONDAY + (day - MONDAY.date()) * 1)

    assert remind(DUE) is None
    event = remind(LATER)
    assert event is not None
    assert event.verb == "answer_due_today"


def test_it_waits_for_the_team_on_their_own_page(place, followed, browser):
    propose(place, followed)
    client = browser(place.starter)

    page = client.get("/mijn/").content.decode()

    assert problems(page) == []
    assert "Olga Officier van de gemeente wil graag uiterlijk 16 januari antwoorden:" in page
    assert f'href="{team_page(followed)}"' in page
    say(place, DateProposal.objects.get())
    assert "Wacht op u" not in client.get("/mijn/").content.decode()


def test_who_is_not_of_the_team_says_nothing_about_it(place, followed, browser):
    propose(place, followed)
    for person in (UserFactory(), place.officer, MembershipFactory().person):
        assert browser(person).post(team_page(followed), {"agrees": "yes"}).status_code == 403
    initiatives.hide(followed, "Een reden", by=place.officer)
    assert browser(UserFactory()).get(team_page(followed)).status_code == 404
    assert due() == DUE


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_the_same_moment_are_one_answer():
    place = make_place()
    initiative = place.send()
    mate = UserFactory()
    Member.objects.create(organisation=initiative.team, person=mate)
    proposal = propose(place, initiative)

    at_once(
        [
            lambda: say(place, proposal, agrees=True),
            lambda: say(place, proposal, agrees=False, by=mate),
        ]
    )

    answered = Event.objects.filter(verb__in=["date_agreed", "date_kept"])
    assert answered.count() == 1
    assert (due() == LATER) is (answered.get().verb == "date_agreed")


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_propose_one_date():
    place = make_place()
    initiative = place.send()

    results = at_once([lambda: propose(place, initiative)] * 3)

    assert sum(isinstance(result, AlreadyAnswered) for result in results) == 2
    assert DateProposal.objects.count() == 1
