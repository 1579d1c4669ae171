"""What is kept of people here, how it is exported, and how it is forgotten."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, register, register_words, stays

from ..models import (
    AgendaItem,
    Attendance,
    Barrier,
    CalendarLink,
    Invited,
    Meeting,
    Process,
    Registration,
)

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

# --- Budget

# --- Conversations
