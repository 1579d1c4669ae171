"""What is kept of people here, how it is exported, and how it is forgotten."""

from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, register, register_words, stays

from ..models import Conversation, LogNote, Meeting, OwnQuestion, Process

# --- Processes
stays(
    Process,
    _("Trajecten die u begon"),
    of=lambda person: Process.objects.filter(begun_by=person),
    fields=["title", "begun_at"],
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
