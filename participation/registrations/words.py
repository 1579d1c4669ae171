"""What is said of taking part elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)

# --- Processes

# --- Meetings

# --- Panels, polls and question hour
reasons.register(
    {
        "participation:panel": _("Log in om in het bewonerspanel te komen."),
        "participation:answer_poll": _("Log in om mee te doen met deze peiling."),
        "participation:group_invitation": _("Log in om mee te praten in de focusgroep."),
    }
)

# --- Budget

# --- Conversations
