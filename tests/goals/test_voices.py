"""A voice: without an account, once, changeable until the end, and never somebody's to be read."""

from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from activity.models import Event, Flag
from goals.actions import voices
from goals.actions.judging import hide, show
from goals.models import Goal, QuarterlyReview, ResidentInput, Voice, VoiceOnGoal, VoiceOnParty
from goals.selections.voices import counted
from goals.states import Refused
from tests.factories import (
    GoalPartyFactory,
    MembershipFactory,
    OrganisationFactory,
    TeamFactory,
    UserFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .quarter import NOW, Looking, answer, end, looking_back, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking() -> Looking:
    return looking_back()


def filled(looking, **more):
    plain = {
        "key": str(uuid4()),
        f"fits_{looking.goal.pk}": "yes",
        f"sees_{looking.goal.pk}": "better",
        f"score_{looking.place.organisation.pk}": "4",
        "saw": "Meer kinderen buiten.",
        "table": "De verlichting bij het veld",
    }
    return plain | more


def heard(looking):
    return ResidentInput.objects.get(review=looking.review)


def test_a_phone_without_an_account_gives_one_voice_and_changes_it(looking):
    phone = browser_of()
    short = phone.get(f"/k/{looking.review.token}/")
    assert short.headers["Location"] == f"{looking.path}stem/"
    page = phone.get(f"{looking.path}stem/").content.decode()
    assert problems(page) == []
    assert "Samen buiten" in page
    assert "U heeft geen account nodig" in page
    assert not phone.cookies.get("browser")

    done = phone.post(f"{looking.path}stem/", filled(looking), follow=True).content.decode()

    assert "uw stem telt mee" in done
    assert "De verlichting bij het veld" in done
    voice = Voice.objects.get()
    assert voice.person is None
    assert len(voice.browser) == 64
    again = phone.get(f"{looking.path}stem/").content.decode()
    assert "U gaf al een stem" in again
    assert "Meer kinderen buiten." in again
    phone.post(
        f"{looking.path}stem/",
        filled(looking, table="Het hek", **{f"fits_{looking.goal.pk}": "no"}),
    )
    assert Voice.objects.get().table == "Het hek"
    assert VoiceOnGoal.objects.get().fits == "no"
    assert VoiceOnParty.objects.get().score == 4
    assert heard(looking).residents == 1


def test_pressing_twice_before_there_is_a_cookie_is_one_voice(looking):
    fields = filled(looking)

    browser_of().post(f"{looking.path}stem/", fields)
    browser_of().post(f"{looking.path}stem/", fields)

    assert Voice.objects.count() == 1


def test_a_key_of_somebody_else_makes_a_voice_of_ones_own(looking):
    theirs = say(looking, table="Van een ander")
    mine = UserFactory()

    browser_of(mine).post(f"{looking.path}stem/", filled(looking, key=str(theirs.key)))

    theirs.refresh_from_db()
    assert theirs.table == "Van een ander"
    assert Voice.objects.get(person=mine).table == "De verlichting bij het veld"


def test_who_signs_in_after_has_still_one_voice(looking):
    phone = browser_of()
    phone.post(f"{looking.path}stem/", filled(looking))
    person = UserFactory()
    phone.force_login(person)

    assert "U gaf al een stem" in phone.get(f"{looking.path}stem/").content.decode()
    phone.post(f"{looking.path}stem/", filled(looking, table="Het hek"))

    voice = Voice.objects.get()
    assert (voice.person, voice.browser, voice.table) == (person, "", "Het hek")


def test_the_next_one_on_a_shared_device_starts_empty_and_both_voices_count(looking):
    tablet = browser_of()
    assert "Nog iemand op dit toestel?" not in tablet.get(looking.path).content.decode()
    done = tablet.post(f"{looking.path}stem/", filled(looking), follow=True).content.decode()
    assert "Nog iemand op dit toestel?" in done
    assert problems(done) == []
    assert "Nog iemand" in tablet.get(f"{looking.path}stem/").content.decode()
    first = tablet.cookies["browser"].value

    response = tablet.post(f"{looking.path}stem/volgende/", follow=True)

    page = response.content.decode()
    assert "U gaf al een stem" not in page
    assert "Meer kinderen buiten." not in page
    assert "no-store" in response.headers["Cache-Control"]
    assert "checked" not in page
    assert problems(page) == []
    second = tablet.cookies["browser"]
    assert second.value != first
    assert not second["max-age"]  # it forgets when it is closed
    tablet.post(f"{looking.path}stem/", filled(looking, table="Het hek"))
    tables = Voice.objects.order_by("pk").values_list("table", flat=True)
    assert list(tables) == ["De verlichting bij het veld", "Het hek"]
    assert heard(looking).residents == 2
    assert tablet.cookies["browser"].value == second.value


def test_who_gave_no_voice_or_is_signed_in_stays_who_they_are(looking):
    phone = browser_of()
    phone.post(f"{looking.path}stem/volgende/")
    assert not phone.cookies.get("browser")
    person = browser_of(UserFactory())
    person.post(f"{looking.path}stem/", filled(looking))

    page = person.post(f"{looking.path}stem/volgende/", follow=True).content.decode()

    assert "U gaf al een stem" in page
    assert "Nog iemand" not in page
    assert not person.cookies.get("browser")


def test_a_whole_hall_on_one_network_can_give_its_voice(looking):
    for _phone in range(150):
        given = browser_of().post(f"{looking.path}stem/", filled(looking))
        assert given.status_code == 302

    assert Voice.objects.count() == 150
    assert heard(looking).residents == 150


def test_an_empty_voice_is_asked_for_one_answer(looking):
    page = browser_of().post(f"{looking.path}stem/", {"key": str(uuid4()), "works": "on"})

    assert page.status_code == 422
    assert "minstens één vraag" in page.content.decode()
    assert problems(page.content.decode()) == []
    assert not page.cookies.get("browser")


@pytest.mark.parametrize(
    "wrong", [{"table": "a" * 201}, {"saw": "a" * 501}, {"key": "x"}, {"key": ""}]
)
def test_what_cannot_be_taken_stays_on_the_page(wrong, looking):
    page = browser_of().post(f"{looking.path}stem/", filled(looking, **wrong))

    assert page.status_code == 422
    assert "De verlichting" in page.content.decode() or "table" in wrong
    assert not Voice.objects.exists()


def test_an_answer_that_does_not_exist_is_refused(looking):
    for name in (f"fits_{looking.goal.pk}", f"score_{looking.place.organisation.pk}"):
        page = browser_of().post(f"{looking.path}stem/", filled(looking, **{name: "6\0"}))
        assert page.status_code == 422


def test_who_works_here_counts_as_no_resident(looking):
    for person, more in (
        (looking.place.officer, {}),
        (looking.place.member, {"works": "on"}),
        (UserFactory(), {}),
    ):
        browser_of(person).post(f"{looking.path}stem/", filled(looking, **more))

    assert (heard(looking).residents, heard(looking).others) == (1, 2)


def test_only_professional_partners_with_a_part_are_marked(looking):
    for number, organisation in enumerate(
        (TeamFactory(name="Team Moestuin"), OrganisationFactory(name="Zonder rol"))
    ):
        GoalPartyFactory(goal=looking.goal, organisation=organisation, part="joins" * (1 - number))
    OrganisationFactory(name="Van elders")

    page = browser_of().get(f"{looking.path}stem/").content.decode()

    assert "De Zaanoever" in page
    for name in ("Team Moestuin", "Zonder rol", "Van elders"):
        assert name not in page


def test_no_history_says_who_gave_a_voice(looking):
    say(looking, table="Iets")

    assert not Event.objects.exists()
    page = browser_of(looking.place.coordinator).get(looking.path).content.decode()
    assert Voice.objects.get().person.name not in page


def test_who_comes_too_late_is_told_and_keeps_the_words(looking):
    form_was_open = filled(looking, table="Wat ik nog wilde zeggen")
    end(looking)

    page = browser_of().post(f"{looking.path}stem/", form_was_open)

    html = page.content.decode()
    assert page.status_code == 409
    assert "Uw stem kwam net te laat" in html
    assert "Wat ik nog wilde zeggen" in html
    assert problems(html) == []
    assert not Voice.objects.exists()
    assert browser_of().get(f"{looking.path}stem/").headers["Location"] == looking.path
    with pytest.raises(Refused):
        say(looking, table="Te laat")


@pytest.mark.parametrize(
    ("given", "live", "final"),
    [
        (0, 0, 0),
        (4, 0, 0),
        (5, 0, 5),
        (9, 0, 9),
        (10, 5, 10),
        (14, 5, 14),
        (15, 10, 15),
        (200, 195, 200),
    ],
)
def test_sums_are_of_five_or_more(given, live, final):
    assert counted(given, is_final=False) == live
    assert counted(given, is_final=True) == final


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12))
def test_no_two_sums_that_anybody_sees_differ_by_fewer_than_five(numbers):
    """Whoever looks at any moments while voices come in, and at the end."""
    moments = sorted(numbers)
    seen = {counted(number, is_final=False) for number in moments}
    seen.add(counted(moments[-1], is_final=True))
    steps = sorted(seen | {0})

    assert all(later - earlier >= 5 for earlier, later in pairwise(steps))


def test_what_people_think_is_shown_from_enough_voices(looking):
    party = looking.place.organisation.pk
    answer(looking, ["yes", "yes", "no", "partly"], on_parties={party: 2}, saw="Ik zag het licht.")
    few = browser_of().get(looking.path).content.decode()
    assert "Nee: 1" not in few
    assert "Gemiddeld" not in few
    assert "Ik zag het licht." not in few

    answer(looking, ["yes"] * 6, on_parties={party: 5}, saw="Ik zag het licht.")

    enough = browser_of().get(looking.path).content.decode()
    assert "Ja: 3 · Een beetje: 1 · Nee: 1" in enough  # the first five of ten
    assert "2,6" in enough
    assert "Ik zag het licht." in enough
    assert problems(enough) == []
    end(looking)
    final = browser_of().get(looking.path).content.decode()
    assert "Ja: 8 · Een beetje: 1 · Nee: 1" in final
    assert "3,8" in final


def test_a_voice_that_is_changed_waits_again(looking):
    people = UserFactory.create_batch(10)
    for person in people:
        say(looking, person, on_goals={looking.goal.pk: voices.OnGoal("yes", "")})
    voices.give(
        looking.review,
        voices.Said(on_goals={looking.goal.pk: voices.OnGoal("no", "")}),
        key=uuid4(),
        person=people[0],
        browser="",
        now=NOW.replace(hour=21),
    )

    page = browser_of().get(looking.path).content.decode()

    assert "Ja: 5 · Een beetje: 0 · Nee: 0" in page


def test_anybody_flags_a_voice_and_nobody_learns_whose_it_is(looking):
    voice = say(looking, table="Weg met de buurman")
    reader = UserFactory()

    browser_of(reader).post(f"/melden/stem/{voice.pk}/", {"reason": "unkind", "words": ""})
    assert Flag.objects.get().subject_id == voice.pk
    queue = browser_of(looking.place.officer).get(f"{looking.place.path}huisregels/")
    assert queue.status_code in {200, 404}
    assert voice.person.name not in queue.content.decode()

    hide(voice, "Dit is onaardig.", by=looking.place.officer)

    assert "Weg met de buurman" not in browser_of().get(looking.path).content.decode()
    show(Voice.objects.get(), by=looking.place.officer)
    assert "Weg met de buurman" in browser_of().get(looking.path).content.decode()


def test_the_screen_hears_only_of_what_is_new(looking, django_assert_num_queries):
    screen = f"{looking.path}scherm/"
    client = browser_of(looking.place.coordinator)
    page = client.get(screen).content.decode()
    assert problems(page) == []
    assert f"/k/{looking.review.token}/" in page
    poll = {"HX-Request": "true", "HX-Target": "live"}
    state = page.partition("?gezien=")[2].partition('"')[0]

    for _again in range(2):
        with django_assert_num_queries(5):
            nothing = client.get(f"{screen}?gezien={state}", headers=poll)
        assert (nothing.status_code, nothing.content) == (204, b"")

    queries = []
    for number in (1, 3, 60):
        for _each in range(number):
            say(looking, table="De verlichting")
        with django_assert_num_queries(9):
            new = client.get(f"{screen}?gezien={state}", headers=poll)
        assert new.status_code == 200
        assert "De verlichting" in new.content.decode()
        queries.append(len(new.content))
    assert queries[-1] < 8_000

    end(looking)
    last = client.get(f"{screen}?gezien={state}", headers=poll)
    assert last.status_code == 286
    assert "hx-trigger" not in last.content.decode()


def test_one_press_hides_what_does_not_belong_on_the_screen(looking):
    voice = say(looking, table="Weg met de buurman", on_goals={
        looking.goal.pk: voices.OnGoal("yes", "")
    })  # fmt: skip
    coordinator = browser_of(looking.place.coordinator)
    before = QuarterlyReview.objects.get().version

    for _press in range(2):
        coordinator.post(f"{looking.path}scherm/{voice.pk}/verberg/")

    assert "Weg met de buurman" not in coordinator.get(f"{looking.path}scherm/").content.decode()
    assert QuarterlyReview.objects.get().version > before
    assert Voice.objects.get().hidden_reason
    assert Event.objects.filter(verb="goal_words_hidden").count() == 1
    elsewhere = looking_elsewhere(looking)
    assert coordinator.post(f"{elsewhere.path}scherm/{voice.pk}/verberg/").status_code == 404


def looking_elsewhere(looking: Looking) -> Looking:
    """Another review in the same year."""
    other = QuarterlyReview.objects.create(plan=looking.plan, quarter=2)
    return Looking(looking.place, looking.plan, looking.goal, looking.other, looking.party, other)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_in_it_and_counted(db):
    looking = looking_back()
    people = [*UserFactory.create_batch(12), None]

    def give(person: User | None):
        return voices.give(
            looking.review,
            voices.Said(table="Iets"),
            key=uuid4(),
            person=person,
            browser="" if person else "b" * 64,
            now=NOW,
        )

    given = at_once([lambda one=one: give(one) for one in (*people, *people)])

    assert all(isinstance(one, Voice) for one in given), given
    assert Voice.objects.count() == 13
    assert heard(looking).residents == 13
    assert QuarterlyReview.objects.get().version == 26


@pytest.mark.django_db(transaction=True)
def test_a_voice_while_closing_is_in_it_or_hears_that_it_is_too_late(db):
    looking = looking_back()
    people = UserFactory.create_batch(6)

    results = at_once(
        [*(lambda one=one: say(looking, one, table="Iets") for one in people), lambda: end(looking)]
    )

    late = [one for one in results if isinstance(one, Refused)]
    in_it = [one for one in results if isinstance(one, Voice)]
    assert len(late) + len(in_it) == len(people), results
    closed = QuarterlyReview.objects.get()
    assert closed.frozen["voices"]["residents"] == len(in_it) == Voice.objects.count()
    assert len(closed.frozen["table"]) == len(in_it)


def test_a_goal_that_is_gone_is_no_question(looking):
    Goal.objects.filter(pk=looking.other.pk).update(
        state="stopped", reason="Klaar.", possible="Verder zonder."
    )

    page = browser_of().get(f"{looking.path}stem/").content.decode()

    assert "Een schone straat" not in page


def test_an_officer_of_elsewhere_is_a_resident_here(looking):
    officer = MembershipFactory().person

    browser_of(officer).post(f"{looking.path}stem/", filled(looking))

    assert heard(looking).residents == 1
