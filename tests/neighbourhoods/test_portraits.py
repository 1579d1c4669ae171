"""Faces of who works here: none is kept longer than a role knows it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from neighbourhoods.actions.portraits import put_portrait, sweep_orphans
from neighbourhoods.tasks import forget_portraits
from tests.factories import MembershipFactory

LATER = timedelta(hours=2)


@pytest.fixture
def face(db):
    membership = MembershipFactory()
    put_portrait(membership, b"a face")
    return f"portraits/{membership.portrait}.jpg"


def stray(name="van-vroeger"):
    return default_storage.save(f"portraits/{name}.jpg", ContentFile(b"a face"))


def test_a_face_that_no_role_knows_is_swept_and_the_others_stay(face):
    gone = [stray(), stray("nog-een")]
    photo = default_storage.save("photos/x/480.jpeg", ContentFile(b"a photo"))

    assert sweep_orphans(timezone.now() + LATER) == 2
    assert not any(default_storage.exists(name) for name in gone)
    assert default_storage.exists(face)
    assert default_storage.exists(photo)
    assert sweep_orphans(timezone.now() + LATER) == 0


def test_a_face_that_is_being_stored_is_not_swept(face):
    young = stray()
    assert sweep_orphans(timezone.now()) == 0
    assert default_storage.exists(young)


def test_where_nothing_was_ever_stored_is_no_error(db):
    assert sweep_orphans(timezone.now()) == 0


def test_the_clock_sweeps_faces_every_night(db):
    tasks = {entry["task"]: entry for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks["neighbourhoods.tasks.forget_portraits"]["schedule"].hour == {4}
    forget_portraits()
