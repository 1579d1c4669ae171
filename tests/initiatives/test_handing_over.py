"""One initiative goes to a colleague: the promise stays, and the team is introduced (rule R10)."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from activity.models import Event, Notification
from initiatives.actions import reviews
from initiatives.models import Question, Review
from initiatives.states import HandedOver, NotPossible
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from outbox.models import Message
from portal.actions import steering
from tests.factories import AdministratorFactory, MembershipFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import browser_of, make_place
from tests.threads import at_once

WORDS = "Omar kent het veldje goed."


@pytest.fixture
def colleague(place):
    return MembershipFactory(
        neighbourhood=place.neighbourhood,
        person__name="Omar Opvolger",
        hours="dinsdag tot acht uur",
        place="in het buurthuis",
        portrait="omar",
    ).person


@pytest.fixture
def initiative(place):
    initiative = place.send()
    Message.objects.all().delete()
    Notification.objects.all().delete()
    return initiative


def address(initiative):
    return reverse("initiatives:hand_over", args=[initiative.pk])


def hand_over(person, initiative, to, *, seen=None, words=WORDS, follow=True):
    seen = initiative.review.officer_id if seen is None else seen
    sent = {"successor": to.pk, "seen": seen, "words": words}
    return browser_of(person).post(address(initiative), sent, follow=follow)


def mails(person):
    return list(Message.objects.filter(to=person.email).order_by("pk"))


def test_the_team_gets_one_mail_that_introduces_the_successor(place, initiative, colleague):
    html = hand_over(place.officer, initiative, colleague).content.decode()

    assert "Omar Opvolger is nu de contactambtenaar. Het team krijgt bericht." in html
    [mail] = mails(place.starter)
    assert mail.subject == "Een nieuwe contactambtenaar voor Moestuin"
    for text in (WORDS, "Omar Opvolger", "dinsdag tot acht uur", "in het buurthuis", "foto"):
        assert text in mail.body
    assert f"{initiative.get_absolute_url()}#antwoord" in mail.body


def test_the_public_page_shows_who_it_is_and_the_word_to_the_residents(
    place, initiative, colleague, client
):
    hand_over(place.officer, initiative, colleague)

    page = client.get(initiative.get_absolute_url()).content.decode()

    assert "Omar Opvolger is nu de contactambtenaar" in page
    assert WORDS in page
    assert "dinsdag tot acht uur" in page


def test_the_colleague_is_told_once_with_the_date(place, initiative, colleague):
    hand_over(place.officer, initiative, colleague)

    [mail] = mails(colleague)
    assert mail.subject == "U bent nu de contactambtenaar voor Moestuin"
    assert "Olga Officier geeft u" in mail.body
    assert "maandag 14 december" in mail.body
    assert mails(place.officer) == []


def test_dates_and_questions_stay(place, initiative, colleague):
    reviews.ask(
        initiative.review,
        "Hoe groot?",
        seen=0,
        key=uuid4(),
        by=place.officer,
        now=timezone.now(),
    )
    before = Review.objects.values("due_at", "status", "version").get()

    hand_over(place.officer, initiative, colleague)

    assert Review.objects.values("due_at", "status", "version").get() == before
    assert Question.objects.get().answered_at is None


def test_pressing_twice_is_handing_over_once(place, initiative, colleague):
    seen = place.officer.pk
    for _ in range(2):
        assert hand_over(place.officer, initiative, colleague, seen=seen).status_code == 200
    assert Event.objects.filter(verb="answer_handed_over").count() == 1
    assert len(mails(place.starter)) == 1


def test_who_is_second_sees_who_has_it_and_keeps_the_words(place, initiative, colleague):
    third = MembershipFactory(neighbourhood=place.neighbourhood, person__name="Derde").person
    seen = place.officer.pk
    hand_over(place.officer, initiative, colleague, seen=seen)

    response = hand_over(place.coordinator, initiative, third, seen=seen, words="Mijn woorden")

    html = response.content.decode()
    assert response.status_code == 409
    assert "Het initiatief is intussen van Omar Opvolger." in html
    assert "Mijn woorden" in html
    assert Review.objects.get().officer == colleague
    assert problems(html) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_stands():
    place = make_place()
    initiative = place.send()
    two = [MembershipFactory(neighbourhood=place.neighbourhood).person for _ in range(2)]

    def give(to):
        return lambda: reviews.hand_over_one(
            initiative.review, to, seen=place.officer.pk, words="", by=place.officer
        )

    results = at_once([give(to) for to in two])

    assert sorted(type(result).__name__ for result in results) == ["HandedOver", "Review"]
    assert Event.objects.filter(verb="answer_handed_over").count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_leaves_with_something_that_was_just_given():
    place = make_place()
    initiative = place.send()
    role = MembershipFactory(neighbourhood=place.neighbourhood)
    give = lambda: reviews.hand_over_one(  # noqa: E731
        initiative.review, role.person, seen=place.officer.pk, words="", by=place.officer
    )
    leave = lambda: steering.end_role(  # noqa: E731
        role, successor=None, by=place.coordinator, now=timezone.now()
    )

    at_once([give, leave])

    holder = Review.objects.get().officer
    assert Membership.objects.officers().filter(person=holder).exists()


def test_only_who_works_here_can_get_it(place, initiative):
    stranger = MembershipFactory().person

    response = hand_over(place.officer, initiative, stranger)

    assert response.status_code == 422
    assert "Kies een collega." in response.content.decode()
    with pytest.raises(NotPossible):
        reviews.hand_over_one(
            initiative.review, stranger, seen=place.officer.pk, words="", by=place.officer
        )


def test_an_officer_gives_away_their_own_and_nobodys_and_no_colleagues(
    place, initiative, colleague
):
    Review.objects.update(officer=colleague)
    initiative.review.refresh_from_db()
    assert hand_over(place.officer, initiative, place.officer).status_code == 403
    page = browser_of(place.officer).get(address(initiative)).content.decode()
    assert "Alleen wie het initiatief heeft, of de coördinator" in page

    Review.objects.update(officer=None)
    initiative.review.refresh_from_db()
    assert hand_over(place.officer, initiative, place.officer, seen="").status_code == 200
    assert Review.objects.get().officer == place.officer
    assert mails(place.officer) == []


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_who_runs_the_neighbourhood_gives_away_anybodys(place, initiative, colleague, who):
    administrator = AdministratorFactory(municipality=place.neighbourhood.municipality).person
    person = place.coordinator if who == "coordinator" else administrator

    assert hand_over(person, initiative, colleague).status_code == 200
    assert Review.objects.get().officer == colleague


def test_the_action_says_when_it_was_given_away(place, initiative, colleague):
    with pytest.raises(HandedOver):
        reviews.hand_over_one(
            initiative.review, colleague, seen=UserFactory().pk, words="", by=place.officer
        )


# All of it


def all_of(place, person):
    return reverse("portal:hand_over_all", args=[place.neighbourhood.slug, person.pk])


def test_all_that_somebody_holds_goes_in_one_press(place, initiative, colleague):
    place.send(title="Kippenhok")
    other = MembershipFactory(neighbourhood=place.neighbourhood).person
    theirs = place.send(title="Van een ander")
    Review.objects.exclude(initiative=theirs).update(officer=place.officer)
    Review.objects.filter(initiative=theirs).update(officer=other)
    Message.objects.all().delete()
    dates = dict(Review.objects.values_list("pk", "due_at"))
    sent = {"successor": colleague.pk, "words": WORDS}

    for _ in range(2):
        response = browser_of(place.officer).post(all_of(place, place.officer), sent, follow=True)

    assert "Er was niets over te geven." in response.content.decode()
    holders = Review.objects.values_list("initiative__title", "officer")
    assert dict(holders) == {
        "Moestuin": colleague.pk,
        "Kippenhok": colleague.pk,
        "Van een ander": other.pk,
    }
    assert dict(Review.objects.values_list("pk", "due_at")) == dates
    assert len(mails(place.starter)) == 2
    [told] = mails(colleague)
    assert "2 initiatieven erbij" in told.body


def test_an_officer_gives_away_their_own_work_and_no_colleagues(place, initiative, colleague):
    client = browser_of(place.officer)
    assert client.get(all_of(place, colleague)).status_code == 403
    page = client.get(all_of(place, place.officer)).content.decode()
    assert "Er wacht nog 1 initiatief op antwoord." in page
    assert problems(page) == []


def test_the_successor_of_who_leaves_is_told_once(place, initiative, colleague):
    place.send(title="Kippenhok")
    Review.objects.update(officer=place.officer)
    Message.objects.all().delete()
    role = Membership.objects.get(person=place.officer)

    steering.end_role(role, successor=colleague, by=place.coordinator, now=timezone.now())

    assert len(mails(colleague)) == 1
    assert len(mails(place.starter)) == 2


def test_mijn_werk_and_the_review_lead_there(place, initiative, colleague):
    client = browser_of(place.officer)
    assert all_of(place, place.officer) in client.get("/mijn/werk/").content.decode()
    review = client.get(reverse("initiatives:review", args=[initiative.pk])).content.decode()
    assert address(initiative) in review
    manage = browser_of(place.coordinator).get("/wijk/rietwijk/beheer/").content.decode()
    assert all_of(place, place.officer) in manage


def test_a_coordinator_can_take_it_as_well(place, initiative):
    hand_over(place.officer, initiative, place.coordinator)

    assert Review.objects.get().officer == place.coordinator
    assert Membership.objects.get(person=place.coordinator).role == Role.COORDINATOR
