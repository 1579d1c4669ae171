"""What lower floors must know of running a neighbourhood: the words of its events."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register

from . import verbs

register(*verbs.ALL)
reasons.register(
    {
        "portal:flag": _("Log in om dit te melden. Wie het schreef, hoort niet dat u het was."),
        "portal:appeal": _("Log in om bezwaar te maken."),
        "portal:moderation": _("Log in om de meldingen te bekijken."),
    }
)
