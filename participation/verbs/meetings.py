from django.utils.translation import gettext_lazy as _

from activity.verbs import DATES, PAPERS, Verb

MEETING_CALLED = Verb(
    "meeting_called", _("Er komt een bijeenkomst: %(title)s"), "calendar", news=DATES
)
MEETING_CHANGED = Verb("meeting_changed", _("Veranderd: %(title)s"), "calendar")
MEETING_CANCELLED = Verb(
    "meeting_cancelled", _("Gaat niet door: %(title)s"), "calendar", news=DATES
)
MEETING_REGISTERED = Verb("meeting_registered", _("U meldde zich aan: %(title)s"), "calendar")
MEETING_PLACE = Verb("meeting_place", _("Er is een plek voor u: %(title)s"), "circle-check")
MEETING_SOON = Verb("meeting_soon", _("Morgen of vandaag: %(title)s"), "clock")
ITEM_PUT = Verb("agenda_item_put", _("Een agendapunt erbij: %(title)s"), "list-numbers")
ITEM_ANSWERED = Verb(
    "agenda_item_answered", _("Antwoord op een agendapunt: %(title)s"), "message-check"
)
ITEM_OUTCOME = Verb(
    "agenda_item_outcome", _("Dit kwam uit uw agendapunt: %(title)s"), "circle-check"
)
ITEM_HANDED_OVER = Verb(
    "agenda_item_handed_over", _("%(who)s zorgt voor antwoord op een agendapunt"), "user"
)
ITEM_SOON = Verb(
    "agenda_item_due_soon",
    _("Over twee werkdagen moet er antwoord zijn op een agendapunt"),
    "clock",
)
ITEM_TODAY = Verb(
    "agenda_item_due_today", _("Vandaag moet er antwoord zijn op een agendapunt"), "clock"
)
ITEM_LATE = Verb(
    "agenda_item_late", _("Het antwoord op een agendapunt is te laat"), "alert-triangle"
)
ITEM_DUE = (ITEM_SOON, ITEM_TODAY, ITEM_LATE)
WORDS_HIDDEN = Verb(
    "agenda_item_hidden", _("Dit agendapunt is verborgen vanwege de huisregels"), "eye-off"
)
WORDS_SHOWN = Verb("agenda_item_shown", _("Dit agendapunt is weer zichtbaar"), "eye")
PARTNER_INVITED = Verb("meeting_partner_invited", _("Komt uw organisatie? %(title)s"), "users")
PARTNER_REPLIED = Verb(
    "meeting_partner_replied", _("Een organisatie antwoordt: %(title)s"), "users"
)
PARTNER_SILENT = Verb(
    "meeting_partner_silent", _("Uw antwoord ontbreekt nog: %(title)s"), "alert-triangle"
)
MINUTES_APPROVED = Verb(
    "meeting_minutes", _("Het verslag staat er: %(title)s"), "writing-sign", news=PAPERS
)
MEETING_ATTENDED = Verb("meeting_attended", _("Zo was het: %(title)s"), "users")
BARRIER_TOLD = Verb("barrier_told", _("Iemand kan niet meedoen: %(title)s"), "hand-stop")
BARRIER_ANSWERED = Verb("barrier_answered", _("Zo kunt u wel meedoen: %(title)s"), "message-check")
BARRIER_HANDED_OVER = Verb("barrier_handed_over", _("%(who)s zorgt dat iemand kan meedoen"), "user")
BARRIER_SOON = Verb(
    "barrier_due_soon",
    _("Over twee werkdagen moet er antwoord zijn: iemand kan niet meedoen"),
    "clock",
)
BARRIER_TODAY = Verb(
    "barrier_due_today", _("Vandaag moet er antwoord zijn: iemand kan niet meedoen"), "clock"
)
BARRIER_LATE = Verb(
    "barrier_late", _("Te laat: iemand kan niet meedoen en wacht op antwoord"), "alert-triangle"
)
BARRIER_DUE = (BARRIER_SOON, BARRIER_TODAY, BARRIER_LATE)

ALL = (
    MEETING_CALLED, MEETING_CHANGED, MEETING_CANCELLED, MEETING_REGISTERED, MEETING_PLACE,
    MEETING_SOON, ITEM_PUT, ITEM_ANSWERED, ITEM_OUTCOME, ITEM_HANDED_OVER, *ITEM_DUE,
    WORDS_HIDDEN, WORDS_SHOWN, PARTNER_INVITED, PARTNER_REPLIED, PARTNER_SILENT, MINUTES_APPROVED,
    MEETING_ATTENDED, BARRIER_TOLD, BARRIER_ANSWERED, BARRIER_HANDED_OVER, *BARRIER_DUE,
)  # fmt: skip
# What asks an officer for an answer.
FOR_OFFICER = {verb.name for verb in (ITEM_PUT, *ITEM_DUE, BARRIER_TOLD, *BARRIER_DUE)}
