"""Somebody in the light (O38): what follows what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SHOWN_FOR = 60  # days, unless who proposes it says otherwise
LONGEST = 365


class Light(models.TextChoices):
    ASKED = "asked", _("wacht op een ja")
    SHOWN = "shown", _("staat op de pagina van de wijk")
    DECLINED = "declined", _("liever niet")
    WITHDRAWN = "withdrawn", _("weggehaald")


NEXT_OF_LIGHT: dict[Light, frozenset[Light]] = {
    Light.ASKED: frozenset({Light.SHOWN, Light.DECLINED, Light.WITHDRAWN}),
    Light.SHOWN: frozenset({Light.WITHDRAWN}),
    Light.DECLINED: frozenset({Light.SHOWN}),  # who thinks again: it is about them
    Light.WITHDRAWN: frozenset(),
}


class NoLight(Exception):
    """It waits for nobody any more, or was taken away."""
