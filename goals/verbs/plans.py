from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

from . import figures

SPOKEN_HIDDEN = Verb("goal_words_hidden", _("Iets is verborgen vanwege de huisregels"), "eye-off")
SPOKEN_SHOWN = Verb("goal_words_shown", _("Iets is weer zichtbaar"), "eye")

GOAL_PROPOSED = Verb("goal_proposed", _("Er is een doel voorgesteld"), "bulb")

OF_A_GOAL = (GOAL_PROPOSED, *figures.OF_A_GOAL)  # public as long as the goal is

ALL = (SPOKEN_HIDDEN, SPOKEN_SHOWN, GOAL_PROPOSED)
