"""What is said of goals elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)

# --- Choosing
reasons.register({"goals:propose": _("Wat u schreef is bewaard. Log in om het voor te stellen.")})

# --- Figures
reasons.register(
    {"goals:give_meaning": _("Log in om te schrijven wat dit cijfer volgens u betekent.")}
)
