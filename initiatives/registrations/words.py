"""What is said of initiatives elsewhere: verbs of events, and why one signs in."""

from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)

reasons.register(
    {
        "initiatives:check": _("Uw idee is bewaard. Log in om het te versturen."),
        "initiatives:reply": _("Log in om de vraag te beantwoorden."),
        "initiatives:support": _("Log in om te laten zien dat u dit steunt."),
        "initiatives:join": _("Log in om mee te doen. Dan weet het team wie u bent."),
        "initiatives:invitation": _("Log in om in het team te komen."),
        "initiatives:team": _("Log in om te zien wie er in uw team zit."),
        "initiatives:update": _("Log in om nieuws te plaatsen."),
        "initiatives:edit": _("Log in om de tekst of de foto aan te passen."),
        "initiatives:how_is_it": _("Log in om te vertellen hoe het gaat."),
        "initiatives:look_back": _("Log in om terug te kijken."),
        "initiatives:within_reach": _("Log in om in beeld te blijven."),
        "initiatives:own_photos": _("Log in om foto’s te plaatsen."),
        "initiatives:experiment": _("Log in om over uw proef te vertellen."),
        "initiatives:stage": _("Log in om te vertellen hoe ver u bent."),
        "initiatives:reconsider": _("Log in om te vragen of de gemeente er nog eens naar kijkt."),
        "initiatives:bring_list": _("Log in om een lijst in te voeren."),
        "initiatives:review": _("Log in om het team te antwoorden."),
        "initiatives:hand_over": _("Log in om dit over te geven aan een collega."),
        "initiatives:proposal": _("Log in om te antwoorden op het voorstel."),
        "initiatives:propose": _("Log in om een ander team iets voor te stellen."),
        "initiatives:ask_help": _("Log in om hulp te vragen voor uw initiatief."),
        "initiatives:make_offer": _("Log in om iets aan te bieden. Dan weet het team wie u bent."),
        "initiatives:new_obstacle": _("Log in om te melden wat u tegenhoudt."),
        "initiatives:meet_obstacle": _("Log in om te zeggen dat dit u ook tegenhoudt."),
        "initiatives:obstacle_not_solved": _("Log in om te zeggen wat u nog tegenhoudt."),
        "initiatives:answer_obstacle": _("Log in om te zeggen hoe het afloopt."),
        "initiatives:hand_on_obstacle": _("Log in om dit over te geven aan een collega."),
        "initiatives:reply_to_obstacle": _("Log in om te reageren voor uw organisatie."),
        "initiatives:offer": _("Log in om het aanbod te zien."),
        "initiatives:slot": _("Log in om te komen helpen. Dan weet het team wie u bent."),
        "initiatives:matching": _("Log in om te zien wie of wat er past."),
        "initiatives:ask_person": _("Log in om iemand iets te vragen."),
        "initiatives:asked_you": _("Log in om het team te antwoorden."),
        "initiatives:asked": _("Log in met uw e-mailadres om ja te zeggen."),
        "initiatives:alike": _("Log in om te zeggen wat hierop lijkt."),
        "initiatives:reactions": _("Uw reactie is bewaard. Log in om haar te plaatsen."),
        "initiatives:own_reaction": _("Log in om uw reactie aan te passen."),
    }
)
