"""Supporting, following and joining: one press, once per person, with or without JavaScript."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activity import actions as activity
from activity.models import Event, Follow
from initiatives.actions import initiatives, reviews
from initiatives.models import Initiative, Participant, Support
from initiatives.selections.people import relation_of
from initiatives.states import Stage, Status
from outbox.models import Message
from partners.models import Member
from tests.factories import UserFactory
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import browser_of, make_place
from tests.threads import at_once

HTMX = {"HX-Request": "true", "HX-Target": "join"}


def address(name, initiative):
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def press(client, name, initiative, want="yes", **headers):
    return client.post(address(name, initiative), {"want": want}, headers=headers)


@pytest.fixture
def person(db):
    return UserFactory(name="Noor")


# Many at once


@pytest.mark.django_db(transaction=True)
def test_a_hundred_people_who_press_thirty_times_are_a_hundred_supports():
    initiative, people = make_place().send(), UserFactory.create_batch(100)

    def crowd(number):
        """Each half of the people presses in two places at once, fifteen times in each."""
        for _ in range(15):
            for person in people[number % 2 :: 2]:
                initiatives.support(initiative, by=person)

    results = at_once([lambda number=number: crowd(number) for number in range(4)])
    assert results == [None] * 4
    assert Support.objects.count() == 100
    assert relation_of(initiative, people[0]).supporters == 100


@pytest.mark.django_db(transaction=True)
def test_one_person_who_presses_in_six_windows_at_once_supports_once():
    initiative, person = make_place().send(), UserFactory()
    clients = [browser_of(person) for _ in range(6)]

    def presses(client):
        return [press(client, "support", initiative).status_code for _ in range(5)]

    assert at_once([lambda one=one: presses(one) for one in clients]) == [[302] * 5] * 6
    assert Support.objects.count() == 1
    assert Follow.objects.of(initiative).filter(person=person).count() == 1


@pytest.mark.django_db(transaction=True)
def test_joining_in_four_windows_at_once_is_joining_once():
    place = make_place()
    initiative, person = place.send(), UserFactory()
    Message.objects.all().delete()
    results = at_once([lambda: initiatives.join(initiative, can_do="Koffie zetten", by=person)] * 4)
    assert {type(result) for result in results} == {Participant}
    assert Participant.objects.count() == 1
    assert Message.objects.filter(to=place.starter.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressing_yes_and_no_at_the_same_moment_ends_in_one_of_them():
    initiative, person = make_place().send(), UserFactory()

    def waver():
        for _ in range(10):
            initiatives.support(initiative, by=person)
            initiatives.withdraw_support(initiative, by=person)

    assert at_once([waver] * 4) == [None] * 4
    assert Support.objects.count() <= 1


# Once, and undone


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["without JavaScript", "with htmx"])
def test_supporting_twice_is_supporting_once_and_so_is_stopping(
    initiative, person, browser, headers
):
    client = browser(person)
    for _ in range(2):
        press(client, "support", initiative, **headers)
    relation = relation_of(initiative, person)
    assert (relation.supporters, relation.supports, relation.follows) == (1, True, True)
    for _ in range(2):
        press(client, "support", initiative, want="no", **headers)
    relation = relation_of(initiative, person)
    assert (relation.supporters, relation.supports, relation.follows) == (0, False, False)


def test_following_twice_is_following_once_and_so_is_stopping(initiative, person, browser):
    client = browser(person)
    for _ in range(2):
        press(client, "follow", initiative)
    assert relation_of(initiative, person).follows
    for _ in range(2):
        press(client, "follow", initiative, want="no")
    assert not relation_of(initiative, person).follows


def test_joining_twice_is_joining_once_and_so_is_leaving(place, initiative, person, browser):
    client = browser(person)
    Message.objects.all().delete()
    for _ in range(2):
        fields = {"can_do": "Ik kan timmeren.", "x": "1"}
        response = client.post(address("join", initiative), fields)
        assert response["Location"] == initiative.get_absolute_url()
    assert Participant.objects.get().can_do == "Ik kan timmeren."
    mail = Message.objects.get()
    assert mail.to == place.starter.email
    assert mail.subject == "Noor doet mee met Moestuin"
    assert "Ik kan timmeren." in mail.body
    for _ in range(2):
        press(client, "leave", initiative)
    assert not Participant.objects.exists()
    stopped = Event.objects.get(verb="part_stopped")
    assert (stopped.actor, stopped.is_public) == (person, False)
    assert Message.objects.get() == mail, "nobody gets a message of it"


def test_what_somebody_can_do_is_for_the_team_only(initiative, person, browser):
    initiatives.join(initiative, can_do="Ik ben overdag thuis.", by=person)
    for client in (browser(None), browser(UserFactory())):
        for path in (initiative.get_absolute_url(), "/wijk/rietwijk/"):
            assert "overdag thuis" not in client.get(path).content.decode()
    assert not Event.objects.public().filter(verb="joined").exists()


def test_who_takes_part_still_hears_news_after_withdrawing_support(place, initiative, person):
    initiatives.support(initiative, by=person)
    initiatives.join(initiative, can_do="", by=person)
    initiatives.withdraw_support(initiative, by=person)
    initiatives.post_update(initiative, "Morgen koffie.", key=uuid4(), by=place.starter)
    assert Message.objects.filter(to=person.email).exists()


@pytest.mark.parametrize("length", [301, 5000])
def test_too_many_words_are_kept(initiative, person, browser, length):
    response = browser(person).post(address("join", initiative), {"can_do": "k" * length})
    assert response.status_code == 422
    assert "k" * length in response.content.decode()


def test_who_has_no_name_yet_gives_one_when_joining(place, initiative, browser):
    person = UserFactory(name="")
    client, join = browser(person), address("join", initiative)

    refused = client.post(join, {"can_do": "Graven", "name": ""})
    client.post(join, {"can_do": "Graven", "name": "Noor"})

    assert refused.status_code == 422
    assert "Graven" in refused.content.decode()
    person.refresh_from_db()
    assert person.name == "Noor"
    assert Participant.objects.get().person == person
    assert 'name="name"' not in client.get(join).content.decode()


def test_counts_say_one_and_many(initiative, person, browser):
    client = browser(None)
    page = client.get(initiative.get_absolute_url()).content.decode()
    assert "Wilt u de eerste zijn die dit steunt?" in page
    initiatives.support(initiative, by=person)
    page = client.get(initiative.get_absolute_url()).content.decode()
    assert "1 mens steunt dit" in page
    for _ in range(2):
        initiatives.support(initiative, by=UserFactory())
    initiatives.join(initiative, can_do="", by=person)
    page = client.get(initiative.get_absolute_url()).content.decode()
    assert "3 mensen steunen dit, 1 doet mee" in page


# With and without JavaScript


def test_without_javascript_a_press_comes_back_to_the_page(initiative, person, browser):
    response = press(browser(person), "support", initiative)
    assert response["Location"] == initiative.get_absolute_url()


@pytest.mark.parametrize("name", ["support", "follow", "leave"])
def test_htmx_gets_the_buttons_and_nothing_else(initiative, person, browser, name):
    response = press(browser(person), name, initiative, **HTMX)
    assert response.status_code == 200
    part = response.content.decode().strip()
    assert part.startswith('<div id="join"')
    assert "<h1" not in part
    assert fragment_problems(part) == []
    for header in ("HX-Request", "HX-Target", "HX-History-Restore-Request", "Cookie"):
        assert header in response["Vary"]


def test_the_button_says_what_it_is_now(initiative, person, browser):
    client = browser(person)
    page = press(client, "support", initiative, **HTMX).content.decode()
    assert 'aria-pressed="true"' in page
    assert 'name="want" value="no"' in page
    page = press(client, "support", initiative, want="no", **HTMX).content.decode()
    assert 'aria-pressed="false"' in page


def test_the_back_button_gets_the_whole_page_and_no_fragment(initiative, person, browser):
    response = browser(person).get(
        initiative.get_absolute_url(), headers=HTMX | {"HX-History-Restore-Request": "true"}
    )
    assert response.content.decode().startswith("<!doctype html>")


def test_another_target_gets_the_whole_page(initiative, person, browser):
    response = browser(person).get(
        initiative.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "iets"}
    )
    assert response.content.decode().startswith("<!doctype html>")


def test_the_page_is_valid_html_for_everybody(place, initiative, person, browser):
    for somebody in (None, person, place.starter, place.officer):
        client = browser(somebody)
        assert problems(client.get(initiative.get_absolute_url()).content.decode()) == []


# Who is not signed in


def test_a_visitor_signs_in_and_comes_back_to_the_one_button(initiative, person):
    client = Client()
    path = address("support", initiative)
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={path.replace('/', '%2F')}")
    client.force_login(person)
    page = client.get(path).content.decode()
    assert "Ik steun dit" in page
    assert not Support.objects.exists()
    assert press(client, "support", initiative)["Location"] == initiative.get_absolute_url()
    assert Support.objects.get().person == person


@pytest.mark.parametrize("name", ["support", "follow", "join", "leave"])
def test_a_press_of_a_visitor_changes_nothing(initiative, name):
    response = press(Client(), name, initiative)
    assert response.status_code == 302
    assert "/account/" in response["Location"]
    assert not Support.objects.exists()
    assert not Participant.objects.exists()
    assert Follow.objects.of(initiative).count() == 1  # the starter's


def test_a_press_of_a_visitor_with_htmx_goes_to_sign_in_and_back_to_the_page(initiative):
    page = f"http://testserver{initiative.get_absolute_url()}"
    response = Client().post(address("leave", initiative), headers=HTMX | {"HX-Current-URL": page})
    assert response.status_code == 200
    assert initiative.get_absolute_url().replace("/", "%2F") in response["HX-Redirect"]
    assert response.content == b""


@pytest.mark.parametrize("name", ["follow", "leave"])
def test_a_link_presses_nothing(initiative, person, browser, name):
    before = Event.objects.count()
    opened = browser(person).get(address(name, initiative), follow=True)
    assert opened.status_code == 200
    assert Event.objects.count() == before
    assert not Follow.objects.filter(person=person).exists()


@pytest.mark.parametrize("name", ["support", "join"])
def test_looking_at_the_button_presses_nothing(initiative, person, browser, name):
    client = browser(person)
    for method in (client.get, client.head):
        assert method(address(name, initiative)).status_code == 200
    assert not Support.objects.exists()
    assert not Participant.objects.exists()


@pytest.mark.parametrize("key", ["0", "99999999999999999999", "9" * 5000])
@pytest.mark.parametrize("name", ["steun", "volgen", "meedoen", "meedoen/niet-meer", "fase"])
def test_what_does_not_exist_is_not_found(person, browser, key, name):
    assert browser(person).post(f"/initiatief/{key}/{name}/", {"want": "yes"}).status_code == 404


# News of the team


def test_news_is_posted_once_and_heard_once(place, initiative, person, browser):
    initiatives.support(initiative, by=person)
    client, fields = browser(place.starter), {"text": "De kraan is er!", "key": uuid4()}
    for _ in range(2):
        response = client.post(address("update", initiative), fields)
        assert response["Location"] == initiative.get_absolute_url()
    assert initiative.updates.count() == 1
    mail = Message.objects.get(to=person.email)
    assert mail.subject == "Nieuws over Moestuin"
    assert "De kraan is er!" in mail.body
    assert "De kraan is er!" in browser(None).get(initiative.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_news_posted_four_times_at_the_same_moment_is_posted_once():
    place = make_place()
    initiative, key = place.send(), uuid4()
    results = at_once(
        [lambda: initiatives.post_update(initiative, "Nieuws", key=key, by=place.starter)] * 4
    )
    assert {result.pk for result in results} == {initiative.updates.get().pk}
    assert Event.objects.filter(verb="update_posted").count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_empty_news_is_not_posted(place, initiative, browser, text):
    response = browser(place.starter).post(
        address("update", initiative), {"text": text, "key": uuid4()}
    )
    assert response.status_code == 422
    assert "Schrijf eerst wat u wilt vertellen." in response.content.decode()


def test_news_with_markup_in_it_is_only_text(place, initiative, browser):
    text = '<img src=x onerror="alert(1)"> javascript:alert(1)'
    initiatives.post_update(initiative, text, key=uuid4(), by=place.starter)
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert "<img src=x" not in page
    assert problems(page) == []


def test_the_team_sees_who_takes_part_and_what_they_can_do(initiative, person, browser):
    initiatives.join(initiative, can_do="Ik kan op zaterdag timmeren", by=person)
    starter = Member.objects.get(organisation=initiative.team_id).person
    page = browser(starter).get(address("join", initiative)).content.decode()
    assert person.public_name in page
    assert "Ik kan op zaterdag timmeren" in page
    shown = browser(UserFactory()).get(address("join", initiative)).content.decode()
    assert "Ik kan op zaterdag timmeren" not in shown


def test_who_takes_part_reads_what_they_wrote_and_changes_it(place, initiative, person, browser):
    initiatives.join(initiative, can_do="Zaterdag timmeren", by=person)
    activity.unfollow(initiative, by=person)
    client = browser(person)
    assert "verander wat u kunt doen" in client.get(initiative.get_absolute_url()).content.decode()
    page = client.get(address("join", initiative)).content.decode()
    assert "U doet mee" in page
    assert "Zaterdag timmeren" in page
    assert "Ik doe niet meer mee" in page
    assert problems(page) == []

    Message.objects.all().delete()
    for _ in range(2):
        response = client.post(address("join", initiative), {"can_do": "Toch zondag"})
        assert "U doet nog steeds mee." in client.get(response["Location"]).content.decode()
    assert Participant.objects.get().can_do == "Toch zondag"
    mail = Message.objects.get()
    assert mail.to == place.starter.email
    assert mail.subject == "Noor kan iets anders doen voor Moestuin"
    assert "Toch zondag" in mail.body
    assert not relation_of(initiative, person).follows, "what was stopped stays stopped"


def test_who_takes_part_and_writes_too_much_keeps_it(initiative, person, browser):
    initiatives.join(initiative, can_do="Koffie", by=person)
    response = browser(person).post(address("join", initiative), {"can_do": "k" * 301})
    assert response.status_code == 422
    assert "k" * 301 in response.content.decode()
    assert Participant.objects.get().can_do == "Koffie"


# The page of the team


@pytest.mark.parametrize(
    ("stage", "subject"),
    [
        (Stage.ACTIVE, "Moestuin is nu bezig"),
        (Stage.PREPARING, "Moestuin is nu in voorbereiding"),
        (Stage.COMPLETED, "Moestuin is nu afgerond"),
        (Stage.IDEA, "Moestuin is weer een idee"),
    ],
)
def test_the_mail_about_a_stage_says_in_its_subject_what_happened(
    place, initiative, person, stage, subject
):
    Initiative.objects.update(stage=Stage.ONGOING)
    initiatives.support(initiative, by=person)
    initiatives.set_stage(initiative, stage, words="Eindelijk!", by=place.starter)
    mail = Message.objects.get(to=person.email)
    assert mail.subject == subject
    assert "Eindelijk!" in mail.body


def test_the_team_has_one_main_button_and_calm_links(place, initiative, person, browser):
    page = browser(place.starter).get(initiative.get_absolute_url()).content.decode()
    assert re.findall(r'class="[^"]*primary-action[^"]*"[^>]*>([^<]+)<', page) == ["Plaats nieuws"]
    for name, words in (
        ("edit", "Tekst of foto aanpassen"),
        ("stage", "Fase en soort"),
        ("join", "Wie doen mee?"),
    ):
        assert f'<a href="{address(name, initiative)}">{words}</a>' in page
    assert page.index("Fase en soort") < page.index("Antwoord van de gemeente")
    for other in (None, person):
        shown = browser(other).get(initiative.get_absolute_url()).content.decode()
        assert "Fase en soort" not in shown
        assert "Tekst of foto aanpassen" not in shown


def asked(place, initiative, text="Op welke dagen bent u er?"):
    initiative.review.refresh_from_db()
    seen = initiative.review.version
    return reviews.ask(
        initiative.review, text, seen=seen, key=uuid4(), by=place.officer, now=timezone.now()
    )


def test_a_question_that_waits_stands_at_the_top_for_the_team(place, initiative, person, browser):
    long = "Op welke dagen bent u er? " * 10
    first = asked(place, initiative, long)
    asked(place, initiative, "En hoe laat?")
    page = browser(place.starter).get(initiative.get_absolute_url()).content.decode()
    top = page[: page.index("<article")]
    assert "De gemeente vraagt u iets" in top
    assert "Op welke dagen bent u er?" in top
    assert long.strip() not in top
    assert f'href="{reverse("initiatives:reply", args=[initiative.pk, first.pk])}"' in top
    assert page.count("Beantwoord deze vraag") == 1
    assert problems(page) == []
    for other in (None, person, place.officer):
        shown = browser(other).get(initiative.get_absolute_url()).content.decode()
        assert "De gemeente vraagt u iets" not in shown

    reviews.reply(first, "Dinsdag.", by=place.starter)
    page = browser(place.starter).get(initiative.get_absolute_url()).content.decode()
    assert "En hoe laat?" in page[: page.index("<article")]


def test_after_the_answer_no_question_waits_any_more(place, initiative, browser):
    asked(place, initiative)
    reviews.answer(
        Initiative.objects.get().review, Status.JOINING, reason="Mooi.", possible="Wij helpen.",
        seen=1, key=uuid4(), by=place.officer,
    )  # fmt: skip
    client = browser(place.starter)
    assert (
        "De gemeente vraagt u iets"
        not in client.get(initiative.get_absolute_url()).content.decode()
    )
    assert "Wacht op u" not in client.get("/mijn/").content.decode()
