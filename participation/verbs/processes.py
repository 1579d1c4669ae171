from django.utils.translation import gettext_lazy as _

from activity.verbs import NEW, PAPERS, Verb

PROCESS_BEGUN = Verb("process_begun", _("U kunt meedoen: %(title)s"), "messages", news=NEW)
PROCESS_CHANGED = Verb("process_changed", _("Aangepast: %(title)s"), "pencil")
PHASE_OPENED = Verb("phase_opened", _("De volgende fase begint: %(title)s"), "arrow-right")
PROCESS_CLOSED = Verb("process_closed", _("Dit is klaar: %(title)s"), "circle-check", news=PAPERS)
RULE_DONE = Verb("rule_done", _("Er is iets gedaan voor: %(title)s"), "check")
PEOPLE_HEARD = Verb("people_heard", _("Er is met mensen gesproken over: %(title)s"), "messages")
INPUT_GIVEN = Verb("input_given", _("Iemand zei iets over: %(title)s"), "message-circle")
INPUT_ANSWERED = Verb("input_answered", _("Er is een antwoord op wat u inbracht"), "message-check")
INPUT_HIDDEN = Verb("input_hidden", _("Iets is verborgen vanwege de huisregels"), "eye-off")
INPUT_SHOWN = Verb("input_shown", _("Iets is weer zichtbaar"), "eye")

ALL = (
    PROCESS_BEGUN,
    PROCESS_CHANGED,
    PHASE_OPENED,
    PROCESS_CLOSED,
    RULE_DONE,
    PEOPLE_HEARD,
    INPUT_GIVEN,
    INPUT_ANSWERED,
    INPUT_HIDDEN,
    INPUT_SHOWN,
)
