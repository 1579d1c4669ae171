"""What is said of reports elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)


# --- Stories and reactions
reasons.register(
    {
        "reports:tell_story": _("Wat u schreef is bewaard. Log in om uw verhaal te vertellen."),
        "reports:react": _("Wat u schreef is bewaard. Log in om te reageren."),
    }
)


# --- Lessons and thanks
reasons.register(
    {
        "reports:look_back": _("Log in om terug te kijken op dit doel."),
        "reports:write_method": _("Log in om op te schrijven hoe jullie het deden."),
        "reports:spotlight": _("Log in om ja of nee te zeggen."),
    }
)
