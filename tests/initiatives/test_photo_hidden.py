"""A photo of a team is flagged, hidden and shown again by itself; the initiative stays."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from activity.models import Event, Flag
from initiatives.actions import album, initiatives
from initiatives.models import Initiative
from outbox.models import Message
from partners.models import Member
from tests.core.test_images import corners, saved
from tests.factories import UserFactory
from tests.html import problems
from tests.initiatives.conftest import answer_of, attached

REASON = "Huisregel 2: geen kenteken van een ander."
QUEUE = "/wijk/rietwijk/moderatie/"


@pytest.fixture
def pictures(initiative):
    """The cover, and another one."""
    made = [
        attached(ContentFile(saved(corners(width, 300))), initiative=initiative, description=words)
        for width, words in ((600, "Een auto met kenteken"), (500, "De moestuin"))
    ]
    Message.objects.all().delete()
    return made


@pytest.fixture
def photo(pictures):
    return pictures[0]


def page_of(client, initiative, name="photos"):
    return client.get(reverse(f"initiatives:{name}", args=[initiative.pk])).content.decode()


def flag_page(photo):
    return reverse("portal:flag", args=["foto", photo.pk])


def appeal_page(photo):
    return reverse("portal:appeal", args=["foto", photo.pk])


def flag(browser, photo):
    return browser(UserFactory()).post(flag_page(photo), {"reason": "personal", "words": ""})


def decide(client, photo, decision="hidden"):
    sent = {"row": [f"foto-{photo.pk}"], "decision": decision, "reason": REASON, "form": "bulk"}
    return client.post(QUEUE, sent, follow=True).content.decode()


def test_others_flag_it_where_it_stands_large_and_its_team_does_not(place, photo, browser):
    page = page_of(browser(None), photo.initiative)
    assert flag_page(photo) in page
    assert problems(page) == []
    assert flag_page(photo) not in page_of(browser(place.starter), photo.initiative)
    assert browser(place.starter).get(flag_page(photo)).status_code == 404
    asked = browser(UserFactory()).get(flag_page(photo)).content.decode()
    assert photo.small in asked
    assert problems(asked) == []
    done = flag(browser, photo)
    assert f"foto={photo.pk}" in done["Location"]
    assert Flag.objects.get().subject_kind == "photo"


def test_who_moderates_sees_the_photo_in_the_queue(place, photo, browser):
    flag(browser, photo)
    office = browser(place.officer)
    queue = office.get(QUEUE).content.decode()
    assert photo.small in queue
    assert problems(queue) == []
    queue = decide(office, photo)
    assert photo.small in queue
    assert problems(queue) == []
    assert answer_of(office, photo.small) == 200


def test_hidden_it_is_seen_nowhere_and_the_next_is_the_cover(place, pictures, browser):
    photo, other = pictures
    initiative = photo.initiative
    flag(browser, photo)
    decide(browser(place.officer), photo)

    cards = "/wijk/rietwijk/initiatieven/"
    for person in (None, UserFactory()):
        client = browser(person)
        assert answer_of(client, photo.small) == 404
        assert answer_of(client, other.small) == 200
        for page in (
            page_of(client, initiative),
            client.get(initiative.get_absolute_url()).content.decode(),
            client.get(cards).content.decode(),
        ):
            assert f"/foto/{photo.pk}/" not in page
            assert f"/foto/{other.pk}/" in page
        assert client.get(flag_page(photo)).status_code in {302, 404}
    assert Initiative.objects.get().photo == other
    assert not Event.objects.filter(verb="photo_hidden", is_public=True).exists()


def test_its_team_and_who_moderates_see_it_with_the_reason(place, photo, browser):
    album.hide(photo, REASON, by=place.officer)
    for person in (place.starter, place.officer, place.coordinator):
        client = browser(person)
        assert answer_of(client, photo.small) == 200
        page = page_of(client, photo.initiative)
        assert f"/foto/{photo.pk}/" in page
        assert REASON in page
        assert problems(page) == []
    own = page_of(browser(place.starter), photo.initiative, "own_photos")
    assert appeal_page(photo) in own
    assert problems(own) == []
    above = browser(place.starter).get(photo.initiative.get_absolute_url()).content.decode()
    assert f"/foto/{photo.pk}/" not in above


def test_its_team_hears_why_and_objects_once_and_it_is_shown_again(place, photo, browser):
    mate = UserFactory()
    Member.objects.create(organisation=photo.initiative.team, person=mate)
    album.hide(photo, REASON, by=place.officer)
    mails = Message.objects.filter(subject__contains="is verborgen")
    assert set(mails.values_list("to", flat=True)) == {place.starter.email, mate.email}
    for words in (REASON, "Een auto met kenteken", appeal_page(photo)):
        assert words in mails.first().body

    team = browser(mate)
    assert photo.small in team.get(appeal_page(photo)).content.decode()
    assert team.post(appeal_page(photo), {"words": "Het is onze auto"}).status_code == 302
    assert browser(UserFactory()).get(appeal_page(photo)).status_code == 404
    assert "Het is onze auto" in browser(place.officer).get(QUEUE).content.decode()
    decide(browser(place.coordinator), photo, "stays")

    assert answer_of(browser(None), photo.small) == 200
    assert Initiative.objects.get().photo == photo
    assert Message.objects.filter(subject__contains="weer zien", to=mate.email).exists()
    assert not Flag.objects.open().exists()


def test_hiding_is_undone_from_the_queue(place, photo, browser):
    flag(browser, photo)
    office = browser(place.officer)
    decide(office, photo)
    office.post(reverse("portal:undo_moderation", args=["rietwijk"]), {"row": f"foto-{photo.pk}"})
    assert answer_of(browser(None), photo.small) == 200


def test_pressed_twice_it_is_hidden_once(place, photo):
    for _press in range(2):
        album.hide(photo, REASON, by=place.officer)
    assert Event.objects.filter(verb="photo_hidden").count() == 1
    for _press in range(2):
        album.show(photo, by=place.officer)
    assert Event.objects.filter(verb="photo_shown").count() == 1


@pytest.mark.parametrize("how", ["removed", "replaced", "taken away"])
def test_a_photo_that_is_gone_leaves_nothing_to_judge(place, photo, browser, how):
    flag(browser, photo)
    initiative = photo.initiative
    if how == "removed":
        album.remove(photo, by=place.starter)
    elif how == "replaced":
        address = reverse("initiatives:edit", args=[initiative.pk])
        typed = {"title": "Moestuin", "plan": "Samen.", "theme": "green", "no_photo": "on"}
        key = "4b1c47a0-6f4e-4e27-8f0b-1d3c0a4a8a11"
        browser(place.starter).post(address, typed | {"key": key})
    else:
        initiatives.take_away(initiative, by=place.starter)
    assert not Flag.objects.open().exists()
    assert browser(place.officer).get(QUEUE).status_code == 200


def test_what_is_hidden_twice_over_stays_for_its_team(place, photo, browser):
    album.hide(photo, REASON, by=place.officer)
    initiatives.hide(photo.initiative, "Een andere reden", by=place.officer)
    assert answer_of(browser(place.starter), photo.small) == 200
    assert answer_of(browser(None), photo.small) == 404
    initiatives.show(photo.initiative, by=place.officer)
    assert answer_of(browser(None), photo.small) == 404
