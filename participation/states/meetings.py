from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """Whether it has been is derived from its time."""

    PLANNED = "planned", _("gepland")
    CANCELLED = "cancelled", _("gaat niet door")


class MinutesState(models.TextChoices):
    NONE = "none", _("nog niet geschreven")
    DRAFT = "draft", _("wordt geschreven")
    APPROVED = "approved", _("vastgesteld")
