"""What is said of goals elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)

# --- Choosing
reasons.register(
    {
        "goals:propose": _("Wat u schreef is bewaard. Log in om het voor te stellen."),
        "goals:support": _("Log in om te zeggen dat u dit belangrijk vindt."),
        "goals:sign": _("Log in om uw naam onder de doelen te zetten."),
        "goals:problems": _("Log in om te kiezen wat voor u het belangrijkst is."),
        "goals:prepare": _("Log in om het jaar voor te bereiden."),
        "goals:choose": _("Log in om de doelen te kiezen."),
    }
)

# --- Who does what
reasons.register(
    {
        "goals:party": _("Log in om te zeggen wat uw organisatie of team doet."),
        "goals:pledge": _("Wat u schreef is bewaard. Log in om het toe te zeggen."),
        "goals:link": _("Log in om te zeggen dat uw initiatief hieraan bijdraagt."),
    }
)

# --- Figures
reasons.register(
    {"goals:give_meaning": _("Log in om te schrijven wat dit cijfer volgens u betekent.")}
)
