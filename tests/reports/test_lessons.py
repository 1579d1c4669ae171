"""Lessons that stay: of what ended, kept in one library, and offered to who starts (O62, O65)."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from activity.models import Event
from goals.models import Goal
from goals.states import GoalState, YearState
from initiatives.actions import keeping
from initiatives.models import LookBack
from initiatives.states import Visibility
from neighbourhoods.models import Word
from outbox.models import Message
from partners.states import Visibility as Shown
from reports.actions import lessons
from reports.models import GoalLookBack, Lesson
from reports.tasks import ask_to_look_back, index_lessons, tidy_lessons
from tests.factories import (
    GoalFactory,
    InitiativeFactory,
    MemberFactory,
    NeighbourhoodFactory,
    UserFactory,
)
from tests.goals.room import NOW, Room, make_room
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import browser_of

LIBRARY = "/lessen/"


@pytest.fixture
def room(db) -> Room:
    return make_room()


def learned(initiative, *, helped="De kraan van de school.", otherwise="", brought="", **more):
    """As a team that ended writes it, and the clock finds it."""
    by = more.get("by") or UserFactory()
    told = keeping.look_back(
        initiative, helped=helped, otherwise=otherwise, brought=brought, key=uuid4(), by=by
    )
    index_lessons()
    return Lesson.objects.get(look_back=told)


def garden(place, title="Moestuin De Riet", **more):
    return InitiativeFactory(neighbourhood=place, title=title, theme="green", **more)


def page_of(address, person=None):
    response = browser_of(person).get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def main(page):
    return page.partition("<main")[2].partition("</main>")[0]


# The library


def test_what_a_team_learned_is_read_in_all_neighbourhoods_with_where_it_is_from(room):
    text = "Vraag de school om water. En begin klein."
    lesson = learned(garden(room.neighbourhood), helped=text, otherwise="Eerder hekken zetten.")
    page = page_of(LIBRARY)
    assert problems(page) == []
    assert "Vraag de school om water." in page
    assert "En begin klein" not in page  # one sentence first
    assert f"Rietwijk, {room.neighbourhood.municipality.name}" in page
    assert lesson.get_absolute_url() in page
    whole = page_of(lesson.get_absolute_url())
    assert problems(whole) == []
    assert "En begin klein." in whole
    assert "Eerder hekken zetten." in whole
    assert lesson.look_back.initiative.get_absolute_url() in whole
    assert "Wat het ons bracht" not in whole  # nothing was said of it


def test_the_library_is_empty_and_says_what_comes(room):
    page = page_of(LIBRARY)
    assert problems(page) == []
    assert "wie iets afrondt, schrijft op wat hielp" in page
    here = page_of(f"/wijk/{room.neighbourhood.slug}/lessen/")
    assert problems(here) == []
    assert "Lees wat andere wijken leerden" in here


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("moestuin", True),
        ("moestuinen", True),
        ("moestiun", True),  # a typing error
        ("school", True),
        ("rietwijk", True),
        ("zwembad", False),
        ("\0", True),  # nothing is asked, so all of it is there
    ],
)
def test_a_lesson_is_found_by_its_words(room, question, found):
    learned(garden(room.neighbourhood))
    page = main(browser_of().get(LIBRARY, {"zoek": question}).content.decode())
    assert ("Moestuin De Riet" in page) == found
    assert found or "Probeer een ander woord" in page


def test_what_has_only_one_of_the_words_comes_instead_of_nothing(room):
    learned(garden(room.neighbourhood))
    page = browser_of().get(LIBRARY, {"zoek": "moestuin zwembad"}).content.decode()
    assert "Moestuin De Riet" in page
    assert "Dit lijkt er het meest op" in page


def test_a_lesson_is_found_by_its_theme(room):
    learned(garden(room.neighbourhood))
    other = learned(garden(room.neighbourhood, "Fietsles"))
    LookBack.objects.get(pk=other.look_back_id)
    other.look_back.initiative.theme = "traffic"
    other.look_back.initiative.save()
    tidy_lessons()
    shown = main(browser_of().get(LIBRARY, {"thema": "traffic"}).content.decode())
    assert "Fietsles" in shown
    assert "Moestuin De Riet" not in shown
    anything = browser_of().get(LIBRARY, {"thema": "zomaar", "page": "x"}).content.decode()
    assert "Moestuin De Riet" in anything


def test_of_a_neighbourhood_one_reads_its_own_lessons(room):
    elsewhere = NeighbourhoodFactory(name="Waterwijk")
    learned(garden(room.neighbourhood))
    learned(garden(elsewhere, "Soepbus"))
    here = main(page_of(f"/wijk/{room.neighbourhood.slug}/lessen/"))
    assert "Moestuin De Riet" in here
    assert "Soepbus" not in here


def test_what_is_hidden_or_taken_away_is_no_lesson_any_more(room):
    initiative = garden(room.neighbourhood)
    lesson = learned(initiative)
    initiative.visibility, initiative.hidden_reason = Visibility.HIDDEN, "Reclame."
    initiative.save()
    assert "Moestuin De Riet" not in main(page_of(LIBRARY))
    assert browser_of().get(lesson.get_absolute_url()).status_code == 404
    found = browser_of().get(LIBRARY, {"zoek": "kraan"}).content.decode()
    assert "Moestuin" not in main(found)


def test_of_a_neighbourhood_that_is_not_public_nothing_is_told(room):
    closed = NeighbourhoodFactory(is_public=False)
    lesson = learned(garden(closed, "Soepbus"))
    assert "Soepbus" not in main(page_of(LIBRARY))
    assert browser_of().get(lesson.get_absolute_url()).status_code == 404


def test_words_that_no_lesson_has_any_more_are_forgotten(room):
    lesson = learned(garden(room.neighbourhood), helped="De zeldzame kwikstaart.")
    assert Word.objects.filter(kind=Word.Kind.LESSON, text="kwikstaart").exists()
    lesson.look_back.delete()
    tidy_lessons()
    assert not Word.objects.filter(kind=Word.Kind.LESSON, text="kwikstaart").exists()
    assert not Lesson.objects.exists()


def test_looking_back_again_is_one_lesson_with_the_new_words(room):
    initiative = garden(room.neighbourhood)
    learned(initiative, helped="De kraan.")
    learned(initiative, helped="De geit.")
    index_lessons()
    assert Lesson.objects.count() == 1
    assert "De geit." in page_of(LIBRARY)
    shown = main(browser_of().get(LIBRARY, {"zoek": "kraan"}).content.decode())
    assert "De geit." not in shown


@pytest.mark.parametrize("number", [1, 14])
def test_the_library_asks_as_much_for_one_as_for_many(
    room, number, django_assert_num_queries, django_assert_max_num_queries
):
    for one in range(number):
        learned(garden(room.neighbourhood, f"Moestuin {one}"))
    client = Client()
    with django_assert_num_queries(3):
        page = client.get(LIBRARY).content.decode()
    assert main(page).count("<article") == min(number, 12)
    with django_assert_num_queries(3):
        client.get(LIBRARY, {"zoek": "moestuin"})
    signed_in = browser_of(UserFactory())
    signed_in.get(LIBRARY)
    with django_assert_max_num_queries(8):
        signed_in.get(LIBRARY)


# Offered at the moment that somebody starts something like it


def test_who_types_a_title_reads_what_others_learned_of_it(room):
    elsewhere = NeighbourhoodFactory(name="Waterwijk")
    lesson = learned(garden(elsewhere, "Moestuin aan het water"), helped="Een kraan dichtbij.")
    address = f"/wijk/{room.neighbourhood.slug}/lessen/lijkt-op/"
    new = page_of(f"/wijk/{room.neighbourhood.slug}/initiatieven/nieuw/")
    assert address in new
    assert "Lees wat anderen leerden" in new  # without scripts
    part = browser_of().post(address, {"title": "Een moestuin achter de flat"}).content.decode()
    assert fragment_problems(part) == []
    assert "Een kraan dichtbij." in part
    assert lesson.get_absolute_url() in part
    for title in ("Zwembad in de straat", "", "samen in de buurt", "\0"):
        nothing = browser_of().post(address, {"title": title}).content.decode()
        assert "Een kraan dichtbij." not in nothing
        assert LIBRARY in nothing


# A goal that ended


def end(goal: Goal, state: GoalState = GoalState.STOPPED) -> Goal:
    goal.state, goal.reason, goal.possible = state, "Het lukte niet.", "Iets anders."
    goal.decided_at = NOW
    goal.save()
    return goal


def test_a_goal_that_stopped_is_looked_back_on_by_who_led_it(room):
    goal = end(room.goal)
    room.goal.parties.filter(organisation=room.team).update(part="leads")
    address = f"/doel/{goal.pk}/terugblik/"
    client = browser_of(room.neighbour)
    page = client.get(address).content.decode()
    assert problems(page) == []
    empty = client.post(address, {"key": uuid4()})
    assert empty.status_code == 422
    assert "Beantwoord één van de vragen" in empty.content.decode()
    typed = {"helped": "Elke week koffie.", "otherwise": "x" * 1001, "key": uuid4()}
    long = client.post(address, typed)
    assert long.status_code == 422
    assert "Elke week koffie." in long.content.decode()
    typed["otherwise"] = "Eerder bij mensen aanbellen."
    for _press in range(2):
        assert client.post(address, typed)["Location"] == goal.get_absolute_url()
    assert GoalLookBack.objects.count() == 1
    assert Event.objects.filter(verb="goal_looked_back").count() == 1
    part = page_of(f"/doel/{goal.pk}/lessen/")
    assert problems(part) == []
    assert "Eerder bij mensen aanbellen." in part
    assert address not in part  # a visitor does not write it
    assert "Elke week koffie." in page_of(LIBRARY)
    lesson = Lesson.objects.get()
    assert "Elke week koffie." in page_of(lesson.get_absolute_url())
    assert (
        lesson.get_absolute_url()
        in browser_of().get(LIBRARY, {"thema": "meeting"}).content.decode()
    )
    assert f"/doel/{goal.pk}/lessen/" in page_of(goal.get_absolute_url())


def test_who_has_no_part_in_a_goal_does_not_write_its_lesson(room):
    goal = end(room.goal)
    for person in (UserFactory(), room.worker, room.officer):
        assert browser_of(person).get(f"/doel/{goal.pk}/terugblik/").status_code == 403
    assert browser_of(room.coordinator).get(f"/doel/{goal.pk}/terugblik/").status_code == 200


def test_a_goal_that_runs_has_no_lesson_yet(room):
    for address in ("terugblik", "lessen"):
        response = browser_of(room.coordinator).get(f"/doel/{room.goal.pk}/{address}/")
        assert response.status_code == 404
    assert "lessen/" not in main(page_of(room.goal.get_absolute_url()))
    with pytest.raises(lessons.NotOver):
        lessons.look_back(
            room.goal, helped="x", otherwise="", brought="", organisation=None, key=uuid4(),
            by=room.coordinator, now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize("how", ["stopped", "reached", "year"])
def test_who_led_a_goal_is_asked_once_when_it_ends(room, how):
    room.goal.parties.filter(organisation=room.team).update(part="leads")
    GoalFactory(
        plan=room.plan,
        title="Niet gekozen",
        state=GoalState.NOT_CHOSEN,
        reason="Vol",
        possible="Volgend jaar.",
    )
    ask_to_look_back()
    assert not Message.objects.filter(subject__startswith="Kijk even terug").exists()
    if how == "year":
        room.plan.state, room.plan.closed_at = YearState.CLOSED, NOW
        room.plan.save()
    else:
        end(room.goal, GoalState(how))
    for _run in range(2):
        ask_to_look_back()
    asked = Message.objects.filter(subject="Kijk even terug: Samen buiten")
    assert {mail.to for mail in asked} == {room.coordinator.email, room.neighbour.email}
    assert f"/doel/{room.goal.pk}/terugblik/" in asked[0].body


def test_a_goal_that_is_hidden_hides_what_was_learned(room):
    goal = end(room.goal)
    lessons.look_back(
        goal, helped="Elke week koffie.", otherwise="", brought="", organisation=None,
        key=uuid4(), by=room.coordinator, now=timezone.now(),
    )  # fmt: skip
    assert "Elke week koffie." in page_of(LIBRARY)
    goal.visibility, goal.hidden_reason = Shown.HIDDEN, "Onaardig."
    goal.save()
    assert "Elke week koffie." not in page_of(LIBRARY)
    assert browser_of().get(f"/doel/{goal.pk}/lessen/").status_code == 404


# Handing over an initiative


def test_who_leaves_a_team_to_others_is_asked_what_they_learned(room):
    MemberFactory(organisation=room.team, person=(leaver := UserFactory(name="Ali")))
    address = f"/initiatief/{room.initiative.pk}/team/uit/"
    client = browser_of(leaver)
    page = client.get(address).content.decode()
    assert problems(page) == []
    long = client.post(address, {"helped": "x" * 1001, "key": uuid4()})
    assert long.status_code == 422
    assert "x" * 1001 in long.content.decode()
    assert client.post(address, {"helped": "De kraan.", "key": uuid4()}).status_code == 302
    assert LookBack.objects.get().helped == "De kraan."
    assert not room.team.members.filter(person=leaver).exists()
    index_lessons()
    assert "De kraan." in page_of(LIBRARY)


def test_who_leaves_without_words_just_leaves(room):
    MemberFactory(organisation=room.team, person=(leaver := UserFactory(name="Ali")))
    keeping.look_back(
        room.initiative, helped="De kraan.", otherwise="", brought="", key=uuid4(), by=leaver
    )
    same = {"helped": "De kraan.", "otherwise": "", "brought": ""}
    address = f"/initiatief/{room.initiative.pk}/team/uit/"
    assert browser_of(leaver).post(address, same).status_code == 302
    assert Event.objects.filter(verb="looked_back").count() == 1
