"""What partners keeps of people (core.privacy)."""

from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, keep, register

from .models import Member

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
