"""What neighbourhoods keeps of people (core.privacy)."""

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, register, register_words

from .actions.portraits import leave_view
from .models import Absence, Administrator, Membership


def end_and_empty(memberships: QuerySet[Any]) -> None:
    """The role ends; that there was one stays, without face, phone and hours."""
    memberships.filter(ended_at=None).update(ended_at=timezone.now())
    for membership in memberships:
        leave_view(membership)


def forget_absences(absences: QuerySet[Any]) -> None:
    """Their own go; of those for whom they stand in it is known that nobody does."""
    absences.filter(person=F("who")).delete()
    absences.update(stand_in=None)


register(
    PersonalData(
        model=Membership,
        title=_("Uw rollen in wijken"),
        of=lambda person: Membership.objects.filter(person=person),
        fields=["neighbourhood__name", "role", "hours", "place", "phone", "started_at", "ended_at"],
        erase=end_and_empty,
        kept=_("zolang de rol duurt; daarna alleen dat er een rol was"),
    )
)
register(
    PersonalData(
        model=Administrator,
        title=_("Gemeenten die u beheert"),
        of=lambda person: Administrator.objects.filter(person=person),
        fields=["municipality__name", "started_at"],
        erase=delete,
        kept=_("zolang de rol duurt"),
    )
)
register(
    PersonalData(
        model=Absence,
        title=_("Wanneer u afwezig bent, of waarneemt"),
        of=lambda person: Absence.objects.filter(Q(person=person) | Q(stand_in=person)).annotate(
            who=Value(person)
        ),
        fields=["neighbourhood__name", "person__name", "stand_in__name", "first_day", "back_on"],
        erase=forget_absences,
        kept=_("tot dertig dagen na de laatste dag"),
    )
)
register_words(
    {
        "neighbourhood__name": _("wijk"),
        "municipality__name": _("gemeente"),
        "role": _("rol"),
        "hours": _("wanneer te vinden"),
        "place": _("plek"),
        "phone": _("telefoon"),
        "started_at": _("begonnen op"),
        "ended_at": _("gestopt op"),
        "person__name": _("wie afwezig is"),
        "stand_in__name": _("wie waarneemt"),
        "first_day": _("afwezig vanaf"),
        "back_on": _("weer terug op"),
    }
)
