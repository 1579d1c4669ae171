"""Who gets in where: every address of the project, and what it answers to every role.

Read a line as: this address, opened and posted to (without a form), answers so to these people.
DESIGN section 5 says why. An address that is missing here fails `tests/test_access.py`.
"""

from collections.abc import Collection
from dataclasses import dataclass

from tests.world import (
    ADMINISTRATOR,
    ADMINISTRATOR_ELSEWHERE,
    BUILDER,
    COORDINATOR,
    COORDINATOR_ELSEWHERE,
    ERASED,
    OFFICER,
    OFFICER_ELSEWHERE,
    ORGANISER,
    ORGANISER_ELSEWHERE,
    PARTNER,
    RESIDENT,
    VISITOR,
)

ROLES = (
    VISITOR,
    RESIDENT,
    ORGANISER,
    ORGANISER_ELSEWHERE,
    PARTNER,
    BUILDER,
    OFFICER,
    OFFICER_ELSEWHERE,
    COORDINATOR,
    COORDINATOR_ELSEWHERE,
    ADMINISTRATOR,
    ADMINISTRATOR_ELSEWHERE,
    ERASED,  # whose session still stands in a browser
)
OFFICES = (
    OFFICER,
    OFFICER_ELSEWHERE,
    COORDINATOR,
    COORDINATOR_ELSEWHERE,
    ADMINISTRATOR,
    ADMINISTRATOR_ELSEWHERE,
)
TEAM = (ORGANISER,)
CHALLENGING = (ORGANISER_ELSEWHERE,)
ANSWERING = (OFFICER, COORDINATOR)
SAYING = (*TEAM, *ANSWERING)
BLOCKED = (*TEAM, *CHALLENGING, *ANSWERING)  # in a team here, or at work here
MODERATING = (OFFICER, COORDINATOR, ADMINISTRATOR)
RUNNING = (COORDINATOR, ADMINISTRATOR)
LEADING = (COORDINATOR,)  # who runs goals, what is followed for them, and how people take part
GOVERNING = (ADMINISTRATOR,)
BRINGING = (COORDINATOR, COORDINATOR_ELSEWHERE, ADMINISTRATOR)  # a municipality's own figures
PARTNERS = (PARTNER,)
PARTNERS_HIDDEN = (PARTNER, *MODERATING)  # who sees a hidden organisation
HOSTING = (COORDINATOR,)  # who called the meetings of this world
CALLING = (ORGANISER, ORGANISER_ELSEWHERE, PARTNER, BUILDER, OFFICER, COORDINATOR)
WRITING = (BUILDER, OFFICER, COORDINATOR)  # the minutes
AWAY = (COORDINATOR_ELSEWHERE, ADMINISTRATOR)  # who runs the neighbourhood `elsewhere`

REPLYING = (PARTNER, COORDINATOR)  # for the organisation that asks, on `process`
HEARING = (BUILDER, OFFICER, COORDINATOR)

SIGN_IN = "sign in"  # a redirect to the page on which one does
Answers = dict[str, int | str]


@dataclass(frozen=True)
class Door:
    """`path` names what is in `tests.world.World`."""

    path: str
    get: Answers
    post: Answers


def answer(who: Collection[str], status: int) -> Answers:
    return dict.fromkeys(who, status)


def everybody(status: int) -> Answers:
    return answer(ROLES, status)


def signed_in(status: int) -> Answers:
    return everybody(status) | {VISITOR: SIGN_IN, ERASED: SIGN_IN}


def strangers(status: int) -> Answers:
    """Who is signed in has no business there."""
    return everybody(302) | {VISITOR: status, ERASED: status}


def only(who: Collection[str], status: int) -> Answers:
    """Others see that it is there, and are refused."""
    return signed_in(403) | answer(who, status)


def seen_by(who: Collection[str], status: int) -> Answers:
    """For others it does not exist."""
    return everybody(404) | answer(who, status)


def known_to(who: Collection[str], status: int) -> Answers:
    """For others who are signed in it does not exist."""
    return signed_in(404) | answer(who, status)


def among(who: Collection[str], answers: Answers) -> Answers:
    """As `answers` for these; for others who are signed in it does not exist."""
    return {role: answers[role] if role in who else known_to((), 0)[role] for role in ROLES}


def closed(status: int) -> Answers:
    """The neighbourhood is not public: who works in it knows it, who runs it gets in."""
    return among(MODERATING, only(RUNNING, status))


NEVER = everybody(405)
TO_ITS_PAGE = everybody(302)  # on which its form stands (core.middleware.DeadEndMiddleware)
WATCHING = (RESIDENT, *MODERATING)  # who sees a hidden concern of that resident
# Who speaks for a party here: its members, the teams, and for the municipality who works here.
LOGGING = (*PARTNERS, *TEAM, *CHALLENGING, *ANSWERING)
LISTENING = (RESIDENT, BUILDER, OFFICER, COORDINATOR)  # who reads what that resident wrote down
TALKING = (RESIDENT, *LEADING)  # who is inside a focus group
INSIDERS = (*TEAM, *MODERATING)  # who sees a hidden initiative

DOORS = [
    # What everybody may read
    Door("/", everybody(200), NEVER),
    Door("/wijken/", everybody(200), NEVER),
    Door("/gebied/{area.code}/", everybody(302), NEVER),  # to the neighbourhood that runs there
    Door("/gebied/{free_area.code}/", everybody(200), NEVER),
    Door("/gemeente/{municipality.slug}/", everybody(200), NEVER),
    Door("/gemeente/{municipality.slug}/wijken.csv", everybody(200), NEVER),
    Door("/gemeente/{municipality.slug}/wijken/", everybody(200), NEVER),
    Door("/gemeente/{municipality.slug}/afspraken/", everybody(200), NEVER),
    Door("/gemeente/{municipality.slug}/afspraken.ods", everybody(200), NEVER),
    Door("/gemeente/{municipality.slug}/te-laat/", everybody(200), NEVER),
    Door("/wijk/{here.slug}/nieuws.atom", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/nieuws.atom", everybody(404), NEVER),
    Door("/wijk/{here.slug}/verslagen.atom", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/verslagen.atom", everybody(404), NEVER),
    Door("/initiatief/{initiative.pk}/nieuws.atom", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/nieuws.atom", everybody(404), NEVER),
    Door("/wijk/{here.slug}/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/wie/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/wie/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/initiatieven/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/initiatieven/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/wie-doet-mee/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/wie-doet-mee/", everybody(404), NEVER),
    # The goals of a year
    Door("/wijk/{here.slug}/doelen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/doelen/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/doelen/{plan.year}/", everybody(200), NEVER),
    Door("/wijk/{here.slug}/doelen/{next_plan.year}/", everybody(200), NEVER),
    Door("/wijk/{here.slug}/doelen/wie-hier-wonen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/doelen/wie-hier-wonen/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/doelen/{plan.year}/bijdragen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/doelen/{plan.year}/bijdragen/", everybody(404), NEVER),
    Door("/doel/{goal.pk}/", everybody(200), NEVER),
    Door("/doel/{goal.pk}/hoe-het-gaat/", everybody(200), NEVER),
    Door("/doel/{hidden_goal.pk}/hoe-het-gaat/", seen_by(WATCHING, 200), NEVER),
    Door("/doel/{proposed_goal.pk}/", everybody(200), NEVER),
    Door("/doel/{proposed_goal.pk}/hoe-het-gaat/", everybody(404), NEVER),
    Door("/doel/{hidden_goal.pk}/", seen_by(WATCHING, 200), NEVER),
    # Choosing them
    Door("/wijk/{here.slug}/doelen/beginnen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/wijk/{closed.slug}/doelen/beginnen/", known_to((), 0), known_to((), 0)),
    Door(
        "/wijk/{here.slug}/doelen/{next_plan.year}/voorbereiden/",
        only(LEADING, 200),
        only(LEADING, 302),
    ),  # all of it may be left open
    Door(
        "/wijk/{here.slug}/doelen/{next_plan.year}/gehoord/",
        only(LEADING, 200),
        only(LEADING, 422),
    ),
    Door(
        "/wijk/{here.slug}/doelen/{next_plan.year}/gehoord/{resident_input.pk}/weg/",
        only(LEADING, 302),
        only(LEADING, 302),
    ),
    Door(
        "/wijk/{here.slug}/doelen/{plan.year}/ondertekenen/",
        signed_in(200) | answer(ANSWERING, 403),
        signed_in(302) | answer(ANSWERING, 403),
    ),  # for residents
    Door(
        "/wijk/{here.slug}/doelen/{next_plan.year}/wat-speelt-er/", everybody(200), everybody(422)
    ),
    Door(
        "/wijk/{here.slug}/doelen/{next_plan.year}/wat-speelt-er/{problem.pk}/",
        signed_in(302),
        signed_in(302),
    ),
    Door(
        "/wijk/{here.slug}/doelen/{next_plan.year}/wat-speelt-er/{problem.pk}/weg/",
        TO_ITS_PAGE,
        known_to([RESIDENT], 302),
    ),
    Door("/wijk/{here.slug}/doelen/{next_plan.year}/voorstellen/", everybody(200), everybody(422)),
    Door(
        "/wijk/{here.slug}/doelen/{next_plan.year}/kiezen/", only(LEADING, 200), only(LEADING, 422)
    ),
    Door(
        "/doel/{proposed_goal.pk}/aanpassen/", known_to([RESIDENT], 200), known_to([RESIDENT], 422)
    ),
    Door(
        "/doel/{proposed_goal.pk}/intrekken/", known_to([RESIDENT], 200), known_to([RESIDENT], 302)
    ),
    Door("/doel/{proposed_goal.pk}/belangrijk/", signed_in(200), signed_in(302)),
    Door("/doel/{goal.pk}/stoppen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/doel/{goal.pk}/bereikt/", only(LEADING, 200), only(LEADING, 422)),
    Door("/doel/{refused_goal.pk}/", everybody(200), NEVER),
    Door("/doel/{refused_goal.pk}/alsnog-kiezen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/doel/{goal.pk}/meenemen/", TO_ITS_PAGE, only(LEADING, 302)),
    # Who does what for them
    Door("/wijk/{here.slug}/doelen/{plan.year}/wie-doet-wat/", everybody(200), NEVER),
    Door("/wijk/{here.slug}/doelen/{next_plan.year}/wie-doet-wat/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/doelen/{plan.year}/wie-doet-wat/", everybody(404), NEVER),
    Door("/doel/{goal.pk}/afspraken/", everybody(200), NEVER),
    Door("/doel/{hidden_goal.pk}/afspraken/", seen_by(WATCHING, 200), NEVER),
    Door("/doel/{goal.pk}/partij/{organisation.pk}/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door(
        "/doel/{goal.pk}/partij/{initiative.team_id}/", only(TEAM, 200), only(TEAM, 422)
    ),  # without a page of its own
    Door(
        "/doel/{proposed_goal.pk}/partij/{organisation.pk}/",
        only(PARTNERS, 200),
        only(PARTNERS, 422),
    ),
    Door(
        "/doel/{hidden_goal.pk}/partij/{organisation.pk}/",
        among(WATCHING, signed_in(403)),
        among(WATCHING, signed_in(403)),
    ),
    Door("/doel/{goal.pk}/partij/{hidden_organisation.pk}/", known_to((), 0), known_to((), 0)),
    Door("/doel/{goal.pk}/partij/{organisation.pk}/weg/", only(PARTNERS, 200), only(PARTNERS, 302)),
    Door(
        "/doel/{goal.pk}/toezeggen/",
        only([*TEAM, *CHALLENGING, *ANSWERING], 200) | answer(PARTNERS, 302),
        only([*TEAM, *CHALLENGING, *ANSWERING, *PARTNERS], 422),
    ),  # the partner is the only party so far
    Door(
        "/doel/{goal.pk}/initiatieven/",
        only([*TEAM, *CHALLENGING], 200),
        only([*TEAM, *CHALLENGING], 422),
    ),
    Door("/initiatief/{initiative.pk}/doelen/", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/doelen/", seen_by(INSIDERS, 200), NEVER),
    # Contributions
    Door("/wijk/{here.slug}/doelen/bijdrage/", only(LOGGING, 200), only(LOGGING, 422)),
    Door("/wijk/{closed.slug}/doelen/bijdrage/", signed_in(404), signed_in(404)),
    Door("/wijk/{here.slug}/doelen/bijdragen/nieuw/", only(LOGGING, 200), only(LOGGING, 422)),
    Door("/wijk/{closed.slug}/doelen/bijdragen/nieuw/", signed_in(404), signed_in(404)),
    Door("/doel/{goal.pk}/bijdrage/", only(LOGGING, 200), only(LOGGING, 422)),
    Door("/doel/{proposed_goal.pk}/bijdrage/", signed_in(404), signed_in(404)),
    Door("/doel/{hidden_goal.pk}/bijdrage/", signed_in(404), signed_in(404)),
    Door("/doel/{goal.pk}/bijdragen/", everybody(200), NEVER),
    Door("/doel/{hidden_goal.pk}/bijdragen/", seen_by(WATCHING, 200), NEVER),
    Door("/bijdrage/{contribution.pk}/", everybody(200), NEVER),
    Door("/bijdrage/{hidden_contribution.pk}/", seen_by(WATCHING, 200), NEVER),
    Door("/bijdrage/{removed_contribution.pk}/", seen_by(PARTNERS, 200), NEVER),
    Door("/bijdrage/{contribution.pk}/aanpassen/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door(
        "/bijdrage/{removed_contribution.pk}/aanpassen/",
        known_to(PARTNERS, 302),
        known_to(PARTNERS, 302),
    ),
    Door("/bijdrage/{contribution.pk}/weghalen/", TO_ITS_PAGE, only(PARTNERS, 302)),
    Door("/bijdrage/{removed_contribution.pk}/terugzetten/", TO_ITS_PAGE, known_to(PARTNERS, 302)),
    Door("/bijdrage/foto/{contribution_photo.pk}/480.jpeg", everybody(200), NEVER),
    Door("/bijdrage/foto/{hidden_contribution_photo.pk}/480.webp", seen_by(WATCHING, 200), NEVER),
    Door(
        "{log_link}",
        everybody(200),
        everybody(409) | answer([PARTNER, VISITOR, ERASED], 422),
    ),
    Door("/organisatie/{organisation.slug}/bijdragen/", everybody(200), NEVER),
    Door(
        "/organisatie/{hidden_organisation.slug}/bijdragen/", seen_by(PARTNERS_HIDDEN, 200), NEVER
    ),
    # Figures
    Door("/doel/{goal.pk}/cijfers/", everybody(200), NEVER),
    Door("/doel/{proposed_goal.pk}/cijfers/", everybody(404), NEVER),
    Door("/doel/{hidden_goal.pk}/cijfers/", seen_by(WATCHING, 200), NEVER),
    Door("/doel/{goal.pk}/cijfers/nieuw/", only(LEADING, 200), NEVER),
    Door("/doel/{goal.pk}/cijfers/nieuw/officieel/", only(LEADING, 200), only(LEADING, 422)),
    Door("/doel/{goal.pk}/cijfers/nieuw/site/", only(LEADING, 200), only(LEADING, 422)),
    Door("/doel/{goal.pk}/cijfers/nieuw/organisatie/", only(LEADING, 200), only(LEADING, 422)),
    Door("/doel/{proposed_goal.pk}/cijfers/nieuw/site/", known_to((), 0), known_to((), 0)),
    Door("/graadmeter/{indicator.pk}/", everybody(200), NEVER),
    Door("/graadmeter/{party_indicator.pk}/", everybody(200), NEVER),
    Door("/graadmeter/{removed_indicator.pk}/", seen_by(LEADING, 200), NEVER),
    Door("/graadmeter/{indicator.pk}/aanpassen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/graadmeter/{indicator.pk}/weg/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/graadmeter/{removed_indicator.pk}/terug/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/graadmeter/{party_indicator.pk}/meting/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door("/graadmeter/{indicator.pk}/meting/", only((), 0), only((), 0)),
    Door("/graadmeter/{indicator.pk}/duiding/", signed_in(200), signed_in(422)),
    Door(
        "/graadmeter/{indicator.pk}/duiding/{meaning.pk}/weg/",
        known_to((RESIDENT,), 200),
        known_to((RESIDENT,), 302),
    ),
    Door(
        "/gemeente/{municipality.slug}/cijfers/", known_to(BRINGING, 200), known_to(BRINGING, 422)
    ),
    Door(
        "/gemeente/{municipality.slug}/cijfers/{figure_import.pk}/", known_to(BRINGING, 200), NEVER
    ),
    Door(
        "/gemeente/{municipality.slug}/cijfers/{figure_import.pk}/bevestigen/",
        TO_ITS_PAGE,
        known_to(BRINGING, 302),
    ),
    Door(
        "/gemeente/{municipality.slug}/cijfers/{figure_import.pk}/weggooien/",
        TO_ITS_PAGE,
        known_to(BRINGING, 302),
    ),
    # Taking part: processes
    Door("/wijk/{here.slug}/meedoen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/meedoen/", everybody(404), NEVER),
    Door("/traject/{process.pk}/", everybody(200), NEVER),
    Door("/traject/{unseen_process.pk}/", everybody(404), NEVER),
    Door("/traject/{process.pk}/bijeenkomsten/", everybody(200), NEVER),
    Door("/traject/{unseen_process.pk}/bijeenkomsten/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/meedoen/beginnen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/wijk/{closed.slug}/meedoen/beginnen/", signed_in(404), signed_in(404)),
    Door("/traject/{process.pk}/aanpassen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/traject/{unseen_process.pk}/aanpassen/", signed_in(404), signed_in(404)),
    Door("/traject/{process.pk}/volgen/", TO_ITS_PAGE, signed_in(302)),
    Door("/traject/{process.pk}/verder/", only(LEADING, 200), only(LEADING, 422)),
    Door("/traject/{process.pk}/afspreken/", only(LEADING, 200), only(LEADING, 422)),
    # It is not in its last phase yet.
    Door("/traject/{process.pk}/afsluiten/", only(LEADING, 302), only(LEADING, 302)),
    Door("/traject/{last_process.pk}/afsluiten/", only(LEADING, 200), only(LEADING, 422)),
    Door("/traject/{process.pk}/vuistregels/", everybody(200), NEVER),
    Door(
        "/traject/{process.pk}/vuistregels/preparation/sees/",
        only(LEADING, 200),
        only(LEADING, 302),
    ),
    Door("/traject/foto/{rule_photo.pk}/480.jpeg", everybody(200), NEVER),
    Door("/traject/foto/{unseen_rule_photo.pk}/480.jpeg", everybody(404), NEVER),
    Door("/traject/{process.pk}/inbreng/", everybody(200), NEVER),
    Door("/traject/{unseen_process.pk}/inbreng/", everybody(404), NEVER),
    Door("/traject/{process.pk}/inbreng/geven/", everybody(200), everybody(422)),
    Door("/traject/{unseen_process.pk}/inbreng/geven/", everybody(404), everybody(404)),
    Door("/inbreng/{given.pk}/beantwoorden/", only(REPLYING, 200), only(REPLYING, 422)),
    Door(
        "/inbreng/{hidden_given.pk}/beantwoorden/",
        among(WATCHING, only(REPLYING, 200)),
        among(WATCHING, only(REPLYING, 422)),
    ),
    Door("/inbreng/{given.pk}/weghalen/", known_to([RESIDENT], 200), known_to([RESIDENT], 302)),
    Door("/traject/{process.pk}/gehoord/", only(HEARING, 200), only(HEARING, 422)),
    Door("/traject/{unseen_process.pk}/gehoord/", signed_in(404), signed_in(404)),
    Door("/traject/{process.pk}/gehoord/{heard_round.pk}/weg/", TO_ITS_PAGE, only(HEARING, 302)),
    Door("/mijn/bezwaren/", only(OFFICES, 200), NEVER),
    Door("/mijn/werk/bewonersbudget/", only(OFFICES, 200), NEVER),
    Door("/traject/{process.pk}/document/", everybody(200), NEVER),
    Door("/traject/{process.pk}/document.pdf", everybody(200), NEVER),
    Door("/traject/{process.pk}/document.odt", everybody(200), NEVER),
    Door("/traject/{unseen_process.pk}/document/", everybody(404), NEVER),
    Door("/traject/{unseen_process.pk}/document.pdf", everybody(404), NEVER),
    Door("/traject/{unseen_process.pk}/document.odt", everybody(404), NEVER),
    # Taking part: meetings
    Door("/wijk/{here.slug}/agenda/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/agenda/", everybody(404), NEVER),
    Door("/bijeenkomst/{meeting.pk}/", everybody(200), NEVER),
    Door("/bijeenkomst/{unseen_meeting.pk}/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/agenda/geweest/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/agenda/geweest/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/agenda.ics", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/agenda.ics", everybody(404), NEVER),
    Door("/wijk/{here.slug}/agenda/nieuw/", only(CALLING, 200), only(CALLING, 422)),
    Door("/wijk/{closed.slug}/agenda/nieuw/", known_to((), 0), known_to((), 0)),
    Door("/initiatief/{initiative.pk}/bijeenkomsten/", everybody(200), NEVER),
    Door("/initiatief/{initiative.pk}/poster.pdf", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/poster.pdf", everybody(404), NEVER),  # it would lead nowhere
    Door("/initiatief/{hidden.pk}/bijeenkomsten/", seen_by(INSIDERS, 200), NEVER),
    Door("/initiatief/{initiative.pk}/bijeenkomst/", only(TEAM, 200), only(TEAM, 422)),
    Door("/initiatief/{hidden.pk}/bijeenkomst/", known_to((), 0), known_to((), 0)),
    Door("/bijeenkomst/{meeting.pk}/aanpassen/", only(HOSTING, 200), only(HOSTING, 422)),
    Door("/bijeenkomst/{past_meeting.pk}/aanpassen/", only(HOSTING, 302), only(HOSTING, 422)),
    Door("/bijeenkomst/{unseen_meeting.pk}/aanpassen/", known_to((), 0), known_to((), 0)),
    Door("/bijeenkomst/{meeting.pk}/gaat-niet-door/", only(HOSTING, 200), only(HOSTING, 422)),
    Door("/bijeenkomst/{meeting.pk}/aanmelden/", signed_in(200), signed_in(302)),
    Door("/bijeenkomst/{unseen_meeting.pk}/aanmelden/", known_to((), 0), known_to((), 0)),
    Door("/bijeenkomst/{meeting.pk}/afmelden/", TO_ITS_PAGE, signed_in(302)),
    Door("/bijeenkomst/{meeting.pk}/agenda.ics", everybody(200), NEVER),
    Door("/bijeenkomst/{unseen_meeting.pk}/agenda.ics", everybody(404), NEVER),
    Door("/bijeenkomst/{meeting.pk}/agenda/", only(HOSTING, 200), only(HOSTING, 422)),
    Door("/bijeenkomst/{meeting.pk}/agendapunt/", signed_in(200), signed_in(422)),
    Door("/agendapunt/{agenda_item.pk}/antwoord/", only(ANSWERING, 200), only(ANSWERING, 422)),
    Door(
        "/agendapunt/{hidden_item.pk}/antwoord/",
        among(WATCHING, only(ANSWERING, 200)),
        among(WATCHING, only(ANSWERING, 422)),
    ),
    Door("/agendapunt/{past_item.pk}/uitkomst/", only(HOSTING, 200), only(HOSTING, 422)),
    Door(
        "/melden/agendapunt/{agenda_item.pk}/",
        signed_in(200) | answer([RESIDENT], 404),  # who wrote it
        signed_in(422) | answer([RESIDENT], 404),
    ),
    Door("/bijeenkomst/{meeting.pk}/uitnodigen/", only(HOSTING, 200), only(HOSTING, 422)),
    Door("/bijeenkomst/{meeting.pk}/antwoord/", known_to(PARTNERS, 200), known_to(PARTNERS, 422)),
    Door("/bijeenkomst/{past_meeting.pk}/verslag/", only(WRITING, 200), only(WRITING, 422)),
    Door("/bijeenkomst/{walk.pk}/gevonden/", everybody(200), NEVER),
    Door("/bijeenkomst/{past_meeting.pk}/gevonden/", everybody(404), NEVER),
    Door("/bijeenkomst/{past_meeting.pk}/verslag/versies/", only(WRITING, 200), NEVER),
    Door("/bijeenkomst/{past_meeting.pk}/verslag/vaststellen/", TO_ITS_PAGE, only(HOSTING, 302)),
    Door("/bijeenkomst/{past_meeting.pk}/actiepunt/", only(HOSTING, 200), only(HOSTING, 422)),
    Door("/bijeenkomst/{past_meeting.pk}/wie-er-was/", only(HOSTING, 200), only(HOSTING, 422)),
    Door("/bijeenkomst/{meeting.pk}/ik-kan-niet/", everybody(200), everybody(422)),
    Door("/bijeenkomst/{unseen_meeting.pk}/ik-kan-niet/", everybody(404), everybody(404)),
    Door("/kan-niet/{barrier.pk}/antwoord/", only(ANSWERING, 200), only(ANSWERING, 422)),
    Door("/mijn/agenda/", signed_in(200), NEVER),
    Door("/mijn/agenda/adres/", TO_ITS_PAGE, signed_in(302)),
    Door("/mijn/werk/bijeenkomsten/", only(OFFICES, 200), NEVER),
    Door("/agenda/{calendar_link.token}.ics", everybody(200), NEVER),
    # Taking part: panels, polls and question hour
    Door("/wijk/{here.slug}/meedoen/panel/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/meedoen/panel/", everybody(404), NEVER),
    Door(
        "/wijk/{here.slug}/meedoen/panel/lid/",
        TO_ITS_PAGE,
        signed_in(302) | answer(ANSWERING, 403),
    ),  # for residents
    Door("/wijk/{here.slug}/meedoen/peilingen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/meedoen/peilingen/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/meedoen/peilingen/nieuw/", only(LEADING, 200), only(LEADING, 422)),
    Door("/wijk/{closed.slug}/meedoen/peilingen/nieuw/", known_to((), 0), known_to((), 0)),
    Door("/peiling/{poll.pk}/", everybody(200), NEVER),
    Door("/peiling/{closed_poll.pk}/", everybody(200), NEVER),
    Door("/peiling/{draft_poll.pk}/", seen_by(LEADING, 302), NEVER),  # to its questions
    Door("/peiling/{unseen_poll.pk}/", everybody(404), NEVER),
    Door("/peiling/{poll.pk}/antwoord/", everybody(200), everybody(422)),
    Door("/peiling/{unseen_poll.pk}/antwoord/", everybody(404), everybody(404)),
    Door("/peiling/{poll.pk}/woorden/{open_question.pk}/", everybody(200), NEVER),
    Door("/peiling/{draft_poll.pk}/vragen/", known_to(LEADING, 200), known_to(LEADING, 422)),
    Door("/peiling/{poll.pk}/vragen/", only(LEADING, 302), only(LEADING, 302)),
    Door(
        "/peiling/{draft_poll.pk}/vragen/{draft_question.pk}/weg/",
        TO_ITS_PAGE,
        known_to(LEADING, 302),
    ),
    Door("/peiling/{draft_poll.pk}/weg/", TO_ITS_PAGE, known_to(LEADING, 302)),
    Door("/peiling/{draft_poll.pk}/openen/", TO_ITS_PAGE, known_to(LEADING, 302)),
    Door("/peiling/{poll.pk}/sluiten/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/peiling/{closed_poll.pk}/wat-wij-doen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/peiling/{poll.pk}/scherm/", only(LEADING, 200), NEVER),
    Door("/peiling/{poll.pk}/scherm/open/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/peiling/{poll.pk}/scherm/verberg/{poll_words.pk}/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/p/", everybody(200), NEVER),
    Door("/p/{meeting.token}/", everybody(200), NEVER),
    Door("/p/{unseen_meeting.token}/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/meedoen/focusgroepen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/meedoen/focusgroepen/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/meedoen/focusgroepen/nieuw/", only(LEADING, 200), only(LEADING, 422)),
    Door("/focusgroep/{group.pk}/", seen_by(TALKING, 200), seen_by(TALKING, 422)),
    Door("/focusgroep/{closed_group.pk}/", everybody(200), seen_by(LEADING, 422)),
    Door(
        "/focusgroep/{group.pk}/mensen/",
        among(TALKING, only(LEADING, 200)),
        among(TALKING, only(LEADING, 422)),
    ),
    Door("/focusgroep/{group.pk}/mensen/link/", TO_ITS_PAGE, among(TALKING, only(LEADING, 302))),
    Door(
        "/focusgroep/{group.pk}/mensen/{group_invitation.pk}/weg/",
        TO_ITS_PAGE,
        among(TALKING, only(LEADING, 302)),
    ),
    Door("/focusgroep/{group.pk}/stoppen/", TO_ITS_PAGE, known_to([RESIDENT], 302)),
    Door(
        "/focusgroep/{group.pk}/sluiten/",
        among(TALKING, only(LEADING, 200)),
        among(TALKING, only(LEADING, 422)),
    ),
    Door(
        "/focusgroep/uitnodiging/{group_invitation.token}/",
        everybody(200) | answer([RESIDENT], 302),
        signed_in(409) | answer([RESIDENT], 302),
    ),  # to their address alone; who is in it already goes there
    Door("/wijk/{here.slug}/meedoen/vragenuren/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/meedoen/vragenuren/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/meedoen/vragenuren/nieuw/", only(LEADING, 200), only(LEADING, 422)),
    Door("/vragenuur/{hour.pk}/", everybody(200), everybody(422)),
    Door("/vragenuur/{unseen_hour.pk}/", everybody(404), everybody(404)),
    Door("/vragenuur/{hour.pk}/stand/", everybody(302), NEVER),  # a part of that page
    Door("/vragenuur/{unseen_hour.pk}/stand/", everybody(404), NEVER),
    Door("/vragenuur/{hour.pk}/sluiten/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/vragenuur/{hour.pk}/vraag/{hour_question.pk}/steun/", TO_ITS_PAGE, everybody(302)),
    Door(
        "/vragenuur/{hour.pk}/vraag/{hour_question.pk}/antwoord/",
        only([*PARTNERS, *ANSWERING], 200),
        only([*PARTNERS, *ANSWERING], 422),
    ),
    Door(
        "/vragenuur/{hour.pk}/vraag/{hour_question.pk}/verberg/",
        TO_ITS_PAGE,
        only(MODERATING, 302),
    ),
    # Taking part: budget
    Door("/wijk/{here.slug}/budget/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/budget/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/budget/nieuw/", only(LEADING, 200), only(LEADING, 422)),
    Door("/wijk/{closed.slug}/budget/nieuw/", known_to((), 0), known_to((), 0)),
    Door("/budgetronde/{budget_round.pk}/", everybody(200), NEVER),
    Door("/budgetronde/{voting_round.pk}/", everybody(200), NEVER),
    Door("/budgetronde/{counted_round.pk}/", everybody(200), NEVER),
    Door("/budgetronde/{unseen_round.pk}/", everybody(404), NEVER),
    Door("/budgetronde/{budget_round.pk}/aanpassen/", only(LEADING, 200), only(LEADING, 422)),
    Door("/budgetronde/{budget_round.pk}/toetsen/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/budgetronde/{budget_round.pk}/stemmen-openen/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/budgetronde/{voting_round.pk}/stemmen-sluiten/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/budgetronde/{counted_round.pk}/tellen/", everybody(200), NEVER),
    Door("/budgetronde/{unseen_round.pk}/tellen/", everybody(404), NEVER),
    Door("/budgetronde/{budget_round.pk}/voorstel/", signed_in(200), signed_in(422)),
    Door("/budgetronde/{unseen_round.pk}/voorstel/", known_to((), 0), known_to((), 0)),
    Door("/budgetvoorstel/{budget_proposal.pk}/", everybody(200), NEVER),
    Door("/budgetvoorstel/{hidden_proposal.pk}/", seen_by(INSIDERS, 200), NEVER),
    Door(
        "/budgetvoorstel/{budget_proposal.pk}/toets/",
        only(PARTNERS, 200),
        only(PARTNERS, 422),
    ),
    Door(
        "/budgetvoorstel/{hidden_proposal.pk}/toets/",
        among(INSIDERS, only((), 0)),
        among(INSIDERS, only((), 0)),
    ),
    Door("/budgetvoorstel/{budget_proposal.pk}/bedrag/", TO_ITS_PAGE, only(TEAM, 302)),
    Door("/budgetvoorstel/{budget_proposal.pk}/terug/", TO_ITS_PAGE, only(TEAM, 302)),
    Door("/budgetronde/{voting_round.pk}/stemmen/", signed_in(200), signed_in(422)),
    Door("/budgetronde/{unseen_round.pk}/stemmen/", known_to((), 0), known_to((), 0)),
    Door("/budgetronde/{voting_round.pk}/stemmen/mandje/", TO_ITS_PAGE, signed_in(200)),
    Door("/budgetronde/{counted_round.pk}/bewijs/", everybody(200), everybody(422)),
    Door("/budgetronde/{unseen_round.pk}/bewijs/", everybody(404), everybody(404)),
    Door("/budgetronde/{counted_round.pk}/toezeggen/", only(LEADING, 302), only(LEADING, 302)),
    Door("/budgetgeld/{grant.pk}/", everybody(200), NEVER),
    Door("/budgetgeld/{grant.pk}/uitgave/", only(TEAM, 200), only(TEAM, 422)),
    Door("/budgetgeld/{grant.pk}/uitgave/{spending.pk}/weg/", TO_ITS_PAGE, only(TEAM, 302)),
    Door("/bonnetje/{pdf_receipt.pk}.pdf", seen_by([*TEAM, *LEADING], 200), NEVER),
    Door("/bonnetje/{receipt.pk}.pdf", everybody(404), NEVER),
    Door("/bonnetje/{receipt.pk}/480.jpeg", seen_by([*TEAM, *LEADING], 200), NEVER),
    Door("/initiatief/{initiative.pk}/bewonersbudget/", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/bewonersbudget/", seen_by(INSIDERS, 200), NEVER),
    # Taking part: the result of a round, and rounds that were held elsewhere
    Door("/budgetronde/{held_round.pk}/uitslag/", everybody(200), NEVER),
    Door("/budgetronde/{held_round.pk}/stemmen.pb", everybody(200), NEVER),
    Door("/wijk/{here.slug}/budget/invoeren/", only(LEADING, 200), only(LEADING, 422)),
    Door("/wijk/{closed.slug}/budget/invoeren/", known_to((), 0), known_to((), 0)),
    Door("/wijk/{here.slug}/budget/invoeren/{round_import.pk}/", only(LEADING, 200), NEVER),
    Door(
        "/wijk/{here.slug}/budget/invoeren/{round_import.pk}/bevestigen/",
        TO_ITS_PAGE,
        only(LEADING, 302),
    ),
    Door(
        "/wijk/{here.slug}/budget/invoeren/{round_import.pk}/weggooien/",
        TO_ITS_PAGE,
        only(LEADING, 302),
    ),
    # Taking part: conversations
    Door("/wijk/{here.slug}/gesprek/", everybody(200), everybody(422)),
    Door("/wijk/{closed.slug}/gesprek/", everybody(404), everybody(404)),
    Door("/wijk/{here.slug}/gesprek/vragen/", everybody(200), only(LEADING, 422)),
    Door("/wijk/{closed.slug}/gesprek/vragen/", everybody(404), everybody(404)),
    Door(
        "/wijk/{here.slug}/gesprek/vragen/{own_question.pk}/weg/",
        only(LEADING, 302),
        only(LEADING, 302),
    ),
    Door("/wijk/{here.slug}/gesprekken/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/gesprekken/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/gesprekken/meenemen/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/gesprek/{conversation.pk}/", known_to(LISTENING, 200), NEVER),
    Door(
        "/gesprek/{conversation.pk}/wat-er-is/", known_to(LISTENING, 302), known_to(LISTENING, 422)
    ),
    Door(
        "/gesprek/{conversation.pk}/wat-speelt-er/",
        known_to(LISTENING, 302),
        known_to(LISTENING, 422),
    ),
    Door(
        "/gesprek/{conversation.pk}/hieruit-kwam/",
        known_to(LISTENING, 302),
        known_to(LISTENING, 422),
    ),
    Door(
        "/gesprek/{conversation.pk}/weg/",
        known_to(LISTENING, 403) | answer((RESIDENT,), 200),
        known_to(LISTENING, 403) | answer((RESIDENT,), 302),
    ),
    Door("/mijn/logboek/", signed_in(200), signed_in(422)),
    Door("/mijn/logboek/{log_note.pk}/weg/", known_to((BUILDER,), 302), known_to((BUILDER,), 302)),
    # Quarterly reviews
    Door("/kwartaalgesprek/{quarterly_review.pk}/", everybody(200), NEVER),
    Door("/kwartaalgesprek/{closed_review.pk}/", everybody(200), NEVER),
    Door("/kwartaalgesprek/{unseen_review.pk}/", everybody(404), NEVER),
    Door("/kwartaalgesprek/{quarterly_review.pk}/stemmen/", everybody(200), NEVER),
    Door("/kwartaalgesprek/{closed_review.pk}/stemmen/", everybody(200), NEVER),
    Door("/kwartaalgesprek/{quarterly_review.pk}/stem/", everybody(200), everybody(422)),
    Door("/kwartaalgesprek/{closed_review.pk}/stem/", everybody(302), everybody(409)),
    Door("/kwartaalgesprek/{unseen_review.pk}/stem/", everybody(404), everybody(404)),
    Door("/kwartaalgesprek/{quarterly_review.pk}/stem/volgende/", TO_ITS_PAGE, everybody(302)),
    Door("/kwartaalgesprek/{unseen_review.pk}/stem/volgende/", TO_ITS_PAGE, everybody(404)),
    Door("/k/{quarterly_review.token}/", everybody(302), NEVER),
    Door(
        "/kwartaalgesprek/{quarterly_review.pk}/afspreken/",
        only([COORDINATOR], 200),
        only([COORDINATOR], 422),
    ),
    Door("/kwartaalgesprek/{quarterly_review.pk}/begin/", TO_ITS_PAGE, only([COORDINATOR], 302)),
    Door("/kwartaalgesprek/{quarterly_review.pk}/scherm/", only([COORDINATOR], 200), NEVER),
    Door(
        "/kwartaalgesprek/{quarterly_review.pk}/scherm/{voice.pk}/verberg/",
        TO_ITS_PAGE,
        only([COORDINATOR], 302),
    ),
    Door(
        "/kwartaalgesprek/{quarterly_review.pk}/sluiten/",
        only([COORDINATOR], 200),
        only([COORDINATOR], 422),
    ),
    Door("/initiatief/{initiative.pk}-moestuin/", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}-verborgen-kraam/", seen_by(INSIDERS, 200), NEVER),
    Door("/initiatief/{unseen.pk}-ongezien-plan/", seen_by(INSIDERS, 200), NEVER),
    Door("/initiatief/{initiative.pk}/fotos/", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/fotos/", seen_by(INSIDERS, 200), NEVER),
    Door("/initiatief/{initiative.pk}/verhaal/", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/verhaal/", seen_by(INSIDERS, 200), NEVER),
    Door("/initiatief/{initiative.pk}/", everybody(302), NEVER),
    Door("/initiatief/{hidden.pk}/", seen_by(INSIDERS, 302), NEVER),
    Door("/foto/{photo.pk}/480.jpeg", everybody(200), NEVER),
    Door("/foto/{hidden_photo.pk}/480.webp", seen_by(INSIDERS, 200), NEVER),
    Door("/foto/{draft_photo.pk}/480.webp", seen_by([RESIDENT], 200), NEVER),
    Door("/portret/{role.portrait}.jpg", everybody(200), NEVER),
    Door("/portret/{ended_role.portrait}.jpg", everybody(404), NEVER),
    Door("/portret/{closed_role.portrait}.jpg", seen_by(MODERATING, 200), NEVER),
    Door("/huisregels/", everybody(200), NEVER),
    Door("/over/", everybody(200), NEVER),
    Door("/privacy/", everybody(200), NEVER),
    Door("/toegankelijkheid/", everybody(200), NEVER),
    Door("/andere-taal/", everybody(200), NEVER),
    Door("/.well-known/security.txt", everybody(200), NEVER),
    Door("/robots.txt", everybody(200), NEVER),
    Door("/healthz", everybody(200), NEVER),
    Door("/readyz", everybody(200), NEVER),
    # What everybody may do
    Door("/taal/", TO_ITS_PAGE, everybody(302)),
    Door("/concept/", TO_ITS_PAGE, everybody(400)),
    Door(
        "/uitnodiging/{invitation.token}/",
        everybody(200) | answer(TEAM, 302),
        everybody(409) | answer(TEAM, 302) | {VISITOR: SIGN_IN, ERASED: SIGN_IN},
    ),  # it is for somebody else's address
    Door("/uitnodiging/{hidden_invitation.token}/", everybody(404), everybody(404)),
    Door("/bericht/stop/{notification.token}/", everybody(200), everybody(200)),
    Door("/overzicht/stop/{overview.token}/", everybody(200), everybody(200)),
    Door("/account/uitloggen/", TO_ITS_PAGE, everybody(302)),
    # To start an initiative; a visitor enters a code before it is sent
    Door("/zoeken/", everybody(200), NEVER),
    Door("/zoeken/plaatsen/", everybody(200), NEVER),
    # Lessons and thanks
    Door("/lessen/", everybody(200), NEVER),
    Door("/les/{lesson.pk}/", everybody(200), NEVER),
    Door("/les/{hidden_lesson.pk}/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/lessen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/lessen/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/lessen/lijkt-op/", TO_ITS_PAGE, everybody(200)),
    Door("/wijk/{closed.slug}/lessen/lijkt-op/", TO_ITS_PAGE, everybody(404)),
    Door(
        "/wijk/{here.slug}/lessen/opschrijven/",
        only([*LOGGING, BUILDER], 200),
        only([*LOGGING, BUILDER], 422),
    ),
    Door("/wijk/{closed.slug}/lessen/opschrijven/", known_to((), 0), known_to((), 0)),
    Door("/doel/{ended_goal.pk}/lessen/", everybody(200), NEVER),
    Door("/doel/{goal.pk}/lessen/", everybody(404), NEVER),
    Door("/doel/{ended_goal.pk}/terugblik/", only(LEADING, 200), only(LEADING, 422)),
    Door("/doel/{goal.pk}/terugblik/", known_to((), 0), known_to((), 0)),
    Door("/werkwijze/{method.pk}/", everybody(200), NEVER),
    Door("/werkwijze/{hidden_method.pk}/", seen_by(WATCHING, 200), NEVER),
    Door(
        "/werkwijze/{method.pk}/aanpassen/",
        only([BUILDER, *LEADING], 200),
        only([BUILDER, *LEADING], 422),
    ),
    Door(
        "/werkwijze/{hidden_method.pk}/aanpassen/",
        among(WATCHING, only([RESIDENT, *LEADING], 200)),
        among(WATCHING, only([RESIDENT, *LEADING], 422)),
    ),
    Door("/wijk/{here.slug}/in-het-zonnetje/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/in-het-zonnetje/", everybody(404), NEVER),
    Door(
        "/wijk/{here.slug}/in-het-zonnetje/vragen/",
        only([BUILDER, *LEADING], 200),
        only([BUILDER, *LEADING], 422),
    ),
    Door("/wijk/{closed.slug}/in-het-zonnetje/vragen/", known_to((), 0), known_to((), 0)),
    Door(
        "/in-het-zonnetje/{light.pk}/",
        known_to([RESIDENT, *LEADING], 200),
        known_to([RESIDENT, *LEADING], 302),
    ),
    Door("/wijk/{here.slug}/initiatieven/waar/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/initiatieven/waar/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/initiatieven/nieuw/", everybody(200), everybody(422)),
    Door("/wijk/{closed.slug}/initiatieven/nieuw/", everybody(404), everybody(404)),
    Door("/wijk/{here.slug}/initiatieven/nieuw/lijkt-op/", TO_ITS_PAGE, everybody(200)),
    Door("/wijk/{closed.slug}/initiatieven/nieuw/lijkt-op/", TO_ITS_PAGE, everybody(404)),
    Door("/wijk/{here.slug}/initiatieven/nieuw/foto/weg/", TO_ITS_PAGE, everybody(302)),
    # Who has a draft is asked whether it may go
    Door(
        "/wijk/{here.slug}/initiatieven/nieuw/weg/",
        TO_ITS_PAGE,
        everybody(302) | answer([RESIDENT], 200),
    ),
    Door("/wijk/{here.slug}/initiatieven/nieuw/controleren/", everybody(302), signed_in(302)),
    # To take part
    Door("/initiatief/{initiative.pk}/steun/", signed_in(200), signed_in(302)),
    Door("/initiatief/{hidden.pk}/steun/", known_to(INSIDERS, 200), known_to(INSIDERS, 302)),
    Door("/initiatief/{initiative.pk}/volgen/", TO_ITS_PAGE, signed_in(302)),
    Door("/initiatief/{hidden.pk}/volgen/", TO_ITS_PAGE, known_to(INSIDERS, 302)),
    Door("/initiatief/{initiative.pk}/meedoen/", signed_in(200), signed_in(302)),
    Door("/initiatief/{hidden.pk}/meedoen/", known_to(INSIDERS, 200), known_to(INSIDERS, 302)),
    Door("/initiatief/{initiative.pk}/meedoen/niet-meer/", TO_ITS_PAGE, signed_in(302)),
    Door("/initiatief/{hidden.pk}/meedoen/niet-meer/", TO_ITS_PAGE, known_to(INSIDERS, 302)),
    # To talk; a visitor writes first, and signs in after
    Door("/initiatief/{initiative.pk}/reacties/", everybody(200), everybody(422)),
    Door("/initiatief/{hidden.pk}/reacties/", seen_by(INSIDERS, 200), seen_by(INSIDERS, 422)),
    Door(
        "/initiatief/{initiative.pk}/reacties/{reaction.pk}/",
        known_to([RESIDENT], 200),
        known_to([RESIDENT], 422),
    ),
    Door(
        "/initiatief/{initiative.pk}/reacties/{reaction.pk}/weg/",
        TO_ITS_PAGE,
        known_to([RESIDENT], 302),
    ),
    # The house rules
    Door(
        "/melden/reactie/{reaction.pk}/",
        signed_in(200) | answer([RESIDENT], 404),  # nobody flags their own words
        signed_in(422) | answer([RESIDENT], 404),
    ),
    Door("/melden/reactie/{hidden_reaction.pk}/", known_to((), 0), known_to((), 0)),
    Door(
        "/melden/initiatief/{initiative.pk}/",
        signed_in(200) | answer(TEAM, 404),
        signed_in(422) | answer(TEAM, 404),
    ),
    Door("/melden/initiatief/{hidden.pk}/", known_to(MODERATING, 200), known_to(MODERATING, 422)),
    Door(
        "/melden/reactie/{hidden_reaction.pk}/bezwaar/",
        known_to([RESIDENT], 200),
        known_to([RESIDENT], 422),
    ),
    Door("/melden/reactie/{reaction.pk}/bezwaar/", known_to((), 0), known_to((), 0)),
    Door("/melden/initiatief/{hidden.pk}/bezwaar/", known_to(TEAM, 200), known_to(TEAM, 422)),
    # A photo that is hidden by itself
    Door("/foto/{photo_by_itself.pk}/480.webp", seen_by(INSIDERS, 200), NEVER),
    Door(
        "/melden/foto/{photo.pk}/",
        signed_in(200) | answer(TEAM, 404),
        signed_in(422) | answer(TEAM, 404),
    ),
    Door("/melden/foto/{photo_by_itself.pk}/", known_to((), 0), known_to((), 0)),
    Door("/melden/foto/{photo_by_itself.pk}/bezwaar/", known_to(TEAM, 200), known_to(TEAM, 422)),
    # Organisations and their people
    Door("/wijk/{here.slug}/organisaties/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/organisaties/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/organisaties/nieuw/", signed_in(200), signed_in(422)),
    Door("/wijk/{closed.slug}/organisaties/nieuw/", known_to((), 0), known_to((), 0)),
    Door("/organisatie/{organisation.slug}/", everybody(200), NEVER),
    Door("/organisatie/{hidden_organisation.slug}/", seen_by(PARTNERS_HIDDEN, 200), NEVER),
    Door("/organisatie/{organisation.slug}/aanpassen/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door(
        "/organisatie/{hidden_organisation.slug}/aanpassen/",
        among(PARTNERS_HIDDEN, only(PARTNERS, 200)),
        among(PARTNERS_HIDDEN, only(PARTNERS, 422)),
    ),
    Door("/organisatie/{organisation.slug}/mensen/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door("/organisatie/{organisation.slug}/mensen/link/", TO_ITS_PAGE, only(PARTNERS, 302)),
    Door(
        "/organisatie/{organisation.slug}/mensen/aanspreekpunt/", TO_ITS_PAGE, only(PARTNERS, 302)
    ),
    Door("/organisatie/{organisation.slug}/mensen/ik/", only(PARTNERS, 200), only(PARTNERS, 302)),
    Door(
        "/organisatie/{organisation.slug}/mensen/uit/", only(PARTNERS, 200), only(PARTNERS, 200)
    ),  # who is alone stays
    Door(
        "/organisatie/{organisation.slug}/mensen/uitnodiging/{organisation_invitation.pk}/weg/",
        TO_ITS_PAGE,
        only(PARTNERS, 302),
    ),
    Door(
        "/organisatie/{organisation.slug}/mensen/uitnodiging/{invitation.pk}/weg/",
        TO_ITS_PAGE,
        known_to((), 0),
    ),
    Door(
        "/organisatie/{organisation.slug}/mensen/vraag/{join_request.pk}/",
        only(PARTNERS, 200),
        only(PARTNERS, 302),
    ),
    Door(
        "/organisatie/{organisation.slug}/uitnodiging/{organisation_invitation.token}/",
        everybody(200) | answer(PARTNERS, 302),
        everybody(409) | answer(PARTNERS, 302) | {VISITOR: SIGN_IN, ERASED: SIGN_IN},
    ),
    Door(
        "/organisatie/{hidden_organisation.slug}/uitnodiging/"
        "{hidden_organisation_invitation.token}/",
        everybody(404),
        everybody(404),
    ),
    Door(
        "/organisatie/{organisation.slug}/meedoen/",
        signed_in(200) | answer(PARTNERS, 302),
        signed_in(422) | answer(PARTNERS, 302),
    ),
    Door("/organisatie/{organisation.slug}/meedoen/niet-meer/", TO_ITS_PAGE, signed_in(302)),
    Door("/team/{initiative.team_id}/pagina/", known_to(TEAM, 200), known_to(TEAM, 302)),
    Door("/organisatie/{organisation.slug}/initiatieven/", everybody(200), NEVER),
    Door(
        "/organisatie/{hidden_organisation.slug}/initiatieven/",
        seen_by(PARTNERS_HIDDEN, 200),
        NEVER,
    ),
    Door("/organisatie/{organisation.slug}/bericht/", signed_in(200), signed_in(422)),
    Door(
        "/organisatie/{organisation.slug}/bericht/{letter.pk}/",
        known_to((PARTNER, RESIDENT), 200),
        known_to(PARTNERS, 422) | {RESIDENT: 403},
    ),
    Door("/organisatie/{organisation.slug}/samen/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door(
        "/organisatie/{organisation.slug}/samen/{affiliation.pk}/",
        TO_ITS_PAGE,
        only(PARTNERS, 302),
    ),
    Door(
        "/organisatie/{organisation.slug}/opdracht/", only(MODERATING, 200), only(MODERATING, 422)
    ),
    Door(
        "/organisatie/{organisation.slug}/opdracht/{assignment.pk}/",
        only((*PARTNERS, *MODERATING), 200),
        only((*PARTNERS, *MODERATING), 422),
    ),
    Door(
        "/organisatie/{hidden_organisation.slug}/opdracht/{assignment.pk}/",
        among(PARTNERS_HIDDEN, only(PARTNERS_HIDDEN, 404)),
        among(PARTNERS_HIDDEN, only(PARTNERS_HIDDEN, 404)),
    ),
    Door("/organisatie/{organisation.slug}/aanbod/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door(
        "/organisatie/{organisation.slug}/aanbod/{programme.pk}/",
        only(PARTNERS, 200),
        only(PARTNERS, 422),
    ),
    Door(
        "/organisatie/{organisation.slug}/aanbod/{programme.pk}/stop/",
        TO_ITS_PAGE,
        only(PARTNERS, 302),
    ),
    Door("/wijk/{here.slug}/programmas/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/programmas/", everybody(404), NEVER),
    Door(
        "/melden/organisatie/{organisation.pk}/",
        signed_in(200) | answer(PARTNERS, 404),
        signed_in(422) | answer(PARTNERS, 404),
    ),
    Door(
        "/melden/organisatie/{hidden_organisation.pk}/bezwaar/",
        known_to(PARTNERS, 200),
        known_to(PARTNERS, 422),
    ),
    # For its team
    Door("/initiatief/{initiative.pk}/verstuurd/", only(TEAM, 200), NEVER),
    Door("/initiatief/{hidden.pk}/verstuurd/", among(INSIDERS, only(TEAM, 200)), NEVER),
    Door("/initiatief/{initiative.pk}/hoe-gaat-het/", known_to(TEAM, 200), known_to(TEAM, 302)),
    Door("/initiatief/{hidden.pk}/hoe-gaat-het/", known_to(TEAM, 200), known_to(TEAM, 302)),
    Door("/initiatief/{initiative.pk}/terugblik/", known_to(TEAM, 200), known_to(TEAM, 422)),
    Door("/initiatief/{hidden.pk}/terugblik/", known_to(TEAM, 200), known_to(TEAM, 422)),
    Door("/initiatief/{initiative.pk}/in-beeld/", signed_in(200), signed_in(302)),
    Door("/initiatief/{hidden.pk}/in-beeld/", known_to(INSIDERS, 200), known_to(INSIDERS, 302)),
    Door("/initiatief/{initiative.pk}/fotos/beheren/", known_to(TEAM, 200), known_to(TEAM, 422)),
    Door("/initiatief/{hidden.pk}/fotos/beheren/", known_to(TEAM, 200), known_to(TEAM, 422)),
    Door(
        "/initiatief/{initiative.pk}/fotos/beheren/{photo.pk}/",
        known_to(TEAM, 302),
        known_to(TEAM, 302),
    ),
    Door(
        "/initiatief/{initiative.pk}/fotos/beheren/{photo.pk}/plaats/",
        TO_ITS_PAGE,
        known_to(TEAM, 302),
    ),
    Door(
        "/initiatief/{initiative.pk}/fotos/beheren/{photo.pk}/weg/",
        known_to(TEAM, 200),
        known_to(TEAM, 302),
    ),
    Door("/initiatief/{initiative.pk}/aanpassen/", known_to(TEAM, 200), known_to(TEAM, 422)),
    Door("/initiatief/{hidden.pk}/aanpassen/", known_to(TEAM, 200), known_to(TEAM, 422)),
    Door("/initiatief/{initiative.pk}/aanpassen/weg/", TO_ITS_PAGE, known_to(TEAM, 200)),
    Door("/initiatief/{initiative.pk}/team/", only(TEAM, 200), only(TEAM, 422)),
    Door(
        "/initiatief/{hidden.pk}/team/",
        among(INSIDERS, only(TEAM, 200)),
        among(INSIDERS, only(TEAM, 422)),
    ),
    Door("/initiatief/{initiative.pk}/team/link/", TO_ITS_PAGE, only(TEAM, 302)),
    Door("/initiatief/{initiative.pk}/team/aanspreekpunt/", TO_ITS_PAGE, only(TEAM, 302)),
    Door(
        "/initiatief/{initiative.pk}/team/uitnodiging/{invitation.pk}/weg/",
        TO_ITS_PAGE,
        only(TEAM, 302),
    ),
    Door(
        "/initiatief/{hidden.pk}/team/uitnodiging/{invitation.pk}/weg/",
        TO_ITS_PAGE,
        among(INSIDERS, only(TEAM, 404)),
    ),
    Door(
        "/initiatief/{initiative.pk}/team/uit/", only(TEAM, 200), only(TEAM, 200)
    ),  # who is alone stays
    Door("/initiatief/{initiative.pk}/nieuws/", only(TEAM, 200), only(TEAM, 422)),
    Door("/initiatief/{initiative.pk}/fase/", only(TEAM, 200), only(TEAM, 422)),
    Door("/initiatief/{initiative.pk}/proef/", known_to(TEAM, 200), known_to(TEAM, 422)),
    # The right to challenge: all read the steps; to ask it is there for the team alone
    Door("/initiatief/{challenged.pk}/uitdaagrecht/", everybody(200), NEVER),
    Door("/initiatief/{initiative.pk}/uitdaagrecht/", seen_by(TEAM, 200), NEVER),
    Door("/initiatief/{hidden.pk}/uitdaagrecht/", seen_by(TEAM, 200), NEVER),
    Door("/initiatief/{initiative.pk}/uitdaagrecht/vragen/", TO_ITS_PAGE, only(TEAM, 422)),
    Door(
        "/initiatief/{challenged.pk}/uitdaagrecht/wie-beslist/", TO_ITS_PAGE, only(ANSWERING, 422)
    ),
    Door("/initiatief/{challenged.pk}/uitdaagrecht/besluit/", TO_ITS_PAGE, only(ANSWERING, 422)),
    Door(
        "/initiatief/{challenged.pk}/uitdaagrecht/andere-datum/", TO_ITS_PAGE, only(ANSWERING, 422)
    ),
    Door("/initiatief/{challenged.pk}/uitdaagrecht/voorstel/", TO_ITS_PAGE, only(ANSWERING, 422)),
    Door("/initiatief/{challenged.pk}/uitdaagrecht/bezwaar/", TO_ITS_PAGE, only(CHALLENGING, 422)),
    Door("/initiatief/{challenged.pk}/uitdaagrecht/akkoord/", TO_ITS_PAGE, only(CHALLENGING, 422)),
    Door("/initiatief/{challenged.pk}/uitdaagrecht/anders/", TO_ITS_PAGE, only(CHALLENGING, 422)),
    Door(
        "/initiatief/{challenged.pk}/uitdaagrecht/terugblik/",
        TO_ITS_PAGE,
        only((*CHALLENGING, *ANSWERING), 422),
    ),
    Door(
        "/initiatief/{challenged.pk}/uitdaagrecht/intrekken/", TO_ITS_PAGE, only(CHALLENGING, 422)
    ),
    Door(
        "/initiatief/{hidden.pk}/uitdaagrecht/vragen/",
        TO_ITS_PAGE,
        among(INSIDERS, only(TEAM, 422)),
    ),
    Door(
        "/initiatief/{initiative.pk}/heroverwegen/", only(TEAM, 302), only(TEAM, 302)
    ),  # no answer
    Door("/initiatief/{initiative.pk}/antwoord-vragen/", TO_ITS_PAGE, only(TEAM, 302)),
    Door("/initiatief/{hidden.pk}/antwoord-vragen/", TO_ITS_PAGE, among(INSIDERS, only(TEAM, 302))),
    Door("/initiatief/{initiative.pk}/vragen/{question.pk}/", only(TEAM, 200), only(TEAM, 422)),
    Door(
        "/initiatief/{initiative.pk}/vragen/{hidden_question.pk}/",
        only(TEAM, 404),
        only(TEAM, 404),
    ),
    Door(
        "/initiatief/{hidden.pk}/vragen/{hidden_question.pk}/",
        among(INSIDERS, only(TEAM, 200)),
        among(INSIDERS, only(TEAM, 422)),
    ),
    Door("/initiatief/{initiative.pk}/datum/{date_proposal.pk}/", only(TEAM, 200), only(TEAM, 302)),
    Door(
        "/initiatief/{hidden.pk}/datum/{date_proposal.pk}/",
        among(INSIDERS, only(TEAM, 404)),
        among(INSIDERS, only(TEAM, 404)),
    ),
    # For who answers
    Door("/initiatief/{initiative.pk}/beoordelen/", only(ANSWERING, 200), NEVER),
    Door("/initiatief/{hidden.pk}/beoordelen/", among(INSIDERS, only(ANSWERING, 200)), NEVER),
    Door("/initiatief/{initiative.pk}/beoordelen/antwoord/", TO_ITS_PAGE, only(ANSWERING, 422)),
    Door("/initiatief/{initiative.pk}/beoordelen/vraag/", TO_ITS_PAGE, only(ANSWERING, 422)),
    Door("/initiatief/{initiative.pk}/beoordelen/datum/", TO_ITS_PAGE, only(ANSWERING, 422)),
    Door("/initiatief/{initiative.pk}/beoordelen/notitie/", TO_ITS_PAGE, only(ANSWERING, 422)),
    Door(
        "/initiatief/{initiative.pk}/beoordelen/standaardtekst/", TO_ITS_PAGE, only(ANSWERING, 302)
    ),
    Door(
        "/initiatief/{initiative.pk}/beoordelen/overgeven/",
        only(MODERATING, 200),
        only(MODERATING, 422),
    ),
    Door(
        "/initiatief/{hidden.pk}/beoordelen/overgeven/",
        among(INSIDERS, only(MODERATING, 200)),
        among(INSIDERS, only(MODERATING, 422)),
    ),
    # What looks like it: its team and who answers say so, and name which one
    Door("/initiatief/{initiative.pk}/lijkt-op/", everybody(200), only(SAYING, 404)),
    Door(
        "/initiatief/{hidden.pk}/lijkt-op/",
        seen_by(INSIDERS, 200),
        everybody(404) | answer(GOVERNING, 403),
    ),
    Door(
        "/initiatief/{initiative.pk}/lijkt-op/{initiative.pk}/weg/", TO_ITS_PAGE, only(SAYING, 302)
    ),
    Door(
        "/initiatief/{initiative.pk}/lijkt-op/{hidden.pk}/weg/",
        TO_ITS_PAGE,
        among(INSIDERS, only(SAYING, 302)),
    ),
    # What a team asks: everybody reads it, the team asks, who was asked answers
    Door("/initiatief/{initiative.pk}/hulp/", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/hulp/", seen_by(INSIDERS, 200), NEVER),
    Door("/initiatief/{initiative.pk}/hulp/vragen/", only(TEAM, 200), only(TEAM, 422)),
    Door("/initiatief/{initiative.pk}/hulp/{help_request.pk}/", everybody(200), NEVER),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/in-gesprek/",
        TO_ITS_PAGE,
        only(ANSWERING, 422),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/ja/", TO_ITS_PAGE, only(ANSWERING, 422)
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/nee/",
        TO_ITS_PAGE,
        only(ANSWERING, 422),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/niet-meer/",
        only(TEAM, 302),
        only(TEAM, 302),
    ),
    # When hands are needed: the team says when, anybody comes, and the calendar is theirs
    Door("/initiatief/{initiative.pk}/hulp/{hands.pk}/", everybody(200), NEVER),
    Door("/initiatief/{initiative.pk}/hulp/{hands.pk}/gelukt/", TO_ITS_PAGE, only(TEAM, 302)),
    Door(
        "/initiatief/{initiative.pk}/hulp/{hands.pk}/momenten/nieuw/",
        only(TEAM, 200),
        only(TEAM, 422),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{hands.pk}/momenten/{slot.pk}/",
        signed_in(200),
        signed_in(302),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/momenten/{slot.pk}/",  # of another one
        known_to((), 0),
        known_to((), 0),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{hands.pk}/momenten/{slot.pk}/aanpassen/",
        only(TEAM, 200),
        only(TEAM, 422),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{hands.pk}/momenten/{slot.pk}/gaat-niet-door/",
        only(TEAM, 200),
        only(TEAM, 422),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{hands.pk}/momenten/{slot.pk}/niet-meer/",
        TO_ITS_PAGE,
        signed_in(302),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{hands.pk}/momenten/{slot.pk}/agenda.ics",
        known_to(TEAM, 200),
        NEVER,
    ),
    # What blocks residents: teams and who works here report it, who works here arranges it
    Door("/wijk/{here.slug}/belemmeringen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/belemmeringen/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/belemmeringen/melden/", only(BLOCKED, 200), only(BLOCKED, 422)),
    Door("/wijk/{closed.slug}/belemmeringen/melden/", known_to((), 0), known_to((), 0)),
    Door("/wijk/{here.slug}/belemmeringen/melden/lijkt-op/", TO_ITS_PAGE, everybody(200)),
    Door("/belemmering/{obstacle.pk}/", everybody(200), NEVER),
    Door("/belemmering/{hidden_obstacle.pk}/", seen_by(INSIDERS, 200), NEVER),
    Door("/belemmering/{obstacle.pk}/ook/", signed_in(200), only(BLOCKED, 422)),
    Door(
        "/belemmering/{hidden_obstacle.pk}/ook/",
        known_to(INSIDERS, 200),
        among(INSIDERS, only(BLOCKED, 422)),
    ),
    Door("/belemmering/{answered_obstacle.pk}/verder/", TO_ITS_PAGE, only(TEAM, 302)),
    Door("/belemmering/{obstacle.pk}/nog-niet/", only(TEAM, 302), only(TEAM, 302)),
    Door("/belemmering/{answered_obstacle.pk}/nog-niet/", only(TEAM, 200), only(TEAM, 422)),
    Door("/belemmering/{obstacle.pk}/oppakken/", TO_ITS_PAGE, only(ANSWERING, 302)),
    Door("/belemmering/{obstacle.pk}/overgeven/", only(ANSWERING, 200), only(ANSWERING, 422)),
    Door("/belemmering/{obstacle.pk}/antwoord/", only(ANSWERING, 200), only(ANSWERING, 422)),
    Door(
        "/belemmering/{hidden_obstacle.pk}/antwoord/",
        among(INSIDERS, only(ANSWERING, 200)),
        among(INSIDERS, only(ANSWERING, 422)),
    ),
    Door("/belemmering/{obstacle.pk}/reactie/", only(PARTNERS, 200), only(PARTNERS, 422)),
    Door("/belemmering/{answered_obstacle.pk}/reactie/", only((), 0), only((), 0)),
    Door(
        "/melden/belemmering/{obstacle.pk}/",
        signed_in(200) | answer(TEAM, 404),
        signed_in(422) | answer(TEAM, 404),
    ),
    Door(
        "/melden/belemmering/{hidden_obstacle.pk}/bezwaar/",
        known_to(TEAM, 200),
        known_to(TEAM, 422),
    ),
    # Who or what fits it is for the team; what one person is asked is between the two
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/wie-past/", known_to(TEAM, 200), NEVER
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/wie-past/{willing.pk}/",
        known_to(TEAM, 200),
        known_to(TEAM, 422),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/wie-past/{asset.pk}/",
        known_to([], 200),
        known_to([], 200),
    ),
    Door(
        "/initiatief/{initiative.pk}/hulp/{help_request.pk}/gevraagd/{ask.pk}/niet-meer/",
        TO_ITS_PAGE,
        known_to(TEAM, 302),
    ),
    Door("/initiatief/{initiative.pk}/gevraagd/{ask.pk}/", known_to((RESIDENT, *TEAM), 302), NEVER),
    # From the mail without signing in; who is signed in as somebody else answers nothing
    Door(
        "/gevraagd/{ask.token}/",
        everybody(200),
        everybody(409) | answer((VISITOR, ERASED, RESIDENT), 302),
    ),
    # What is offered: by anybody, and between them and the team
    Door(
        "/initiatief/{initiative.pk}/aanbod/",
        signed_in(200) | answer(TEAM, 302),
        signed_in(422) | answer(TEAM, 302),
    ),
    Door(
        "/initiatief/{hidden.pk}/aanbod/",
        known_to(INSIDERS, 200) | answer(TEAM, 302),
        known_to(INSIDERS, 422) | answer(TEAM, 302),
    ),
    Door("/initiatief/{initiative.pk}/aanbod/{offer.pk}/", known_to((PARTNER, *TEAM), 200), NEVER),
    Door(
        "/initiatief/{initiative.pk}/aanbod/{offer.pk}/in-gesprek/",
        TO_ITS_PAGE,
        known_to((PARTNER, *TEAM), 302) | answer([PARTNER], 403),
    ),
    Door(
        "/initiatief/{initiative.pk}/aanbod/{offer.pk}/ja/",
        TO_ITS_PAGE,
        known_to((PARTNER, *TEAM), 302) | answer([PARTNER], 403),
    ),
    Door(
        "/initiatief/{initiative.pk}/aanbod/{offer.pk}/liever-niet/",
        TO_ITS_PAGE,
        known_to((PARTNER, *TEAM), 302) | answer([PARTNER], 403),
    ),
    Door(
        "/initiatief/{initiative.pk}/aanbod/{offer.pk}/intrekken/",
        TO_ITS_PAGE,
        known_to((PARTNER, *TEAM), 302) | answer(TEAM, 403),
    ),
    # What was agreed: everybody reads it, and each side does its part
    Door("/wijk/{here.slug}/afspraken/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/afspraken/", everybody(404), NEVER),
    Door("/afspraak/{agreement.pk}/", everybody(200), NEVER),
    Door("/afspraak/{private_agreement.pk}/", seen_by((PARTNER, ORGANISER), 200), NEVER),
    Door("/afspraak/{agreement.pk}/nagekomen/", TO_ITS_PAGE, only((PARTNER,), 302)),
    Door("/afspraak/{agreement.pk}/bevestigen/", TO_ITS_PAGE, only(TEAM, 302)),
    Door("/afspraak/{agreement.pk}/nog-niet-goed/", only(TEAM, 200), only(TEAM, 422)),
    Door("/afspraak/{agreement.pk}/lukt-niet/", only((PARTNER,), 200), only((PARTNER,), 422)),
    Door("/afspraak/{agreement.pk}/later/", only((PARTNER,), 200), only((PARTNER,), 422)),
    Door("/afspraak/{agreement.pk}/eerst-dit/", TO_ITS_PAGE, only(RUNNING, 302)),
    # Who acts together: everybody reads it, teams propose and answer
    Door("/initiatief/{initiative.pk}/samen/", everybody(200), NEVER),
    Door("/initiatief/{hidden.pk}/samen/", seen_by(INSIDERS, 200), NEVER),
    Door(
        "/initiatief/{initiative.pk}/samen/met/{challenged.pk}/", only(TEAM, 200), only(TEAM, 422)
    ),
    Door("/initiatief/{initiative.pk}/samen/met/{hidden.pk}/", only(TEAM, 404), only(TEAM, 404)),
    Door("/initiatief/{initiative.pk}/samen/voorstel/{proposal.pk}/", only(TEAM, 200), NEVER),
    Door(
        "/initiatief/{challenged.pk}/samen/voorstel/{proposal.pk}/", only(CHALLENGING, 200), NEVER
    ),
    Door(
        "/initiatief/{initiative.pk}/samen/voorstel/{proposal.pk}/ja/",
        TO_ITS_PAGE,
        only(TEAM, 302),
    ),
    Door(
        "/initiatief/{initiative.pk}/samen/voorstel/{proposal.pk}/liever-niet/",
        TO_ITS_PAGE,
        only(TEAM, 302),
    ),
    Door(
        "/initiatief/{challenged.pk}/samen/voorstel/{proposal.pk}/intrekken/",
        TO_ITS_PAGE,
        only(CHALLENGING, 302),
    ),
    Door(
        "/initiatief/{initiative.pk}/samen/uit-elkaar/{challenged.pk}/",
        TO_ITS_PAGE,
        only(TEAM, 302),
    ),
    # For who keeps the house rules
    Door("/initiatief/{initiative.pk}/verbergen/", only(MODERATING, 200), only(MODERATING, 422)),
    Door("/initiatief/{hidden.pk}/tonen/", TO_ITS_PAGE, among(INSIDERS, only(MODERATING, 302))),
    Door("/wijk/{here.slug}/moderatie/", only(MODERATING, 200), only(MODERATING, 422)),
    Door(
        "/wijk/{closed.slug}/moderatie/",
        among(MODERATING, only(MODERATING, 200)),
        among(MODERATING, only(MODERATING, 422)),
    ),
    Door("/wijk/{here.slug}/moderatie/tonen/", TO_ITS_PAGE, only(MODERATING, 302)),
    # What is mine
    Door("/mijn/", signed_in(200), NEVER),
    Door("/mijn/start/", signed_in(302), NEVER),
    Door("/mijn/werk/", only(OFFICES, 200), NEVER),
    Door("/mijn/werk/kiezen/", only(OFFICES, 200), only(OFFICES, 422)),
    Door("/mijn/werk/ongedaan/", TO_ITS_PAGE, only(OFFICES, 302)),
    Door("/mijn/werk/bewaar/", TO_ITS_PAGE, only(OFFICES, 422)),
    Door("/mijn/werk/bewaar/{saved_filter.pk}/weg/", TO_ITS_PAGE, known_to([OFFICER], 302)),
    Door("/mijn/berichten/", signed_in(200), NEVER),
    Door("/mijn/berichten/gelezen/", TO_ITS_PAGE, signed_in(302)),
    Door("/mijn/berichten/instellen/", signed_in(200), signed_in(422)),
    Door("/mijn/berichten/instellen/alles/", TO_ITS_PAGE, signed_in(404)),
    Door("/mijn/berichten/{notification.pk}/", TO_ITS_PAGE, known_to([RESIDENT], 302)),
    Door("/mijn/gegevens/", signed_in(200), signed_in(302)),  # a name may be left open
    Door("/mijn/gegevens/adres/", signed_in(200), signed_in(422)),
    Door("/mijn/gegevens/adres/code/", signed_in(302), signed_in(302)),
    Door("/mijn/gegevens/mail-opnieuw/", TO_ITS_PAGE, signed_in(302)),
    Door("/mijn/gegevens/download/", signed_in(200), NEVER),
    Door("/mijn/gegevens/wissen/", signed_in(200), signed_in(422)),
    Door("/account/verder/{draft.key}/", known_to([RESIDENT], 200), NEVER),
    # For who runs a neighbourhood
    Door("/wijk/{here.slug}/beheer/", only(RUNNING, 200), only(RUNNING, 302)),
    Door("/wijk/{closed.slug}/beheer/", closed(200), closed(302)),
    Door("/wijk/{here.slug}/beheer/rol/", only(RUNNING, 200), only(RUNNING, 422)),
    Door("/wijk/{closed.slug}/beheer/rol/", closed(200), closed(422)),
    Door("/wijk/{here.slug}/beheer/rol/{role.pk}/", only(RUNNING, 200), only(RUNNING, 302)),
    Door("/wijk/{elsewhere.slug}/beheer/rol/{role.pk}/", only(AWAY, 404), only(AWAY, 404)),
    Door("/wijk/{here.slug}/beheer/rol/{ended_role.pk}/", only(RUNNING, 404), only(RUNNING, 404)),
    Door("/wijk/{here.slug}/beheer/rol/{role.pk}/stop/", only(RUNNING, 200), only(RUNNING, 422)),
    Door("/wijk/{here.slug}/beheer/teksten/", only(RUNNING, 200), only(RUNNING, 422)),
    Door("/wijk/{closed.slug}/beheer/teksten/", closed(200), closed(422)),
    Door("/standaardtekst/{standard_text.pk}/", known_to(RUNNING, 200), known_to(RUNNING, 422)),
    Door("/standaardtekst/{standard_text.pk}/weg/", TO_ITS_PAGE, known_to(RUNNING, 302)),
    # Who does the work: one's own, and who runs the neighbourhood
    Door("/wijk/{here.slug}/verdeling/", known_to(RUNNING, 200), NEVER),
    Door("/wijk/{closed.slug}/verdeling/", known_to(RUNNING, 200), NEVER),
    Door(
        "/wijk/{here.slug}/collega/{people[officer].pk}/afwezig/",
        only(MODERATING, 200),
        only(MODERATING, 422),
    ),
    Door(
        "/wijk/{here.slug}/collega/{people[officer].pk}/afwezig/weg/",
        TO_ITS_PAGE,
        only(MODERATING, 302),
    ),
    Door(
        "/wijk/{here.slug}/collega/{people[coordinator].pk}/afwezig/",
        only(RUNNING, 200),
        only(RUNNING, 422),
    ),
    Door(
        "/wijk/{here.slug}/collega/{people[officer].pk}/overgeven/",
        only(MODERATING, 200),
        only(MODERATING, 422),
    ),
    Door(
        "/wijk/{closed.slug}/collega/{people[coordinator].pk}/overgeven/", closed(200), closed(422)
    ),
    Door(
        "/wijk/{elsewhere.slug}/collega/{people[officer].pk}/overgeven/",
        only(AWAY, 404) | answer([OFFICER], 404),
        only(AWAY, 404) | answer([OFFICER], 404),
    ),  # who does not work there
    # A list of what there was already
    Door("/wijk/{here.slug}/importeren/", known_to(RUNNING, 200), known_to(RUNNING, 422)),
    Door("/wijk/{closed.slug}/importeren/", known_to(RUNNING, 200), known_to(RUNNING, 422)),
    Door("/wijk/{here.slug}/importeren/{listed.pk}/", known_to(RUNNING, 200), NEVER),
    Door("/wijk/{elsewhere.slug}/importeren/{listed.pk}/", known_to((), 0), NEVER),
    Door(
        "/wijk/{here.slug}/importeren/{listed.pk}/kolommen/",
        known_to(RUNNING, 200),
        known_to(RUNNING, 422),
    ),
    Door(
        "/wijk/{elsewhere.slug}/importeren/{listed.pk}/kolommen/",
        known_to((), 0),
        known_to((), 0),
    ),
    Door(
        "/wijk/{here.slug}/importeren/{listed.pk}/bevestigen/",
        TO_ITS_PAGE,
        known_to(RUNNING, 422),
    ),
    Door("/wijk/{here.slug}/importeren/{listed.pk}/weg/", TO_ITS_PAGE, known_to(RUNNING, 302)),
    Door(
        "/wijk/{here.slug}/importeren/{listed.pk}/terugnemen/",
        known_to(RUNNING, 302),
        known_to(RUNNING, 302),
    ),  # nothing was taken over yet
    # For who runs a municipality
    Door(
        "/gemeente/{municipality.slug}/beheer/teksten/", only(GOVERNING, 200), only(GOVERNING, 422)
    ),
    Door("/gemeente/{municipality.slug}/beheer/", only(GOVERNING, 200), NEVER),
    Door("/gemeente/{municipality.slug}/beheer/wijk/", only(GOVERNING, 200), only(GOVERNING, 422)),
    Door("/gemeente/{municipality.slug}/beheer/termijn/", TO_ITS_PAGE, only(GOVERNING, 422)),
    # To sign in, and to do so safely; all that changes something is asked for again first
    Door("/account/inloggen/", strangers(200), strangers(422)),
    Door("/account/inloggen/code/", signed_in(302), signed_in(302)),
    Door("/account/inloggen/sleutel/", signed_in(302), signed_in(302)),
    Door("/account/gesloten/", everybody(200), NEVER),
    Door("/account/opnieuw/", signed_in(403), signed_in(403)),  # nothing to show again
    Door("/account/veilig/", signed_in(200), signed_in(405)),
    Door("/account/veilig/tonen/", signed_in(302), signed_in(302)),
    Door("/account/veilig/opnieuw/", signed_in(403), signed_in(403)),
    Door("/account/veilig/app/", signed_in(200), signed_in(422)),
    Door("/account/veilig/app/weg/", signed_in(404), signed_in(404)),  # they have none
    Door("/account/veilig/sleutels/", signed_in(200), signed_in(405)),
    Door("/account/veilig/sleutels/nieuw/", signed_in(200), signed_in(422)),
    Door("/account/veilig/sleutels/opnieuw/", signed_in(403), signed_in(403)),
    Door("/account/veilig/sleutels/1/", signed_in(404), signed_in(404)),
    Door("/account/veilig/sleutels/1/weg/", signed_in(404), signed_in(404)),
    Door("/account/veilig/noodcodes/", signed_in(404), signed_in(405)),
    Door("/account/veilig/noodcodes/nieuw/", signed_in(200), signed_in(422)),
    Door("/account/veilig/noodcodes/download/", signed_in(404), signed_in(404)),
    # Clean, whole, safe
    Door("/wijk/{here.slug}/schoon-heel-veilig/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/schoon-heel-veilig/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/schoon-heel-veilig/melden/", everybody(200), everybody(422)),
    Door("/wijk/{closed.slug}/schoon-heel-veilig/melden/", everybody(404), everybody(404)),
    Door("/wijk/{here.slug}/schoon-heel-veilig/melden/foto/weg/", TO_ITS_PAGE, everybody(302)),
    Door(
        "/wijk/{here.slug}/schoon-heel-veilig/melden/controleren/", everybody(302), signed_in(302)
    ),
    Door("/wijk/{here.slug}/schoon-heel-veilig/wie/", only(RUNNING, 200), only(RUNNING, 422)),
    Door("/ergernis/{concern.pk}/", everybody(200), NEVER),
    Door("/ergernis/{hidden_concern.pk}/", seen_by(WATCHING, 200), NEVER),
    Door("/ergernis/{concern.pk}/verstuurd/", only([RESIDENT], 200), NEVER),
    Door("/ergernis/{hidden_concern.pk}/verstuurd/", among(WATCHING, only([RESIDENT], 200)), NEVER),
    Door("/ergernis/{concern.pk}/ik-ook/", signed_in(200), signed_in(302)),
    Door("/ergernis/{hidden_concern.pk}/ik-ook/", known_to(WATCHING, 200), known_to(WATCHING, 302)),
    Door("/ergernis/{concern.pk}/niet-tevreden/", only([RESIDENT], 302), only([RESIDENT], 302)),
    Door(
        "/ergernis/{solved_concern.pk}/niet-tevreden/",
        only([RESIDENT, BUILDER], 200),
        only([RESIDENT, BUILDER], 422),
    ),
    Door(
        "/ergernis/{concern.pk}/antwoord/",
        only([PARTNER, *ANSWERING], 200),
        only([PARTNER, *ANSWERING], 422),
    ),
    Door("/ergernis/{solved_concern.pk}/antwoord/", only(ANSWERING, 200), only(ANSWERING, 422)),
    Door(
        "/ergernis/{hidden_concern.pk}/antwoord/",
        among(WATCHING, only(ANSWERING, 200)),
        among(WATCHING, only(ANSWERING, 422)),
    ),
    Door(
        "/ergernis/{concern.pk}/doorsturen/",
        only([PARTNER, *ANSWERING], 200),
        only([PARTNER, *ANSWERING], 422),
    ),
    Door("/ergernis/foto/{concern_photo.pk}/480.jpeg", everybody(200), NEVER),
    Door("/ergernis/foto/{hidden_concern_photo.pk}/480.webp", seen_by(WATCHING, 200), NEVER),
    Door(
        "/melden/ergernis/{concern.pk}/",
        signed_in(200) | answer([RESIDENT], 404),
        signed_in(422) | answer([RESIDENT], 404),
    ),
    Door(
        "/melden/ergernis/{hidden_concern.pk}/bezwaar/",
        known_to([RESIDENT], 200),
        known_to([RESIDENT], 422),
    ),
    Door("/mijn/ergernissen/", signed_in(200), NEVER),
    # What is already there
    Door("/wijk/{here.slug}/wat-er-al-is/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/wat-er-al-is/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/wat-er-al-is/nieuw/", everybody(200), everybody(422)),
    Door("/wijk/{closed.slug}/wat-er-al-is/nieuw/", everybody(404), everybody(404)),
    Door("/wijk/{here.slug}/wat-er-al-is/wijkkenner/", everybody(200), everybody(422)),
    Door("/wat-er-al-is/{asset.pk}/", everybody(200), NEVER),
    Door("/wat-er-al-is/{removed_asset.pk}/", seen_by([RESIDENT], 200), NEVER),
    Door("/wat-er-al-is/{hidden_asset.pk}/", seen_by(WATCHING, 200), NEVER),
    Door("/wat-er-al-is/{knower.pk}/", everybody(404), NEVER),
    Door(
        "/wat-er-al-is/{asset.pk}/aanpassen/",
        known_to([RESIDENT], 200),
        known_to([RESIDENT], 422),
    ),
    Door("/wat-er-al-is/{asset.pk}/weg/", TO_ITS_PAGE, known_to([RESIDENT], 302)),
    Door("/wat-er-al-is/{removed_asset.pk}/terug/", TO_ITS_PAGE, known_to([RESIDENT], 302)),
    Door("/wat-er-al-is/{asset.pk}/klopt/", known_to([RESIDENT], 200), known_to([RESIDENT], 302)),
    Door("/wijkkenner/{knower.token}/", everybody(200), signed_in(422)),
    Door(
        "/melden/wat-er-al-is/{hidden_asset.pk}/bezwaar/",
        known_to([RESIDENT], 200),
        known_to([RESIDENT], 422),
    ),
    # Who is there when
    Door("/wijk/{here.slug}/aanwezig/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/aanwezig/", everybody(404), NEVER),
    Door("/organisatie/{organisation.slug}/aanwezig/", everybody(200), NEVER),
    Door("/organisatie/{hidden_organisation.slug}/aanwezig/", seen_by(PARTNERS_HIDDEN, 200), NEVER),
    Door(
        "/organisatie/{organisation.slug}/aanwezig/nieuw/", only(PARTNERS, 200), only(PARTNERS, 422)
    ),
    Door(
        "/organisatie/{organisation.slug}/aanwezig/{presence.pk}/",
        only(PARTNERS, 200),
        only(PARTNERS, 422),
    ),
    Door(
        "/organisatie/{organisation.slug}/aanwezig/{presence.pk}/stop/",
        TO_ITS_PAGE,
        only(PARTNERS, 302),
    ),
    # What the neighbourhood hears from all
    Door("/wijk/{here.slug}/nieuws/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/nieuws/", everybody(404), NEVER),
    Door("/organisatie/{organisation.slug}/nieuws/", everybody(200), NEVER),
    Door("/organisatie/{hidden_organisation.slug}/nieuws/", seen_by(PARTNERS_HIDDEN, 200), NEVER),
    Door(
        "/organisatie/{organisation.slug}/nieuws/nieuw/", only(PARTNERS, 200), only(PARTNERS, 422)
    ),
    Door(
        "/organisatie/{organisation.slug}/activiteit/nieuw/",
        only(PARTNERS, 200),
        only(PARTNERS, 422),
    ),
    Door(
        "/organisatie/{hidden_organisation.slug}/nieuws/nieuw/",
        among(PARTNERS_HIDDEN, only(PARTNERS, 200)),
        among(PARTNERS_HIDDEN, only(PARTNERS, 422)),
    ),
    Door("/bericht/{post.pk}/", everybody(200), NEVER),
    Door("/bericht/{hidden_post.pk}/", seen_by(PARTNERS_HIDDEN, 200), NEVER),
    Door("/bericht/{removed_post.pk}/", seen_by(PARTNERS, 200), NEVER),
    Door("/bericht/{post.pk}/aanpassen/", known_to(PARTNERS, 200), known_to(PARTNERS, 422)),
    Door("/bericht/{post.pk}/doorgeven/", only([*PARTNERS, *ANSWERING], 200), NEVER),
    Door("/bericht/{hidden_post.pk}/doorgeven/", known_to((), 0), NEVER),
    Door(
        "/bericht/{post.pk}/doorgeven/samen-sterk/",
        only([*PARTNERS, *ANSWERING], 200),
        only([*PARTNERS, *ANSWERING], 422),
    ),
    Door(
        "/doorgeven/{passing_on.pk}/",
        known_to([ORGANISER_ELSEWHERE], 200),
        known_to([ORGANISER_ELSEWHERE], 302),
    ),
    Door("/bericht/{post.pk}/weg/", TO_ITS_PAGE, known_to(PARTNERS, 302)),
    Door("/bericht/{removed_post.pk}/terug/", TO_ITS_PAGE, known_to(PARTNERS, 302)),
    Door(
        "/melden/bericht/{hidden_post.pk}/bezwaar/",
        known_to(PARTNERS, 200),
        known_to(PARTNERS, 422),
    ),
    # Reports
    Door("/wijk/{here.slug}/verslagen/", everybody(200), NEVER),
    Door("/wijk/{closed.slug}/verslagen/", everybody(404), NEVER),
    Door("/wijk/{here.slug}/verslagen/nieuw/", only(LEADING, 200), only(LEADING, 422)),
    Door("/wijk/{closed.slug}/verslagen/nieuw/", known_to((), 0), known_to((), 0)),
    Door("/mijn/werk/verslagen/", only(OFFICES, 200), NEVER),
    Door("/verslag/{report.pk}/", everybody(200), NEVER),
    Door("/verslag/{draft_report.pk}/", seen_by(LEADING, 200), NEVER),
    Door("/verslag/{unseen_report.pk}/", everybody(404), NEVER),
    Door("/verslag/{draft_report.pk}/bewerken/", known_to(LEADING, 200), NEVER),
    Door("/verslag/{report.pk}/bewerken/", only(LEADING, 302), NEVER),
    Door(
        "/verslag/{draft_report.pk}/bewerken/lacks/",
        known_to(LEADING, 200),
        known_to(LEADING, 422),
    ),
    Door("/verslag/{draft_report.pk}/opnieuw/", TO_ITS_PAGE, known_to(LEADING, 302)),
    Door(
        "/verslag/{draft_report.pk}/publiceren/",
        known_to(LEADING, 200),
        known_to(LEADING, 422),
    ),
    Door("/verslag/{unseen_report.pk}/publiceren/", known_to((), 0), known_to((), 0)),
    # Stories in people's own words, and what happens when a report is out
    Door("/verslag/{draft_report.pk}/verhaal/", everybody(200), everybody(422)),
    Door("/verslag/{unseen_report.pk}/verhaal/", everybody(404), everybody(404)),
    Door("/verslag/{draft_report.pk}/verhalen/", known_to(LEADING, 200), known_to(LEADING, 422)),
    Door(
        "/verslag/{draft_report.pk}/verhalen/{story_invitation.pk}/intrekken/",
        TO_ITS_PAGE,
        known_to(LEADING, 302),
    ),
    Door("{story_link}", everybody(200), everybody(422)),
    Door("/verhaal/{story.pk}/weg/", known_to([RESIDENT], 302), known_to([RESIDENT], 302)),
    Door(
        "/verhaal/{story.pk}/weglaten/",
        among(WATCHING, only(LEADING, 200)),
        among(WATCHING, only(LEADING, 422)),
    ),
    Door("/verhaalfoto/{story_photo.pk}/480.jpeg", seen_by(WATCHING, 200), NEVER),
    Door("/verslag/{report.pk}/reacties/", everybody(200), NEVER),
    Door("/verslag/{draft_report.pk}/reacties/", everybody(404), NEVER),
    Door("/verslag/{report.pk}/reageren/", everybody(200), everybody(422)),
    Door("/verslag/{unseen_report.pk}/reageren/", everybody(404), everybody(404)),
    Door("/verslag/{report.pk}/correctie/", only(LEADING, 200), only(LEADING, 422)),
    Door("/verslag/{report.pk}/bespreken/", only(WRITING, 200), only(WRITING, 422)),
    Door(
        "/verslagreactie/{reaction_on_report.pk}/antwoord/", only(LEADING, 200), only(LEADING, 422)
    ),
    Door(
        "/verslagreactie/{hidden_report_reaction.pk}/antwoord/",
        among(WATCHING, only(LEADING, 200)),
        among(WATCHING, only(LEADING, 422)),
    ),
    Door(
        "/verslagreactie/{reaction_on_report.pk}/weg/",
        known_to([RESIDENT], 302),
        known_to([RESIDENT], 302),
    ),
    Door("/mijn/werk/verslagreacties/", only((COORDINATOR, COORDINATOR_ELSEWHERE), 200), NEVER),
    Door("/verslag/{report.pk}/meenemen/", everybody(200), NEVER),
    Door("/verslag/{draft_report.pk}/meenemen/", seen_by(LEADING, 200), NEVER),
    Door("/verslag/{unseen_report.pk}/meenemen/", everybody(404), NEVER),
    Door("/verslag/{report.pk}/meenemen/opnieuw/", TO_ITS_PAGE, only(LEADING, 302)),
    Door("/verslag/{report.pk}/verslag.pdf", everybody(200), NEVER),
    Door("/verslag/{draft_report.pk}/verslag.pdf", seen_by(LEADING, 200), NEVER),
    Door("/verslag/{unseen_report.pk}/verslag.pdf", everybody(404), NEVER),
    Door("/verslag/{report.pk}/poster.pdf", everybody(200), NEVER),
    Door("/verslag/{report.pk}/cijfers.ods", everybody(200), NEVER),
    Door("/verslag/{report.pk}/cijfers.xlsx", everybody(200), NEVER),
    Door("/verslag/{report.pk}/cijfers.csv", everybody(200), NEVER),
]
