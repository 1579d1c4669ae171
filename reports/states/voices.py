"""In whose voice a story is told, and for how long people react to a report."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

REACT_FOR = timedelta(weeks=6)  # after it was published
ANSWER_WITHIN = 10  # working days (rule R2)
INVITED_FOR = timedelta(days=90)  # or until it is published
FORGOTTEN_AFTER = timedelta(days=30)  # invitations, once they are over


class Voice(models.TextChoices):
    """In the order in which they stand: residents first (O29)."""

    RESIDENT = "resident", _("bewoner")
    PARTNER = "partner", _("partner")
    COUNCILLOR = "councillor", _("raadslid")


class TooMany(Exception):
    """This person wrote very much in a short time."""
