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
    if old:
        default_storage.delete(f"portraits/{old}.jpg")
