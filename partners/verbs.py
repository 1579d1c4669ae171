from django.utils.translation import gettext_lazy as _

from activity.verbs import NEW, Verb

ORGANISATION_ADDED = Verb("organisation_added", _("Er is een organisatie bij gekomen"), "users")


ORGANISATION_EDITED = Verb(
    "organisation_edited", _("De organisatie heeft haar pagina aangepast"), "pencil"
)


ORGANISATION_LISTED = Verb("organisation_listed", _("Het team heeft nu een eigen pagina"), "users")


ORGANISATION_UNLISTED = Verb(
    "organisation_unlisted", _("De pagina van het team is weggehaald"), "users"
)


ORGANISATION_HIDDEN = Verb(
    "organisation_hidden", _("Deze pagina is verborgen vanwege de huisregels"), "eye-off"
)


ORGANISATION_SHOWN = Verb("organisation_shown", _("Deze pagina is weer zichtbaar"), "eye")


ORGANISATION_LEFT = Verb(
    "organisation_left", _("Wie hier de laatste was, is gestopt"), "user-minus"
)


MEMBER_JOINED = Verb("member_joined", _("%(who)s hoort nu bij de organisatie"), "user-plus")


MEMBER_LEFT = Verb("member_left", _("%(who)s is weg bij de organisatie"), "user-minus")


MEMBER_CONTACT = Verb("member_contact", _("%(who)s is nu het aanspreekpunt"), "user")


MEMBER_TOLD = Verb("member_told", _("%(who)s vertelt wat men hier doet"), "user")


JOIN_ASKED = Verb("join_asked", _("%(who)s vraagt om erbij te komen"), "user-plus")


JOIN_DECLINED = Verb("join_declined", _("Er is nu geen plek om erbij te komen"), "message-circle")


JOIN_WITHDRAWN = Verb(
    "join_withdrawn", _("%(who)s vraagt niet meer om erbij te komen"), "user-minus"
)


ORGANISATIONS = (
    ORGANISATION_ADDED, ORGANISATION_EDITED, ORGANISATION_LISTED, ORGANISATION_UNLISTED,
    ORGANISATION_HIDDEN, ORGANISATION_SHOWN, ORGANISATION_LEFT, MEMBER_JOINED, MEMBER_LEFT,
    MEMBER_CONTACT, MEMBER_TOLD, JOIN_ASKED, JOIN_DECLINED, JOIN_WITHDRAWN,
)  # fmt: skip


AGREED = Verb("agreed", _("Er is een afspraak gemaakt"), "heart-handshake")


AGREEMENT_CLAIMED = Verb("agreement_claimed", _("Een afspraak is klaar. Klopt dat?"), "help-circle")


AGREEMENT_KEPT = Verb("agreement_kept", _("Een afspraak is nagekomen"), "circle-check")


AGREEMENT_DISPUTED = Verb(
    "agreement_disputed", _("Een afspraak is nog niet goed"), "message-circle"
)


AGREEMENT_BROKEN = Verb("agreement_broken", _("Een afspraak is niet nagekomen"), "alert-triangle")


AGREEMENT_RENEWED = Verb("agreement_renewed", _("Een afspraak heeft een nieuwe datum"), "refresh")


AGREEMENT_FIRST = Verb("agreement_first", _("Dit gaat voor: eerst deze afspraak"), "flag")


AGREEMENT_NOT_FIRST = Verb("agreement_not_first", _("Deze afspraak gaat niet meer voor"), "flag")


AGREEMENT_SOON = Verb("agreement_due_soon", _("Over twee werkdagen loopt een afspraak af"), "clock")


AGREEMENT_TODAY = Verb("agreement_due_today", _("Vandaag loopt een afspraak af"), "clock")


AGREEMENT_LATE = Verb("agreement_late", _("Een afspraak is te laat"), "alert-triangle")


AGREEMENT_DUE = (AGREEMENT_SOON, AGREEMENT_TODAY, AGREEMENT_LATE)


AGREEMENTS = (
    AGREED, AGREEMENT_CLAIMED, AGREEMENT_KEPT, AGREEMENT_DISPUTED, AGREEMENT_BROKEN,
    AGREEMENT_RENEWED, AGREEMENT_FIRST, AGREEMENT_NOT_FIRST, *AGREEMENT_DUE,
)  # fmt: skip


COALITION_ASKED = Verb("coalition_asked", _("Gevraagd om samen een coalitie te vormen"), "users")


COALITION_JOINED = Verb(
    "coalition_joined", _("Er is een organisatie bij de coalitie gekomen"), "heart-handshake"
)


COALITION_DECLINED = Verb("coalition_declined", _("Nu geen lid van de coalitie"), "message-circle")


COALITION_LEFT = Verb(
    "coalition_left", _("Een organisatie is uit de coalitie gegaan"), "user-minus"
)


COALITIONS = (COALITION_ASKED, COALITION_JOINED, COALITION_DECLINED, COALITION_LEFT)


ASSIGNMENT_RECORDED = Verb(
    "assignment_recorded", _("De gemeente legt een opdracht voor"), "archive"
)


ASSIGNMENT_CONFIRMED = Verb(
    "assignment_confirmed", _("Er is een opdracht van de gemeente"), "circle-check"
)


ASSIGNMENT_DECLINED = Verb(
    "assignment_declined", _("De opdracht is niet aangenomen"), "message-circle"
)


ASSIGNMENT_ENDED = Verb("assignment_ended", _("De opdracht is beëindigd"), "player-pause")


ASSIGNMENTS = (ASSIGNMENT_RECORDED, ASSIGNMENT_CONFIRMED, ASSIGNMENT_DECLINED, ASSIGNMENT_ENDED)


PROGRAMME_ADDED = Verb("programme_added", _("Er is nieuw aanbod"), "calendar", news=NEW)


PROGRAMME_EDITED = Verb("programme_edited", _("Het aanbod is aangepast"), "pencil")


PROGRAMME_ENDED = Verb("programme_ended", _("Dit aanbod is gestopt"), "player-pause")


PROGRAMMES = (PROGRAMME_ADDED, PROGRAMME_EDITED, PROGRAMME_ENDED)


LETTER_SENT = Verb("letter_sent", _("%(who)s stelt een vraag"), "mail")


LETTER_ANSWERED = Verb("letter_answered", _("Er is antwoord op uw vraag"), "message-check")


LETTERS = (LETTER_SENT, LETTER_ANSWERED)


# Concerns. Nobody's name stands in these: who reports something is not public.
CONCERN_REPORTED = Verb("concern_reported", _("Een ergernis is gemeld"), "message-circle")


CONCERN_SHARED = Verb("concern_shared", _("Nog iemand heeft hier last van"), "hand-stop")


CONCERN_NOT_SHARED = Verb(
    "concern_not_shared", _("Iemand heeft hier geen last meer van"), "hand-stop"
)


CONCERN_ARRANGED = Verb("concern_arranged", _("Een ergernis is opgelost"), "circle-check")


CONCERN_CANNOT = Verb("concern_cannot", _("Een ergernis kan niet worden opgelost"), "circle-x")


CONCERN_SENT_ON = Verb("concern_sent_on", _("Een ander pakt deze ergernis op"), "send")


CONCERN_NOT_SATISFIED = Verb(
    "concern_not_satisfied", _("Bewoners vinden dit nog niet opgelost"), "refresh"
)


CONCERN_HANDED_OVER = Verb(
    "concern_handed_over", _("%(who)s heeft deze ergernis nu in handen"), "user"
)


CONCERN_HIDDEN = Verb(
    "concern_hidden", _("Deze ergernis is verborgen vanwege de huisregels"), "eye-off"
)


CONCERN_SHOWN = Verb("concern_shown", _("Deze ergernis is weer zichtbaar"), "eye")


CONCERN_ROUTED = Verb("concern_routed", _("Wie welke ergernis oppakt, is aangepast"), "settings")


CONCERN_SOON = Verb(
    "concern_due_soon", _("Over twee werkdagen moet er antwoord zijn op een ergernis"), "clock"
)


CONCERN_TODAY = Verb(
    "concern_due_today", _("Vandaag moet er antwoord zijn op een ergernis"), "clock"
)


CONCERN_LATE = Verb("concern_late", _("Het antwoord op een ergernis is te laat"), "alert-triangle")
SIGNAL_CLOSED = Verb("signal_closed", _("In Signalen is dit afgehandeld"), "circle-check")
CONCERN_DUE = (CONCERN_SOON, CONCERN_TODAY, CONCERN_LATE)


CONCERNS = (
    CONCERN_REPORTED, CONCERN_SHARED, CONCERN_NOT_SHARED, CONCERN_ARRANGED, CONCERN_CANNOT,
    CONCERN_SENT_ON, CONCERN_NOT_SATISFIED, CONCERN_HANDED_OVER, CONCERN_HIDDEN, CONCERN_SHOWN,
    CONCERN_ROUTED, SIGNAL_CLOSED, *CONCERN_DUE,
)  # fmt: skip


# What asks who holds a concern for an answer.
CONCERN_FOR_OWNER = {
    verb.name
    for verb in (
        CONCERN_REPORTED, CONCERN_SENT_ON, CONCERN_NOT_SATISFIED, CONCERN_HANDED_OVER,
        SIGNAL_CLOSED, *CONCERN_DUE,
    )
}  # fmt: skip


# What is already there.
ASSET_PUT = Verb("asset_put", _("Er staat iets bij wat er al is"), "plus")


ASSET_CHANGED = Verb("asset_changed", _("Iets van wat er al is, is aangepast"), "pencil")


ASSET_TAKEN_AWAY = Verb("asset_taken_away", _("Iets van wat er al is, is weggehaald"), "trash")


ASSET_PUT_BACK = Verb("asset_put_back", _("Iets van wat er al is, staat er weer"), "refresh")


ASSET_ASKED = Verb("asset_asked", _("Klopt dit nog?"), "message-circle")


ASSET_STAYS = Verb("asset_stays", _("Dit klopt nog"), "check")


ASSET_HIDDEN = Verb("asset_hidden", _("Dit is verborgen vanwege de huisregels"), "eye-off")


ASSET_SHOWN = Verb("asset_shown", _("Dit is weer zichtbaar"), "eye")


KNOWER_PROPOSED = Verb("knower_proposed", _("%(who)s stelt een wijkkenner voor"), "user-plus")


KNOWER_AGREED = Verb("knower_agreed", _("%(who)s is wijkkenner"), "user")


KNOWER_DECLINED = Verb("knower_declined", _("Een wijkkenner wil liever niet"), "user-minus")


ASSETS = (
    ASSET_PUT, ASSET_CHANGED, ASSET_TAKEN_AWAY, ASSET_PUT_BACK, ASSET_ASKED, ASSET_STAYS,
    ASSET_HIDDEN, ASSET_SHOWN, KNOWER_PROPOSED, KNOWER_AGREED, KNOWER_DECLINED,
)  # fmt: skip


# What the neighbourhood hears from all.
POSTED = Verb("posted", _("Nieuws uit de wijk"), "news")


ACTIVITY_POSTED = Verb("activity_posted", _("Er is een activiteit bij gekomen"), "calendar")


POST_CHANGED = Verb("post_changed", _("Een bericht is aangepast"), "pencil")


POST_TAKEN_AWAY = Verb("post_taken_away", _("Een bericht is weggehaald"), "trash")


POST_PUT_BACK = Verb("post_put_back", _("Een bericht staat er weer"), "refresh")


POST_HIDDEN = Verb("post_hidden", _("Dit bericht is verborgen vanwege de huisregels"), "eye-off")


POST_SHOWN = Verb("post_shown", _("Iedereen kan dit bericht lezen"), "eye")


POSTS = (
    POSTED, ACTIVITY_POSTED, POST_CHANGED, POST_TAKEN_AWAY, POST_PUT_BACK, POST_HIDDEN, POST_SHOWN,
)  # fmt: skip


PRESENCE_ADDED = Verb("presence_added", _("De organisatie is op vaste tijden in de wijk"), "clock")


PRESENCE_CHANGED = Verb(
    "presence_changed", _("De organisatie is op andere tijden in de wijk"), "clock"
)


PRESENCE_ENDED = Verb(
    "presence_ended", _("De organisatie is hier niet meer op vaste tijden"), "clock"
)


PRESENCES = (PRESENCE_ADDED, PRESENCE_CHANGED, PRESENCE_ENDED)


PASS_ON_ASKED = Verb("pass_on_asked", _("%(who)s vraagt om dit door te geven"), "share")


PASSED_ON = Verb("passed_on", _("Een groep heeft dit doorgegeven"), "share")


PASS_ON_DECLINED = Verb("pass_on_declined", _("Een groep geeft dit liever niet door"), "share")


PASSING_ON = (PASS_ON_ASKED, PASSED_ON, PASS_ON_DECLINED)


ALL = (
    *ORGANISATIONS,
    *AGREEMENTS,
    *COALITIONS,
    *ASSIGNMENTS,
    *PROGRAMMES,
    *LETTERS,
    *CONCERNS,
    *ASSETS,
    *POSTS,
    *PRESENCES,
    *PASSING_ON,
)
