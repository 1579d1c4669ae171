"""What messages are about, how soon each is mailed, and what holds until somebody chooses."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Kind(models.TextChoices):
    """In the order in which people read of them."""

    ASKED = "asked", _("Wat u zelf moet doen of beantwoorden")
    OWN = "own", _("Uw eigen initiatieven, vragen en organisaties")
    FOLLOWS = "follows", _("Wat u volgt")
    DATES = "dates", _("Bijeenkomsten en data in de wijk")
    NEW = "new", _("Nieuw in de wijk")
    PAPERS = "papers", _("Vergaderstukken en verslagen van de wijk")


NEWS = (Kind.DATES, Kind.NEW, Kind.PAPERS)  # of the neighbourhood; `Verb.news` says which


class Pace(models.TextChoices):
    NOW = "now", _("Meteen")
    DAILY = "daily", _("Eens per dag")
    WEEKLY = "weekly", _("Eens per week")
    NEVER = "never", _("Nooit")


LATER = frozenset({Pace.DAILY, Pace.WEEKLY})

_ALL_NEVER = dict.fromkeys(Kind, Pace.NEVER)
_CALM = {
    Kind.ASKED: Pace.NOW,
    Kind.OWN: Pace.NOW,
    Kind.FOLLOWS: Pace.WEEKLY,
    Kind.DATES: Pace.DAILY,
    Kind.NEW: Pace.WEEKLY,
    Kind.PAPERS: Pace.WEEKLY,
}
PACES = {
    User.Mail.CALM: _CALM,
    User.Mail.EACH: _CALM | {Kind.FOLLOWS: Pace.NOW},
    User.Mail.ASKED: _ALL_NEVER | {Kind.ASKED: Pace.NOW},
    User.Mail.NONE: _ALL_NEVER,
}
