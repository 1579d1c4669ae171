"""The photos of an initiative: several at once, in the order of its team."""

from uuid import UUID, uuid5

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from activity import actions as activity
from activity.models import Event, Flag
from core.images import check_photo
from outbox.actions import nudge

from .. import emails, verbs
from ..models import Initiative, Photo, Update
from ..models.photo import PhotoQuerySet
from ..states import TooManyPhotos

Side = Event.Side

KIND = Photo._meta.model_name or ""
MOST = 200  # of one initiative


def add(
    initiative: Initiative,
    file: File[bytes],
    *,
    key: UUID,
    number: int,
    by: User,
    update: Update | None = None,
) -> Photo:
    """Take in one file; it is the `number`th of those that were chosen together under `key`.

    The same key and number again gives the photo that it made. Raises ImageRefused for what is no
    photo that we can use, TooManyPhotos where no more fit.
    """
    sent_as = uuid5(key, str(number))
    if there := Photo.objects.filter(sent_as=sent_as).first():
        return there
    check_photo(file)
    photo = Photo(initiative=initiative, update=update, sent_as=sent_as)
    photo.keep(file)
    try:
        kept = _add(photo, key, by)
    except BaseException:
        photo.delete_files()
        raise
    if kept != photo:
        photo.delete_files()
    return kept


@transaction.atomic
def _add(photo: Photo, key: UUID, by: User) -> Photo:
    initiative = _locked(photo)
    if there := Photo.objects.filter(sent_as=photo.sent_as).first():
        return there
    if initiative.photos.count() >= MOST:
        raise TooManyPhotos
    last = _row_of(photo).aggregate(last=Max("position"))["last"]
    photo.position = 0 if last is None else last + 1
    photo.save()
    if photo.update_id is None:  # the news itself is the line of history
        activity.record_together(
            f"photos:{key}",
            verbs.PHOTOS.name,
            initiative,
            by=by,
            side=Side.TEAM,
            neighbourhood=initiative.neighbourhood,
            anchor="#fotos",
        )
    nudge("initiatives.tasks.make_photos")
    return photo


@transaction.atomic
def describe(photo: Photo, description: str) -> None:
    Photo.objects.filter(pk=photo.pk).update(description=description)


@transaction.atomic
def move(photo: Photo, *, forward: bool) -> None:
    """One place nearer to the front, or to the back; at the end it stays."""
    _locked(photo)
    row = list(_row_of(photo))
    at = row.index(photo)
    to = at - 1 if forward else at + 1
    if 0 <= to < len(row):
        row.insert(to, row.pop(at))
        for position, one in enumerate(row):
            one.position = position
        Photo.objects.bulk_update(row, ["position"])


def remove(photo: Photo, *, by: User) -> None:
    """The row first, then its files; history only says that one went."""
    if _remove(photo, by):
        photo.delete_files()


@transaction.atomic
def _remove(photo: Photo, by: User) -> bool:
    initiative = _locked(photo)
    if not Photo.objects.filter(pk=photo.pk).delete()[0]:
        return False
    activity.close_flags(KIND, photo.pk, decision=Flag.Decision.GONE, by=by)
    activity.record(
        verbs.PHOTO_REMOVED.name,
        initiative,
        by=by,
        side=Side.TEAM,
        neighbourhood=initiative.neighbourhood,
        public=False,
    )
    return True


@transaction.atomic
def hide(photo: Photo, reason: str, *, by: User) -> Photo:
    """By the house rules, with a reason for its team; with that its flags are decided."""
    if not photo.is_hidden:  # else somebody may wait for another look
        activity.close_flags(KIND, photo.pk, decision=Flag.Decision.HIDDEN, by=by)
    photo = _locked_row(photo)
    if photo.is_hidden:
        return photo
    photo.hidden_reason = reason
    photo.save(update_fields=["hidden_reason"])
    emails.photo_judged(_judged(verbs.PHOTO_HIDDEN.name, photo, by, words=reason), photo)
    return photo


@transaction.atomic
def show(photo: Photo, *, by: User) -> Photo:
    if photo.is_hidden:
        activity.close_flags(KIND, photo.pk, decision=Flag.Decision.STAYS, by=by)
    photo = _locked_row(photo)
    if not photo.is_hidden:
        return photo
    photo.hidden_reason = ""
    photo.save(update_fields=["hidden_reason"])
    emails.photo_judged(_judged(verbs.PHOTO_SHOWN.name, photo, by), photo)
    return photo


def _judged(verb: str, photo: Photo, by: User, *, words: str = "") -> Event:
    assert photo.initiative is not None  # only that of a draft has none
    return activity.record(
        verb,
        photo.initiative,
        by=by,
        side=Side.MUNICIPALITY,
        neighbourhood=photo.initiative.neighbourhood,
        public=False,
        words=words,
        anchor="#fotos",
    )


def _locked_row(photo: Photo) -> Photo:
    rows = Photo.objects.select_for_update(of=("self",))
    return rows.select_related("initiative__neighbourhood").get(pk=photo.pk)


def _locked(photo: Photo) -> Initiative:
    """Its initiative, for who changes what stands in the row."""
    assert photo.initiative_id is not None  # only that of a draft has none
    return Initiative.objects.select_for_update().get(pk=photo.initiative_id)


def _row_of(photo: Photo) -> PhotoQuerySet:
    """Those that it stands in a row with: the album, or what came with the same news."""
    return Photo.objects.filter(initiative=photo.initiative_id, update=photo.update_id)
