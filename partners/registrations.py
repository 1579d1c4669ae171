"""What lower floors must know of partners: its verbs, personal data and flags."""

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from accounts import reasons
from activity import flags
from activity.verbs import register as register_verbs
from core.privacy import (
    Legacy,
    PersonalData,
    delete,
    keep,
    register,
    register_legacy,
    register_words,
)
from neighbourhoods import holdings

from . import verbs
from .actions import agreements, assets, concerns, organisations, posts
from .models import (
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
from .selections.holdings import agreements_held, concerns_held, nothing_waits
from .selections.organisations import members_of
from .states import OPEN_CONCERN, Kind

WITHOUT_NAME = _("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen")


register_verbs(*verbs.ALL)


holdings.register(
    holdings.Holding(
        model=Agreement, field="officer", count=agreements_held, hand_over=agreements.hand_over
    )
)


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


reasons.register(
    {
        "partners:new": _("Log in om uw organisatie hier neer te zetten."),
        "partners:edit": _("Log in om de pagina van uw organisatie aan te passen."),
        "partners:people": _("Log in om te zien wie er bij uw organisatie hoort."),
        "partners:join": _("Log in om te vragen of u erbij mag komen."),
        "partners:invitation": _("Log in om erbij te komen."),
        "partners:write": _("Log in om uw vraag te stellen. Niemand ziet uw e-mailadres."),
        "partners:letter": _("Log in om de vraag en het antwoord te lezen."),
        "partners:join_request": _("Log in om te antwoorden wie erbij wil."),
        "partners:together": _("Log in om te zien met wie uw organisatie samen gaat."),
        "partners:assignment": _("Log in om de opdracht te lezen."),
        "partners:new_programme": _("Log in om aanbod neer te zetten."),
        "partners:me_here": _("Log in om te vertellen wat u hier doet."),
    }
)


def _tell_organisation(organisation: Organisation) -> flags.Told:
    assert organisation.neighbourhood, "what is flagged stands in a neighbourhood"
    texts = [getattr(organisation, name) for name in Organisation.TEXTS]
    return flags.Told(
        subject=organisation,
        title=organisation.name,
        words="\n\n".join(text for text in (organisation.name, *texts) if text),
        who="",
        url=organisation.get_absolute_url(),
        neighbourhood=organisation.neighbourhood,
        state="hidden" if organisation.is_hidden else "public",
    )


flags.register(
    flags.Flaggable(
        model=Organisation,
        path="organisatie",
        standing=lambda: (
            Organisation.objects.with_page()
            .exclude(kind=Kind.MUNICIPALITY)
            .select_related("neighbourhood__municipality", "municipality")
        ),
        seen_by=Organisation.objects.visible_to,
        tell=_tell_organisation,
        authors=lambda organisation: [one.person for one in members_of(organisation)],
        hide=lambda organisation, reason, by: organisations.hide(organisation, reason, by=by),
        show=lambda organisation, by: organisations.show(organisation, by=by),
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


register(
    PersonalData(
        model=Organisation,
        title=_("Pagina’s van organisaties waar u bij hoort"),
        of=lambda person: Organisation.objects.with_page().filter(members__person=person),
        fields=["name", *Organisation.TEXTS, "place", "phone"],
        erase=keep,  # the page is the organisation's
        kept=WITHOUT_NAME,
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


register(
    PersonalData(
        model=Affiliation,
        title=_("Coalities waarvoor u sprak"),
        of=lambda person: (
            Affiliation.objects.filter(asked_by=person)
            | Affiliation.objects.filter(decided_by=person)
        ),
        fields=["organisation__name", "coalition__name", "asked_at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)


register(
    PersonalData(
        model=Assignment,
        title=_("Opdrachten die u vastlegde, aannam of beëindigde"),
        of=lambda person: (
            Assignment.objects.filter(recorded_by=person)
            | Assignment.objects.filter(confirmed_by=person)
            | Assignment.objects.filter(ended_by=person)
        ),
        fields=["organisation__name", "title", "recorded_at", "reason"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)


register(
    PersonalData(
        model=Programme,
        title=_("Aanbod dat u neerzette"),
        of=lambda person: Programme.objects.filter(added_by=person),
        fields=["organisation__name", "title", "about", "added_at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
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


# --- Concerns


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


# --- What the neighbourhood hears from all
reasons.register(
    {
        "partners:post_news": _("Log in om nieuws te plaatsen."),
        "partners:post_activity": _("Log in om een activiteit te plaatsen."),
        "partners:change_post": _("Log in om dit aan te passen."),
        "partners:pass_on": _("Log in om te vragen of een groep dit doorgeeft."),
        "partners:passing_on": _("Log in om te zeggen of u dit doorgaf."),
        "partners:new_presence": _("Log in om te vertellen wanneer u er bent."),
        "partners:presence": _("Log in om dit aan te passen."),
    }
)


def _tell_post(post: Post) -> flags.Told:
    return flags.Told(
        subject=post,
        title=post.title,
        words="\n".join(filter(None, (post.title, post.place, post.text))),
        who=post.organisation.name,
        url=post.get_absolute_url(),
        neighbourhood=post.neighbourhood,
        state=post.state,
    )


flags.register(
    flags.Flaggable(
        model=Post,
        path="bericht",
        standing=lambda: Post.objects.standing().select_related(
            "neighbourhood__municipality", "organisation"
        ),
        seen_by=Post.objects.visible_to,
        tell=_tell_post,
        authors=lambda post: (
            [one.person for one in members_of(post.organisation)] or [post.posted_by]
        ),
        hide=lambda post, reason, by: posts.hide(post, reason, by=by),
        show=lambda post, by: posts.show(post, by=by),
    )
)


register(
    PersonalData(
        model=Post,
        title=_("Nieuws en activiteiten die u plaatste namens een organisatie"),
        of=lambda person: Post.objects.filter(posted_by=person),
        fields=["organisation__name", "title", "text", "place", "posted_at"],
        erase=keep,  # the organisation said it
        kept=WITHOUT_NAME,
    )
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
