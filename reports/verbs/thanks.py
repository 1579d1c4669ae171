from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

LIGHT_ASKED = Verb("light_asked", _("Mogen wij u in het zonnetje zetten?"), "mood-smile")
LIGHT_SHOWN = Verb(
    "light_shown", _("%(who)s zei ja: het staat op de pagina van de wijk"), "mood-smile"
)
LIGHT_DECLINED = Verb("light_declined", _("%(who)s wil liever niet in het zonnetje"), "mood-smile")
LIGHT_WITHDRAWN = Verb("light_withdrawn", _("Een zonnetje is weggehaald"), "mood-smile")

ALL = (LIGHT_ASKED, LIGHT_SHOWN, LIGHT_DECLINED, LIGHT_WITHDRAWN)
