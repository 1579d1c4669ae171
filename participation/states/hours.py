from django.db import models
from django.utils.translation import gettext_lazy as _


class When(models.TextChoices):
    """Derived from the time, and from whether its host closed it."""

    BEFORE = "before", _("begint nog")
    LIVE = "live", _("is nu bezig")
    OVER = "over", _("is voorbij")
