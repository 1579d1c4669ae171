from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string

from ..models import Membership

FOLDER = "portraits"
YOUNG = timedelta(hours=1)


def put_portrait(membership: Membership, jpeg: bytes) -> None:
    """Store a face under a new name, so that no cache shows the old one."""
    old = membership.portrait
    membership.portrait = get_random_string(20).lower()
    default_storage.save(_path(membership.portrait), ContentFile(jpeg))
    membership.save(update_fields=["portrait"])
    _delete(old)


def leave_view(membership: Membership) -> None:
    """Nobody finds them here any more: hours, place and telephone go, and the face with its file.

    The caller has ended the role, or does so in the same transaction.
    """
    face = membership.portrait
    membership.hours = membership.place = membership.phone = membership.portrait = ""
    membership.save(update_fields=["hours", "place", "phone", "portrait"])
    _delete(face)


def sweep_orphans(now: datetime) -> int:
    """Remove the stored faces that no role knows; returns how many.

    A face is stored just before its row, so what was stored in the last hour is left alone.
    """
    try:
        files = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    faces = Membership.objects.exclude(portrait="").values_list("portrait", flat=True)
    known = {f"{name}.jpg" for name in faces.iterator()}
    orphans = [f"{FOLDER}/{file}" for file in files if file not in known]
    old = [file for file in orphans if default_storage.get_modified_time(file) <= now - YOUNG]
    for file in old:
        default_storage.delete(file)
    return len(old)


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.jpg"


def _delete(name: str) -> None:
    if name:
        default_storage.delete(_path(name))
