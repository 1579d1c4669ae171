from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

CONTRIBUTED = Verb("contributed", _("Er is iets gedaan voor een doel"), "circle-check")
CONTRIBUTION_CHANGED = Verb("contribution_changed", _("Een bijdrage is verbeterd"), "pencil")
CONTRIBUTION_REMOVED = Verb("contribution_removed", _("Een bijdrage is weggehaald"), "trash")
CONTRIBUTION_PUT_BACK = Verb("contribution_put_back", _("Een bijdrage staat er weer"), "refresh")
CONTRIBUTION_ASKED = Verb(
    "contribution_asked", _("Wat deed u dit kwartaal voor de doelen van de wijk?"), "bell"
)

OF_A_GOAL = (CONTRIBUTED,)  # public as long as the goal is

ALL = (
    *OF_A_GOAL,
    CONTRIBUTION_CHANGED,
    CONTRIBUTION_REMOVED,
    CONTRIBUTION_PUT_BACK,
    CONTRIBUTION_ASKED,
)
