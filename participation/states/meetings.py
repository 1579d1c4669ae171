from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_PLACES = 5000
LONGEST_ITEM = 480  # minutes
MOST_ITEMS = 10  # that one person puts on one agenda
EVENING, NIGHT = time(18), time(4)  # what begins in the evening may end in the night after it


class MeetingKind(models.TextChoices):
    """A walk looks for what is there and goes well in the buurt (O94)."""

    TALK = "talk", _("bijeenkomst")
    WALK = "walk", _("ontdekwandeling")


class MeetingState(models.TextChoices):
    """Whether it has been is derived from its time."""

    PLANNED = "planned", _("gepland")
    CANCELLED = "cancelled", _("gaat niet door")


class MinutesState(models.TextChoices):
    NONE = "none", _("nog niet geschreven")
    DRAFT = "draft", _("wordt geschreven")
    APPROVED = "approved", _("vastgesteld")


class Comes(models.TextChoices):
    """Of one person: who leaves and comes back stands at the end of the waiting list."""

    GOING = "going", _("komt")
    WAITING = "waiting", _("staat op de wachtlijst")
    LEFT = "left", _("komt niet")


class Reply(models.TextChoices):
    """Of an organisation that an initiative or a party invites; none yet is an empty word."""

    COMING = "coming", _("komt")
    NOT_COMING = "not_coming", _("komt niet")


class ItemAnswer(models.TextChoices):
    """An item stands on the agenda whatever the answer is (O123)."""

    DISCUSS = "discuss", _("wij bespreken dit")
    OTHERWISE = "otherwise", _("wij pakken dit anders op")


class Bars(models.TextChoices):
    """What keeps somebody from taking part (O49)."""

    TIME = "time", _("de dag of het tijdstip past niet")
    LANGUAGE = "language", _("ik spreek of lees weinig Nederlands")
    CARE = "care", _("ik zorg voor kinderen of voor iemand anders")
    STAIRS = "stairs", _("ik kan er niet komen of niet naar binnen")
    SCREEN = "screen", _("ik kan niet overweg met een scherm")
    OTHER = "other", _("iets anders")


class Over(Exception):
    """It has begun, has been, or does not go on."""


class NotYet(Exception):
    """It has not been, or nothing was written."""


class Overtaken(Exception):
    """Somebody else was first."""


class TooFewPlaces(Exception):
    """Fewer than people who come."""


class TooMany(Exception):
    """One person put a lot on one agenda."""
