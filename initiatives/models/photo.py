from collections.abc import Iterable
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Draft, User
from core.photos import PhotoState, StoredPhoto, index_of_waiting, rules_of_state
from core.statements import Asked, named
from neighbourhoods.models import Administrator, Membership

from ..states import NewsState
from .initiative import Initiative, Update


@lru_cache(maxsize=4096)  # a page has dozens, and asks for several widths of each
def _address_of(pk: int) -> str:
    """What the addresses of all widths and kinds of a photo begin with."""
    return reverse("initiatives:photo", args=[pk, 0, "jpeg"]).removesuffix("0.jpeg")


NOT_OF_HIDDEN_NEWS = Q(update=None) | Q(update__state=NewsState.PUBLIC)
NOT_HIDDEN = Q(hidden_reason="")


COVERS = """
    SELECT id, initiative_id, widths
    FROM initiatives_photo
    WHERE state = '{ready}' AND hidden_reason = '' AND update_id IS NULL
        AND initiative_id IN ({initiatives})
    ORDER BY position DESC, id DESC
"""


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, user: User | AnonymousUser, browser: str) -> "PhotoQuerySet":
        """Photos of initiatives one may read, and of one's own drafts.

        What is hidden by the house rules is for its team and who moderates; what came with news
        that is hidden is for its team.
        """
        seen = Q(initiative__in=Initiative.objects.readable_by(user).values("pk"))
        shown = NOT_OF_HIDDEN_NEWS & NOT_HIDDEN
        mine = Q(draft__in=Draft.objects.held_by(user, browser).values("pk"))
        if user.is_authenticated:
            office = Membership.objects.of_office().filter(person_id=user.pk)
            governed = Administrator.objects.filter(person_id=user.pk)
            moderates = Q(initiative__neighbourhood__in=office.values("neighbourhood")) | Q(
                initiative__neighbourhood__municipality__in=governed.values("municipality")
            )
            shown |= NOT_OF_HIDDEN_NEWS & moderates
            mine |= Q(initiative__in=Initiative.objects.of_team_member(user).values("pk")) & seen
        return self.filter((seen & shown) | mine)

    def flaggable_by(self, user: User | AnonymousUser) -> "PhotoQuerySet":
        """What everybody sees of initiatives that one may see."""
        visible = Initiative.objects.visible_to(user).values("pk")
        return self.ready().public().filter(initiative__in=visible)

    def public(self) -> "PhotoQuerySet":
        """For everybody who sees the initiative."""
        return self.filter(NOT_OF_HIDDEN_NEWS & NOT_HIDDEN)

    def for_who_moderates(self) -> "PhotoQuerySet":
        return self.filter(NOT_OF_HIDDEN_NEWS)

    def ready(self) -> "PhotoQuerySet":
        return self.filter(state=PhotoState.READY)

    def album(self) -> "PhotoQuerySet":
        """Those of the initiative itself, in the order of its team; news has its own."""
        return self.filter(update=None)

    def covers(self) -> "PhotoQuerySet":
        """What can stand above an initiative and on its card; the first one does."""
        return self.ready().album().filter(NOT_HIDDEN)

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

    def coming(self) -> "PhotoQuerySet":
        """What came with the text of an initiative and is no photo yet, or has failed to be."""
        return self.album().filter(sent_as=None).exclude(state=PhotoState.READY)


class Photo(StoredPhoto):
    """A photo of an initiative, or of its news, or of a draft until that is sent.

    `sent_as` is unique, so that sending several at once twice is sending them once. One that
    `replaces` another takes its place when it is ready.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, related_name="photos")
    update = models.ForeignKey(Update, models.CASCADE, null=True, related_name="photos")
    draft = models.OneToOneField(Draft, models.CASCADE, null=True, related_name="+")
    description = models.CharField(_("wat er op de foto staat"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    sent_as = models.UUIDField(null=True, unique=True, editable=False)
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    hidden_reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    FOLDER = "photos"

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [index_of_waiting("photo")]
        constraints = [
            models.CheckConstraint(
                name="photo_has_one_home", condition=Q(initiative=None) ^ Q(draft=None)
            ),
            models.CheckConstraint(
                name="photo_news_of_initiative",
                condition=Q(update=None) | Q(initiative__isnull=False),
            ),
            *rules_of_state("photo"),
        ]

    def __str__(self) -> str:
        return self.description or str(self.name)

    def get_absolute_url(self) -> str:
        """Where it stands large, among all that there are."""
        photos = reverse("initiatives:photos", args=[self.initiative_id])
        return f"{photos}?foto={self.pk}#foto-{self.pk}"

    @property
    def is_hidden(self) -> bool:
        """By the house rules, by itself."""
        return bool(self.hidden_reason)

    @property
    def address(self) -> str:
        return _address_of(self.pk)
