from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

OPENED = Verb("neighbourhood_opened", _("De wijkaanpak in %(title)s is begonnen"), "home-heart")
ROLE_GIVEN = Verb("role_given", _("Er is een nieuwe rol gegeven in %(title)s"), "user-plus")
ROLE_ENDED = Verb("role_ended", _("Een rol in %(title)s is gestopt"), "user-minus")
TEXTS_SET = Verb("texts_set", _("De teksten van %(title)s zijn bijgewerkt"), "pencil")
TERM_SET = Verb("term_set", _("De antwoordtermijn is aangepast"), "clock")
FLAGGED = Verb("flagged", _("Iemand heeft iets gemeld bij %(title)s"), "flag")
FLAG_WAITS = Verb("flag_waits", _("Er wacht een melding in %(title)s"), "flag")
FLAG_DISMISSED = Verb("flag_dismissed", _("Een melding bij %(title)s is bekeken"), "flag")
APPEALED = Verb("appealed", _("%(who)s maakt bezwaar bij %(title)s"), "flag")
APPEAL_DENIED = Verb("appeal_denied", _("Het blijft verborgen: %(title)s"), "eye-off")
WORK_HANDED_OVER = Verb("work_handed_over", _("%(who)s geeft werk over in %(title)s"), "user")
AWAY = Verb("away", _("Iemand is afwezig in %(title)s"), "calendar")
BACK = Verb("back", _("Iemand is weer terug in %(title)s"), "calendar")
UNCOVERED = Verb("uncovered", _("Niemand neemt waar in %(title)s"), "alert-triangle")

ALL = (
    OPENED, ROLE_GIVEN, ROLE_ENDED, TEXTS_SET, TERM_SET,
    WORK_HANDED_OVER, AWAY, BACK, UNCOVERED,
    FLAGGED, FLAG_WAITS, FLAG_DISMISSED, APPEALED, APPEAL_DENIED,
)  # fmt: skip
