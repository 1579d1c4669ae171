"""What is said of organisations elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)

reasons.register(
    {
        "partners:new": _("Log in om uw organisatie hier neer te zetten."),
        "partners:edit": _("Log in om de pagina van uw organisatie aan te passen."),
        "partners:people": _("Log in om te zien wie er bij uw organisatie hoort."),
        "partners:join": _("Log in om te vragen of u erbij mag komen."),
        "partners:invitation": _("Log in om erbij te komen."),
        "partners:write": _("Log in om uw vraag te stellen. Niemand ziet uw e-mailadres."),
        "partners:letter": _("Log in om de vraag en het antwoord te lezen."),
        "partners:join_request": _("Log in om te antwoorden wie erbij wil."),
        "partners:together": _("Log in om te zien met wie uw organisatie samen gaat."),
        "partners:assignment": _("Log in om de opdracht te lezen."),
        "partners:new_programme": _("Log in om aanbod neer te zetten."),
        "partners:me_here": _("Log in om te vertellen wat u hier doet."),
    }
)

# --- Concerns
reasons.register(
    {
        "partners:check_concern": _("Wat u typte is bewaard. Log in om het te versturen."),
        "partners:me_too": _("Log in om te zeggen dat u er ook last van heeft."),
        "partners:not_satisfied": _("Log in om te zeggen wat er nog niet goed is."),
        "partners:answer_concern": _("Log in om te antwoorden."),
        "partners:send_on": _("Log in om dit aan een ander te geven."),
        "partners:my_concerns": _("Log in om te zien wat er op u wacht."),
    }
)

# --- What is already there
reasons.register(
    {
        "partners:put_asset": _("Wat u schreef is bewaard. Log in om het erbij te zetten."),
        "partners:propose_knower": _("Wat u schreef is bewaard. Log in om iemand voor te stellen."),
        "partners:knower": _("Log in om te zeggen of u wijkkenner wilt zijn."),
        "partners:confirm_asset": _("Log in om te zeggen of dit nog klopt."),
        "partners:change_asset": _("Log in om dit aan te passen."),
    }
)

# --- What the neighbourhood hears from all
reasons.register(
    {
        "partners:post_news": _("Log in om nieuws te plaatsen."),
        "partners:post_activity": _("Log in om een activiteit te plaatsen."),
        "partners:change_post": _("Log in om dit aan te passen."),
        "partners:pass_on": _("Log in om te vragen of een groep dit doorgeeft."),
        "partners:passing_on": _("Log in om te zeggen of u dit doorgaf."),
        "partners:new_presence": _("Log in om te vertellen wanneer u er bent."),
        "partners:presence": _("Log in om dit aan te passen."),
    }
)
