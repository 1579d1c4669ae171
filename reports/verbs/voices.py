from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

STORY_TOLD = Verb("story_told", _("Er is een verhaal voor: %(title)s"), "message-circle")
STORY_CHANGED = Verb("story_changed", _("Een verhaal is veranderd: %(title)s"), "pencil")
STORY_LEFT_OUT = Verb("story_left_out", _("Een verhaal staat niet in: %(title)s"), "eye-off")
STORY_TAKEN_IN = Verb("story_taken_in", _("Een verhaal staat er weer in: %(title)s"), "eye")
STORY_HIDDEN = Verb("story_hidden", _("Iets is verborgen vanwege de huisregels"), "eye-off")
STORY_SHOWN = Verb("story_shown", _("Iets is weer zichtbaar"), "eye")
REACTION_GIVEN = Verb("reaction_given", _("Iemand reageerde op: %(title)s"), "message-circle")
REACTION_ANSWERED = Verb(
    "reaction_answered", _("Er is een antwoord op uw reactie"), "message-check"
)
REACTION_SOON = Verb("reaction_soon", _("Antwoord geven binnenkort: %(title)s"), "clock")
REACTION_TODAY = Verb("reaction_today", _("Vandaag antwoord geven: %(title)s"), "clock")
REACTION_LATE = Verb("reaction_late", _("Te laat met antwoord: %(title)s"), "alert-triangle")
CORRECTED = Verb("report_corrected", _("Er is iets gecorrigeerd in: %(title)s"), "pencil")
DISCUSSED = Verb("report_discussed", _("Er komt een bijeenkomst over: %(title)s"), "calendar")

ALL = (
    STORY_TOLD,
    STORY_CHANGED,
    STORY_LEFT_OUT,
    STORY_TAKEN_IN,
    STORY_HIDDEN,
    STORY_SHOWN,
    REACTION_GIVEN,
    REACTION_ANSWERED,
    REACTION_SOON,
    REACTION_TODAY,
    REACTION_LATE,
    CORRECTED,
    DISCUSSED,
)
