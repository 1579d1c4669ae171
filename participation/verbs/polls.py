from django.utils.translation import gettext_lazy as _

from activity.verbs import DATES, Verb

POLL_OPENED = Verb("poll_opened", _("Er is een peiling: %(title)s"), "list-numbers")
POLL_CLOSED = Verb("poll_closed", _("Deze peiling is gesloten: %(title)s"), "list-numbers")
POLL_OUTCOME = Verb("poll_outcome", _("Dit doen wij met de peiling %(title)s"), "check")
POLL_AWAITS = Verb("poll_awaits", _("Nog niet geschreven: wat wij doen met %(title)s"), "hourglass")

HOUR_PLANNED = Verb(
    "hour_planned", _("Er komt een online vragenuur: %(title)s"), "messages", news=DATES
)
HOUR_ANSWERED = Verb(
    "hour_answered", _("Uw vraag in %(title)s heeft een antwoord"), "message-check"
)
HOUR_CLOSED = Verb("hour_closed", _("Het vragenuur is voorbij: %(title)s"), "messages")

GROUP_CLOSED = Verb("group_closed", _("Een focusgroep is klaar: %(title)s"), "users-group")

SPOKEN_HIDDEN = Verb("asked_words_hidden", _("Uw woorden zijn verborgen"), "eye-off")
SPOKEN_SHOWN = Verb("asked_words_shown", _("Uw woorden staan er weer"), "eye")

ALL = (
    POLL_OPENED,
    POLL_CLOSED,
    POLL_OUTCOME,
    POLL_AWAITS,
    HOUR_PLANNED,
    HOUR_ANSWERED,
    HOUR_CLOSED,
    GROUP_CLOSED,
    SPOKEN_HIDDEN,
    SPOKEN_SHOWN,
)
