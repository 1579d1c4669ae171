"""The words in a standard text that are filled with what is true of an initiative."""

import re

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy

from accounts.models import User

from ..models import Initiative, Review
from .people import team_of

# As one writes them between braces, and what comes in their place.
WORDS = {
    "titel": gettext_lazy("de titel van het initiatief"),
    "naam team": gettext_lazy("wie er in het team zitten"),
    "datum": gettext_lazy("de dag waarop het antwoord er uiterlijk is"),
    "ambtenaar": gettext_lazy("uw naam"),
    "wijk": gettext_lazy("de naam van de wijk"),
}
_BRACED = re.compile(r"\{([^{}\n]{0,60})\}")


def unknown_in(text: str) -> list[str]:
    """What stands in braces and is none of our words, and braces that stand alone."""
    strange = [word for word in _BRACED.findall(text) if _plain(word) not in WORDS]
    alone = re.findall(r"[{}]", _BRACED.sub("", text))
    return [f"{{{word}}}" for word in strange] + alone


def unfilled_in(text: str) -> list[str]:
    """Our words that nobody filled yet: such a text is not ready to be sent."""
    return [f"{{{word}}}" for word in _BRACED.findall(text) if _plain(word) in WORDS]


def filled(text: str, initiative: Initiative, review: Review, *, by: User) -> str:
    """What is not known of this initiative stays in braces, for the writer to fill."""
    with translation.override(settings.LANGUAGE_CODE):  # a text to residents is in one language
        names = [one.person.public_name for one in team_of(initiative) if one.person.is_active]
        values = {
            "titel": initiative.title,
            "naam team": get_text_list(names, "en"),
            "datum": date_format(timezone.localdate(review.due_at), "l j F"),
            "ambtenaar": by.name,
            "wijk": initiative.neighbourhood.name,
        }
    return _BRACED.sub(lambda found: values.get(_plain(found[1])) or found[0], text)


def _plain(word: str) -> str:
    return " ".join(word.lower().split())
