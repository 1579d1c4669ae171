from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

SENT = Verb("initiative_sent", _("%(who)s startte dit initiatief"), "seedling")
STAGE = Verb("stage_set", _("Het team heeft de fase aangepast"), "flag")
UPDATE = Verb("update_posted", _("Nieuws van het team"), "news")
JOINED = Verb("joined", _("%(who)s doet mee"), "hand-stop")
ANSWERED = Verb("answered", _("De gemeente heeft geantwoord"), "message-check")
ASKED = Verb("question_asked", _("De gemeente heeft een vraag aan het team"), "help-circle")
REPLIED = Verb(
    "question_answered", _("Het team heeft de vraag van de gemeente beantwoord"), "message-circle"
)
RECONSIDER = Verb(
    "reconsider_asked", _("Het team vraagt de gemeente om er nog eens naar te kijken"), "refresh"
)
HIDDEN = Verb(
    "initiative_hidden", _("Dit initiatief is verborgen vanwege de huisregels"), "eye-off"
)
SHOWN = Verb("initiative_shown", _("Dit initiatief is weer zichtbaar"), "eye")
DUE_SOON = Verb("answer_due_soon", _("Over twee werkdagen moet er een antwoord zijn"), "clock")
DUE_TODAY = Verb("answer_due_today", _("Vandaag moet er een antwoord zijn"), "clock")
DUE_PASSED = Verb("answer_late", _("Het antwoord is te laat"), "alert-triangle")
HANDED_OVER = Verb("answer_handed_over", _("Er is een nieuwe contactambtenaar"), "user")

ALL = (
    SENT, STAGE, UPDATE, JOINED, ANSWERED, ASKED, REPLIED, RECONSIDER, HIDDEN, SHOWN,
    DUE_SOON, DUE_TODAY, DUE_PASSED, HANDED_OVER,
)  # fmt: skip
