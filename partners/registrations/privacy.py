"""What is kept of people here, how it is exported, and how it is forgotten."""

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from core.privacy import (
    WITHOUT_NAME,
    Legacy,
    PersonalData,
    delete,
    keep,
    register,
    register_legacy,
    register_words,
    stays,
)

from ..actions import organisations
from ..models import (
    Affiliation,
    Agreement,
    Asset,
    Assignment,
    Concern,
    ConcernAnswer,
    ConcernPhoto,
    ConcernRoute,
    Invitation,
    JoinRequest,
    Letter,
    Member,
    MeToo,
    Organisation,
    PassingOn,
    Post,
    Presence,
    Programme,
)
from ..states import OPEN_CONCERN

register(
    PersonalData(
        model=Agreement,
        title=_("Afspraken die u zelf maakte, of die met u gemaakt zijn"),
        of=lambda person: Agreement.objects.filter(
            Q(maker_person=person) | Q(receiver_person=person) | Q(officer=person)
        ),
        fields=["text", "due_on", "state", "made_at"],
        erase=keep,
        kept=_("als afspraak van de wijk; zonder uw naam zodra u zich laat wissen"),
    )
)

register_legacy(
    "organisation",
    Legacy(
        of=lambda person: Organisation.objects.of_one(person).for_page().order_by("pk"),
        leave=lambda organisation, by: organisations.leave_behind(organisation, by=by),
        leave_words=_("Laat de organisatie staan: de gemeente zoekt iemand die verdergaat"),
        take_away=lambda organisation, by: organisations.take_away(organisation, by=by),
        take_away_words=_("Haal de pagina van de organisatie ook weg"),
    ),
)

register(
    PersonalData(
        model=Member,
        title=_("Teams en organisaties waar u bij hoort"),
        of=lambda person: Member.objects.filter(person=person),
        fields=["organisation__name", "is_contact", "role", "hours", "since"],
        # A team keeps its place for its initiative; the name behind it is gone.
        erase=lambda members: members.update(role="", hours=""),
        kept=_("zolang u erbij hoort; zonder uw naam zodra u zich laat wissen"),
    )
)

# the page is the organisation's
stays(
    Organisation,
    _("Pagina’s van organisaties waar u bij hoort"),
    of=lambda person: Organisation.objects.with_page().filter(members__person=person),
    fields=["name", *Organisation.TEXTS, "place", "phone"],
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

register(
    PersonalData(
        model=JoinRequest,
        title=_("Waar u vroeg om erbij te komen"),
        of=lambda person: JoinRequest.objects.filter(person=person),
        fields=["organisation__name", "words", "answer", "asked_at"],
        erase=delete,
        kept=_("tot u uw gegevens laat wissen"),
    )
)

stays(
    Affiliation,
    _("Coalities waarvoor u sprak"),
    of=lambda person: (
        Affiliation.objects.filter(asked_by=person) | Affiliation.objects.filter(decided_by=person)
    ),
    fields=["organisation__name", "coalition__name", "asked_at"],
)

stays(
    Assignment,
    _("Opdrachten die u vastlegde, aannam of beëindigde"),
    of=lambda person: (
        Assignment.objects.filter(recorded_by=person)
        | Assignment.objects.filter(confirmed_by=person)
        | Assignment.objects.filter(ended_by=person)
    ),
    fields=["organisation__name", "title", "recorded_at", "reason"],
)

stays(
    Programme,
    _("Aanbod dat u neerzette"),
    of=lambda person: Programme.objects.filter(added_by=person),
    fields=["organisation__name", "title", "about", "added_at"],
)

register(
    PersonalData(
        model=Letter,
        title=_("Vragen aan organisaties die u stelde of beantwoordde"),
        of=lambda person: (
            Letter.objects.filter(author=person) | Letter.objects.filter(answered_by=person)
        ),
        fields=["organisation__name", "text", "answer", "at"],
        erase=delete,
        kept=_("tot een van beiden zich laat wissen"),
    )
)

register_words(
    {
        "coalition__name": _("coalitie"),
        "due_on": _("uiterlijk op"),
        "state": _("hoe het staat"),
        "recorded_at": _("vastgelegd op"),
        "reason": _("waarom"),
        "title": _("titel"),
        "about": _("uitleg"),
        "added_at": _("neergezet op"),
        "text": _("tekst"),
        "organisation__name": _("team of organisatie"),
        "is_contact": _("aanspreekpunt"),
        "aim": _("wat wij willen bereiken"),
        "can": _("wat wij kunnen"),
        "wants": _("wat wij willen"),
        "cannot": _("wat wij niet kunnen"),
        "conditions": _("hoe wij samenwerken"),
        "made_at": _("gemaakt op"),
        "ends_at": _("geldig tot"),
        "used_at": _("gebruikt op"),
        "answer": _("antwoord"),
        "asked_at": _("gevraagd op"),
    }
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

stays(
    ConcernAnswer,
    _("Antwoorden op ergernissen die u gaf"),
    of=lambda person: ConcernAnswer.objects.filter(by=person),
    fields=["concern__place", "outcome", "reason", "possible", "at"],
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


def forget_own(found: QuerySet[Any]) -> None:
    """What is of them goes, and proposals of them or by them; what they put there for all stays."""
    found.filter(person=F("who")).delete()
    found.filter(agreed_at=None).delete()


register(
    PersonalData(
        model=Asset,
        title=_("Wat u bij ‘wat er al is’ zette"),
        of=lambda person: Asset.objects.about(person).annotate(who=Value(person)),
        fields=[
            "kind",
            "title",
            "words",
            "place",
            "hours",
            "condition",
            "kept_by",
            "heir",
            "check_on",
            "until",
            "asked_at_most",
            "put_at",
        ],
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
        "condition": _("hoe het eraan toe is"),
        "kept_by": _("wie ervoor zorgt"),
        "heir": _("wie ermee doorgaat als het geld stopt"),
        "check_on": _("wanneer er weer naar gekeken wordt"),
        "asked_at_most": _("hoe vaak gevraagd"),
        "put_at": _("erbij gezet op"),
    }
)

# the organisation said it
stays(
    Post,
    _("Nieuws en activiteiten die u plaatste namens een organisatie"),
    of=lambda person: Post.objects.filter(posted_by=person),
    fields=["organisation__name", "title", "text", "place", "posted_at"],
)


def forget_presence(presences: QuerySet[Any]) -> None:
    """The organisation is there still; nobody is named."""
    presences.filter(person=F("who")).update(person=None)


register(
    PersonalData(
        model=Presence,
        title=_("Wanneer u of uw organisatie in de wijk is"),
        of=lambda person: Presence.objects.filter(Q(person=person) | Q(added_by=person)).annotate(
            who=Value(person)
        ),
        fields=["organisation__name", "place", "days", "begins", "ends", "added_at"],
        erase=forget_presence,
        kept=_("zolang de organisatie dat wil; zonder uw naam zodra u zich laat wissen"),
    )
)

register_words(
    {
        "posted_at": _("geplaatst op"),
        "days": _("dagen"),
        "begins": _("van"),
        "ends": _("tot"),
    }
)

register(
    PersonalData(
        model=PassingOn,
        title=_("Wat u vroeg om door te geven, of waarop u antwoordde"),
        of=lambda person: PassingOn.objects.filter(Q(asked_by=person) | Q(answered_by=person)),
        fields=["organisation__name", "post__title", "words", "language", "asked_at"],
        erase=lambda passings: passings.update(words=""),
        kept=WITHOUT_NAME,
    )
)

register_words({"post__title": _("bericht"), "words": _("toelichting"), "language": _("taal")})
