"""What lower floors must know of partners: its verbs, personal data and flags."""

from django.db.models import Q
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
from .actions import agreements, organisations
from .models import (
    Affiliation,
    Agreement,
    Assignment,
    Invitation,
    JoinRequest,
    Letter,
    Member,
    Organisation,
    Programme,
)
from .selections.holdings import agreements_held
from .selections.organisations import members_of
from .states import Kind

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
