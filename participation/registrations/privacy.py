"""What is kept of people here, how it is exported, and how it is forgotten."""

from django.utils.translation import gettext_lazy as _

from core.privacy import stays

from ..models import Meeting, Process, RoundImport

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

# --- Budget: rounds that were held elsewhere
stays(
    RoundImport,
    _("Rondes van elders die u invoerde"),
    of=lambda person: RoundImport.objects.filter(by=person),
    fields=["title", "source", "at"],
)

# --- Conversations
