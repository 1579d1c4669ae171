"""Choosing what is mailed and how soon, and stopping it without signing in."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from activity import actions
from activity.actions import Reason
from activity.actions.choosing import choose, paces_of
from activity.models import Notification, Overview, Preference
from activity.states import Kind, Pace
from neighbourhoods.middleware import PASSED
from neighbourhoods.states import Role
from outbox.models import Message
from tests.activity.test_overviews import FRIDAY, Thing, on, run, told
from tests.factories import MembershipFactory, NeighbourhoodFactory, UserFactory
from tests.html import problems

pytestmark = pytest.mark.django_db
ADDRESS = "/mijn/berichten/instellen/"
CALM = {"asked": "now", "own": "now", "follows": "weekly"}
CALM |= {"dates": "daily", "new": "weekly", "papers": "weekly"}


@pytest.fixture
def place():
    return NeighbourhoodFactory(name="Rietwijk")


@pytest.fixture
def person(client, place):
    person = User.objects.create_user("samira@example.org", name="Samira")
    actions.follow(place, by=person)
    client.force_login(person)
    return person


def pace(person, kind, place=None):
    person.refresh_from_db()
    return paces_of([person])[person.pk].of(kind, place.pk if place else None)


def test_a_new_person_finds_the_calm_defaults_marked(client, person):
    page = client.get(ADDRESS).content.decode()
    assert problems(page) == []
    assert page.count("(standaard)") == len(Kind)
    assert page.count(" selected>") == len(Kind) + len(Kind) - 1  # everywhere, and in Rietwijk
    assert "Rietwijk" in page
    assert [pace(person, kind) for kind in Kind] == list(CALM.values())


def test_what_is_chosen_holds_and_is_found_again(client, person, place):
    chosen = CALM | {"follows": "daily", f"papers_{place.pk}": "never"}
    for _again in range(2):
        response = client.post(ADDRESS, chosen, follow=True)
        assert "Zo krijgt u voortaan mail." in response.content.decode()
    assert Preference.objects.count() == 2
    assert pace(person, Kind.FOLLOWS) == Pace.DAILY
    assert pace(person, Kind.PAPERS, place) == Pace.NEVER
    assert pace(person, Kind.PAPERS) == Pace.WEEKLY
    page = response.content.decode()
    assert '<option value="never" selected>' in page
    assert '<details class="wijk-fold" open>' in page
    client.post(ADDRESS, CALM)
    assert not Preference.objects.exists()


def test_what_is_wrong_is_said_beside_it_and_changes_nothing(client, person, place):
    wrong = CALM | {"follows": "yearly", "own": "", f"new_{place.pk}": "daily"}
    response = client.post(ADDRESS, wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kies een van de mogelijkheden uit de lijst." in page
    assert "Kies hoe vaak u hiervan mail wilt." in page
    assert '<option value="daily" selected>' in page
    assert problems(page) == []
    assert not Preference.objects.exists()


def test_a_neighbourhood_that_is_not_mine_cannot_be_chosen(client, person):
    other = NeighbourhoodFactory()
    client.post(ADDRESS, CALM | {f"new_{other.pk}": "now"})
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ("calm", "Alles staat op rustig."),
        ("asked", "U krijgt alleen nog mail als u zelf iets moet doen."),
        ("none", "U krijgt geen mail meer van de wijkaanpak."),
    ],
)
def test_one_press_sets_everything(client, person, place, mail, words):
    choose(person, {(Kind.NEW, place.pk): Pace.NOW, (Kind.OWN, None): Pace.NEVER}, now=on(1))
    response = client.post(f"{ADDRESS}alles/", {"mail": mail}, follow=True)
    assert words in response.content.decode()
    person.refresh_from_db()
    assert person.mail == mail
    assert not Preference.objects.exists()


@pytest.mark.parametrize("mail", ["", "each", "soms"])
def test_no_other_press_exists(client, person, mail):
    assert client.post(f"{ADDRESS}alles/", {"mail": mail}).status_code == 404


def test_who_works_here_reads_what_silence_costs(client, place):
    officer = MembershipFactory(neighbourhood=place).person
    client.force_login(officer)
    session = client.session
    session[PASSED] = officer.pk
    session.save()
    assert (
        "geen herinnering voordat een antwoord te laat is" in client.get(ADDRESS).content.decode()
    )


@pytest.mark.parametrize(
    ("mail", "at_once"),
    [
        (User.Mail.CALM, {1, 2, 3}),
        (User.Mail.EACH, {1, 2, 3, 4}),
        (User.Mail.ASKED, {1, 3}),
        (User.Mail.NONE, set()),
    ],
)
def test_what_people_chose_before_still_holds(place, mail, at_once):
    """EACH, ASKED and NONE stand in the database since the first issue."""
    person = UserFactory(mail=mail)
    told(person, place, Thing(1), on(1), reason=Reason.OFFICER)
    told(person, place, Thing(2), on(1), reason=Reason.TEAM)
    told(person, place, Thing(3), on(1), asks=True)
    told(person, place, Thing(4), on(1))
    found = {int(mail.body.partition("<")[2].partition(">")[0]) for mail in Message.objects.all()}
    assert found == at_once
    assert Notification.objects.count() == 4


def test_the_page_asks_as_much_for_many_neighbourhoods(
    client, person, django_assert_max_num_queries
):
    for _number in range(3):
        MembershipFactory(person=person, role=Role.RESIDENT)
    with django_assert_max_num_queries(12):
        client.get(ADDRESS)


# Stopping overviews without signing in


@pytest.fixture
def overview(person, place):
    told(person, place, Thing(1), on(1))
    run(on(FRIDAY))
    return Overview.objects.get()


@pytest.fixture
def mail_program():
    """No session, no cookie, and no token of ours."""
    return Client(enforce_csrf_checks=True)


def test_the_mail_program_stops_overviews_with_one_press(mail_program, person, place, overview):
    choose(person, {(Kind.NEW, place.pk): Pace.DAILY, (Kind.PAPERS, place.pk): Pace.NOW}, now=on(2))
    headers = Message.objects.get().headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = reverse("activity:stop_overviews", args=[overview.token])
    assert headers["List-Unsubscribe"].endswith(f"{address}>")

    for method in (mail_program.get, mail_program.head):
        assert method(address).status_code == 200
    assert pace(person, Kind.FOLLOWS) == Pace.WEEKLY
    for _again in range(2):
        response = mail_program.post(address, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert not response.cookies
    assert pace(person, Kind.FOLLOWS) == pace(person, Kind.DATES) == Pace.NEVER
    assert pace(person, Kind.NEW, place) == Pace.NEVER
    assert pace(person, Kind.PAPERS, place) == Pace.NOW  # that is no overview
    assert pace(person, Kind.OWN) == pace(person, Kind.ASKED) == Pace.NOW
    told(person, place, Thing(2), on(5))
    assert run(on(11)) == 0


def test_the_page_of_the_link_offers_both_and_says_what_was_done(mail_program, person, overview):
    address = reverse("activity:stop_overviews", args=[overview.token])
    page = mail_program.get(address).content.decode()
    assert problems(page) == []
    assert "Wat over uzelf gaat, krijgt u dan nog wel." in page
    done = mail_program.post(address, {"what": "overviews"}).content.decode()
    assert "U krijgt geen overzichten meer." in done
    done = mail_program.post(address, {"what": "all"}).content.decode()
    assert "U krijgt geen mail meer van de wijkaanpak." in done
    assert pace(person, Kind.ASKED) == Pace.NEVER


@pytest.mark.parametrize("token", ["bestaat-niet", "a" * 500, "%00"])
def test_an_unknown_link_stops_nothing(mail_program, token):
    for method in (mail_program.get, mail_program.post):
        assert method(f"/overzicht/stop/{token}/").status_code == 404


def test_stopping_all_mail_from_one_message_forgets_what_was_chosen_too(
    mail_program, person, place
):
    choose(person, {(Kind.FOLLOWS, None): Pace.NOW}, now=on(1))
    told(person, place, Thing(1), on(1))
    address = reverse("activity:stop", args=[Notification.objects.get().token])
    mail_program.post(address, {"what": "all"})
    assert {pace(person, kind) for kind in Kind} == {Pace.NEVER}
