"""What is kept of people here, how it is exported, and how it is forgotten."""

from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, register, register_words, stays

from ..models import (
    Conversation,
    Input,
    InputAnswer,
    LogNote,
    Meeting,
    OwnQuestion,
    Process,
    Round,
    RuleDone,
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

# --- Panels, polls and question hour

# --- Budget

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
