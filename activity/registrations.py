"""What activity keeps of people (core.privacy)."""

from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, keep, register, register_words

from .models import Event, Flag, Follow, Notification, Overview, Preference
from .verbs import FLAG_DECIDED
from .verbs import register as register_verbs

register_verbs(FLAG_DECIDED)

register(
    PersonalData(
        model=Event,
        title=_("Wat u hier deed"),
        of=lambda person: Event.objects.filter(actor=person),
        fields=["verb", "subject_title", "at"],
        erase=keep,  # the line stays, by somebody whose name is gone
        kept=_("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen"),
    )
)
register(
    PersonalData(
        model=Follow,
        title=_("Wat u volgt"),
        of=lambda person: Follow.objects.filter(person=person),
        fields=["subject_kind", "subject_id", "is_muted", "since"],
        erase=delete,
        kept=_("tot u stopt met volgen"),
    )
)
register(
    PersonalData(
        model=Notification,
        title=_("Berichten aan u"),
        of=lambda person: Notification.objects.filter(person=person),
        fields=["event__verb", "event__subject_title", "event__at", "read_at"],
        erase=delete,
        kept=_("tot u uw gegevens laat wissen"),
    )
)
register(
    PersonalData(
        model=Preference,
        title=_("Welke berichten u per mail wilt"),
        of=lambda person: Preference.objects.filter(person=person),
        fields=["kind", "neighbourhood__name", "pace", "since"],
        erase=delete,
        kept=_("tot u het anders kiest"),
    )
)
register(
    PersonalData(
        model=Overview,
        title=_("Overzichten die u kreeg"),
        of=lambda person: Overview.objects.filter(person=person),
        fields=["day"],
        erase=delete,
        kept=_("een jaar, zodat de link eronder blijft werken"),
    )
)
register(
    PersonalData(
        model=Flag,
        title=_("Wat u meldde"),
        of=lambda person: Flag.objects.filter(reporter=person).exclude(reason=Flag.Reason.FIRST),
        fields=["reason", "words", "at", "decision"],
        erase=lambda flags: flags.update(words=""),  # that it was flagged still says something
        kept=_("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen"),
    )
)
register_words(
    {
        "words": _("toelichting"),
        "decision": _("besluit"),
        "verb": _("wat er gebeurde"),
        "subject_title": _("waarover"),
        "at": _("wanneer"),
        "subject_kind": _("soort"),
        "subject_id": _("nummer"),
        "is_muted": _("geen berichten meer"),
        "since": _("sinds"),
        "event__verb": _("wat er gebeurde"),
        "event__subject_title": _("waarover"),
        "event__at": _("wanneer"),
        "read_at": _("gelezen op"),
        "kind": _("soort bericht"),
        "pace": _("hoe vaak"),
        "neighbourhood__name": _("wijk"),
        "day": _("dag"),
    }
)
