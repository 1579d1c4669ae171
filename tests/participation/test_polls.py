"""A poll: one person once, changeable until it closes, and nobody's answer to be read from it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from activity.models import Event, Flag, Notification
from core.dates import in_words
from goals.models import ResidentInput
from goals.states import Heard, Refused
from outbox.models import Message
from participation.actions import answering
from participation.actions import polls as actions
from participation.actions.answering import Said
from participation.actions.judging import hide, show
from participation.models import PanelMember, Poll, PollAnswer, PollChoice, PollQuestion, PollWords
from participation.selections.conversations import conversations_held
from participation.selections.polls import questions_of, results
from participation.states.polls import Asks, Audience, PollState
from participation.tasks import remind_polls
from tests.factories import (
    MeetingFactory,
    PollFactory,
    PollQuestionFactory,
    UserFactory,
    YearPlanFactory,
)
from tests.html import fragment_problems, problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .asking import Asking, asking, at, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Asking:
    return asking()


def test_a_phone_without_an_account_answers_once_and_changes_it(asked):
    phone = browser_of()
    page = phone.get(f"{asked.path}antwoord/").content.decode()
    assert problems(page) == []
    assert "U heeft geen account nodig" in page
    assert not phone.cookies.get("browser")

    done = phone.post(f"{asked.path}antwoord/", asked.filled(), follow=True).content.decode()

    assert "Uw antwoord telt mee" in done
    assert problems(done) == []
    answer = PollAnswer.objects.get()
    assert answer.person is None
    assert len(answer.browser) == 64
    ranked = answer.choices.filter(question=asked.ranking).order_by("number")
    first, second, _third = asked.options(asked.ranking)
    assert [one.option_id for one in ranked] == [second, first]
    assert answer.choices.filter(question=asked.multiple).count() == 2
    again = phone.get(f"{asked.path}antwoord/").content.decode()
    assert "U gaf al antwoord" in again
    assert "Een boom met een bank." in again
    assert problems(again) == []
    phone.post(f"{asked.path}antwoord/", asked.filled(words="Een hek", scale="1"))
    assert PollWords.objects.get().words == "Een hek"
    assert PollChoice.objects.get(question=asked.scale).number == 1
    assert PollAnswer.objects.count() == 1


def test_pressing_twice_before_there_is_a_cookie_is_one_answer(asked):
    fields = asked.filled()

    browser_of().post(f"{asked.path}antwoord/", fields)
    browser_of().post(f"{asked.path}antwoord/", fields)

    assert PollAnswer.objects.count() == 1


def test_who_signs_in_after_has_still_one_answer(asked):
    phone = browser_of()
    phone.post(f"{asked.path}antwoord/", asked.filled())
    person = UserFactory()
    phone.force_login(person)

    assert "U gaf al antwoord" in phone.get(f"{asked.path}antwoord/").content.decode()
    phone.post(f"{asked.path}antwoord/", asked.filled(words="Een hek"))

    answer = PollAnswer.objects.get()
    assert (answer.person, answer.browser) == (person, "")


def test_somebody_on_two_devices_has_one_answer(asked):
    person = UserFactory()

    browser_of(person).post(f"{asked.path}antwoord/", asked.filled())
    browser_of(person).post(f"{asked.path}antwoord/", asked.filled(words="Van mijn laptop"))

    assert PollAnswer.objects.count() == 1
    assert PollWords.objects.get().words == "Van mijn laptop"


def test_an_empty_answer_is_asked_for_one(asked):
    page = browser_of().post(f"{asked.path}antwoord/", {"key": str(uuid4())})

    assert page.status_code == 422
    assert "minstens één vraag" in page.content.decode()
    assert problems(page.content.decode()) == []


def test_what_cannot_be_taken_stays_on_the_page(asked):
    first, second, _third = asked.options(asked.ranking)
    wrong = [
        {"words": "a" * 501},
        {"scale": "6"},
        {"scale": "²"},
        {"single": "999999999999999999999999"},
        {"single": str(asked.options(asked.multiple)[0])},
        {f"q{asked.ranking.pk}_{first}": "1", f"q{asked.ranking.pk}_{second}": "1"},
        {f"q{asked.multiple.pk}": ["1\0"]},
        {"key": "x"},
    ]
    for fields in wrong:
        page = browser_of().post(f"{asked.path}antwoord/", asked.filled(**fields))
        html = page.content.decode()
        assert page.status_code == 422, fields
        assert "Een boom met een bank." in html or "words" in fields
        assert problems(html) == []
    assert not PollAnswer.objects.exists()


def test_who_comes_too_late_is_told_and_keeps_the_words(asked):
    actions.close(asked.poll, by=asked.place.coordinator, now=timezone.now())

    page = browser_of().post(f"{asked.path}antwoord/", asked.filled())

    html = page.content.decode()
    assert page.status_code == 409
    assert "Uw antwoord kwam net te laat" in html
    assert "Een boom met een bank." in html
    assert problems(html) == []
    assert not PollAnswer.objects.exists()
    assert browser_of().get(f"{asked.path}antwoord/").headers["Location"] == asked.path
    with pytest.raises(Refused):
        say(asked)


def test_after_closing_no_browser_is_known_any_more(asked):
    browser_of().post(f"{asked.path}antwoord/", asked.filled())

    actions.close(asked.poll, by=asked.place.coordinator, now=timezone.now())

    assert PollAnswer.objects.get().browser == ""


def test_no_history_says_who_answered(asked):
    say(asked)

    assert not Event.objects.exists()


def lines(asked, question):
    asked.poll.refresh_from_db()
    found = results(asked.poll, questions_of(asked.poll))
    one = next(result for result in found.questions if result.question == question)
    return [line.number for line in one.lines]


def test_of_fewer_than_five_nothing_is_shown(asked):
    for _number in range(4):
        say(asked, words={asked.words.pk: "Alleen van mij"})
    actions.close(asked.poll, by=asked.place.coordinator, now=timezone.now())

    page = browser_of().get(asked.path).content.decode()

    assert lines(asked, asked.single) == []
    assert "Alleen van mij" not in page
    assert "minder dan vijf mensen" in page
    assert "4 mensen" not in page
    assert problems(page) == []


def test_from_five_up_the_outcome_is_shown_once_it_is_closed(asked):
    first, second, _third = asked.options(asked.single)
    for number in range(5):
        say(
            asked,
            chosen={
                asked.single.pk: [first if number < 3 else second],
                asked.multiple.pk: asked.options(asked.multiple)[:2],
            },
            numbers={asked.scale.pk: number + 1},
            ranked={asked.ranking.pk: asked.options(asked.ranking)},
            words={asked.words.pk: f"Woorden {number}"},
        )
    assert lines(asked, asked.single) == []
    actions.close(asked.poll, by=asked.place.coordinator, now=timezone.now())

    assert lines(asked, asked.single) == [3, 2, 0]
    assert lines(asked, asked.multiple) == [5, 5, 0]
    assert lines(asked, asked.scale) == [1, 1, 1, 1, 1]
    assert lines(asked, asked.ranking) == [15, 10, 5]
    page = browser_of().get(asked.path).content.decode()
    assert problems(page) == []
    assert "5 mensen deden mee" in page
    assert "gemiddeld 3,0" in page
    assert page.index("Woorden 4") < page.index("Woorden 3")
    assert "Woorden 0" not in page  # on its own page, with all
    more = browser_of().get(f"{asked.path}woorden/{asked.words.pk}/").content.decode()
    assert "Woorden 0" in more
    assert problems(more) == []


def test_while_it_is_open_no_two_sums_differ_by_one_person(asked):
    first, second, _third = asked.options(asked.single)
    shown = []
    for number in range(21):
        say(asked, chosen={asked.single.pk: [first if number % 2 else second]})
        shown.append(sum(lines(asked, asked.single)))

    assert set(shown) == {0, 5, 10, 15}
    assert all(number - sum_ >= 5 for number, sum_ in enumerate(shown, 1) if sum_)


def test_words_are_hidden_by_the_house_rules_and_shown_again(asked):
    for number in range(6):
        said = say(asked, words={asked.words.pk: f"Woorden {number}"})
    words = PollWords.objects.get(answer=said)
    version = Poll.objects.get().version

    hide(words, "Dit past niet.", by=asked.place.officer)

    assert Poll.objects.get().version == version + 1
    assert "Woorden 5" not in browser_of().get(asked.path).content.decode()
    told = Notification.objects.get()
    assert told.person == said.person
    assert "antwoord-in-peiling" in Message.objects.get().body
    # Sending the form again with the same words does not bring them back.
    say(asked, said.person, words={asked.words.pk: "Woorden 5"})
    assert "Woorden 5" not in browser_of().get(asked.path).content.decode()
    words.refresh_from_db()
    show(words, by=asked.place.officer)
    assert "Woorden 5" in browser_of().get(asked.path).content.decode()


def test_words_can_be_flagged_and_who_moderates_reads_no_name(asked):
    said = say(asked, words={asked.words.pk: "Onaardige woorden"})
    words = PollWords.objects.get()
    person = UserFactory()

    page = browser_of(person).get(f"/melden/antwoord-in-peiling/{words.pk}/")
    assert page.status_code == 200
    browser_of(person).post(f"/melden/antwoord-in-peiling/{words.pk}/", {"reason": "unkind"})

    assert Flag.objects.get().subject_id == words.pk
    queue = browser_of(asked.place.officer).get("/mijn/werk/huisregels/")
    if queue.status_code == 200:
        assert said.person.name not in queue.content.decode()


# Making one


def test_a_coordinator_makes_opens_and_closes_a_poll(asked):
    me = browser_of(asked.place.coordinator)
    path = f"{asked.place.path}meedoen/peilingen/nieuw/"
    page = me.get(path).content.decode()
    assert problems(page) == []
    made = me.post(
        path, {"key": uuid4(), "title": "Het hek", "about": "", "audience": "neighbourhood"}
    )
    poll = Poll.objects.get(title="Het hek")
    assert made.headers["Location"] == f"/peiling/{poll.pk}/vragen/"
    empty = me.post(f"/peiling/{poll.pk}/openen/")
    assert empty.status_code == 422
    assert "minstens één vraag" in empty.content.decode()
    assert browser_of().get(f"/peiling/{poll.pk}/").status_code == 404

    fields = {
        "key": uuid4(),
        "asks": "single",
        "text": "Open of dicht?",
        "options": "Open\n\nDicht",
    }
    me.post(f"/peiling/{poll.pk}/vragen/", fields)
    me.post(f"/peiling/{poll.pk}/vragen/", fields)
    question = PollQuestion.objects.get(poll=poll)
    assert [one.words for one in question.options.order_by("place")] == ["Open", "Dicht"]
    part = me.post(
        f"/peiling/{poll.pk}/vragen/",
        {"key": uuid4(), "asks": "scale", "text": "Hoe mooi?", "low": "lelijk", "high": "mooi"},
        headers={"HX-Request": "true", "HX-Target": "questions"},
    )
    assert part.status_code == 200
    assert "Hoe mooi?" in part.content.decode()
    assert fragment_problems(part.content.decode()) == []
    me.post(f"/peiling/{poll.pk}/openen/")
    me.post(f"/peiling/{poll.pk}/openen/")
    poll.refresh_from_db()
    assert poll.is_open
    assert Event.objects.filter(verb="poll_opened", is_public=True).count() == 1
    assert me.get(f"/peiling/{poll.pk}/vragen/").headers["Location"] == f"/peiling/{poll.pk}/"

    closed = me.post(f"/peiling/{poll.pk}/sluiten/")
    assert closed.headers["Location"] == f"/peiling/{poll.pk}/wat-wij-doen/"
    page = browser_of().get(f"/peiling/{poll.pk}/").content.decode()
    assert "Dat is nog niet geschreven" in page
    me.post(f"/peiling/{poll.pk}/wat-wij-doen/", {"outcome": "Het hek blijft open."})
    page = browser_of().get(f"/peiling/{poll.pk}/").content.decode()
    assert "Het hek blijft open." in page
    assert problems(page) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"options": ""},
        {"options": "Open"},
        {"options": "Open\nOpen\n  "},
        {"options": "\n".join(str(one) for one in range(11))},
        {"options": "a" * 81 + "\nb"},
        {"text": ""},
        {"asks": "poll"},
        {"asks": "ranking", "options": ""},
        {"key": ""},
    ],
)
def test_a_question_without_options_is_refused(wrong, asked):
    poll = PollFactory(neighbourhood=asked.place.neighbourhood, state=PollState.DRAFT)
    fields = {"key": uuid4(), "asks": "single", "text": "Open of dicht?", "options": "Ja\nNee"}

    page = browser_of(asked.place.coordinator).post(f"/peiling/{poll.pk}/vragen/", fields | wrong)

    assert page.status_code == 422
    assert problems(page.content.decode()) == []
    assert not poll.questions.exists()


def test_a_sixth_question_is_refused(asked):
    poll = PollFactory(neighbourhood=asked.place.neighbourhood, state=PollState.DRAFT)
    for place in range(5):
        PollQuestionFactory(poll=poll, place=place)
    fields = {"key": uuid4(), "asks": "open", "text": "Nog iets?"}

    page = browser_of(asked.place.coordinator).post(f"/peiling/{poll.pk}/vragen/", fields)

    assert "Vijf vragen is genoeg" in page.content.decode()
    assert poll.questions.count() == 5


def test_a_survey_before_any_conversation_gets_a_kind_warning(asked):
    me, path = browser_of(asked.place.coordinator), f"{asked.place.path}meedoen/peilingen/nieuw/"
    assert "Eerst praten?" in me.get(path).content.decode()

    plan = YearPlanFactory(neighbourhood=asked.place.neighbourhood)
    ResidentInput.objects.create(
        plan=plan,
        kind=Heard.TALK,
        day=timezone.localdate(),
        residents=3,
        place="op het plein",
        by=asked.place.coordinator,
    )

    assert conversations_held(asked.place.neighbourhood, timezone.now()) == 1
    assert "Eerst praten?" not in me.get(path).content.decode()


# What is done with it


def test_until_it_is_written_the_coordinator_is_reminded_once_a_week(asked):
    actions.close(asked.poll, by=asked.place.coordinator, now=at(1))

    assert actions.remind_due(at(7)) == 0
    assert actions.remind_due(at(8)) == 1
    assert actions.remind_due(at(8, 20)) == 0
    assert actions.remind_due(at(14)) == 0
    assert actions.remind_due(at(16)) == 1
    told = Notification.objects.filter(person=asked.place.coordinator)
    assert told.count() == 2
    assert f"/peiling/{asked.poll.pk}/wat-wij-doen/" in Message.objects.first().body

    actions.say_what_we_do(asked.poll, "Er komt een bank.", by=asked.place.coordinator, now=at(17))
    assert actions.remind_due(at(28)) == 0


def test_who_answered_with_an_account_hears_what_is_done_with_it_once(asked):
    person = say(asked).person
    browser_of().post(f"{asked.path}antwoord/", asked.filled())
    coordinator = asked.place.coordinator
    actions.close(asked.poll, by=coordinator, now=at(1))

    actions.say_what_we_do(asked.poll, "Er komt een bank.", by=coordinator, now=at(2))
    actions.say_what_we_do(asked.poll, "Er komt een bank!", by=coordinator, now=at(3))

    assert [one.person for one in Notification.objects.all()] == [person]
    assert "Er komt een bank." in Message.objects.get().body


def test_a_poll_with_a_last_day_says_so_and_closes_by_the_clock_once(asked):
    draft = PollFactory(
        neighbourhood=asked.place.neighbourhood, state=PollState.DRAFT, opened_at=None
    )
    PollQuestionFactory(poll=draft)
    me, path = browser_of(asked.place.coordinator), f"/peiling/{draft.pk}/"
    today = timezone.localdate()
    late = me.post(f"{path}openen/", {"closes_on": (today - timedelta(days=1)).isoformat()})
    assert late.status_code == 422
    assert "Kies een datum vanaf vandaag" in late.content.decode()
    assert problems(late.content.decode()) == []

    me.post(f"{path}openen/", {"closes_on": today.isoformat()})
    day = in_words(today, "j F Y")
    assert f"tot en met {day}" in browser_of().get(path).content.decode()
    assert "Meedoen kan tot en met" in browser_of().get(f"{path}antwoord/").content.decode()
    assert actions.close_due(timezone.now()) == 0

    tomorrow = timezone.now() + timedelta(days=1)
    question = draft.questions.get()
    with pytest.raises(Refused):
        answering.give(
            draft,
            Said(words={question.pk: "Te laat."}),
            key=uuid4(),
            person=UserFactory(),
            browser="",
            now=tomorrow,
        )
    assert actions.close_due(tomorrow) == 1
    assert actions.close_due(tomorrow) == 0
    event = Event.objects.get(verb="poll_closed", subject_id=draft.pk)
    assert event.actor is None
    heard = Notification.objects.filter(event=event).values_list("person", flat=True)
    assert list(heard) == [asked.place.coordinator.pk]
    assert "Gesloten op" in browser_of().get(path).content.decode()


def test_what_is_done_is_not_written_before_it_is_closed(asked):
    with pytest.raises(Refused):
        actions.say_what_we_do(asked.poll, "Iets", by=asked.place.coordinator, now=at(1))
    me = browser_of(asked.place.coordinator)
    assert me.get(f"{asked.path}wat-wij-doen/").headers["Location"] == asked.path


# The panel


def test_the_panel_is_told_once_and_answers_alone(asked):
    place = asked.place
    member, other = UserFactory(), UserFactory()
    PanelMember.objects.create(neighbourhood=place.neighbourhood, person=member)
    poll = PollFactory(
        neighbourhood=place.neighbourhood, audience=Audience.PANEL, state=PollState.DRAFT
    )
    question = PollQuestionFactory(poll=poll, asks=Asks.OPEN)
    for _press in range(2):
        actions.open_poll(poll, by=place.coordinator, now=timezone.now())

    assert [one.person for one in Notification.objects.all()] == [member]
    assert f"/peiling/{poll.pk}/antwoord/" in Message.objects.get().body
    path = f"/peiling/{poll.pk}/antwoord/"
    away = browser_of(other).get(path)
    assert away.headers["Location"] == f"{place.path}meedoen/panel/"
    assert browser_of().get(path).headers["Location"].startswith("/account/")
    browser_of(other).post(path, {"key": uuid4(), f"q{question.pk}": "Niet van het panel"})
    assert not PollAnswer.objects.exists()
    browser_of(member).post(path, {"key": uuid4(), f"q{question.pk}": "Van het panel"})
    assert PollAnswer.objects.get().person == member


# The room


@pytest.fixture
def hall(asked) -> Asking:
    meeting = MeetingFactory(neighbourhood=asked.place.neighbourhood, title="Wijkgesprek")
    return asking(asked.place, audience=Audience.ROOM, meeting=meeting)


def test_the_code_of_the_room_leads_to_the_question(hall):
    meeting, phone = hall.poll.meeting, browser_of()
    short = phone.get(f"/p/{meeting.token}/")
    assert short.headers["Location"] == f"{hall.path}antwoord/?zaal={meeting.token}"
    page = phone.get(short.headers["Location"]).content.decode()
    assert "Code van de zaal" not in page
    assert problems(page) == []
    fields = hall.filled(room=meeting.token)
    assert phone.post(short.headers["Location"], fields).status_code == 302
    assert PollAnswer.objects.filter(poll=hall.poll).count() == 1
    # Who was in the room changes it without the code.
    again = phone.get(f"{hall.path}antwoord/").content.decode()
    assert "Code van de zaal" not in again


def test_the_short_code_is_typed_as_people_type_it(hall):
    browser_of(hall.place.coordinator).post(f"{hall.path}scherm/open/")
    code = hall.poll.meeting.room.code
    typed = f" {code[:3].lower()}-{code[3:].lower()} "

    found = browser_of().get("/p/", {"code": typed})

    assert found.headers["Location"] == f"/p/{code}/"
    assert "zaal=" in browser_of().get(f"/p/{code}/").headers["Location"]


def test_a_code_from_another_room_gets_a_clear_message(hall):
    elsewhere = MeetingFactory(neighbourhood=hall.place.neighbourhood, title="Buurtborrel")
    path = f"{hall.path}antwoord/"
    asked_for = browser_of().get(path).content.decode()
    assert "Code van de zaal" in asked_for

    other = browser_of().post(path, hall.filled(room=elsewhere.token))
    assert other.status_code == 422
    assert "Deze code is van een andere zaal: “Buurtborrel”" in other.content.decode()
    assert "Een boom met een bank." in other.content.decode()
    unknown = browser_of().post(path, hall.filled(room="BCDFGH"))
    assert "Deze code kennen wij niet" in unknown.content.decode()
    none = browser_of().post(path, hall.filled())
    assert "Vul de code in" in none.content.decode()
    assert not PollAnswer.objects.filter(poll=hall.poll).exists()
    unknown = browser_of().get("/p/", {"code": "ZZZZZZ"}).content.decode()
    assert "Deze code kennen wij niet" in unknown
    missing = browser_of().get("/p/BCDFGH/")
    assert missing.status_code == 404
    assert "Deze code kennen wij niet" in missing.content.decode()
    assert problems(missing.content.decode()) == []


def test_the_screen_asks_for_what_is_new_and_mostly_gets_nothing(hall):
    me, path = browser_of(hall.place.coordinator), f"{hall.path}scherm/"
    page = me.get(path).content.decode()
    assert problems(page) == []
    headers = {"HX-Request": "true", "HX-Target": "live"}
    word = page.partition("gezien=")[2].partition('"')[0]
    assert me.get(f"{path}?gezien={word}", headers=headers).status_code == 204

    for number in range(11):
        say(hall, words={hall.words.pk: f"Woorden {number}"})
    new = me.get(f"{path}?gezien={word}", headers=headers)
    assert new.status_code == 200
    html = new.content.decode()
    assert '<span class="wijk-screen__number">11</span>' in html
    assert "Woorden 10" in html
    assert fragment_problems(html) == []
    words = PollWords.objects.get(words="Woorden 10")
    me.post(f"{path}verberg/{words.pk}/")
    assert "Woorden 10" not in me.get(path).content.decode()

    actions.close(hall.poll, by=hall.place.coordinator, now=timezone.now())
    assert me.get(f"{path}?gezien={word}", headers=headers).status_code == 286


@pytest.mark.django_db(transaction=True)
def test_of_one_person_many_presses_at_once_are_one_answer():
    asked = asking()
    person = UserFactory()
    calls = [lambda: say(asked, person)] * 6 + [lambda: say(asked)] * 6

    done = at_once(calls)

    assert not [one for one in done if isinstance(one, Exception)]
    assert PollAnswer.objects.filter(poll=asked.poll).count() == 7
    assert PollAnswer.objects.filter(person=person).count() == 1
    assert PollChoice.objects.count() == 7
    assert Poll.objects.get().version == 12


@pytest.mark.django_db(transaction=True)
def test_an_answer_at_the_moment_of_closing_is_in_it_or_told():
    asked = asking()
    calls = [lambda: say(asked)] * 6
    calls.append(lambda: actions.close(asked.poll, by=asked.place.coordinator, now=timezone.now()))

    done = at_once(calls)

    late = [one for one in done if isinstance(one, Refused)]
    assert len(late) + PollAnswer.objects.count() == 6


def test_the_reminder_is_the_task_of_the_clock(asked):
    actions.close(asked.poll, by=asked.place.coordinator, now=timezone.now() - timedelta(days=8))

    remind_polls()

    assert Notification.objects.filter(person=asked.place.coordinator).count() == 1
