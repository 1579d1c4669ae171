from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

INDICATOR_ADDED = Verb("indicator_added", _("Bij een doel wordt een cijfer gevolgd"), "chart-line")
INDICATOR_CHANGED = Verb("indicator_changed", _("Bij een cijfer is iets aangepast"), "pencil")
INDICATOR_TAKEN_AWAY = Verb("indicator_taken_away", _("Een cijfer is weggehaald"), "trash")
INDICATOR_PUT_BACK = Verb("indicator_put_back", _("Een cijfer is teruggezet"), "refresh")
MEASURED = Verb("measured", _("Er is een meting ingevuld"), "chart-line")
MEANING_GIVEN = Verb(
    "meaning_given", _("%(who)s schreef wat een cijfer betekent"), "message-circle"
)
FIGURES_BROUGHT = Verb("figures_brought", _("Er zijn nieuwe cijfers ingevoerd"), "chart-line")

# Public as long as the goal is.
OF_A_GOAL = (INDICATOR_ADDED, INDICATOR_CHANGED, MEASURED, MEANING_GIVEN)

ALL = (*OF_A_GOAL, INDICATOR_TAKEN_AWAY, INDICATOR_PUT_BACK, FIGURES_BROUGHT)
