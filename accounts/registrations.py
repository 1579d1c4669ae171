"""What accounts keeps of people (core.privacy)."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, keep, register, register_words
from outbox.models import Unreachable

from . import reasons
from .models import Draft, User

UNTIL_ERASED = _("tot u uw gegevens laat wissen")

reasons.register(
    {
        "accounts:go_on": _("Wat u schreef, is bewaard. Log in, dan gaat u verder."),
        "accounts:me": _("Log in om te zien wat wij van u bewaren."),
    }
)

register(
    PersonalData(
        model=User,
        title=_("Wie u bent"),
        of=lambda person: User.objects.filter(pk=person),
        fields=["email", "name", "language", "mail", "joined_at", "last_login"],
        erase=keep,  # emptied by accounts.actions.people.erase itself, last
        kept=UNTIL_ERASED,
    )
)
register(
    PersonalData(
        model=EmailAddress,
        title=_("Uw e-mailadres"),
        of=lambda person: EmailAddress.objects.filter(user=person),
        fields=["email", "verified"],
        erase=delete,
        kept=UNTIL_ERASED,
    )
)
register(
    PersonalData(
        model=Authenticator,
        title=_("Hoe u extra veilig inlogt"),
        of=lambda person: Authenticator.objects.filter(user=person),
        fields=["type", "created_at", "last_used_at"],
        erase=delete,
        kept=UNTIL_ERASED,
    )
)
register(
    PersonalData(
        model=Unreachable,
        title=_("Mail aan u die terugkwam"),
        of=lambda person: Unreachable.objects.filter(
            address__in=User.objects.filter(pk=person, erased_at=None).values("email")
        ),
        fields=["address", "said", "times", "last_at", "stopped_at"],
        erase=delete,
        kept=_("een jaar nadat er voor het laatst mail terugkwam"),
    )
)
register(
    PersonalData(
        model=Draft,
        title=_("Wat u typte en nog niet verstuurde"),
        of=lambda person: Draft.objects.filter(person=person),
        fields=["form", "fields", "created_at", "updated_at"],
        erase=delete,
        kept=_("30 dagen na de laatste letter"),
    )
)
register_words(
    {
        "email": _("e-mailadres"),
        "name": _("naam"),
        "language": _("taal"),
        "mail": _("berichten per e-mail"),
        "joined_at": _("hier sinds"),
        "last_login": _("laatst ingelogd"),
        "verified": _("bevestigd"),
        "address": _("e-mailadres"),
        "said": _("wat de mailserver zei"),
        "times": _("hoe vaak"),
        "last_at": _("voor het laatst op"),
        "stopped_at": _("geen mail meer sinds"),
        "type": _("soort"),
        "created_at": _("gemaakt op"),
        "last_used_at": _("laatst gebruikt op"),
        "form": _("formulier"),
        "fields": _("wat u typte"),
        "updated_at": _("laatst veranderd op"),
    }
)
