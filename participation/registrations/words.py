"""What is said of taking part elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)

# --- Processes

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

# --- Budget

# --- Conversations
