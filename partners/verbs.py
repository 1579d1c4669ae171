from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

# Concerns. Nobody's name stands in these: who reports something is not public.
CONCERN_REPORTED = Verb("concern_reported", _("Een ergernis is gemeld"), "message-circle")
CONCERN_SHARED = Verb("concern_shared", _("Nog iemand heeft hier last van"), "hand-stop")
CONCERN_NOT_SHARED = Verb(
    "concern_not_shared", _("Iemand heeft hier geen last meer van"), "hand-stop"
)
CONCERN_ARRANGED = Verb("concern_arranged", _("Een ergernis is opgelost"), "circle-check")
CONCERN_CANNOT = Verb("concern_cannot", _("Een ergernis kan niet worden opgelost"), "circle-x")
CONCERN_SENT_ON = Verb("concern_sent_on", _("Een ander pakt deze ergernis op"), "send")
CONCERN_NOT_SATISFIED = Verb(
    "concern_not_satisfied", _("Bewoners vinden dit nog niet opgelost"), "refresh"
)
CONCERN_HANDED_OVER = Verb(
    "concern_handed_over", _("%(who)s heeft deze ergernis nu in handen"), "user"
)
CONCERN_HIDDEN = Verb(
    "concern_hidden", _("Deze ergernis is verborgen vanwege de huisregels"), "eye-off"
)
CONCERN_SHOWN = Verb("concern_shown", _("Deze ergernis is weer zichtbaar"), "eye")
CONCERN_ROUTED = Verb("concern_routed", _("Wie welke ergernis oppakt, is aangepast"), "settings")
CONCERN_SOON = Verb(
    "concern_due_soon", _("Over twee werkdagen moet er antwoord zijn op een ergernis"), "clock"
)
CONCERN_TODAY = Verb(
    "concern_due_today", _("Vandaag moet er antwoord zijn op een ergernis"), "clock"
)
CONCERN_LATE = Verb("concern_late", _("Het antwoord op een ergernis is te laat"), "alert-triangle")
CONCERN_DUE = (CONCERN_SOON, CONCERN_TODAY, CONCERN_LATE)
CONCERNS = (
    CONCERN_REPORTED, CONCERN_SHARED, CONCERN_NOT_SHARED, CONCERN_ARRANGED, CONCERN_CANNOT,
    CONCERN_SENT_ON, CONCERN_NOT_SATISFIED, CONCERN_HANDED_OVER, CONCERN_HIDDEN, CONCERN_SHOWN,
    CONCERN_ROUTED, *CONCERN_DUE,
)  # fmt: skip
# What asks who holds a concern for an answer.
CONCERN_FOR_OWNER = {
    verb.name
    for verb in (
        CONCERN_REPORTED, CONCERN_SENT_ON, CONCERN_NOT_SATISFIED, CONCERN_HANDED_OVER, *CONCERN_DUE,
    )
}  # fmt: skip

ALL = (*CONCERNS,)
