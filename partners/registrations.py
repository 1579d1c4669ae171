"""What lower floors must know of partners: verbs, personal data, holdings and flags."""

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity import flags
from activity.verbs import register as register_verbs
from core.privacy import PersonalData, delete, keep, register, register_words
from neighbourhoods import holdings

from . import verbs
from .actions import assets, concerns
from .models import (
    Asset,
    Concern,
    ConcernAnswer,
    ConcernPhoto,
    ConcernRoute,
    Invitation,
    Member,
    MeToo,
)
from .selections.holdings import concerns_held, nothing_waits
from .states import OPEN_CONCERN

register_verbs(*verbs.ALL)

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

# --- Concerns
WITHOUT_NAME = _("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen")

reasons.register(
    {
        "partners:check_concern": _("Wat u typte is bewaard. Log in om het te versturen."),
        "partners:me_too": _("Log in om te zeggen dat u er ook last van heeft."),
        "partners:not_satisfied": _("Log in om te zeggen wat er nog niet goed is."),
        "partners:answer_concern": _("Log in om te antwoorden."),
        "partners:send_on": _("Log in om dit aan een ander te geven."),
        "partners:my_concerns": _("Log in om te zien wat er op u wacht."),
    }
)
holdings.register(
    holdings.Holding(
        model=Concern, field="owner", count=concerns_held, hand_over=concerns.hand_over
    )
)
holdings.register(
    holdings.Holding(
        model=ConcernRoute,
        field="officer",
        count=nothing_waits,
        hand_over=concerns.hand_over_routes,
    )
)


def _tell_concern(concern: Concern) -> flags.Told:
    return flags.Told(
        subject=concern,
        title=str(concern),
        words=concern.text,
        who=concern.reporter.public_name,
        url=concern.get_absolute_url(),
        neighbourhood=concern.neighbourhood,
        state=concern.visibility,
    )


flags.register(
    flags.Flaggable(
        model=Concern,
        path="ergernis",
        standing=lambda: Concern.objects.select_related("neighbourhood__municipality", "reporter"),
        seen_by=Concern.objects.visible_to,
        tell=_tell_concern,
        authors=lambda concern: [concern.reporter],
        hide=lambda concern, reason, by: concerns.hide(concern, reason, by=by),
        show=lambda concern, by: concerns.show(concern, by=by),
    )
)


def forget_photos(photos: QuerySet[Any]) -> None:
    for photo in photos:
        photo.delete_files()
    photos.delete()


def forget_reporter(concerns: QuerySet[Any]) -> None:
    """What they reported stays without them; of what they had to answer the coordinator hears."""
    concerns.filter(reporter=F("who")).update(group="")
    concerns.filter(owner=F("who"), state__in=OPEN_CONCERN).update(owner=None)


register(
    PersonalData(
        model=Concern,
        title=_("Ergernissen die u meldde of oppakt"),
        of=lambda person: Concern.objects.filter(Q(reporter=person) | Q(owner=person)).annotate(
            who=Value(person)
        ),
        fields=["kind", "place", "text", "group", "state", "reported_at"],
        erase=forget_reporter,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=ConcernPhoto,
        title=_("Foto’s bij een ergernis die u nog niet verstuurde"),
        of=lambda person: ConcernPhoto.objects.filter(draft__person=person),
        fields=["made_at"],
        erase=forget_photos,
        kept=_("zolang het concept bestaat"),
    )
)
register(
    PersonalData(
        model=MeToo,
        title=_("Ergernissen waar u ook last van heeft"),
        of=lambda person: MeToo.objects.filter(person=person),
        fields=["concern__place", "at"],
        erase=delete,
        kept=_("tot u het intrekt"),
    )
)
register(
    PersonalData(
        model=ConcernAnswer,
        title=_("Antwoorden op ergernissen die u gaf"),
        of=lambda person: ConcernAnswer.objects.filter(by=person),
        fields=["concern__place", "outcome", "reason", "possible", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=ConcernRoute,
        title=_("Ergernissen die naar u gaan"),
        of=lambda person: ConcernRoute.objects.filter(officer=person),
        fields=["neighbourhood__name", "kind"],
        erase=delete,
        kept=_("zolang de coördinator dat wil"),
    )
)
register_words(
    {
        "kind": _("soort"),
        "place": _("plek"),
        "text": _("tekst"),
        "group": _("appgroep"),
        "state": _("stand"),
        "reported_at": _("gemeld op"),
        "concern__place": _("ergernis"),
        "outcome": _("wat ervan kwam"),
        "reason": _("waarom"),
        "possible": _("wat wel kan"),
    }
)


# --- What is already there
reasons.register(
    {
        "partners:put_asset": _("Wat u schreef is bewaard. Log in om het erbij te zetten."),
        "partners:propose_knower": _("Wat u schreef is bewaard. Log in om iemand voor te stellen."),
        "partners:knower": _("Log in om te zeggen of u wijkkenner wilt zijn."),
        "partners:confirm_asset": _("Log in om te zeggen of dit nog klopt."),
        "partners:change_asset": _("Log in om dit aan te passen."),
    }
)


def _tell_asset(asset: Asset) -> flags.Told:
    return flags.Told(
        subject=asset,
        title=asset.title,
        words="\n".join(filter(None, (asset.title, asset.words, asset.hours))),
        who=(asset.person or asset.put_by).public_name,
        url=asset.get_absolute_url(),
        neighbourhood=asset.neighbourhood,
        state=asset.visibility,
    )


flags.register(
    flags.Flaggable(
        model=Asset,
        path="wat-er-al-is",
        standing=lambda: Asset.objects.standing().select_related(
            "neighbourhood__municipality", "person", "put_by"
        ),
        seen_by=Asset.objects.visible_to,
        tell=_tell_asset,
        authors=lambda asset: [asset.person or asset.put_by],
        hide=lambda asset, reason, by: assets.hide(asset, reason, by=by),
        show=lambda asset, by: assets.show(asset, by=by),
    )
)


def forget_own(found: QuerySet[Any]) -> None:
    """What is of them goes, and proposals of them or by them; what they put there for all stays."""
    found.filter(person=F("who")).delete()
    found.filter(agreed_at=None).delete()


register(
    PersonalData(
        model=Asset,
        title=_("Wat u bij ‘wat er al is’ zette"),
        of=lambda person: Asset.objects.about(person).annotate(who=Value(person)),
        fields=["kind", "title", "words", "place", "hours", "until", "asked_at_most", "put_at"],
        erase=forget_own,
        kept=_("zolang u wilt; wat er gewoon in de wijk is, blijft zonder uw naam"),
    )
)
register_words(
    {
        "title": _("titel"),
        "words": _("toelichting"),
        "hours": _("wanneer te vinden"),
        "until": _("tot en met"),
        "asked_at_most": _("hoe vaak gevraagd"),
        "put_at": _("erbij gezet op"),
    }
)
