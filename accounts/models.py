import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet["User"]):
    def never_signed_in_before(self, moment: datetime) -> "UserQuerySet":
        """Addresses that somebody typed, and whose code was never entered."""
        return self.filter(last_login=None, joined_at__lt=moment, erased_at=None)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def never_signed_in_before(self, moment: datetime) -> UserQuerySet:
        return self.get_queryset().never_signed_in_before(moment)

    def create_user(self, email: str, **fields: Any) -> "User":
        user = self.model(email=email.lower(), **fields)
        user.set_unusable_password()
        user.save()
        return user


def known_as(name: str, erased_at: datetime | None) -> str:
    """How everybody sees somebody: by the name they chose, until they are gone."""
    if erased_at:
        return str(_("Iemand die is gestopt"))
    return name or str(_("Een bewoner"))


def initials_of(name: str) -> str:
    """Of the first and the last word of a name, for who has no portrait."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class User(AbstractBaseUser):
    """A person. The name is the one they chose to be known by here; roles live elsewhere."""

    class Mail(models.TextChoices):
        """What was chosen in one press; what it means for each kind stands in `activity.states`."""

        CALM = "calm"
        EACH = "each"  # of what they follow at once, too
        ASKED = "asked"
        NONE = "none"

    email = models.EmailField(unique=True, null=True)
    name = models.CharField(_("naam"), max_length=60, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nl")
    mail = models.CharField(max_length=5, choices=Mail, default=Mail.CALM)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_erased_is_nobody",
                condition=models.Q(erased_at=None, email__isnull=False)
                | models.Q(erased_at__isnull=False, email=None, name="", is_active=False),
            )
        ]

    def __str__(self) -> str:
        return self.public_name

    def has_usable_password(self) -> bool:
        return False  # nobody has one here, so nothing may ask for it

    @property
    def public_name(self) -> str:
        return known_as(self.name, self.erased_at)

    @property
    def initials(self) -> str:
        return initials_of(self.name)


class DraftQuerySet(models.QuerySet["Draft"]):
    def held_by(self, person: User | AnonymousUser, browser: str) -> "DraftQuerySet":
        """Drafts of this person, or of this browser (a hash) when nobody is signed in."""
        if person.is_authenticated:
            return self.filter(person_id=person.pk)
        return self.filter(browser=browser) if browser else self.none()

    def unclaimed_since(self, moment: datetime) -> "DraftQuerySet":
        return self.filter(updated_at__lt=moment)


class Draft(models.Model):
    """What somebody typed into one form and has not sent: of a person, or of a browser.

    `form` names the form and what it is about (`initiative:poelenburg`, `answer:12`); `fields`
    holds the texts as typed, too long or wrong ones as well. `key` makes that it is sent once.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form = models.CharField(max_length=100)
    person = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    browser = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_has_one_holder",
                condition=models.Q(person=None) ^ models.Q(browser=""),
            ),
            models.UniqueConstraint(
                name="draft_once_per_person",
                fields=["person", "form"],
                condition=models.Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="draft_once_per_browser",
                fields=["browser", "form"],
                condition=~models.Q(browser=""),
            ),
        ]
        indexes = [models.Index(fields=["updated_at"], name="draft_updated")]

    def __str__(self) -> str:
        return self.form
