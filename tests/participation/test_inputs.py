"""Wishes, ideas and objections: everybody reads them, each gets an answer with a reason."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activity.flags import of_path
from activity.models import Event, Notification
from goals.states import Refused
from neighbourhoods.states import Role
from outbox.models import Message
from participation.actions import inputs
from participation.actions.inputs import Said
from participation.models import Input, InputAnswer, Round
from participation.selections.processes import reach
from partners.states import TooMany
from tests.factories import InputFactory, MembershipFactory, RoundFactory, UserFactory
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .running import NOW, Running, answer, close, running, say, to_the_end

pytestmark = pytest.mark.django_db


@pytest.fixture
def now_running(db) -> Running:
    return running()


def sent(**more):
    return {"key": str(uuid4()), "kind": "wish", "words": "Een bankje"} | more


def replied(**more):
    return {
        "key": str(uuid4()),
        "seen": "0",
        "done": "not",
        "reason": "Er is geen geld.",
        "possible": "Een bankje van hout kan wel.",
    } | more


# --- Giving


def test_a_resident_says_something_and_everybody_reads_it_without_a_name(now_running):
    fatma = UserFactory(name="Fatma")
    address = f"{now_running.path}inbreng/geven/"
    for _press in range(2):
        response = browser_of(fatma).post(address, fields := sent(key="c" * 32))
    assert response.url == now_running.path
    assert Input.objects.count() == 1
    page = browser_of().get(f"{now_running.path}inbreng/").content.decode()
    assert fields["words"] in page
    assert "Fatma" not in page
    assert "Wacht op antwoord" in page
    assert problems(page) == []
    assert not Event.objects.filter(actor=fatma).exists()


def test_a_visitor_writes_first_and_signs_in_after(now_running):
    response = browser_of().post(f"{now_running.path}inbreng/geven/", sent())
    assert response.status_code == 302
    assert "/account/" in response.url
    assert not Input.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": ""}, "Kies of het een wens, een idee of een bezwaar is."),
        ({"words": "\0"}, "Schrijf wat u wilt zeggen."),
        ({"words": "Mijn nummer is 123456782"}, "burgerservicenummer"),
        ({"key": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(now_running, more, words):
    response = browser_of(UserFactory()).post(f"{now_running.path}inbreng/geven/", sent(**more))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Input.objects.exists()


def test_a_builder_writes_for_somebody_else_and_a_resident_cannot(now_running):
    builder = UserFactory()
    MembershipFactory(
        neighbourhood=now_running.place.neighbourhood, person=builder, role=Role.BUILDER
    )
    address = f"{now_running.path}inbreng/geven/"
    for person in (builder, UserFactory()):
        browser_of(person).post(address, sent(for_whom="een moeder op het plein"))
    given = Input.objects.order_by("pk").values_list("for_whom", "is_resident")
    assert list(given) == [("een moeder op het plein", True), ("", True)]
    page = browser_of().get(f"{now_running.path}inbreng/").content.decode()
    assert "opgeschreven voor een moeder op het plein" in page


def test_who_works_here_is_no_resident_but_may_write_for_one(now_running):
    client = browser_of(now_running.place.officer)
    for whom in ("", "een buurman"):
        client.post(f"{now_running.path}inbreng/geven/", sent(for_whom=whom))
    assert list(Input.objects.order_by("pk").values_list("is_resident", flat=True)) == [False, True]


def test_the_key_of_somebody_else_takes_nothing_of_theirs(now_running):
    for person in (UserFactory(), UserFactory()):
        browser_of(person).post(f"{now_running.path}inbreng/geven/", sent(key="e" * 32))
    assert Input.objects.count() == 2


def test_one_person_does_not_flood_it(now_running):
    fatma = UserFactory()
    for _each in range(inputs.MOST):
        say(now_running, fatma)
    with pytest.raises(TooMany):
        say(now_running, fatma)


def test_an_objection_is_told_to_who_asks_and_waits_in_their_work(now_running):
    officer = now_running.place.officer
    assert "Bezwaren die op antwoord wachten" in (
        browser_of(officer).get("/mijn/werk/").content.decode()
    )
    say(now_running)
    say(now_running, kind="objection", words="Mijn raam komt in de schaduw.")
    told = Notification.objects.filter(person=officer)
    assert [one.event.verb for one in told] == ["input_given"]
    page = browser_of(officer).get("/mijn/bezwaren/").content.decode()
    assert "Mijn raam komt in de schaduw." in page
    assert "Een bankje" not in page
    assert problems(page) == []
    part = browser_of(officer).get(
        "/mijn/bezwaren/", headers={"HX-Request": "true", "HX-Target": "objections"}
    )
    assert '<span class="wijk-count wijk-count--quiet">1</span>' in part.content.decode()


# --- Answering


def test_an_answer_has_a_reason_and_what_is_possible_and_is_told(now_running):
    fatma = UserFactory()
    given = say(now_running, fatma)
    client = browser_of(now_running.place.officer)
    address = f"/inbreng/{given.pk}/beantwoorden/"
    assert client.post(address, replied(reason="")).status_code == 422
    response = client.post(address, replied(possible=""))
    assert "Schrijf wat er wel kan. Er is altijd iets." in response.content.decode()
    assert client.post(address, replied()).status_code == 302

    page = browser_of().get(f"{now_running.path}inbreng/").content.decode()
    assert "Er is geen geld." in page
    assert "Een bankje van hout kan wel." in page
    assert Notification.objects.filter(person=fatma, event__verb="input_answered").count() == 1
    mail = Message.objects.get(subject__startswith="Antwoord op wat u inbracht")
    assert "Er is geen geld." in mail.body


def test_the_database_refuses_an_answer_without_what_is_possible(now_running):
    given = say(now_running)
    for fields in ({"reason": "", "possible": "Iets"}, {"reason": "Nee", "possible": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InputAnswer.objects.create(
                input=given, done="not", by=now_running.place.officer, **fields
            )


def test_of_two_who_answer_the_second_is_told(now_running):
    given = say(now_running)
    address = f"/inbreng/{given.pk}/beantwoorden/"
    first = browser_of(now_running.place.officer).post(address, replied())
    second = browser_of(now_running.place.coordinator).post(address, replied(reason="Anders."))
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Iemand anders gaf net antwoord." in second.content.decode()
    again = browser_of(now_running.place.coordinator).post(
        address, replied(reason="Beter.", seen="1")
    )
    assert again.status_code == 302
    assert given.answer.reason == "Beter."


def test_the_same_answer_twice_is_told_once(now_running):
    given = say(now_running)
    for _press in range(2):
        answer(now_running, given)
    assert Event.objects.filter(verb="input_answered").count() == 1


def test_only_who_asks_answers(now_running):
    given = say(now_running)
    assert (
        browser_of(now_running.place.member).get(f"/inbreng/{given.pk}/beantwoorden/").status_code
        == 403
    )


# --- Reading, hiding and taking away


def test_one_kind_is_chosen_and_a_wrong_one_shows_all(now_running):
    say(now_running, words="De wens")
    say(now_running, kind="idea", words="Het idee")
    client = browser_of()
    ideas = client.get(f"{now_running.path}inbreng/?soort=idea").content.decode()
    assert "Het idee" in ideas
    assert "De wens" not in ideas
    for wrong in ("x", "%00", "wish&page=%00", "wish&page=-1"):
        assert client.get(f"{now_running.path}inbreng/?soort={wrong}").status_code == 200


def test_a_page_of_twenty(now_running):
    for _each in range(21):
        InputFactory(process=now_running.process)
    page = browser_of().get(f"{now_running.path}inbreng/?soort=wish").content.decode()
    assert "?soort=wish&amp;page=2" in page
    assert page.count("Wacht op antwoord") == 20


def test_what_is_hidden_is_not_read_nor_counted_but_by_its_giver(now_running):
    fatma = UserFactory()
    given = say(now_running, fatma, words="Onaardige woorden")
    flaggable = of_path("inbreng")
    assert flaggable
    flaggable.hide(given, "Wees vriendelijk.", now_running.place.officer)
    assert "Onaardige woorden" not in browser_of().get(now_running.path).content.decode()
    page = browser_of().get(f"{now_running.path}inbreng/").content.decode()
    assert "Onaardige woorden" not in page
    assert "Wensen (0)" in page
    own = browser_of(fatma).get(f"{now_running.path}inbreng/").content.decode()
    assert "Onaardige woorden" in own
    assert "Maak bezwaar" in own
    assert Notification.objects.filter(person=fatma, event__verb="input_hidden").exists()
    given.refresh_from_db()
    flaggable.show(given, now_running.place.officer)
    assert "Onaardige woorden" in browser_of().get(now_running.path).content.decode()


def test_own_words_can_always_be_taken_away(now_running):
    fatma = UserFactory()
    given = say(now_running, fatma)
    answer(now_running, given)
    to_the_end(now_running)
    close(now_running)
    assert browser_of(UserFactory()).post(f"/inbreng/{given.pk}/weghalen/").status_code == 404
    assert browser_of(fatma).post(f"/inbreng/{given.pk}/weghalen/").status_code == 302
    assert not Input.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
def test_what_comes_in_at_the_moment_of_closing_is_in_it_or_refused():
    this = running()
    say(this)
    to_the_end(this)
    people = [UserFactory() for _each in range(5)]
    objection = Said("objection", "Nee.")
    calls = [
        lambda person=person: inputs.give(this.process, objection, key=uuid4(), by=person, now=NOW)
        for person in people
    ]
    results = at_once([*calls, lambda: close(this)])
    this.process.refresh_from_db()
    refused = [one for one in results if isinstance(one, Refused)]
    if this.process.is_closed:
        assert len(refused) == 5
    else:
        assert [str(one) for one in refused] == ["objections"]
        assert Input.objects.count() == 6


# --- Reach


def heard(**more):
    today = timezone.localdate().isoformat()
    fields = {"key": str(uuid4()), "day": today, "place": "school", "where": "De Golf"}
    return fields | {"number": "12", "people": ["families", "young"]} | more


def test_where_people_were_heard_is_told_in_places_and_kinds(now_running):
    client, address = browser_of(now_running.place.officer), f"{now_running.path}gehoord/"
    for _press in range(2):
        assert client.post(address, heard(key="d" * 32)).status_code == 302
    client.post(address, heard(place="market", where="", number="3", people=["business"]))
    assert Round.objects.count() == 2
    page = browser_of().get(now_running.path).content.decode()
    assert "Wij spraken mensen op 2 plekken." in page
    assert "gezinnen" in page
    assert "ondernemers" not in page  # three people
    assert "Bij elkaar 15 mensen." in page
    assert "met wie u minder sprak: kinderen, volwassenen" in client.get(address).content.decode()


def test_of_fewer_than_five_people_nothing_but_the_place_is_told(now_running):
    RoundFactory(process=now_running.process, number=4)
    found = reach(now_running.process)
    assert (found.number, found.people, found.kinds) == (1, 0, [])


def test_the_same_place_twice_is_one_place(now_running):
    for where in ("De Golf", "de golf", ""):
        RoundFactory(process=now_running.process, where=where)
    assert reach(now_running.process).number == 2


@pytest.mark.parametrize(
    "more",
    [
        {"number": "0"},
        {"number": "-1"},
        {"number": "9" * 30},
        {"number": "veel"},
        {"place": "maan"},
        {"people": ["armen"]},
        {"day": "2999-01-01"},
        {"day": "0001-01-01"},
    ],
)
def test_a_round_that_cannot_be_is_refused(now_running, more):
    response = browser_of(now_running.place.officer).post(
        f"{now_running.path}gehoord/", heard(**more)
    )
    assert response.status_code == 422
    assert not Round.objects.exists()


def test_a_round_is_taken_away_also_twice(now_running):
    one = RoundFactory(process=now_running.process)
    client = browser_of(now_running.place.officer)
    for _press in range(2):
        assert client.post(f"{now_running.path}gehoord/{one.pk}/weg/").status_code == 302
    assert not Round.objects.exists()
