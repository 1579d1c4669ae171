"""What is kept of people here, how it is exported, and how it is forgotten."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.privacy import WITHOUT_NAME, PersonalData, delete, keep, register, register_words, stays

from ..models import (
    FocusGroup,
    GroupInvitation,
    GroupMember,
    GroupMessage,
    HourQuestion,
    HourSupport,
    Meeting,
    PanelMember,
    Poll,
    PollAnswer,
    PollWords,
    Process,
    QuestionHour,
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

# --- Conversations
