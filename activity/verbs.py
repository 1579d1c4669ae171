"""The words of events: an app registers its verbs in `registrations.py`."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

NEW, DATES, PAPERS = "new", "dates", "papers"


@dataclass(frozen=True)
class Verb:
    """`sentence` is a lazy text with `%(who)s` and `%(title)s`; `icon` a name in the sprite.

    `own` is the sentence for who did it themselves, where they hear of it too. `news`: when it is
    public, who follows the neighbourhood hears of it (`NEW`, `DATES`, `PAPERS`: activity.states).
    """

    name: str
    sentence: Any
    icon: str = "point"
    own: Any = ""
    news: str = ""

    def said(self, who: str, title: str) -> str:
        """In the language of who reads."""
        return str(self.sentence % {"who": who, "title": title})


FLAG_DECIDED = Verb("flag_decided", _("Wat u meldde, is bekeken"), "flag")

_registry: dict[str, Verb] = {}


def register(*verbs: Verb) -> None:
    for verb in verbs:
        _registry[verb.name] = verb


def verb(name: str) -> Verb:
    """Raises KeyError for a verb that nobody registered."""
    return _registry[name]


def registered() -> list[Verb]:
    return list(_registry.values())


def news_verbs(kind: str) -> list[str]:
    """Names of the verbs that are this kind of news."""
    return [verb.name for verb in registered() if verb.news == kind]
