"""The words for the codes in a report (`reports.content`), in the language of who reads."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from goals.states import Confidence, GoalState, Judgement, Say, Theme
from initiatives.states import Stage
from partners.states import AgreementState


class Mark(NamedTuple):
    """A word with its pictogram, and the kind of badge."""

    label: StrOrPromise
    icon: str
    kind: str = ""


# What a line says of itself: the part before the colon names what it is about.
STATES: dict[str, Mark] = {
    "agreement:open": Mark(AgreementState.OPEN.label, "hourglass"),
    "agreement:claimed": Mark(AgreementState.CLAIMED.label, "hourglass"),
    "agreement:disputed": Mark(AgreementState.DISPUTED.label, "alert-triangle", "warning"),
    "agreement:kept": Mark(AgreementState.KEPT.label, "circle-check", "positive"),
    "agreement:broken": Mark(AgreementState.BROKEN.label, "circle-x", "negative"),
    "agreement:renewed": Mark(AgreementState.RENEWED.label, "calendar", "warning"),
    "agreement:late": Mark(_("te laat"), "alert-triangle", "negative"),
    "answer:partly": Mark(_("de gemeente doet deels mee"), "heart-handshake", "warning"),
    "answer:not_now": Mark(_("de gemeente doet nu niet mee"), "player-pause", "negative"),
    "answer:late": Mark(_("antwoord te laat"), "alert-triangle", "negative"),
    "request:declined": Mark(_("gevraagd, en nu niet gekregen"), "circle-x", "negative"),
    "initiative:stopped": Mark(_("initiatief gestopt"), "player-pause", "negative"),
    "goal:stopped": Mark(_("doel gestopt"), "player-pause", "negative"),
    "goal:adjusted": Mark(_("doel bijgesteld"), "pencil", "warning"),
    "obstacle:reported": Mark(_("nog niet opgepakt"), "alert-triangle", "negative"),
    "obstacle:assigned": Mark(_("nog niet opgelost"), "hourglass", "warning"),
    "obstacle:cannot": Mark(_("kan niet"), "circle-x", "negative"),
    "review:keep": Mark(Judgement.KEEP.label, "check", "positive"),
    "review:adjust": Mark(Judgement.ADJUST.label, "pencil", "warning"),
    "review:stop": Mark(Judgement.STOP.label, "circle-x", "negative"),
    "review:lacks": Mark(_("gezegd in het kwartaalgesprek"), "messages", "warning"),
    **{f"stage:{stage}": Mark(stage.label, "arrow-right") for stage in Stage},
}
GOAL_STATES: dict[str, StrOrPromise] = {
    GoalState.CHOSEN: _("loopt"),
    GoalState.STOPPED: GoalState.STOPPED.label,
    GoalState.REACHED: GoalState.REACHED.label,
}
SAY: dict[str, StrOrPromise] = {one.value: one.label for one in Say}
THEMES: dict[str, StrOrPromise] = {one.value: one.label for one in Theme}
CONFIDENCE: dict[str, StrOrPromise] = {one.value: one.label for one in Confidence}
TRENDS: dict[str, Mark] = {
    "better": Mark(_("gaat de goede kant op"), "trending-up", "positive"),
    "same": Mark(_("blijft gelijk"), "equal"),
    "worse": Mark(_("gaat niet de goede kant op"), "trending-down", "negative"),
}
# What is counted, in the order of the annex, and what each number means.
NUMBERS: dict[str, tuple[StrOrPromise, StrOrPromise]] = {
    "initiatives_new": (
        _("nieuwe initiatieven"),
        _("Initiatieven die in deze periode openbaar werden."),
    ),
    "initiatives_running": (
        _("initiatieven bezig"),
        _("Initiatieven die er aan het eind waren, en niet klaar of gestopt zijn."),
    ),
    "initiatives_ended": (
        _("initiatieven afgerond of gestopt"),
        _("Zo zei het team het zelf in deze periode."),
    ),
    "own": (
        _("initiatieven zonder vraag aan de gemeente"),
        _("Van de nieuwe initiatieven: hun team vroeg de gemeente om niets."),
    ),
    "without": (
        _("bijdragen zonder gemeente of politie"),
        _("Bijdragen waarbij het lukte zonder de gemeente of de politie te bellen."),
    ),
    "contributions": (_("bijdragen"), _("Wat organisaties en teams voor de doelen deden.")),
    "hours": (_("uren"), _("Uren die bij de bijdragen zijn opgeschreven.")),
    "euros": (_("euro"), _("Geld dat bij de bijdragen is opgeschreven.")),
    "kept": (_("afspraken nagekomen"), _("Wie de afspraak kreeg, zei dat het klopt.")),
    "broken": (_("afspraken niet nagekomen"), _("Met een reden die iedereen kan lezen.")),
    "renewed": (_("afspraken met een nieuwe datum"), _("Met een reden die iedereen kan lezen.")),
    "late": (
        _("afspraken te laat"),
        _("De dag was voorbij, en niemand zei dat het gedaan is."),
    ),
    "answers": (
        _("antwoorden van de gemeente"),
        _("Antwoorden op initiatieven en vragen, met een reden."),
    ),
    "answers_late": (
        _("antwoorden te laat"),
        _("De dag van antwoord was voorbij, en er was nog geen antwoord."),
    ),
    "solved": (
        _("ergernissen opgelost"),
        _("Schoon, heel en veilig: wat in deze periode is opgelost."),
    ),
    "residents_heard": (
        _("bewoners in de kwartaalgesprekken"),
        _("Bewoners die op deze site of in een gesprek hun stem gaven."),
    ),
    "look_backs": (
        _("teams die vertelden wat het hun bracht"),
        _("Bij het afronden, in hun eigen woorden."),
    ),
}
