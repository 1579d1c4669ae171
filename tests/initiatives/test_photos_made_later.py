"""The photo of an idea, of a text and of a concern is made ready by a worker, and nobody waits."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft
from core import making
from core.images import Refusal, read_photo
from core.photos import PhotoState
from initiatives.actions import initiatives, photos
from initiatives.models import Initiative, Photo
from initiatives.tasks import make_photos
from partners.models import Concern, ConcernPhoto
from partners.tasks import make_photos as make_concern_photos
from tests.core.test_images import corners, png, saved, telltale
from tests.factories import UserFactory
from tests.html import fragment_problems, problems
from tests.initiatives.conftest import answer_of, attached, make_place, stored
from tests.threads import at_once

NEW = "/wijk/rietwijk/initiatieven/nieuw/"
CHECK = f"{NEW}controleren/"
TYPED = {"title": "Moestuin", "plan": "Samen tuinieren.", "theme": "green"}
COMES = "Wij maken uw foto klaar."
FAILED = "Uw foto is niet gelukt. Deze foto is beschadigd"
# Its headers are those of a photo; that its inside is none shows only when it is decoded.
HOLLOW = png(900, 600, pixels=b"")


def upload(content=b""):
    return SimpleUploadedFile("IMG_1.jpg", content or saved(corners(900, 600)), "image/jpeg")


def asked(client, address, target):
    headers = {"HX-Request": "true", "HX-Target": target}
    return client.get(address, headers=headers).content.decode()


@pytest.fixture
def starter(place, browser):
    return browser(place.starter)


def typed(client, content=b"", **more):
    return client.post(NEW, TYPED | {"photo": upload(content)} | more)


def send(client, place):
    key = Draft.objects.get(form="initiative:rietwijk").key
    client.post(CHECK, {"key": key, "name": place.starter.name})
    return Initiative.objects.get()


# An idea that is typed


def test_the_photo_is_kept_as_it_was_sent_until_a_worker_made_it(starter):
    assert typed(starter, telltale())["Location"] == CHECK
    photo = Photo.objects.get()
    assert photo.is_waiting
    assert stored() == {photo.original}

    make_photos()
    photo.refresh_from_db()
    assert photo.is_ready
    assert photo.original not in stored()
    assert {path.rpartition("/")[2] for path in stored()} == {
        f"{width}.{kind}" for width in photo.widths for kind in ("webp", "jpeg")
    }
    for path in stored():
        with default_storage.open(path) as file:
            assert b"Fatima" not in file.read()


def test_nobody_is_shown_what_was_sent(starter):
    typed(starter)
    photo = Photo.objects.get()
    for path in ("original", "480.jpeg", "0.jpeg"):
        assert answer_of(starter, f"/foto/{photo.pk}/{path}") == 404


@pytest.mark.parametrize("address", [NEW, CHECK])
def test_its_place_is_held_and_htmx_puts_the_photo_there(starter, address):
    typed(starter, description="Het veldje")
    page = starter.get(address).content.decode()
    assert COMES in page
    assert problems(page) == []
    waiting = asked(starter, address, "photo")
    assert COMES in waiting
    assert "data-hx-trigger" in waiting
    assert fragment_problems(waiting) == []

    make_photos()
    ready = asked(starter, address, "photo")
    assert 'alt="Het veldje"' in ready
    assert "data-hx-trigger" not in ready
    assert "<h1" not in ready
    assert 'alt="Het veldje"' in starter.get(address).content.decode()


def test_the_idea_can_be_sent_before_its_photo_is_made(place, starter, browser):
    typed(starter)
    initiative = send(starter, place)
    address = initiative.get_absolute_url()
    assert COMES in starter.get(address).content.decode()
    assert COMES not in browser(None).get(address).content.decode()
    assert COMES not in browser(place.officer).get(address).content.decode()

    make_photos()
    assert Photo.objects.get().small.partition("/480")[0] in asked(starter, address, "cover")
    page = browser(None).get(address).content.decode()
    assert Photo.objects.get().large in page
    assert problems(page) == []


def test_a_photo_that_is_made_while_the_idea_is_sent_is_there(place, starter):
    typed(starter)
    claimed = making.claim(Photo, timezone.now())
    send(starter, place)
    with default_storage.open(claimed.original) as file:
        claimed.store(read_photo(file))
    claimed.state = PhotoState.READY
    making.finish(claimed, making.MADE)
    assert Initiative.objects.get().photo == claimed
    assert not default_storage.exists(claimed.original)


@pytest.mark.parametrize("address", [NEW, CHECK])
def test_what_turns_out_to_be_no_photo_is_told_and_the_words_are_kept(starter, address):
    typed(starter, HOLLOW)
    make_photos()
    assert (Photo.objects.get().state, Photo.objects.get().problem) == (
        PhotoState.FAILED,
        Refusal.CORRUPT,
    )
    assert not stored()
    for page in (asked(starter, address, "photo"), starter.get(address).content.decode()):
        assert FAILED in page
    page = starter.get(NEW).content.decode()
    assert problems(page) == []
    assert "Samen tuinieren." in page
    assert 'name="photo"' in page, "another can be chosen at once"


def test_another_photo_replaces_the_one_that_failed(starter):
    typed(starter, HOLLOW)
    make_photos()
    typed(starter)
    make_photos()
    assert Photo.objects.get().is_ready
    assert FAILED not in starter.get(CHECK).content.decode()


def test_an_idea_with_a_photo_that_failed_is_sent_and_its_team_is_told(place, starter, browser):
    typed(starter, HOLLOW)
    make_photos()
    initiative = send(starter, place)
    page = starter.get(initiative.get_absolute_url()).content.decode()
    assert FAILED in page
    assert problems(page) == []
    assert reverse("initiatives:own_photos", args=[initiative.pk]) in page
    assert FAILED not in browser(None).get(initiative.get_absolute_url()).content.decode()


def test_a_draft_that_is_thrown_away_takes_what_was_sent_along(starter):
    typed(starter)
    starter.post(f"{NEW}weg/", {"sure": "yes"})
    make_photos()
    assert not stored()


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_the_photo_of_an_idea_once():
    draft = Draft.objects.create(form="initiative:rietwijk", person=make_place().starter)
    photos.attach(ContentFile(saved(corners(900, 600))), draft=draft)
    results = at_once([make_photos] * 2)
    assert not [one for one in results if isinstance(one, Exception)]
    assert Photo.objects.get().is_ready
    assert not [path for path in stored() if path.endswith("original")]


# The text of an initiative


@pytest.fixture
def cover(initiative):
    return attached(ContentFile(saved(corners(1000, 500))), initiative=initiative)


def edit(client, initiative, content=b"", **more):
    address = reverse("initiatives:edit", args=[initiative.pk])
    seen = Initiative.objects.get(pk=initiative.pk).edited_as or ""
    photo = {} if content is None else {"photo": upload(content)}
    return client.post(address, TYPED | photo | {"key": uuid4(), "seen": seen} | more)


def test_the_old_cover_stays_until_the_new_one_is_made(initiative, cover, starter, browser):
    assert edit(starter, initiative, description="Nieuw").status_code == 302
    assert Initiative.objects.get().photo == cover
    page = browser(None).get(initiative.get_absolute_url()).content.decode()
    assert cover.large in page

    make_photos()
    new = Initiative.objects.get().photo
    assert new != cover
    assert new.description == "Nieuw"
    assert Photo.objects.get() == new
    assert not [path for path in stored() if str(cover.name) in path]


def test_the_old_cover_stays_when_the_new_one_fails(initiative, cover, starter):
    edit(starter, initiative, HOLLOW)
    make_photos()
    assert Initiative.objects.get().photo == cover
    page = starter.get(initiative.get_absolute_url()).content.decode()
    assert cover.large in page
    assert FAILED in page
    edit(starter, initiative)
    make_photos()
    assert Photo.objects.get() == Initiative.objects.get().photo != cover


def test_of_two_new_covers_in_a_row_the_last_one_stays(initiative, cover, starter):
    edit(starter, initiative)
    edit(starter, initiative, saved(corners(600, 400)))
    make_photos()
    assert Photo.objects.get().width == 600
    assert len({path.split("/")[1] for path in stored()}) == 1


def test_no_photo_takes_the_one_that_comes_away_too(initiative, cover, starter):
    edit(starter, initiative)
    edit(starter, initiative, None, no_photo="on")
    make_photos()
    assert not Photo.objects.exists()
    assert not stored()


def test_the_words_of_a_photo_that_comes_can_be_changed(initiative, cover, starter):
    edit(starter, initiative, description="Eerst")
    edit(starter, initiative, None, description="Daarna")
    make_photos()
    assert initiative.photo.description == "Daarna"


def test_a_new_cover_stands_where_the_old_one_stood(initiative, cover, starter):
    other = attached(ContentFile(saved(corners(800, 400))), initiative=initiative)
    Photo.objects.filter(pk=other.pk).update(position=1)
    edit(starter, initiative)
    make_photos()
    assert initiative.photo.pk > other.pk
    assert [photo.pk for photo in initiative.photos.all()] == [initiative.photo.pk, other.pk]


@pytest.mark.django_db(transaction=True)
def test_making_a_cover_and_taking_all_away_at_the_same_moment_leaves_nothing():
    place = make_place()
    initiative = place.send()
    attached(ContentFile(saved(corners(900, 600))), initiative=initiative)
    client = Client()
    client.force_login(place.starter)
    edit(client, initiative)
    results = at_once(
        [make_photos, lambda: initiatives.take_away(initiative, by=place.starter), make_photos]
    )
    assert not [one for one in results if isinstance(one, Exception)]
    make_photos()
    assert not Photo.objects.exists()
    assert not stored()


# A concern


REPORT = "/wijk/rietwijk/schoon-heel-veilig/melden/"
SEEN = {"kind": "litter", "place": "op het plein", "text": "Zakken naast de bak"}


def report(client):
    client.post(f"{REPORT}controleren/", {"key": Draft.objects.get().key})
    return Concern.objects.get()


def test_a_concern_can_be_sent_before_its_photo_is_made(starter, browser):
    starter.post(REPORT, SEEN | {"photo": upload()})
    for address in (REPORT, f"{REPORT}controleren/"):
        page = starter.get(address).content.decode()
        assert COMES in page
        assert problems(page) == []
        assert COMES in asked(starter, address, "photo")
    address = report(starter).get_absolute_url()
    assert COMES in starter.get(address).content.decode()
    assert COMES not in browser(None).get(address).content.decode()

    make_concern_photos()
    photo = ConcernPhoto.objects.get()
    assert photo.large in asked(starter, address, "photos")
    assert photo.large in browser(None).get(address).content.decode()
    assert not default_storage.exists(photo.original)


def test_a_photo_of_an_answer_that_fails_is_told_to_who_answers(place, starter, browser):
    starter.post(REPORT, SEEN)
    concern = report(starter)
    officer = browser(place.officer)
    given = {"outcome": "arranged", "reason": "Weg.", "seen": 0, "key": uuid4()}
    officer.post(f"/ergernis/{concern.pk}/antwoord/", given | {"photo": upload(HOLLOW)})
    make_concern_photos()
    page = officer.get(concern.get_absolute_url()).content.decode()
    assert FAILED in page
    assert problems(page) == []
    for other in (starter, browser(None), browser(UserFactory())):
        page = other.get(concern.get_absolute_url()).content.decode()
        assert FAILED not in page
        assert "Weg." in page
