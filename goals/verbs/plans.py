from django.utils.translation import gettext_lazy as _

from activity.verbs import NEW, Verb

SPOKEN_HIDDEN = Verb("goal_words_hidden", _("Iets is verborgen vanwege de huisregels"), "eye-off")
SPOKEN_SHOWN = Verb("goal_words_shown", _("Iets is weer zichtbaar"), "eye")

YEAR_BEGUN = Verb("year_begun", _("De wijk kiest samen nieuwe doelen"), "target-arrow", news=NEW)
YEAR_PREPARED = Verb("year_prepared", _("Er is nieuws over het kiezen van doelen"), "calendar")
RESIDENTS_HEARD = Verb("residents_heard", _("Bewoners zijn gehoord over de doelen"), "messages")
INPUT_DROPPED = Verb("residents_not_heard", _("Een verslag van een gesprek is weggehaald"), "trash")
YEAR_CHOSEN = Verb("year_chosen", _("De doelen van de wijk zijn gekozen"), "target-arrow", news=NEW)
YEAR_STARTED = Verb("year_started", _("Het jaar met nieuwe doelen is begonnen"), "flag")
YEAR_CLOSED = Verb("year_closed", _("Het jaar met deze doelen is voorbij"), "archive")
YEAR_SIGNED = Verb("year_signed", _("%(who)s zette een naam onder de doelen"), "pencil")
YEAR_UNSIGNED = Verb("year_unsigned", _("%(who)s haalde een naam onder de doelen weg"), "pencil")
PROBLEM_ADDED = Verb("problem_added", _("%(who)s schreef wat er speelt in de wijk"), "messages")
PROBLEM_DROPPED = Verb("problem_dropped", _("%(who)s haalde weg wat er speelt"), "messages")
PROBLEMS_RANKED = Verb("problems_ranked", _("%(who)s koos wat het eerst moet"), "list-numbers")

GOAL_PROPOSED = Verb("goal_proposed", _("Er is een doel voorgesteld"), "bulb")
GOAL_CHANGED = Verb("goal_changed", _("Een voorgesteld doel is aangepast"), "pencil")
GOAL_CARRIED = Verb("goal_carried_over", _("Een doel gaat mee naar het volgende jaar"), "refresh")
GOAL_CHOSEN = Verb("goal_chosen", _("Dit doel is gekozen"), "target-arrow")
GOAL_NOT_CHOSEN = Verb("goal_not_chosen", _("Dit doel is niet gekozen"), "circle-x")
GOAL_STOPPED = Verb("goal_stopped", _("Dit doel is gestopt"), "player-pause", news=NEW)
GOAL_REACHED = Verb("goal_reached", _("Dit doel is bereikt"), "circle-check", news=NEW)
GOAL_WITHDRAWN = Verb("goal_withdrawn", _("%(who)s trok een voorgesteld doel in"), "circle-x")
GOAL_SUPPORTED = Verb("goal_supported", _("%(who)s vindt dit doel belangrijk"), "heart")
GOAL_NOT_SUPPORTED = Verb("goal_not_supported", _("%(who)s steunt dit doel niet meer"), "heart")

# Public as long as the goal is.
OF_A_GOAL = (
    GOAL_PROPOSED,
    GOAL_CHANGED,
    GOAL_CARRIED,
    GOAL_CHOSEN,
    GOAL_NOT_CHOSEN,
    GOAL_STOPPED,
    GOAL_REACHED,
)

ALL = (
    SPOKEN_HIDDEN,
    SPOKEN_SHOWN,
    YEAR_BEGUN,
    YEAR_PREPARED,
    RESIDENTS_HEARD,
    INPUT_DROPPED,
    YEAR_CHOSEN,
    YEAR_STARTED,
    YEAR_CLOSED,
    YEAR_SIGNED,
    YEAR_UNSIGNED,
    PROBLEM_ADDED,
    PROBLEM_DROPPED,
    PROBLEMS_RANKED,
    GOAL_WITHDRAWN,
    GOAL_SUPPORTED,
    GOAL_NOT_SUPPORTED,
    *OF_A_GOAL,
)
