from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

CONVERSATION_RECORDED = Verb("conversation_recorded", _("Een gesprek is opgeschreven"), "messages")
CONVERSATION_DROPPED = Verb("conversation_dropped", _("Een gesprek is weggehaald"), "trash")
CONVERSATION_LED = Verb("conversation_led", _("Er kwam iets uit een gesprek"), "seedling")
CONVERSATIONS_TAKEN = Verb(
    "conversations_taken", _("Gesprekken tellen mee bij het kiezen van doelen"), "target-arrow"
)
QUESTION_ADDED = Verb("own_question_added", _("Er kwam een eigen vraag bij"), "messages")
QUESTION_DROPPED = Verb("own_question_dropped", _("Een eigen vraag is weggehaald"), "trash")

ALL = (
    CONVERSATION_RECORDED,
    CONVERSATION_DROPPED,
    CONVERSATION_LED,
    CONVERSATIONS_TAKEN,
    QUESTION_ADDED,
    QUESTION_DROPPED,
)
