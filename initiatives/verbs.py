from django.utils.translation import gettext_lazy as _

from activity.verbs import NEW, Verb

SENT = Verb("initiative_sent", _("%(who)s startte dit initiatief"), "seedling", news=NEW)
STAGE = Verb("stage_set", _("Het team heeft de fase aangepast"), "flag")
EDITED = Verb("initiative_edited", _("Het team heeft de tekst of de foto aangepast"), "pencil")
LEFT = Verb("starter_left", _("Wie dit begon, is gestopt"), "user-minus")
UPDATE = Verb("update_posted", _("Nieuws van het team"), "news")
NEWS_HIDDEN = Verb(
    "news_hidden", _("Nieuws van het team is verborgen vanwege de huisregels"), "eye-off"
)
NEWS_SHOWN = Verb("news_shown", _("Nieuws van het team is weer zichtbaar"), "eye")
PHOTOS = Verb("photos_added", _("Er zijn nieuwe foto’s"), "photo")
PHOTO_REMOVED = Verb("photo_removed", _("Het team heeft een foto weggehaald"), "photo")
PHOTO_HIDDEN = Verb(
    "photo_hidden", _("Een foto van het team is verborgen vanwege de huisregels"), "eye-off"
)
PHOTO_SHOWN = Verb("photo_shown", _("Een foto van het team is weer zichtbaar"), "eye")
LOOKED_BACK = Verb("looked_back", _("Het team keek terug"), "bulb")
WITHIN_REACH = Verb("within_reach", _("%(who)s blijft in beeld"), "user")
OUT_OF_REACH = Verb("out_of_reach", _("%(who)s wil geen jaarlijkse groet meer"), "user")
GOES_ON = Verb("goes_on", _("Het gaat door, zegt het team"), "seedling")
BUDDY_ASKED = Verb("buddy_asked", _("Het team kan een maatje gebruiken"), "users")
HOW_IS_IT = Verb("how_is_it", _("Hoe gaat het?"), "message-circle")
HELLO = Verb("hello", _("Een groet uit de wijk"), "heart")
JOINED = Verb("joined", _("%(who)s doet mee"), "hand-stop")
PART_CHANGED = Verb("part_changed", _("%(who)s schreef iets anders over meedoen"), "hand-stop")
STOPPED_TAKING_PART = Verb("part_stopped", _("%(who)s doet niet meer mee"), "user-minus")
INVITED = Verb("team_invited", _("%(who)s nodigde iemand uit voor het team"), "user-plus")
LINK_SHARED = Verb("team_link_shared", _("%(who)s maakte een link naar het team"), "user-plus")
INVITATION_WITHDRAWN = Verb(
    "team_invitation_withdrawn", _("%(who)s trok een uitnodiging voor het team in"), "user-minus"
)
JOINED_TEAM = Verb("team_joined", _("%(who)s hoort nu bij het team"), "user-plus")
LEFT_TEAM = Verb("team_left", _("%(who)s is uit het team gegaan"), "user-minus")
NEW_CONTACT = Verb("team_contact", _("%(who)s is nu aanspreekpunt van het team"), "user")
ANSWERED = Verb("answered", _("De gemeente heeft geantwoord"), "message-check")
ASKED = Verb("question_asked", _("De gemeente heeft een vraag aan het team"), "help-circle")
REPLIED = Verb(
    "question_answered", _("Het team heeft de vraag van de gemeente beantwoord"), "message-circle"
)
RECONSIDER = Verb(
    "reconsider_asked", _("Het team vraagt de gemeente om er nog eens naar te kijken"), "refresh"
)
HIDDEN = Verb(
    "initiative_hidden", _("Dit initiatief is verborgen vanwege de huisregels"), "eye-off"
)
SHOWN = Verb("initiative_shown", _("Dit initiatief is weer zichtbaar"), "eye")
REACTED = Verb("reacted", _("%(who)s schreef een reactie"), "message-circle")
REACTION_EDITED = Verb(
    "reaction_edited", _("%(who)s heeft een reactie aangepast"), "message-circle"
)
REACTION_REMOVED = Verb(
    "reaction_removed", _("%(who)s heeft een reactie weggehaald"), "message-circle"
)
REACTION_HIDDEN = Verb(
    "reaction_hidden", _("Een reactie is verborgen vanwege de huisregels"), "eye-off"
)
REACTION_SHOWN = Verb("reaction_shown", _("Een reactie is zichtbaar gemaakt"), "eye")
DUE_SOON = Verb("answer_due_soon", _("Over twee werkdagen moet er een antwoord zijn"), "clock")
DUE_TODAY = Verb("answer_due_today", _("Vandaag moet er een antwoord zijn"), "clock")
DUE_PASSED = Verb("answer_late", _("Het antwoord is te laat"), "alert-triangle")
DUE = (DUE_SOON, DUE_TODAY, DUE_PASSED)
DATE_PROPOSED = Verb(
    "date_proposed", _("De gemeente stelt een andere datum voor het antwoord voor"), "calendar"
)
DATE_AGREED = Verb(
    "date_agreed", _("Het antwoord komt op een andere datum, met het team afgesproken"), "calendar"
)
DATE_KEPT = Verb("date_kept", _("Het team houdt de datum van het antwoord"), "calendar")
HANDED_OVER = Verb("answer_handed_over", _("%(who)s is nu de contactambtenaar"), "user")
MENTIONED = Verb("mentioned", _("%(who)s noemt u in een notitie"), "message-circle")
RESEMBLES = Verb("resembles", _("Dit lijkt op een ander initiatief"), "users")
RESEMBLES_NOT = Verb("resembles_not", _("Dit lijkt niet meer op een ander initiatief"), "users")
STANDARD_TEXT = Verb("standard_text_set", _("De standaardteksten zijn bijgewerkt"), "pencil")

REQUESTED = Verb("help_asked", _("Het team vraagt hulp"), "help-circle")
REQUEST_TALKED = Verb("help_talked", _("Er wordt over een vraag van het team gepraat"), "messages")
REQUEST_AGREED = Verb("help_agreed", _("Het team kreeg ja op een vraag"), "heart-handshake")
REQUEST_DECLINED = Verb("help_declined", _("Het team kreeg nee op een vraag"), "message-circle")
REQUEST_WITHDRAWN = Verb("help_withdrawn", _("Een vraag van het team is niet meer nodig"), "check")
REQUEST_SOON = Verb("help_due_soon", _("Over twee werkdagen wacht een team op antwoord"), "clock")
REQUEST_TODAY = Verb("help_due_today", _("Vandaag wacht een team op antwoord"), "clock")
REQUEST_LATE = Verb("help_late", _("Een team kreeg te laat antwoord"), "alert-triangle")
REQUEST_DUE = (REQUEST_SOON, REQUEST_TODAY, REQUEST_LATE)
REQUEST_DONE = Verb("help_done", _("Er kwam hulp: het is gelukt, zegt het team"), "circle-check")
SLOT_ADDED = Verb("slot_added", _("Het team zegt wanneer er hulp nodig is"), "calendar")
SLOT_CHANGED = Verb("slot_changed", _("Er veranderde iets aan een moment om te helpen"), "calendar")
SLOT_CALLED_OFF = Verb("slot_called_off", _("Een moment om te helpen gaat niet door"), "calendar")
SIGNED_UP = Verb("slot_signed_up", _("%(who)s komt helpen"), "hand-stop", own=_("U komt helpen"))
SIGNED_OFF = Verb("slot_signed_off", _("%(who)s kan toch niet komen helpen"), "user-minus")
SLOT_SOON = Verb("slot_soon", _("Binnenkort gaat u helpen"), "clock")
SLOTS_PAST = Verb("slots_past", _("De momenten om te helpen zijn geweest"), "help-circle")
SLOTS = (
    SLOT_ADDED, SLOT_CHANGED, SLOT_CALLED_OFF, SIGNED_UP, SIGNED_OFF, SLOT_SOON, SLOTS_PAST,
)  # fmt: skip
OFFERED = Verb("offer_made", _("%(who)s biedt iets aan"), "heart-handshake")
OFFER_ACCEPTED = Verb("offer_accepted", _("Het team zei ja op een aanbod"), "heart-handshake")
OFFER_TALKED = Verb("offer_talked", _("Het team praat over een aanbod"), "messages")
OFFER_DECLINED = Verb("offer_declined", _("Het team zei liever niet"), "message-circle")
OFFER_WITHDRAWN = Verb("offer_withdrawn", _("Een aanbod is ingetrokken"), "player-pause")
PARTY_JOINED = Verb("party_joined", _("Er doet een organisatie mee"), "users")
PERSON_ASKED = Verb("person_asked", _("Het team vraagt iemand persoonlijk"), "message-circle")
ASK_DECLINED = Verb("ask_declined", _("Iemand zei liever niet tegen het team"), "message-circle")
ASK_WITHDRAWN = Verb("ask_withdrawn", _("Het team vraagt iemand niet meer"), "check")
ASK_PASSED = Verb("ask_passed", _("Iemand antwoordde het team niet"), "hourglass")
HELPING = (
    REQUESTED, REQUEST_TALKED, REQUEST_AGREED, REQUEST_DECLINED, REQUEST_WITHDRAWN, REQUEST_DONE,
    *REQUEST_DUE, *SLOTS,
    OFFERED, OFFER_ACCEPTED, OFFER_TALKED, OFFER_DECLINED, OFFER_WITHDRAWN, PARTY_JOINED,
    PERSON_ASKED, ASK_DECLINED, ASK_WITHDRAWN, ASK_PASSED,
)  # fmt: skip
OBSTACLE_REPORTED = Verb("obstacle_reported", _("Een belemmering is gemeld"), "hand-stop")
OBSTACLE_MET = Verb("obstacle_met", _("Nog een team kwam deze belemmering tegen"), "hand-stop")
OBSTACLE_TOLD = Verb(
    "obstacle_told", _("Wie dit tegenkwam, vertelt er meer over"), "message-circle"
)
OBSTACLE_ASSIGNED = Verb("obstacle_assigned", _("%(who)s pakt deze belemmering op"), "user")
OBSTACLE_ARRANGED = Verb(
    "obstacle_arranged", _("Een belemmering is geregeld"), "circle-check", news=NEW
)
OBSTACLE_CANNOT = Verb(
    "obstacle_cannot", _("Een belemmering kan niet weg; er staat waarom"), "circle-x"
)
OBSTACLE_REPLIED = Verb(
    "obstacle_replied", _("Een organisatie reageert op een belemmering"), "message-circle"
)
OBSTACLE_SOLVED = Verb("obstacle_solved", _("Wie dit tegenkwam, kan verder"), "check")
OBSTACLE_NOT_SOLVED = Verb(
    "obstacle_not_solved", _("Wie dit tegenkwam, kan nog niet verder"), "refresh"
)
OBSTACLE_HIDDEN = Verb(
    "obstacle_hidden", _("Deze belemmering is verborgen vanwege de huisregels"), "eye-off"
)
OBSTACLE_SHOWN = Verb("obstacle_shown", _("Deze belemmering is weer zichtbaar"), "eye")
OBSTACLE_SOON = Verb(
    "obstacle_due_soon", _("Over twee werkdagen moet er antwoord zijn op een belemmering"), "clock"
)
OBSTACLE_TODAY = Verb(
    "obstacle_due_today", _("Vandaag moet er antwoord zijn op een belemmering"), "clock"
)
OBSTACLE_LATE = Verb(
    "obstacle_late", _("Het antwoord op een belemmering is te laat"), "alert-triangle"
)
OBSTACLE_DUE = (OBSTACLE_SOON, OBSTACLE_TODAY, OBSTACLE_LATE)
OBSTACLES = (
    OBSTACLE_REPORTED, OBSTACLE_MET, OBSTACLE_TOLD, OBSTACLE_ASSIGNED, OBSTACLE_ARRANGED,
    OBSTACLE_CANNOT, OBSTACLE_REPLIED, OBSTACLE_SOLVED, OBSTACLE_NOT_SOLVED, OBSTACLE_HIDDEN,
    OBSTACLE_SHOWN, *OBSTACLE_DUE,
)  # fmt: skip
# What asks an officer to answer.
OBSTACLE_FOR_OFFICER = {
    verb.name for verb in (OBSTACLE_REPORTED, OBSTACLE_ASSIGNED, OBSTACLE_NOT_SOLVED, *OBSTACLE_DUE)
}
PROPOSED = Verb("proposal_made", _("Een team stelt voor om samen iets te doen"), "users")
PROPOSAL_ENDED = Verb("proposal_ended", _("Een voorstel om samen iets te doen is klaar"), "users")
TOGETHER = Verb("together", _("Dit team trekt op met een ander initiatief"), "users")
APART = Verb("apart", _("Dit team trekt niet meer op met een ander initiatief"), "users")
MERGED_HERE = Verb("merged_here", _("Een ander initiatief gaat hier verder"), "users")
MERGED_INTO = Verb("merged_into", _("Dit gaat verder in een ander initiatief"), "users")

LISTED = Verb(
    "initiative_listed", _("De gemeente nam dit initiatief over uit een lijst"), "archive"
)
LIST_IMPORTED = Verb(
    "list_imported", _("De gemeente nam initiatieven over uit een lijst"), "archive"
)
LIST_TAKEN_BACK = Verb(
    "list_taken_back", _("De gemeente nam een lijst met initiatieven terug"), "archive"
)
ANSWER_WANTED = Verb(
    "answer_wanted", _("Het team vraagt de gemeente om een antwoord"), "help-circle"
)

KIND = Verb("kind_set", _("Het team heeft gezegd wat voor initiatief dit is"), "flag")
EXPERIMENT = Verb("experiment_told", _("Het team vertelt over de proef"), "bulb")
LEARNED = Verb("experiment_learned", _("Het team vertelt wat de proef leerde"), "bulb")
CHALLENGE_ASKED = Verb(
    "challenge_asked", _("Het team wil een taak van de gemeente overnemen"), "hand-stop"
)
CHALLENGE_CONFIRMED = Verb(
    "challenge_confirmed", _("De gemeente zegt wie beslist over het uitdaagrecht"), "calendar"
)
CHALLENGE_MOVED = Verb(
    "challenge_moved", _("De gemeente verzet de datum van het besluit"), "calendar"
)
CHALLENGE_DECIDED = Verb(
    "challenge_decided", _("Er is een besluit over het uitdaagrecht"), "message-check"
)
CHALLENGE_OBJECTED = Verb(
    "challenge_objected", _("Het team vraagt een nieuw besluit over het uitdaagrecht"), "refresh"
)
CHALLENGE_PROPOSED = Verb(
    "challenge_proposed", _("De gemeente legt afspraken voor aan het team"), "pencil"
)
CHALLENGE_RETURNED = Verb(
    "challenge_returned", _("Het team wil andere afspraken"), "message-circle"
)
CHALLENGE_AGREED = Verb(
    "challenge_agreed", _("Het team en de gemeente hebben afspraken gemaakt"), "heart-handshake"
)
CHALLENGE_EVALUATED = Verb(
    "challenge_evaluated", _("%(who)s keek terug op het uitdaagrecht"), "bulb"
)
CHALLENGE_WITHDRAWN = Verb(
    "challenge_withdrawn", _("Het team stopt met het uitdaagrecht"), "player-pause"
)
CHALLENGE_SOON = Verb(
    "challenge_due_soon",
    _("Uitdaagrecht: over twee werkdagen is de gemeente aan de beurt"),
    "clock",
)
CHALLENGE_TODAY = Verb(
    "challenge_due_today", _("Uitdaagrecht: vandaag is de gemeente aan de beurt"), "clock"
)
CHALLENGE_LATE = Verb("challenge_late", _("Uitdaagrecht: de gemeente is te laat"), "alert-triangle")
CHALLENGE_DUE = (CHALLENGE_SOON, CHALLENGE_TODAY, CHALLENGE_LATE)
KINDS = (
    KIND, EXPERIMENT, LEARNED, CHALLENGE_ASKED, CHALLENGE_CONFIRMED, CHALLENGE_MOVED,
    CHALLENGE_DECIDED,
    CHALLENGE_OBJECTED, CHALLENGE_PROPOSED, CHALLENGE_RETURNED, CHALLENGE_AGREED,
    CHALLENGE_EVALUATED, CHALLENGE_WITHDRAWN, *CHALLENGE_DUE,
)  # fmt: skip
# What asks an officer for a next step of the right to challenge.
CHALLENGE_FOR_OFFICER = {
    verb.name
    for verb in (
        CHALLENGE_ASKED, CHALLENGE_OBJECTED, CHALLENGE_RETURNED, CHALLENGE_SOON, CHALLENGE_TODAY,
        CHALLENGE_LATE,
    )
}  # fmt: skip

ALL = (
    LISTED, LIST_IMPORTED, LIST_TAKEN_BACK, ANSWER_WANTED,
    SENT, STAGE, EDITED, LEFT, UPDATE, PHOTOS, PHOTO_REMOVED, JOINED, PART_CHANGED,
    STOPPED_TAKING_PART, INVITED, LINK_SHARED, INVITATION_WITHDRAWN, JOINED_TEAM,
    LEFT_TEAM, NEW_CONTACT, ANSWERED, ASKED, REPLIED, RECONSIDER,
    LOOKED_BACK, WITHIN_REACH, OUT_OF_REACH, GOES_ON, BUDDY_ASKED, HOW_IS_IT, HELLO,
    HIDDEN, SHOWN, NEWS_HIDDEN, NEWS_SHOWN, PHOTO_HIDDEN, PHOTO_SHOWN, REACTED,
    REACTION_EDITED, REACTION_REMOVED, REACTION_HIDDEN, REACTION_SHOWN,
    *DUE, DATE_PROPOSED, DATE_AGREED, DATE_KEPT, HANDED_OVER,
    *HELPING, *OBSTACLES, PROPOSED, PROPOSAL_ENDED, TOGETHER, APART, MERGED_HERE, MERGED_INTO,
    MENTIONED, RESEMBLES, RESEMBLES_NOT, STANDARD_TEXT, *KINDS,
)  # fmt: skip
# What asks an officer for an answer.
FOR_OFFICER = {
    verb.name
    for verb in (
        SENT,
        ANSWER_WANTED,
        REPLIED,
        RECONSIDER,
        DUE_SOON,
        DUE_TODAY,
        DUE_PASSED,
        HANDED_OVER,
    )
}
