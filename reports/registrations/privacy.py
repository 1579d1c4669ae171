"""What is kept of people here, how it is exported, and how it is forgotten."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy import register_words, stays

from ..models import LeftOut, Report, ReportWords

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
