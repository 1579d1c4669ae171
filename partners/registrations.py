"""What lower floors must know of partners: its verbs, personal data and flags."""

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

from . import verbs
from .actions import organisations
from .models import (
    Affiliation,
    Assignment,
    Invitation,
    JoinRequest,
    Letter,
    Member,
    Organisation,
    Programme,
)
from .selections.organisations import members_of
from .states import Kind

WITHOUT_NAME = _("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen")

register_verbs(*verbs.ALL)

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
