"""What is kept of people here, how it is exported, and how it is forgotten."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, register, register_words, stays

from ..models import (
    Correction,
    GoalLookBack,
    LeftOut,
    Method,
    Report,
    ReportReaction,
    ReportWords,
    Spotlight,
    Story,
    StoryInvitation,
)

stays(
    Report,
    _("Verslagen die u begon of publiceerde"),
    of=lambda person: Report.objects.filter(Q(begun_by=person) | Q(published_by=person)),
    fields=["year", "quarter", "begun_at", "published_at", "explanation"],
)


stays(
    ReportWords,
    _("Wat u in een verslag schreef"),
    of=lambda person: ReportWords.objects.filter(by=person),
    fields=["report__year", "report__quarter", "chapter", "words", "at"],
)


stays(
    LeftOut,
    _("Wat u uit een verslag wegliet"),
    of=lambda person: LeftOut.objects.filter(by=person),
    fields=["report__year", "report__quarter", "chapter", "why", "at"],
)


register_words(
    {
        "report__year": _("jaar van het verslag"),
        "report__quarter": _("kwartaal van het verslag"),
        "chapter": _("hoofdstuk"),
        "why": _("waarom"),
        "published_at": _("gepubliceerd op"),
        "explanation": _("waarom zonder bewoners"),
    }
)


# --- Stories, reactions and corrections
def forget_signature(stories: QuerySet[Any]) -> None:
    """The words stay, as part of the neighbourhood's history; who told them is nobody."""
    stories.update(signed="", person=None)


register(
    PersonalData(
        model=Story,
        title=_("Verhalen die u voor een verslag vertelde"),
        of=lambda person: Story.objects.filter(person=person),
        fields=["report__year", "report__quarter", "title", "words", "signed", "at"],
        erase=forget_signature,
        kept=_("als deel van het verslag; zonder uw naam zodra u zich laat wissen"),
    )
)


stays(
    StoryInvitation,
    _("Mensen die u om een verhaal vroeg"),
    of=lambda person: StoryInvitation.objects.filter(by=person),
    fields=["report__year", "report__quarter", "for_whom", "made_at"],
)


stays(
    ReportReaction,
    _("Reacties die u op een verslag gaf of beantwoordde"),
    of=lambda person: ReportReaction.objects.filter(Q(person=person) | Q(answered_by=person)),
    fields=["report__year", "report__quarter", "words", "answer", "at"],
)


stays(
    Correction,
    _("Correcties die u bij een verslag schreef"),
    of=lambda person: Correction.objects.filter(by=person),
    fields=["report__year", "report__quarter", "chapter", "words", "at"],
)


register_words({"signed": _("ondertekend"), "for_whom": _("wie u vroeg")})


# --- Lessons
stays(
    GoalLookBack,
    _("Wat u schreef bij het einde van een doel"),
    of=lambda person: GoalLookBack.objects.filter(author=person),
    fields=["goal__title", "helped", "otherwise", "brought", "at"],
)


stays(
    Method,
    _("Wat u opschreef over hoe u iets deed"),
    of=lambda person: Method.objects.filter(person=person),
    fields=["title", "what", "for_whom", "takes", "steps", "look_out", "costs", "at"],
)


# --- Thanks
register(
    PersonalData(
        model=Spotlight,
        title=_("Wie in het zonnetje is gezet, u of door u"),
        of=lambda person: Spotlight.objects.filter(Q(person=person) | Q(proposed_by=person)),
        fields=["neighbourhood__name", "words", "state", "until", "at"],
        erase=delete,  # it is there for a while only, and by who wanted it
        kept=_("tot een maand na de laatste dag, of tot u het weghaalt"),
    )
)


register_words(
    {
        "takes": _("wat het vraagt"),
        "steps": _("stap voor stap"),
        "look_out": _("waar u op moet letten"),
        "costs": _("wat het kost"),
        "until": _("tot en met"),
    }
)
