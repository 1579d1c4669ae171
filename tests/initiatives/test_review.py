"""The municipality's answer: in time, with reasons, and one at a time (rules R2 and R3)."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft, User
from activity.models import Event, Notification
from initiatives.actions import initiatives, reviews
from initiatives.models import Answer, Note, Question, Review
from initiatives.states import ANSWERS, NEXT, OPEN, AlreadyAnswered, NotPossible, Status
from neighbourhoods.models import Membership
from outbox.models import Message
from partners.models import Agreement, Member
from tests.factories import MembershipFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import MONDAY, make_place
from tests.threads import at_once

REASON, POSSIBLE = "Het veldje is van de gemeente.", "U mag het drie jaar gebruiken."


def address(name, initiative, *more):
    return reverse(f"initiatives:{name}", args=[initiative.pk, *more])


def answer(initiative, by, status=Status.JOINING, *, seen=None, key=None, reason=REASON):
    review = Review.objects.get(initiative=initiative)
    return reviews.answer(
        review,
        status,
        reason=reason,
        possible=POSSIBLE,
        seen=review.version if seen is None else seen,
        key=key or uuid4(),
        by=by,
    )


def ask(initiative, by, text="Op welke dagen?", *, seen=None, key=None, now=MONDAY):
    review = Review.objects.get(initiative=initiative)
    return reviews.ask(
        review,
        text,
        seen=review.version if seen is None else seen,
        key=key or uuid4(),
        by=by,
        now=now,
    )


def reconsider(initiative, by, now=MONDAY):
    review = Review.objects.get(initiative=initiative)
    return reviews.ask_to_reconsider(review, "Er is nu wel geld.", by=by, now=now)


def answer_fields(initiative, **changes):
    review = Review.objects.get(initiative=initiative)
    return {
        "status": "joining",
        "reason": REASON,
        "possible": POSSIBLE,
        "seen": review.version,
        "key": uuid4(),
    } | changes


@pytest.fixture
def colleague(place):
    return MembershipFactory(neighbourhood=place.neighbourhood, person__name="Kees Collega").person


@pytest.fixture
def initiative(place):
    initiative = place.send()
    Message.objects.all().delete()
    Notification.objects.all().delete()
    return initiative


# The states


def test_every_state_says_what_may_follow():
    assert set(NEXT) == set(Status) == OPEN | ANSWERS | {Status.NOT_ASKED}
    assert not OPEN & ANSWERS


def test_an_answer_leads_only_back_into_conversation():
    assert {NEXT[status] for status in ANSWERS} == {frozenset({Status.IN_CONVERSATION})}


@pytest.mark.parametrize("to", Status)
@pytest.mark.parametrize("start", Status)
def test_only_the_steps_of_the_table_are_possible(place, initiative, start, to):
    Review.objects.update(status=start)
    if to in ANSWERS and to in NEXT[start]:
        assert answer(initiative, place.officer, to).status == to
    elif to in ANSWERS:
        with pytest.raises(AlreadyAnswered):
            answer(initiative, place.officer, to)
    else:
        with pytest.raises(NotPossible):
            answer(initiative, place.officer, to)
    status = Review.objects.get().status
    assert status == (to if to in ANSWERS and to in NEXT[start] else start)


def test_the_database_knows_no_other_state(initiative):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(status="verlopen")


# Answering


def test_an_answer_is_public_with_its_reason_and_what_is_possible(place, initiative, client):
    answer(initiative, place.officer, Status.PARTLY)
    page = client.get(initiative.get_absolute_url()).content.decode()
    for text in ("Deels", REASON, POSSIBLE, "Olga Officier", "De gemeente heeft geantwoord"):
        assert text in page


def test_team_and_followers_hear_once_each(place, initiative):
    follower = UserFactory()
    initiatives.support(initiative, by=follower)
    answer(initiative, place.officer)
    assert sorted(Message.objects.values_list("to", flat=True)) == sorted(
        [place.starter.email, follower.email]
    )
    mail = Message.objects.get(to=follower.email)
    assert mail.subject == "De gemeente heeft geantwoord op Moestuin"
    for text in ("We doen mee.", REASON, POSSIBLE, "omdat u dit volgt"):
        assert text in mail.body


@pytest.mark.parametrize("field", ["status", "reason", "possible"])
@pytest.mark.parametrize("empty", ["", "  \n ", "\0"])
def test_no_answer_leaves_without_a_reason_and_what_is_possible(
    place, initiative, browser, field, empty
):
    response = browser(place.officer).post(
        address("answer", initiative), answer_fields(initiative, **{field: empty})
    )
    assert response.status_code == 422
    page = response.content.decode()
    for name, text in (("reason", REASON), ("possible", POSSIBLE)):
        assert text in page or name == field
    assert not Answer.objects.exists()
    assert Review.objects.get().status == Status.AWAITING


@pytest.mark.parametrize(
    "missing", [{"reason": ""}, {"possible": ""}, {"status": "awaiting"}, {"status": "nee"}]
)
def test_the_database_keeps_no_answer_without_them_either(place, initiative, missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            review=initiative.review,
            officer=place.officer,
            **{"status": "not_now", "reason": REASON, "possible": POSSIBLE} | missing,
        )


@pytest.mark.parametrize("status", ["awaiting", "in_conversation", "nee", "<script>"])
def test_what_is_no_answer_is_refused(place, initiative, browser, status):
    response = browser(place.officer).post(
        address("answer", initiative), answer_fields(initiative, status=status)
    )
    assert response.status_code == 422
    assert REASON in response.content.decode()


@pytest.mark.parametrize("field", ["seen", "key"])
@pytest.mark.parametrize("value", ["", "x", "-1", "99999999999999999999"])
def test_a_form_that_was_tampered_with_is_no_error(place, initiative, browser, field, value):
    response = browser(place.officer).post(
        address("answer", initiative), answer_fields(initiative, **{field: value})
    )
    assert response.status_code == 422
    assert REASON in response.content.decode()
    assert not Answer.objects.exists()


def test_what_is_too_long_is_kept(place, initiative, browser):
    response = browser(place.officer).post(
        address("answer", initiative), answer_fields(initiative, reason="w" * 2001)
    )
    assert response.status_code == 422
    assert "w" * 2001 in response.content.decode()
    assert "2001" in response.content.decode()


def test_whoever_answers_what_nobody_held_holds_it(place, initiative):
    Review.objects.update(officer=None)
    answer(initiative, place.coordinator)
    assert Review.objects.get().officer == place.coordinator


def test_pressing_twice_is_answering_once(place, initiative, browser):
    client, fields = browser(place.officer), answer_fields(initiative)
    first = client.post(address("answer", initiative), fields)
    second = client.post(address("answer", initiative), fields)
    assert first["Location"] == second["Location"] == initiative.get_absolute_url()
    assert Answer.objects.count() == 1
    assert Event.objects.filter(verb="answered").count() == 1
    assert Message.objects.filter(to=place.starter.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressing_four_times_at_the_same_moment_is_answering_once():
    place = make_place()
    initiative, key = place.send(), uuid4()
    before = Message.objects.count()
    results = at_once([lambda: answer(initiative, place.officer, seen=0, key=key)] * 4)
    assert {given.pk for given in results} == {Answer.objects.get().pk}
    assert Event.objects.filter(verb="answered").count() == 1
    assert Message.objects.count() == before + 1


# What stands first for who answers


def test_who_answers_here_is_asked_to_answer_and_not_to_support(place, initiative, browser):
    for person in (place.officer, place.coordinator):
        page = browser(person).get(initiative.get_absolute_url()).content.decode()
        before, after = page.split("<summary>Steunen, volgen en meedoen", 1)
        assert address("review", initiative) in before
        assert "Ik steun dit" not in before
        assert "Ik steun dit" in after.split("</details>")[0]
        assert problems(page) == []


def test_others_are_asked_to_support(initiative, browser):
    elsewhere = MembershipFactory().person
    for person in (None, UserFactory(), elsewhere):
        page = browser(person).get(initiative.get_absolute_url()).content.decode()
        assert "Ik steun dit" in page
        assert "Steunen, volgen en meedoen" not in page


# The three forms of the page, without JavaScript

WRITTEN = {"status": "partly", "reason": "Mijn reden.", "possible": "Mijn aanbod."}
ASIDE = {"question": "Op welke dagen?", "note": "Bel eerst de buren."}


@pytest.mark.parametrize("pressed", ["note", "ask"])
def test_sending_a_note_or_a_question_keeps_the_answer(place, initiative, browser, pressed):
    client = browser(place.officer)
    form = answer_fields(initiative, **WRITTEN, **ASIDE)
    response = client.post(address(pressed, initiative), form, follow=True)
    page = response.content.decode()
    for text in ("Mijn reden.", "Mijn aanbod.", *ASIDE.values()):
        assert page.count(text) == 1, text
    assert re.search(r'value="partly"[^>]*checked', page)
    assert not Answer.objects.exists()
    assert problems(page) == []
    sent, waits = ("note", "question") if pressed == "note" else ("question", "note")
    draft = Draft.objects.get(person=place.officer)
    assert sent not in draft.fields
    assert draft.fields[waits] == ASIDE[waits]


@pytest.mark.parametrize("pressed", ["note", "ask", "answer"])
def test_what_is_refused_leaves_all_three_as_they_were(place, initiative, browser, pressed):
    client = browser(place.officer)
    wrong = {"note": {"note": " "}, "ask": {"question": ""}, "answer": {"possible": ""}}[pressed]
    form = answer_fields(initiative, **WRITTEN | ASIDE | wrong)
    response = client.post(address(pressed, initiative), form)
    assert response.status_code == 422
    again = client.get(address("review", initiative))
    for page in (response.content.decode(), again.content.decode()):
        for text in (WRITTEN | ASIDE | wrong).values():
            assert text in page
        assert re.search(r'value="partly"[^>]*checked', page)
        assert problems(page) == []
    assert str(form["key"]) in response.content.decode()
    assert str(form["key"]) not in again.content.decode()


@pytest.mark.parametrize("pressed", ["note", "ask", "answer"])
def test_reloading_after_a_refusal_leads_to_the_page_with_all_that_was_typed(
    place, initiative, browser, pressed
):
    client = browser(place.officer)
    form = answer_fields(initiative, **WRITTEN | {"possible": "", "note": " ", "question": ""})
    assert client.post(address(pressed, initiative), form).status_code == 422
    again = client.get(address(pressed, initiative), follow=True)
    assert again.redirect_chain == [(address("review", initiative), 302)]
    assert "Mijn reden." in again.content.decode()


def test_a_note_that_was_not_saved_is_still_there_after_the_answer(place, initiative, browser):
    client = browser(place.officer)
    client.post(address("answer", initiative), answer_fields(initiative, note="Bel eerst."))
    assert Answer.objects.count() == 1
    page = client.get(address("review", initiative)).content.decode()
    assert page.count("Bel eerst.") == 1
    assert "is niet verstuurd" not in page


def test_what_was_sent_leaves_no_draft(place, initiative, browser):
    client = browser(place.officer)
    client.post(address("note", initiative), {"note": "Bel eerst.", "key": uuid4(), "reason": ""})
    client.post(address("answer", initiative), answer_fields(initiative))
    assert not Draft.objects.exists()


def test_a_press_that_was_refused_sees_a_colleague_in_between(
    place, initiative, colleague, browser
):
    client = browser(place.officer)
    form = answer_fields(initiative, reason="")
    answer(initiative, colleague)
    client.post(address("answer", initiative), form)
    again = client.post(address("answer", initiative), form | {"reason": "Mijn reden."})
    assert again.status_code == 409
    assert "Mijn reden." in again.content.decode()


# Two officers


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_the_same_moment_one_answer_stands():
    place = make_place()
    initiative = place.send()
    people = [place.officer, place.coordinator]
    results = at_once(
        [lambda who=who: answer(initiative, who, seen=0, reason=who.name) for who in people]
    )
    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["AlreadyAnswered", "Answer"]
    assert Answer.objects.count() == 1
    assert Event.objects.filter(verb="answered").count() == 1


@pytest.fixture
def overtaken(place, initiative, colleague, browser):
    """The colleague answered while the officer was still typing; the officer's own press."""
    fields = answer_fields(initiative, reason="Mijn eigen reden.", possible="Mijn eigen aanbod.")
    answer(initiative, colleague, reason="De reden van de collega.")
    client = browser(place.officer)
    return client, client.post(address("answer", initiative), fields)


def test_whom_a_colleague_was_ahead_of_sees_both_texts(overtaken):
    _client, response = overtaken
    assert response.status_code == 409
    page = response.content.decode()
    for text in (
        "Een collega was u voor",
        "Uw antwoord is niet verstuurd.",
        "De reden van de collega.",
        "Kees Collega",
        "Mijn eigen reden.",
        "Mijn eigen aanbod.",
    ):
        assert text in page
    assert "Stuur het antwoord" not in page
    assert Answer.objects.get().reason == "De reden van de collega."


def test_their_text_is_still_there_when_they_come_back(overtaken, initiative):
    client, _response = overtaken
    page = client.get(address("review", initiative)).content.decode()
    assert "Mijn eigen reden." in page
    assert "is niet verstuurd" in page


def test_they_can_keep_their_text_as_a_note(overtaken, initiative):
    client, _response = overtaken
    text = "Mijn eigen reden.\n\nMijn eigen aanbod."
    client.post(address("note", initiative), {"note": text, "key": uuid4()})
    assert Note.objects.get().text == text
    assert not Draft.objects.exists()
    page = client.get(address("review", initiative)).content.decode()
    assert page.count("Mijn eigen reden.") == 1


def test_their_text_is_seen_by_themselves_only(overtaken, initiative, colleague, browser):
    assert (
        "Mijn eigen reden."
        not in browser(colleague).get(address("review", initiative)).content.decode()
    )
    assert (
        "Mijn eigen reden." not in browser(None).get(initiative.get_absolute_url()).content.decode()
    )


def test_a_question_of_a_colleague_in_between_is_read_first_and_then_the_answer_leaves(
    place, initiative, colleague, browser
):
    fields = answer_fields(initiative, reason="Mijn eigen reden.")
    ask(initiative, colleague, "Is het veldje zonnig?")
    client = browser(place.officer)
    response = client.post(address("answer", initiative), fields)
    assert response.status_code == 409
    page = response.content.decode()
    for text in (
        "Een collega stelde het team een vraag",
        "Is het veldje zonnig?",
        "Mijn eigen reden.",
    ):
        assert text in page
    assert 'name="seen" value="1"' in page
    again = client.post(
        address("answer", initiative), answer_fields(initiative, reason="Mijn eigen reden.")
    )
    assert again.status_code == 302
    assert Answer.objects.get().officer == place.officer


def test_a_question_does_not_undo_the_answer_that_a_colleague_just_gave(
    place, initiative, colleague, browser
):
    client = browser(place.officer)
    fields = {"question": "Is het veldje zonnig?", "key": uuid4(), "seen": 0}
    answer(initiative, colleague)
    response = client.post(address("ask", initiative), fields)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Uw vraag is niet verstuurd" in page
    assert "Is het veldje zonnig?" in page
    assert Review.objects.get().status == Status.JOINING
    assert client.post(address("ask", initiative), fields | {"seen": 1}).status_code == 302
    assert Review.objects.get().status == Status.IN_CONVERSATION


# Asking, and the team's reply


def test_a_question_does_not_move_the_date(place, initiative):
    before = initiative.review.due_at
    ask(initiative, place.officer, now=MONDAY + timedelta(days=7))
    review = Review.objects.get()
    assert review.due_at == before
    assert review.status == Status.IN_CONVERSATION


def test_two_questions_can_wait_at_the_same_time(place, initiative, colleague):
    ask(initiative, place.officer, "Waar?")
    ask(initiative, colleague, "Wanneer?", seen=0)
    assert [question.text for question in Question.objects.all()] == ["Waar?", "Wanneer?"]


@pytest.mark.django_db(transaction=True)
def test_asking_four_times_at_the_same_moment_is_asking_once():
    place = make_place()
    initiative, key = place.send(), uuid4()
    results = at_once([lambda: ask(initiative, place.officer, seen=0, key=key)] * 4)
    assert {type(result) for result in results} == {Question}
    assert Question.objects.count() == 1
    assert Event.objects.filter(verb="question_asked").count() == 1


def test_a_question_after_an_answer_opens_it_with_a_new_date(place, initiative):
    answer(initiative, place.officer)
    later = MONDAY + timedelta(days=70)
    ask(initiative, place.officer, now=later)
    review = Review.objects.get()
    assert review.is_open
    assert review.due_at > later
    assert timezone.localdate(review.due_at) == date(2027, 2, 22)


def test_the_mail_leads_to_the_page_for_the_reply(place, initiative, browser):
    question = ask(initiative, place.officer)
    mail = Message.objects.get(to=place.starter.email)
    path = address("reply", initiative, question.pk)
    assert "Op welke dagen?" in mail.body
    assert f"{path}\n" in mail.body
    signed_out = browser(None).get(path)
    assert signed_out.status_code == 302
    assert "/account/" in signed_out["Location"]
    assert "Op welke dagen?" in browser(place.starter).get(path).content.decode()


def test_the_officer_hears_of_the_reply_and_everybody_can_read_it(place, initiative, browser):
    question = ask(initiative, place.officer)
    client = browser(place.starter)
    client.post(address("reply", initiative, question.pk), {"answer": "Op zaterdag."})
    mail = Message.objects.get(to=place.officer.email)
    assert "Op zaterdag." in mail.body
    assert address("review", initiative) in mail.body
    assert "Op zaterdag." in browser(None).get(initiative.get_absolute_url()).content.decode()


def unread(person):
    return Notification.objects.filter(person=person).unread().count()


def test_answering_by_the_link_in_the_mail_reads_the_message(place, initiative, browser):
    first = ask(initiative, place.officer, "Op welke dagen?")
    ask(initiative, place.officer, "Met hoeveel mensen?", seen=1)
    assert unread(place.starter) == 2
    path = address("reply", initiative, first.pk)
    browser(place.starter).post(path, {"answer": "Op zaterdag."})
    [left] = Notification.objects.filter(person=place.starter).unread()
    assert left.event.words == "Met hoeveel mensen?"


def test_answering_reads_what_asked_for_it_and_only_of_who_answers(place):
    initiative, other = place.send(), place.send(title="Voetbalkooi")
    reviews.remind(initiative.review, now=initiative.review.due_at)
    assert unread(place.officer) == 3
    answer(initiative, place.officer)
    [left] = Notification.objects.filter(person=place.officer).unread()
    assert left.event.subject_id == other.pk
    answer(other, place.coordinator)
    assert unread(place.officer) == 1


def test_a_question_is_mailed_to_who_wants_only_what_asks_something(place, initiative):
    User.objects.filter(pk=place.starter.pk).update(mail=User.Mail.ASKED)
    ask(initiative, place.officer)
    assert Message.objects.filter(to=place.starter.email).count() == 1
    answer(initiative, place.officer)
    assert Message.objects.filter(to=place.starter.email).count() == 1
    assert unread(place.starter) == 2


@pytest.fixture
def teammate(initiative):
    person = UserFactory(name="Tom Teamgenoot")
    Member.objects.create(organisation=initiative.team, person=person)
    return person


def test_the_first_reply_stands_and_the_second_text_is_kept(place, initiative, teammate, browser):
    question = ask(initiative, place.officer)
    path = address("reply", initiative, question.pk)
    browser(teammate).post(path, {"answer": "Op zaterdag."})
    response = browser(place.starter).post(path, {"answer": "Liever op zondag!"})
    assert response.status_code == 409
    page = response.content.decode()
    for text in ("Tom Teamgenoot", "Op zaterdag.", "Liever op zondag!", "Dit is niet verstuurd."):
        assert text in page
    question.refresh_from_db()
    assert question.answer == "Op zaterdag."
    assert Message.objects.filter(to=place.officer.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_replies_at_the_same_moment_one_stands():
    place = make_place()
    initiative = place.send()
    question = ask(initiative, place.officer)
    at_once([lambda text=text: reviews.reply(question, text, by=place.starter) for text in "abcd"])
    assert Event.objects.filter(verb="question_answered").count() == 1
    question.refresh_from_db()
    assert question.answer in "abcd"


def test_pressing_twice_is_replying_once(place, initiative, browser):
    question = ask(initiative, place.officer)
    client, path = browser(place.starter), address("reply", initiative, question.pk)
    for _ in range(2):
        response = client.post(path, {"answer": "Op zaterdag."})
        assert response["Location"] == initiative.get_absolute_url()
    assert Event.objects.filter(verb="question_answered").count() == 1


def test_an_answered_question_is_shown_and_not_asked_again(place, initiative, browser):
    question = ask(initiative, place.officer)
    reviews.reply(question, "Op zaterdag.", by=place.starter)
    page = browser(place.starter).get(address("reply", initiative, question.pk)).content.decode()
    assert "Op zaterdag." in page
    assert "<textarea" not in page


def test_a_question_of_another_initiative_does_not_exist_here(place, initiative, browser):
    other = place.send(title="Kippenhok")
    question = ask(other, place.officer)
    path = address("reply", initiative, question.pk)
    assert browser(place.starter).get(path).status_code == 404
    assert browser(place.starter).get(address("reply", initiative, 10**19)).status_code == 404


# Reconsidering


def test_reconsidering_opens_the_answer_again_with_a_new_date(place, initiative, browser):
    answer(initiative, place.officer, Status.NOT_NOW)
    client = browser(place.starter)
    response = client.post(address("reconsider", initiative), {"why": "Er is nu wel geld."})
    assert response["Location"] == initiative.get_absolute_url()
    review = Review.objects.get()
    assert review.status == Status.IN_CONVERSATION
    assert review.due_at > timezone.now() + timedelta(days=14)
    mail = Message.objects.get(to=place.officer.email)
    assert "Er is nu wel geld." in mail.body
    assert "Er is nu wel geld." in browser(None).get(initiative.get_absolute_url()).content.decode()


def test_reconsidering_twice_is_reconsidering_once(place, initiative):
    answer(initiative, place.officer, Status.NOT_NOW)
    reconsider(initiative, place.starter)
    reconsider(initiative, place.starter, now=MONDAY + timedelta(days=7))
    assert timezone.localdate(Review.objects.get().due_at) == date(2026, 12, 14)
    assert Event.objects.filter(verb="reconsider_asked").count() == 1


def test_there_is_nothing_to_reconsider_before_an_answer(place, initiative, browser):
    client = browser(place.starter)
    for method in (client.get, client.post):
        response = method(address("reconsider", initiative), {"why": "Nu al."})
        assert response["Location"] == initiative.get_absolute_url()
    assert "U krijgt nog antwoord" in client.get(initiative.get_absolute_url()).content.decode()
    assert not Event.objects.filter(verb="reconsider_asked").exists()


def test_the_last_answer_comes_first_and_the_earlier_ones_stay(place, initiative, browser):
    answer(initiative, place.officer, Status.NOT_NOW, reason="Eerst nog niet.")
    reconsider(initiative, place.starter)
    answer(initiative, place.officer, Status.JOINING, reason="Nu wel!")
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "Nu wel!" in page
    page = browser(place.officer).get(address("review", initiative)).content.decode()
    assert page.index("Nu wel!") < page.index("Eerst nog niet.")


# Handing over


def test_a_successor_gets_everything_with_its_date_and_the_team_hears_who(place, initiative):
    successor = MembershipFactory(
        neighbourhood=place.neighbourhood, person__name="Sanne Opvolger"
    ).person
    place.send(title="Kippenhok")
    due = initiative.review.due_at
    Review.objects.update(officer=place.officer)
    assert reviews.hand_over(place.officer, successor, place.neighbourhood) == 2
    review = Review.objects.get(initiative=initiative)
    assert (review.officer, review.due_at) == (successor, due)
    mail = Message.objects.get(
        to=place.starter.email, subject="Een nieuwe contactambtenaar voor Moestuin"
    )
    assert "Sanne Opvolger is vanaf nu de contactambtenaar" in mail.body


def test_an_officer_who_left_cannot_answer_any_more(place, initiative, browser):
    client = browser(place.officer)
    Membership.objects.filter(person=place.officer).update(ended_at=timezone.now())
    response = client.post(address("answer", initiative), answer_fields(initiative))
    assert response.status_code == 403


# What was typed survives


@pytest.mark.parametrize(
    ("name", "field"), [("update", "text"), ("reconsider", "why"), ("reply", "answer")]
)
def test_what_the_team_was_typing_is_there_when_they_come_back(
    place, initiative, browser, name, field
):
    question = ask(initiative, place.officer)
    if name == "reconsider":
        answer(initiative, place.officer)
    more = [question.pk] if name == "reply" else []
    path = address(name, initiative, *more)
    client = browser(place.starter)
    page = client.get(path).content.decode()
    draft = page.split('name="draft" value="')[1].split('"')[0]
    client.post("/concept/", {"draft": draft, field: "Halverwege een zin"})
    page = client.get(path).content.decode()
    assert "Halverwege een zin" in page
    client.post(path, {field: "Helemaal klaar.", "key": uuid4()})
    assert not Draft.objects.filter(form=draft).exists()


def test_what_the_officer_was_typing_is_there_when_they_come_back(place, initiative, browser):
    client = browser(place.officer)
    client.post("/concept/", {"draft": f"answer:{initiative.pk}", "reason": "Halverwege"})
    assert "Halverwege" in client.get(address("review", initiative)).content.decode()
    client.post(address("answer", initiative), answer_fields(initiative))
    assert not Draft.objects.exists()


def test_who_answered_and_left_is_not_asked_to_reconsider(place, initiative):
    answer(initiative, place.officer)
    Membership.objects.filter(person=place.officer).update(ended_at=timezone.now())
    successor = MembershipFactory(neighbourhood=initiative.neighbourhood).person
    reconsider(initiative, place.starter)
    assert Review.objects.get(initiative=initiative).officer == successor
    assert Notification.objects.filter(person=successor, event__verb="reconsider_asked").exists()


def test_the_last_answer_stays_readable_while_a_new_one_is_awaited(place, initiative, browser):
    answer(initiative, place.officer, Status.NOT_NOW)
    reconsider(initiative, place.starter)
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "Het vorige antwoord: Nu niet" in page
    assert REASON in page
    assert POSSIBLE in page
    assert "Beantwoord op" not in page


def test_the_page_names_who_answered_also_when_it_was_not_the_contact_officer(
    place, initiative, browser
):
    answer(initiative, place.coordinator)
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    signed = page[page.index("Beantwoord op") :].partition("</p>")[0]
    assert "Carla Coördinator" in signed


# What is promised with an answer (rule R4)


def test_what_the_answer_promises_by_a_day_is_an_agreement(place, initiative, browser):
    day = timezone.localdate() + timedelta(days=30)
    form = {
        "status": "joining",
        "reason": REASON,
        "possible": POSSIBLE,
        "promise": "Een kraan op het veld",
        "promise_day": day.isoformat(),
        "seen": 0,
        "key": uuid4(),
    }
    for _ in range(2):
        browser(place.officer).post(address("answer", initiative), form)

    agreement = Agreement.objects.get()
    assert (agreement.text, agreement.due_on) == ("Een kraan op het veld", day)
    assert agreement.maker.kind == "municipality"
    assert agreement.receiver == initiative.team
    assert agreement.officer == place.officer
    helping = browser(None).get(reverse("initiatives:helping", args=[initiative.pk]))
    assert "Een kraan op het veld" in helping.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"promise": "Een kraan"}, "Kies voor wanneer u dit belooft."),
        ({"promise_day": "2027-05-01"}, "Schrijf wat u belooft."),
        ({"promise": "Een kraan", "promise_day": "2020-01-01"}, "Kies een datum vanaf vandaag"),
    ],
)
def test_half_a_promise_is_asked_for_and_everything_typed_is_kept(
    place, initiative, browser, typed, said
):
    form = {"status": "joining", "reason": REASON, "possible": POSSIBLE, "seen": 0, "key": uuid4()}
    sent = browser(place.officer).post(address("answer", initiative), form | typed)
    html = sent.content.decode()
    assert sent.status_code == 422
    assert said in html
    assert REASON in html
    assert not Agreement.objects.exists()
