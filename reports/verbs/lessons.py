from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

GOAL_LOOKED_BACK = Verb("goal_looked_back", _("Er is teruggekeken op dit doel"), "bulb")
GOAL_ENDS_ASKED = Verb("goal_look_back_asked", _("Kijk even terug op dit doel"), "bulb")
METHOD_WRITTEN = Verb("method_written", _("%(who)s schreef op hoe het ging"), "list-numbers")
METHOD_CHANGED = Verb("method_changed", _("Een werkwijze is aangepast"), "pencil")
METHOD_HIDDEN = Verb(
    "method_hidden", _("Een werkwijze is verborgen vanwege de huisregels"), "eye-off"
)
METHOD_SHOWN = Verb("method_shown", _("Een werkwijze is weer zichtbaar"), "eye")

ALL = (
    GOAL_LOOKED_BACK,
    GOAL_ENDS_ASKED,
    METHOD_WRITTEN,
    METHOD_CHANGED,
    METHOD_HIDDEN,
    METHOD_SHOWN,
)
