"""What activity keeps of people (core.privacy)."""

from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, keep, register

from .models import Event, Follow, Notification

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
