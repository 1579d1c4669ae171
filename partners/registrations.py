"""What partners keeps of people (core.privacy)."""

from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, keep, register, register_words

from .models import Invitation, Member

register(
    PersonalData(
        model=Member,
        title=_("Teams en organisaties waar u bij hoort"),
        of=lambda person: Member.objects.filter(person=person),
        fields=["organisation__name", "is_contact", "since"],
        erase=keep,  # a team keeps its place for its initiative; the name behind it is gone
        kept=_("zolang u erbij hoort; zonder uw naam zodra u zich laat wissen"),
    )
)
register(
    PersonalData(
        model=Invitation,
        title=_("Uitnodigingen voor een team, van u of aan u"),
        of=Invitation.objects.about,
        fields=["organisation__name", "made_at", "ends_at", "used_at"],
        erase=delete,
        kept=_("tot dertig dagen na het einde"),
    )
)
register_words(
    {
        "organisation__name": _("team of organisatie"),
        "is_contact": _("aanspreekpunt"),
        "made_at": _("gemaakt op"),
        "ends_at": _("geldig tot"),
        "used_at": _("gebruikt op"),
    }
)
