"""Stories in people's own words, before a report comes out."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import erase
from activity.models import Notification
from neighbourhoods.states import Role
from outbox.models import Message
from partners.models import Member
from reports.actions import stories
from reports.models import Story, StoryInvitation, StoryPhoto
from tests.core.test_images import corners, saved
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.html import problems
from tests.initiatives.conftest import answer_of
from tests.partners.conftest import browser_of

from .voicing import publish, story, telling

pytestmark = pytest.mark.django_db


@pytest.fixture
def now_telling(db):
    return telling()


def upload():
    return SimpleUploadedFile("foto.jpg", saved(corners(900, 600)), "image/jpeg")


def page_of(response) -> str:
    return str(response.content.decode())


def test_a_resident_tells_a_story_changes_it_and_pressing_twice_is_once(now_telling):
    fatma = UserFactory(name="Fatma")
    address = f"{now_telling.path}verhaal/"
    sent = story()
    for _press in range(2):
        assert browser_of(fatma).post(address, sent).url == address
    told = Story.objects.get()
    assert (told.person, told.voice, told.words) == (fatma, "resident", sent["words"])
    page = page_of(browser_of(fatma).get(address))
    assert sent["words"] in page
    assert problems(page) == []
    browser_of(fatma).post(address, story(words="Het bankje staat er."))
    told.refresh_from_db()
    assert told.words == "Het bankje staat er."
    heard = Notification.objects.filter(event__verb="story_told").values_list("person", flat=True)
    assert list(heard) == [now_telling.coordinator.pk]  # once, not for each change


def test_a_visitor_writes_first_and_signs_in_after(now_telling):
    response = browser_of().post(f"{now_telling.path}verhaal/", story())
    assert "/account/" in response.url
    assert not Story.objects.exists()


def test_a_partner_tells_in_the_name_of_their_organisation(now_telling):
    bas = UserFactory()
    party = OrganisationFactory(neighbourhood=now_telling.place)
    Member.objects.create(organisation=party, person=bas)
    browser_of(bas).post(f"{now_telling.path}verhaal/", story(organisation=str(party.pk)))
    told = Story.objects.get()
    assert (told.voice, told.organisation) == ("partner", party)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": ""}, "Schrijf waar uw verhaal over gaat."),
        ({"words": "\0"}, "Schrijf uw verhaal."),
        ({"words": "Mijn nummer is 123456782"}, "burgerservicenummer"),
        ({"signed": ""}, "Schrijf hoe u ondertekent."),
        ({"words": "a" * 3001}, "Maak de tekst korter"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_all_is_kept(now_telling, more, words):
    sent = story(**more)
    response = browser_of(UserFactory()).post(f"{now_telling.path}verhaal/", sent)
    assert response.status_code == 422
    page = page_of(response)
    assert words in page
    assert sent["signed"] in page or not sent["signed"]
    assert not Story.objects.exists()


def test_a_photo_is_made_ready_later_and_needs_words(now_telling):
    fatma, address = browser_of(UserFactory()), f"{now_telling.path}verhaal/"
    response = fatma.post(address, story() | {"photo": upload()})
    assert "Schrijf wat er op de foto staat." in page_of(response)
    fatma.post(address, story(description="Het bankje") | {"photo": upload()})
    photo = StoryPhoto.objects.get()
    assert not photo.is_ready
    assert stories.make_photo(timezone.now())
    photo.refresh_from_db()
    assert photo.is_ready
    assert answer_of(fatma, photo.small) == 200
    assert answer_of(browser_of(), photo.small) == 404  # until the report is out
    publish(now_telling.report, now_telling.coordinator)
    assert answer_of(browser_of(), photo.small) == 200
    stories.hide(Story.objects.get(), "Onaardig.", by=now_telling.coordinator)
    assert answer_of(browser_of(), photo.small) == 404


def asked(now_telling, **more) -> str:
    """The address in the mail."""
    sent = {
        "key": "a" * 32,
        "for_whom": "raadslid El Amrani",
        "email": "raadslid@example.com",
        "voice": "councillor",
    }
    response = browser_of(now_telling.coordinator).post(f"{now_telling.path}verhalen/", sent | more)
    assert response.status_code == 302
    mail = Message.objects.get(to="raadslid@example.com")
    return str(re.findall(r"/verhaal/[\w-]+/", mail.body)[0])


def test_a_councillor_tells_by_a_personal_link_without_an_account(now_telling):
    link = asked(now_telling)
    assert asked(now_telling) == link  # pressed twice: one mail
    token = link.split("/")[2]
    invitation = StoryInvitation.objects.get()
    assert token not in str(vars(invitation))
    page = browser_of().get(link)
    assert page["X-Robots-Tag"] == "noindex"
    assert problems(page_of(page)) == []
    browser_of().post(link, story(signed="Samira El Amrani, raadslid"))
    told = Story.objects.get()
    assert (told.voice, told.person, told.signed) == (
        "councillor",
        None,
        "Samira El Amrani, raadslid",
    )
    browser_of().post(link, story(words="Beter gezegd."))
    assert Story.objects.get().words == "Beter gezegd."
    shown = page_of(browser_of(now_telling.coordinator).get(f"{now_telling.path}verhalen/"))
    assert "Het verhaal is binnen" in shown
    assert "raadslid@example.com" not in shown
    browser_of().post(link, {"withdraw": "1"})
    assert not Story.objects.exists()


def test_a_link_that_is_over_opens_nothing(now_telling):
    link = asked(now_telling)
    assert browser_of().get("/verhaal/bestaat-niet/").status_code == 404
    one = StoryInvitation.objects.get()
    browser_of(now_telling.coordinator).post(f"{now_telling.path}verhalen/{one.pk}/intrekken/")
    assert browser_of().get(link).status_code == 404
    StoryInvitation.objects.update(withdrawn_at=None)
    publish(now_telling.report, now_telling.coordinator)
    assert browser_of().post(link, story()).status_code == 404
    assert not Story.objects.exists()


def test_the_coordinator_leaves_out_with_a_reason_and_changes_no_words(now_telling):
    fatma, emre = UserFactory(name="Fatma"), browser_of(now_telling.coordinator)
    browser_of(fatma).post(f"{now_telling.path}verhaal/", story())
    told = Story.objects.get()
    away = f"/verhaal/{told.pk}/weglaten/"
    assert emre.post(away, {"why": ""}).status_code == 422
    emre.post(away, {"why": "Het noemt een buurvrouw bij naam."})
    told.refresh_from_db()
    assert told.left_out == "Het noemt een buurvrouw bij naam."
    page = page_of(browser_of(fatma).get(f"{now_telling.path}verhaal/"))
    assert "Het noemt een buurvrouw bij naam." in page
    assert Notification.objects.filter(person=fatma, event__verb="story_left_out").count() == 1
    publish(now_telling.report, now_telling.coordinator)
    assert told.title not in page_of(browser_of().get(now_telling.path))


def test_published_a_story_stands_in_the_report_and_is_not_changed_any_more(now_telling):
    fatma = UserFactory(name="Fatma")
    browser_of(fatma).post(f"{now_telling.path}verhaal/", story())
    publish(now_telling.report, now_telling.coordinator)
    told = Story.objects.get()
    page = page_of(browser_of().get(now_telling.path))
    assert told.words in page
    assert "Fatma" in page
    response = browser_of(fatma).post(f"{now_telling.path}verhaal/", story(words="Anders."))
    assert response.url == now_telling.path
    browser_of(fatma).post(f"/verhaal/{told.pk}/weg/")
    told.refresh_from_db()
    assert told.words != "Anders."

    erase(fatma, now=timezone.now())
    page = page_of(browser_of().get(now_telling.path))
    assert told.words in page
    assert "Fatma" not in page
    stories.hide(told, "Onaardig.", by=now_telling.coordinator)
    assert told.words not in page_of(browser_of().get(now_telling.path))


def test_only_who_coordinates_sees_what_came_in(now_telling):
    browser_of(UserFactory()).post(f"{now_telling.path}verhaal/", story())
    builder = UserFactory()
    MembershipFactory(neighbourhood=now_telling.place, person=builder, role=Role.BUILDER)
    assert browser_of(builder).get(f"{now_telling.path}verhalen/").status_code == 404
    told = Story.objects.get()
    assert browser_of(builder).post(f"/verhaal/{told.pk}/weg/").status_code == 404
    assert browser_of(builder).get(f"/verhaal/{told.pk}/weglaten/").status_code == 404


def test_invitations_are_forgotten_a_month_after_they_are_over(now_telling):
    link = asked(now_telling)
    browser_of().post(link, story())
    publish(now_telling.report, now_telling.coordinator)
    out = now_telling.report.published_at
    assert stories.forget(out + timedelta(days=29)) == 0
    assert stories.forget(out + timedelta(days=31)) == 1
    assert Story.objects.get().invitation is None


@pytest.mark.parametrize("number", [1, 4])
def test_the_pages_ask_as_much_for_many_stories(number, now_telling, django_assert_num_queries):
    for _one in range(number):
        browser_of(UserFactory()).post(f"{now_telling.path}verhaal/", story())
    emre = browser_of(now_telling.coordinator)
    emre.get(now_telling.path)
    with django_assert_num_queries(9):
        emre.get(reverse("reports:stories", args=[now_telling.report.pk]))
    publish(now_telling.report, now_telling.coordinator)
    with django_assert_num_queries(5):
        browser_of().get(now_telling.path)
