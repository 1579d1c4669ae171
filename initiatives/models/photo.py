from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Draft, User
from core.images import Refusal
from core.photos import StoredPhoto
from core.statements import Asked, named

from ..states import NewsState, PhotoState
from .initiative import Initiative, Update


@lru_cache(maxsize=4096)  # a page has dozens, and asks for several widths of each
def _address_of(pk: int) -> str:
    """What the addresses of all widths and kinds of a photo begin with."""
    return reverse("initiatives:photo", args=[pk, 0, "jpeg"]).removesuffix("0.jpeg")


NOT_OF_HIDDEN_NEWS = Q(update=None) | Q(update__state=NewsState.PUBLIC)


COVERS = """
    SELECT id, initiative_id, widths
    FROM initiatives_photo
    WHERE state = '{ready}' AND update_id IS NULL AND initiative_id IN ({initiatives})
    ORDER BY position DESC, id DESC
"""


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, user: User | AnonymousUser, browser: str) -> "PhotoQuerySet":
        """Photos of initiatives one may read, and of one's own drafts; what came with news that is
        hidden is for its team."""
        seen = Q(initiative__in=Initiative.objects.readable_by(user).values("pk"))
        mine = Q(draft__in=Draft.objects.held_by(user, browser).values("pk"))
        if user.is_authenticated:
            mine |= Q(initiative__in=Initiative.objects.of_team_member(user).values("pk")) & seen
        return self.filter((seen & NOT_OF_HIDDEN_NEWS) | mine)

    def public(self) -> "PhotoQuerySet":
        """For everybody who sees the initiative."""
        return self.filter(NOT_OF_HIDDEN_NEWS)

    def ready(self) -> "PhotoQuerySet":
        return self.filter(state=PhotoState.READY)

    def album(self) -> "PhotoQuerySet":
        """Those of the initiative itself, in the order of its team; news has its own."""
        return self.filter(update=None)

    def album_first(self) -> "PhotoQuerySet":
        """The album, and after it what came with news, the newest first."""
        return self.order_by(F("update").desc(nulls_first=True), "position", "pk")

    def covers_of(self, initiatives: Iterable[Initiative]) -> dict[int, "Photo"]:
        """The first photo by initiative; those without a photo are left out.

        Written out, for it stands on every page with cards.
        """
        asked: dict[str, Asked] = {}
        keys = named("initiative", [one.pk for one in initiatives], asked)
        if not keys:
            return {}
        photos = self.raw(COVERS.format(ready=PhotoState.READY, initiatives=keys), asked)
        return {key: photo for photo in photos if (key := photo.initiative_id)}

    def to_make(self, now: datetime) -> "PhotoQuerySet":
        return self.filter(state=PhotoState.WAITING, free_after__lte=now)


class Photo(StoredPhoto):
    """A photo of an initiative, or of its news, or of a draft until that is sent.

    While it waits to be made ready there is only
    the file as it was sent, which nobody is shown, and which goes as soon as it is ready or has
    failed. `sent_as` is unique, so that sending twice is sending once; of what waits, `free_after`
    says when a worker may take it, and `tries` how often one did.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, related_name="photos")
    update = models.ForeignKey(Update, models.CASCADE, null=True, related_name="photos")
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="+")
    description = models.CharField(_("wat er op de foto staat"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=20, choices=PhotoState, default=PhotoState.READY)
    problem = models.CharField(max_length=30, choices=Refusal, blank=True)
    sent_as = models.UUIDField(null=True, unique=True, editable=False)
    free_after = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    FOLDER = "photos"

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(
                fields=["free_after"],
                name="photo_to_make",
                condition=Q(state=PhotoState.WAITING),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="photo_has_one_home", condition=Q(initiative=None) ^ Q(draft=None)
            ),
            models.CheckConstraint(
                name="photo_news_of_initiative",
                condition=Q(update=None) | Q(initiative__isnull=False),
            ),
            models.CheckConstraint(
                name="photo_state_known", condition=Q(state__in=PhotoState.values)
            ),
            models.CheckConstraint(
                name="photo_fails_with_reason",
                condition=(~Q(state=PhotoState.FAILED) & Q(problem=""))
                | (Q(state=PhotoState.FAILED) & ~Q(problem="")),
            ),
        ]

    def __str__(self) -> str:
        return self.description or str(self.name)

    @property
    def is_ready(self) -> bool:
        return self.state == PhotoState.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == PhotoState.WAITING

    @property
    def address(self) -> str:
        return _address_of(self.pk)

    @property
    def original(self) -> str:
        """Where the file as it was sent stands until the photo is ready."""
        return f"{self.folder}/original"

    def delete_files(self) -> None:
        default_storage.delete(self.original)
        super().delete_files()
