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
SIGNAL_CLOSED = Verb("signal_closed", _("In Signalen is dit afgehandeld"), "circle-check")
CONCERN_DUE = (CONCERN_SOON, CONCERN_TODAY, CONCERN_LATE)
CONCERNS = (
    CONCERN_REPORTED, CONCERN_SHARED, CONCERN_NOT_SHARED, CONCERN_ARRANGED, CONCERN_CANNOT,
    CONCERN_SENT_ON, CONCERN_NOT_SATISFIED, CONCERN_HANDED_OVER, CONCERN_HIDDEN, CONCERN_SHOWN,
    CONCERN_ROUTED, SIGNAL_CLOSED, *CONCERN_DUE,
)  # fmt: skip
# What asks who holds a concern for an answer.
CONCERN_FOR_OWNER = {
    verb.name
    for verb in (
        CONCERN_REPORTED, CONCERN_SENT_ON, CONCERN_NOT_SATISFIED, CONCERN_HANDED_OVER,
        SIGNAL_CLOSED, *CONCERN_DUE,
    )
}  # fmt: skip

# What is already there.
ASSET_PUT = Verb("asset_put", _("Er staat iets bij wat er al is"), "plus")
ASSET_CHANGED = Verb("asset_changed", _("Iets van wat er al is, is aangepast"), "pencil")
ASSET_TAKEN_AWAY = Verb("asset_taken_away", _("Iets van wat er al is, is weggehaald"), "trash")
ASSET_PUT_BACK = Verb("asset_put_back", _("Iets van wat er al is, staat er weer"), "refresh")
ASSET_ASKED = Verb("asset_asked", _("Klopt dit nog?"), "message-circle")
ASSET_STAYS = Verb("asset_stays", _("Dit klopt nog"), "check")
ASSET_HIDDEN = Verb("asset_hidden", _("Dit is verborgen vanwege de huisregels"), "eye-off")
ASSET_SHOWN = Verb("asset_shown", _("Dit is weer zichtbaar"), "eye")
KNOWER_PROPOSED = Verb("knower_proposed", _("%(who)s stelt een wijkkenner voor"), "user-plus")
KNOWER_AGREED = Verb("knower_agreed", _("%(who)s is wijkkenner"), "user")
KNOWER_DECLINED = Verb("knower_declined", _("Een wijkkenner wil liever niet"), "user-minus")
ASSETS = (
    ASSET_PUT, ASSET_CHANGED, ASSET_TAKEN_AWAY, ASSET_PUT_BACK, ASSET_ASKED, ASSET_STAYS,
    ASSET_HIDDEN, ASSET_SHOWN, KNOWER_PROPOSED, KNOWER_AGREED, KNOWER_DECLINED,
)  # fmt: skip

ALL = (*CONCERNS, *ASSETS)
