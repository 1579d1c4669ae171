"""What is kept of people here, how it is exported, and how it is forgotten."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.privacy import WITHOUT_NAME, PersonalData, delete, keep, register, register_words, stays

from ..models import (
    AgendaItem,
    Attendance,
    Barrier,
    BudgetProposal,
    BudgetRound,
    CalendarLink,
    Conversation,
    FocusGroup,
    GroupInvitation,
    GroupMember,
    GroupMessage,
    HourQuestion,
    HourSupport,
    Input,
    InputAnswer,
    Invited,
    LogNote,
    Meeting,
    MinutesVersion,
    OpenBallot,
    OwnQuestion,
    PanelMember,
    Poll,
    PollAnswer,
    PollWords,
    Process,
    QuestionHour,
    Registration,
    Round,
    RoundImport,
    RuleDone,
    Spending,
    Voter,
)

# --- Processes
stays(
    Process,
    _("Trajecten die u begon"),
    of=lambda person: Process.objects.filter(begun_by=person),
    fields=["title", "begun_at"],
)

stays(
    Input,
    _("Wensen, ideeën en bezwaren die u inbracht"),
    of=lambda person: Input.objects.filter(person=person),
    fields=["process__title", "kind", "words", "for_whom", "at"],
)

stays(
    InputAnswer,
    _("Antwoorden die u gaf op wat mensen inbrachten"),
    of=lambda person: InputAnswer.objects.filter(by=person),
    fields=["input__process__title", "done", "reason", "possible", "at"],
)

stays(
    Round,
    _("Gesprekken die u bij een traject vastlegde"),
    of=lambda person: Round.objects.filter(by=person),
    fields=["process__title", "day", "place", "where", "number"],
)

stays(
    RuleDone,
    _("Wat u schreef bij een vuistregel"),
    of=lambda person: RuleDone.objects.filter(by=person),
    fields=["phase__process__title", "words", "at"],
)

register_words(
    {
        "process__title": _("traject"),
        "input__process__title": _("traject"),
        "phase__process__title": _("traject"),
        "for_whom": _("voor wie"),
        "done": _("wat ermee is gedaan"),
        "number": _("hoeveel mensen"),
        "where": _("welke plek"),
    }
)

# --- Meetings
stays(
    Meeting,
    _("Bijeenkomsten die u uitschreef"),
    of=lambda person: Meeting.objects.filter(called_by=person),
    fields=["title", "begins_at", "place"],
)

register(
    PersonalData(
        model=Registration,
        title=_("Bijeenkomsten waarvoor u zich aanmeldde"),
        of=lambda person: Registration.objects.filter(person=person),
        fields=["meeting__title", "meeting__begins_at", "state", "at"],
        erase=delete,
        kept=_("een jaar na de bijeenkomst"),
    )
)

register(
    PersonalData(
        model=CalendarLink,
        title=_("Het adres van uw agenda"),
        of=lambda person: CalendarLink.objects.filter(person=person),
        fields=["made_at"],
        erase=delete,
        kept=_("tot u een nieuw adres maakt"),
    )
)

stays(
    AgendaItem,
    _("Wat u op de agenda zette of beantwoordde"),
    of=lambda person: AgendaItem.objects.filter(
        Q(person=person) | Q(answered_by=person) | Q(officer=person)
    ),
    fields=["meeting__title", "title", "text", "reason", "at"],
)

stays(
    Invited,
    _("Uitnodigingen die u verstuurde of beantwoordde"),
    of=lambda person: Invited.objects.filter(Q(by=person) | Q(replied_by=person)),
    fields=["meeting__title", "organisation__name", "reply", "words", "at"],
)

stays(
    MinutesVersion,
    _("Verslagen van bijeenkomsten waaraan u schreef"),
    of=lambda person: MinutesVersion.objects.filter(by=person),
    fields=["meeting__title", "text", "at"],
)

stays(
    Attendance,
    _("Bijeenkomsten waarvan u opschreef wie er waren"),
    of=lambda person: Attendance.objects.filter(by=person),
    fields=["meeting__title", "residents", "at"],
)


def forget_barriers(barriers: QuerySet[Any]) -> None:
    """What was arranged stays for others; the words of who asked go, and who that was."""
    barriers.update(person=None, words="")


register(
    PersonalData(
        model=Barrier,
        title=_("Waarom u niet kon meedoen"),
        of=lambda person: Barrier.objects.filter(person=person),
        fields=["meeting__title", "bars", "words", "answer", "at"],
        erase=forget_barriers,
        kept=_("een jaar na de bijeenkomst; het antwoord blijft, zonder wie het vroeg"),
    )
)

register_words(
    {
        "meeting__title": _("bijeenkomst"),
        "meeting__begins_at": _("begint op"),
        "made_at": _("gemaakt op"),
        "reply": _("antwoord"),
        "bars": _("wat u tegenhoudt"),
        "answer": _("wat eraan is gedaan"),
    }
)

# --- Panels, polls and question hour
register(
    PersonalData(
        model=PanelMember,
        title=_("Bewonerspanels waar u in zit"),
        of=lambda person: PanelMember.objects.filter(person=person),
        fields=["neighbourhood__name", "since"],
        erase=delete,
        kept=_("tot u stopt"),
    )
)

stays(
    Poll,
    _("Peilingen die u maakte"),
    of=lambda person: Poll.objects.filter(made_by=person),
    fields=["title", "made_at"],
)


def forget_answers(answers: QuerySet[Any]) -> None:
    """What was answered still counts, by nobody."""
    answers.update(person=None, browser="")


register(
    PersonalData(
        model=PollAnswer,
        title=_("Peilingen waaraan u meedeed"),
        of=lambda person: PollAnswer.objects.filter(Q(person=person)),
        fields=["poll__title", "at"],
        erase=forget_answers,
        kept=WITHOUT_NAME,
    )
)

register(
    PersonalData(
        model=PollWords,
        title=_("Wat u in peilingen schreef"),
        of=lambda person: PollWords.objects.filter(answer__person=person),
        fields=["question__text", "words", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)

stays(
    FocusGroup,
    _("Focusgroepen die u begon"),
    of=lambda person: FocusGroup.objects.filter(begun_by=person),
    fields=["title", "begun_at"],
)

register(
    PersonalData(
        model=GroupMember,
        title=_("Focusgroepen waar u in zit"),
        of=lambda person: GroupMember.objects.filter(person=person),
        fields=["group__title", "since"],
        erase=delete,
        kept=_("tot u stopt"),
    )
)

register(
    PersonalData(
        model=GroupInvitation,
        title=_("Uitnodigingen voor een focusgroep, van u of aan u"),
        of=GroupInvitation.objects.about,
        fields=["group__title", "made_at", "ends_at", "used_at"],
        erase=delete,
        kept=_("tot dertig dagen na het einde"),
    )
)

stays(
    GroupMessage,
    _("Wat u in focusgroepen zei"),
    of=lambda person: GroupMessage.objects.filter(person=person),
    fields=["group__title", "words", "at"],
)

stays(
    QuestionHour,
    _("Vragenuren die u plande"),
    of=lambda person: QuestionHour.objects.filter(begun_by=person),
    fields=["title", "begins_at"],
)


stays(
    HourQuestion,
    _("Wat u vroeg of antwoordde in een vragenuur"),
    of=lambda person: HourQuestion.objects.filter(Q(person=person) | Q(answered_by=person)),
    fields=["hour__title", "words", "answer", "at"],
)

register(
    PersonalData(
        model=HourSupport,
        title=_("Vragen in een vragenuur die u steunt"),
        of=lambda person: HourSupport.objects.filter(Q(person=person)),
        fields=["question__words", "at"],
        erase=forget_answers,
        kept=WITHOUT_NAME,
    )
)

register_words(
    {
        "poll__title": _("peiling"),
        "question__text": _("vraag"),
        "question__words": _("vraag"),
        "group__title": _("focusgroep"),
        "hour__title": _("vragenuur"),
        "begins_at": _("begint"),
    }
)

# --- Budget
stays(
    BudgetRound,
    _("Rondes van het bewonersbudget die u begon"),
    of=lambda person: BudgetRound.objects.filter(opened_by=person),
    fields=["title", "opened_at"],
)

stays(
    BudgetProposal,
    _("Plannen die u inleverde voor het bewonersbudget"),
    of=lambda person: BudgetProposal.objects.filter(handed_in_by=person),
    fields=["initiative__title", "costs_words", "handed_in_at"],
)

stays(
    Spending,
    _("Uitgaven die u opschreef"),
    of=lambda person: Spending.objects.filter(by=person),
    fields=["what", "day", "at"],
)

register(
    PersonalData(
        model=Voter,
        title=_("Rondes van het bewonersbudget waarin u stemde"),
        of=lambda person: Voter.objects.filter(person=person),
        fields=["round__title"],
        erase=delete,
        kept=_("dat u stemde; nooit wanneer, en na het sluiten niet meer wat"),
    )
)

# Until the round closes it is somebody's; after that it is gone, and `Ballot` is nobody's.
register(
    PersonalData(
        model=OpenBallot,
        title=_("Uw stem in een ronde die nog loopt"),
        of=lambda person: OpenBallot.objects.filter(voter__person=person),
        fields=["voter__round__title", "choices"],
        erase=delete,
        kept=_("tot het stemmen sluit; daarna weet niemand meer van wie een stem is"),
    )
)

register_words(
    {
        "opened_at": _("begonnen op"),
        "costs_words": _("waar het geld voor is"),
        "handed_in_at": _("ingeleverd op"),
        "round__title": _("ronde"),
        "voter__round__title": _("ronde"),
        "choices": _("nummers van de plannen die u koos"),
    }
)

# --- Budget: rounds that were held elsewhere
stays(
    RoundImport,
    _("Rondes van elders die u invoerde"),
    of=lambda person: RoundImport.objects.filter(by=person),
    fields=["title", "at"],
)

# --- Conversations
stays(
    Conversation,
    _("Gesprekken die u opschreef"),
    of=lambda person: Conversation.objects.filter(recorded_by=person),
    fields=["spot", "day", "people", "good", "talent", "idea", "worry", "recorded_at"],
)

stays(
    OwnQuestion,
    _("Vragen die u voor de wijk opschreef"),
    of=lambda person: OwnQuestion.objects.filter(added_by=person),
    fields=["words", "at"],
)

register(
    PersonalData(
        model=LogNote,
        title=_("Uw logboek"),
        of=lambda person: LogNote.objects.filter(person=person),
        fields=["day", "words", "at"],
        erase=delete,
        kept=_("tot u het weghaalt"),
    )
)

register_words(
    {
        "begins_at": _("begint op"),
        "spot": _("waar"),
        "people": _("met hoeveel mensen"),
        "good": _("wat goed gaat"),
        "talent": _("wat iemand kan en graag doet"),
        "idea": _("een idee"),
        "worry": _("een zorg"),
        "recorded_at": _("opgeschreven op"),
    }
)
