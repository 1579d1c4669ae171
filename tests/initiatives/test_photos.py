"""Photos: seen by who may see what they belong to, in the sizes that there are, gone in time."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.actions import drafts
from accounts.models import Draft
from initiatives.actions import initiatives, photos
from initiatives.models import Photo
from initiatives.tasks import forget_photos
from tests.core.test_images import corners, saved
from tests.factories import UserFactory
from tests.initiatives.conftest import answer_of, attached, make_place, stored
from tests.threads import at_once

LATER = timedelta(hours=2)


def sent(width=1000):
    return ContentFile(saved(corners(width, width // 2)))


@pytest.fixture
def photo(initiative):
    return attached(sent(), initiative=initiative, description="Het veldje")


# Who sees what


def test_everybody_sees_the_photo_of_a_public_initiative(client, photo):
    for width in photo.widths:
        for kind, name in (("jpeg", "JPEG"), ("webp", "WEBP")):
            response = client.get(photo.url(width, kind))
            content = b"".join(response.streaming_content)
            assert response["Content-Type"] == f"image/{kind}"
            with Image.open(BytesIO(content)) as image:
                assert (image.format, image.width) == (name, width)


def test_a_photo_is_kept_by_the_browser_and_by_nobody_between(client, photo):
    response = client.get(photo.small)
    b"".join(response.streaming_content)
    assert response["Cache-Control"] == "private, max-age=86400"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["481.jpeg", "0.jpeg", "1600.jpeg", "99999999999999999999.jpeg", "480.png", "480.svg",
     "480.jpg", "480.JPEG", "-480.jpeg", "480.", "480.jpeg.webp", "..%2f480.jpeg", "480"],
)  # fmt: skip
def test_a_size_or_kind_that_does_not_exist_is_not_found(client, photo, path):
    assert answer_of(client, f"/foto/{photo.pk}/{path}") == 404


@pytest.mark.parametrize("key", ["0", "99999999", "99999999999999999999", "-1", "x", "9" * 5000])
def test_a_photo_that_does_not_exist_is_not_found(client, photo, key):
    assert answer_of(client, f"/foto/{key}/480.jpeg") == 404


def test_a_photo_whose_file_is_lost_is_not_found(client, photo):
    photo.delete_files()
    assert answer_of(client, photo.small) == 404


def test_a_photo_cannot_be_posted_to(client, photo):
    assert client.post(photo.small).status_code == 405


def test_the_photo_of_a_hidden_initiative_is_for_its_team_and_the_office(place, photo, browser):
    initiatives.hide(photo.initiative, "Een nummerbord", by=place.officer)
    for person in (place.starter, place.officer, place.coordinator):
        assert answer_of(browser(person), photo.small) == 200
    for person in (None, UserFactory()):
        assert answer_of(browser(person), photo.small) == 404


# Replaced, thrown away, forgotten


@pytest.fixture
def draft(place):
    return Draft.objects.create(form="initiative:rietwijk", person=place.starter)


def test_a_new_photo_replaces_the_old_and_its_files(draft):
    attached(sent(1000), draft=draft)
    before = stored()
    new = attached(sent(600), draft=draft)
    assert list(Photo.objects.all()) == [new]
    assert not before & stored()
    assert default_storage.listdir("photos")[0] == [str(new.name)]


def test_taking_the_photo_away_leaves_no_file_and_no_folder(draft):
    attached(sent(), draft=draft)
    photos.detach(draft)
    assert not Photo.objects.exists()
    assert default_storage.listdir("photos") == ([], [])


@pytest.mark.django_db(transaction=True)
def test_the_same_photo_sent_twice_at_the_same_moment_is_one_photo():
    draft = Draft.objects.create(form="initiative:rietwijk", person=make_place().starter)
    results = at_once([lambda: photos.attach(sent(), draft=draft)] * 4)
    assert not [error for error in results if isinstance(error, Exception)]
    assert default_storage.listdir("photos")[0] == [str(Photo.objects.get().name)]


def test_photos_of_drafts_that_expired_are_swept(place, draft, photo):
    kept = stored()
    attached(sent(600), draft=draft)
    now = timezone.now() + timedelta(days=31)
    drafts.forget(now)
    assert stored() > kept
    assert photos.sweep_orphans(now) == 1
    assert stored() == kept
    assert photos.sweep_orphans(now) == 0


def test_a_photo_that_is_being_stored_is_not_swept(draft):
    default_storage.save("photos/pas-begonnen/480.jpeg", ContentFile(b"een begin"))
    assert photos.sweep_orphans(timezone.now()) == 0
    assert stored()
    assert photos.sweep_orphans(timezone.now() + LATER) == 1
    assert not stored()


def test_sweeping_where_nothing_was_ever_stored_is_no_error(db):
    assert photos.sweep_orphans(timezone.now()) == 0


def test_what_is_not_a_photo_is_left_alone(draft):
    name = default_storage.save("portraits/gezicht.jpg", ContentFile(b"een gezicht"))
    photos.sweep_orphans(timezone.now() + LATER)
    assert default_storage.exists(name)


def test_the_clock_sweeps_photos_every_night(draft):
    tasks = {entry["task"]: entry for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks["initiatives.tasks.forget_photos"]["schedule"].hour == {4}
    forget_photos()


def test_a_photo_is_gone_for_others_once_its_draft_is(draft, photo):
    address = attached(sent(), draft=draft).small
    draft.delete()
    assert answer_of(Client(), address) == 404
