from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string

from ..models import Membership


def put_portrait(membership: Membership, jpeg: bytes) -> None:
    """Store a face under a new name, so that no cache shows the old one."""
    old = membership.portrait
    membership.portrait = get_random_string(20).lower()
    default_storage.save(f"portraits/{membership.portrait}.jpg", ContentFile(jpeg))
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


def _delete(name: str) -> None:
    if name:
        default_storage.delete(f"portraits/{name}.jpg")
