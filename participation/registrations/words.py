"""What is said of taking part elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)

# --- Processes
reasons.register(
    {
        "participation:give_input": _("Wat u schreef is bewaard. Log in om het in te brengen."),
        "participation:follow_process": _("Log in om dit te volgen."),
    }
)

# --- Meetings
reasons.register(
    {
        "participation:register": _("Log in om u aan te melden. Niemand leest wie komt."),
        "participation:put_item": _("Wat u schreef is bewaard. Log in om het te versturen."),
        "participation:call": _("Log in om een bijeenkomst in de agenda te zetten."),
        "participation:reply": _("Log in om te zeggen of uw organisatie komt."),
        "participation:my_agenda": _("Log in om uw agenda te zien."),
    }
)

# --- Panels, polls and question hour
reasons.register(
    {
        "participation:panel": _("Log in om in het bewonerspanel te komen."),
        "participation:answer_poll": _("Log in om mee te doen met deze peiling."),
        "participation:group_invitation": _("Log in om mee te praten in de focusgroep."),
    }
)

# --- Budget
reasons.register(
    {
        "participation:vote": _("Log in om te stemmen. Zo stemt iedereen één keer."),
        "participation:hand_in": _("Log in om een plan in te leveren."),
        "participation:spend": _("Log in om een uitgave op te schrijven."),
    }
)

# --- Conversations
reasons.register(
    {
        "participation:record": _("Wat u schreef is bewaard. Log in om het op te slaan."),
        "participation:logbook": _("Log in om uw logboek te lezen."),
    }
)
