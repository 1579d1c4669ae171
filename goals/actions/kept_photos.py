"""A photo that was chosen in a form that was refused: kept, so that nobody chooses it again."""

from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from accounts.actions import drafts
from accounts.models import Draft, User
from outbox.actions import nudge

from ..models import ContributionPhoto


def keep(file: File[Any], key: UUID, *, by: User) -> ContributionPhoto:
    """Of the form with this `key`; a new one replaces the old."""
    draft = drafts.keep(_form(key), {}, person=by, browser="")
    photo = ContributionPhoto(draft=draft)
    photo.keep(file)
    with transaction.atomic():
        Draft.objects.select_for_update().filter(pk=draft.pk).first()
        replaced = list(ContributionPhoto.objects.filter(draft=draft))
        ContributionPhoto.objects.filter(draft=draft).delete()
        photo.save()
        nudge("goals.tasks.make_photos")
    for one in replaced:
        one.delete_files()
    return photo


def kept(key: str, *, by: User) -> ContributionPhoto | None:
    """`key` as it was sent."""
    try:
        form = _form(UUID(key))
    except ValueError:
        return None
    return ContributionPhoto.objects.kept_for(by, form).first()


def let_go(key: UUID, *, by: User) -> None:
    """What was not used of it; its files go with the sweep of the night."""
    drafts.drop(_form(key), person=by, browser="")


def _form(key: UUID) -> str:
    return f"contribution:{key}"
