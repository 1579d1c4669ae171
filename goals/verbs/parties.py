from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

PARTY_SAID = Verb("goal_party_said", _("Een partij zegt wat zij voor een doel doet"), "users")
PARTY_PART = Verb("goal_party_part", _("Een partij doet nu iets anders voor een doel"), "users")
PARTY_STOPPED = Verb("goal_party_stopped", _("Een partij trekt een doel niet meer"), "user-minus")
PARTY_CHANGED = Verb(
    "goal_party_changed", _("Een partij past aan wat zij bij een doel zei"), "pencil"
)
PARTY_WITHDREW = Verb(
    "goal_party_withdrew", _("Een partij haalt weg wat zij bij een doel zei"), "user-minus"
)

INITIATIVE_LINKED = Verb(
    "goal_initiative_linked", _("%(title)s draagt bij aan een doel van de wijk"), "target-arrow"
)
INITIATIVE_UNLINKED = Verb(
    "goal_initiative_unlinked", _("%(title)s draagt niet meer bij aan een doel"), "target-arrow"
)

OF_A_GOAL = (PARTY_SAID, PARTY_PART, PARTY_STOPPED)  # public as long as the goal is

ALL = (*OF_A_GOAL, PARTY_CHANGED, PARTY_WITHDREW, INITIATIVE_LINKED, INITIATIVE_UNLINKED)
