"""What lower floors must know of initiatives: its verbs, personal data, holdings and flags."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
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
from partners import joining

from . import verbs
from .actions import conversation, initiatives, news, requests, reviews, team
from .models import (
    Answer,
    Challenge,
    ChallengeDecision,
    ChallengeEvaluation,
    DateProposal,
    Experiment,
    Import,
    Initiative,
    LookBack,
    MovedDate,
    Note,
    Offer,
    Participant,
    Photo,
    Proposal,
    Question,
    Reaction,
    Resemblance,
    Review,
    SavedFilter,
    Support,
    SupportRequest,
    Update,
    WithinReach,
)
from .selections.holdings import open_reviews_held
from .selections.people import team_of
from .states import Visibility

WITHOUT_NAME = _("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen")

register_verbs(*verbs.ALL)

reasons.register(
    {
        "initiatives:check": _("Uw idee is bewaard. Log in om het te versturen."),
        "initiatives:reply": _("Log in om de vraag te beantwoorden."),
        "initiatives:support": _("Log in om te laten zien dat u dit steunt."),
        "initiatives:join": _("Log in om mee te doen. Dan weet het team wie u bent."),
        "initiatives:invitation": _("Log in om in het team te komen."),
        "initiatives:team": _("Log in om te zien wie er in uw team zit."),
        "initiatives:update": _("Log in om nieuws te plaatsen."),
        "initiatives:edit": _("Log in om de tekst of de foto aan te passen."),
        "initiatives:how_is_it": _("Log in om te vertellen hoe het gaat."),
        "initiatives:look_back": _("Log in om terug te kijken."),
        "initiatives:within_reach": _("Log in om in beeld te blijven."),
        "initiatives:own_photos": _("Log in om foto’s te plaatsen."),
        "initiatives:experiment": _("Log in om over uw proef te vertellen."),
        "initiatives:stage": _("Log in om te vertellen hoe ver u bent."),
        "initiatives:reconsider": _("Log in om te vragen of de gemeente er nog eens naar kijkt."),
        "initiatives:bring_list": _("Log in om een lijst in te voeren."),
        "initiatives:review": _("Log in om het team te antwoorden."),
        "initiatives:hand_over": _("Log in om dit over te geven aan een collega."),
        "initiatives:proposal": _("Log in om te antwoorden op het voorstel."),
        "initiatives:propose": _("Log in om een ander team iets voor te stellen."),
        "initiatives:ask_help": _("Log in om hulp te vragen voor uw initiatief."),
        "initiatives:make_offer": _("Log in om iets aan te bieden. Dan weet het team wie u bent."),
        "initiatives:offer": _("Log in om het aanbod te zien."),
        "initiatives:alike": _("Log in om te zeggen wat hierop lijkt."),
        "initiatives:reactions": _("Uw reactie is bewaard. Log in om haar te plaatsen."),
        "initiatives:own_reaction": _("Log in om uw reactie aan te passen."),
    }
)

holdings.register(
    holdings.Holding(
        model=Review, field="officer", count=open_reviews_held, hand_over=reviews.hand_over
    )
)

joining.register(team.come_in)
holdings.register(
    holdings.Holding(
        model=SupportRequest,
        field="officer",
        count=requests.requests_held,
        hand_over=requests.hand_over,
    )
)


def _tell_initiative(initiative: Initiative) -> flags.Told:
    return flags.Told(
        subject=initiative,
        title=initiative.title,
        words=f"{initiative.title}\n\n{initiative.plan}",
        who="",
        url=initiative.get_absolute_url(),
        neighbourhood=initiative.neighbourhood,
        state=initiative.visibility,
    )


def _tell_news(update: Update) -> flags.Told:
    return flags.Told(
        subject=update.initiative,
        title=update.initiative.title,
        words=update.text,
        who=update.author.public_name,
        url=update.get_absolute_url(),
        neighbourhood=update.initiative.neighbourhood,
        state=update.state,
        anchor=update.anchor,
    )


def _tell_reaction(reaction: Reaction) -> flags.Told:
    return flags.Told(
        subject=reaction.initiative,
        title=reaction.initiative.title,
        words=reaction.text,
        who=reaction.author.public_name,
        url=reaction.get_absolute_url(),
        neighbourhood=reaction.initiative.neighbourhood,
        state=reaction.state,
        anchor=reaction.anchor,
    )


flags.register(
    flags.Flaggable(
        model=Initiative,
        path="initiatief",
        standing=lambda: Initiative.objects.exclude(visibility=Visibility.GONE).select_related(
            "neighbourhood__municipality"
        ),
        seen_by=Initiative.objects.readable_by,
        tell=_tell_initiative,
        authors=lambda initiative: [member.person for member in team_of(initiative)],
        hide=lambda initiative, reason, by: initiatives.hide(initiative, reason, by=by),
        show=lambda initiative, by: initiatives.show(initiative, by=by),
    )
)
flags.register(
    flags.Flaggable(
        model=Update,
        path="nieuws",
        standing=lambda: Update.objects.exclude(
            initiative__visibility=Visibility.GONE
        ).select_related("initiative__neighbourhood__municipality", "author"),
        seen_by=Update.objects.visible_to,
        tell=_tell_news,
        authors=lambda update: [
            update.author,
            *(member.person for member in team_of(update.initiative)),
        ],
        hide=lambda update, reason, by: news.hide(update, reason, by=by),
        show=lambda update, by: news.show(update, by=by),
    )
)
flags.register(
    flags.Flaggable(
        model=Reaction,
        path="reactie",
        standing=lambda: (
            Reaction.objects.standing()
            .exclude(initiative__visibility=Visibility.GONE)
            .select_related("initiative__neighbourhood__municipality", "author")
        ),
        seen_by=Reaction.objects.visible_to,
        tell=_tell_reaction,
        authors=lambda reaction: [reaction.author],
        hide=lambda reaction, reason, by: conversation.hide(reaction, reason, by=by),
        show=lambda reaction, by: conversation.show(reaction, by=by),
    )
)


register_legacy(
    "initiative",
    Legacy(
        of=lambda person: Initiative.objects.of_team_of_one(person).newest_first(),
        leave=lambda initiative, by: initiatives.leave_behind(initiative, by=by),
        leave_words=_("Laat het staan: de buurt kan het overnemen"),
        take_away=lambda initiative, by: initiatives.take_away(initiative, by=by),
        take_away_words=_("Haal mijn initiatief ook weg"),
        why=_(
            "Iets draait nog alleen op u. Zeg hieronder of het blijft staan. Dan zoekt de "
            "contactambtenaar iemand die verder wil. Haalt u het weg, dan is de pagina met uw "
            "tekst en foto voor iedereen verdwenen."
        ),
    ),
)


@dataclass(frozen=True)
class OwnReactions:
    """All that somebody wrote under initiatives, as one thing to choose about."""

    pk: int

    def __str__(self) -> str:
        return str(_("wat u bij initiatieven schreef"))


register_legacy(
    "reactions",
    Legacy(
        of=lambda person: [OwnReactions(person)] if Reaction.objects.of(person).exists() else [],
        leave=lambda reactions, by: None,
        leave_words=_("Laat mijn reacties staan, zonder mijn naam"),
        take_away=lambda reactions, by: conversation.remove_all(by=by, now=timezone.now()),
        take_away_words=_("Haal al mijn reacties weg"),
    ),
)


def forget_photos(photos: QuerySet[Any]) -> None:
    for photo in photos:
        photo.delete_files()
    photos.delete()


register(
    PersonalData(
        model=Initiative,
        title=_("Initiatieven van uw team"),
        of=lambda person: Initiative.objects.filter(team__members__person=person),
        fields=["title", "plan", "place", "needs", "stage", "sent_at"],
        erase=keep,  # the initiative is the team's and the neighbourhood's
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Photo,
        title=_("Foto’s die nog nergens bij horen"),
        of=lambda person: Photo.objects.filter(draft__person=person),
        fields=["description", "made_at"],
        erase=forget_photos,
        kept=_("zolang het concept bestaat"),
    )
)
register(
    PersonalData(
        model=Support,
        title=_("Wat u steunt"),
        of=lambda person: Support.objects.filter(person=person),
        fields=["initiative__title", "at"],
        erase=delete,
        kept=_("tot u uw steun intrekt"),
    )
)
register(
    PersonalData(
        model=Participant,
        title=_("Waar u aan meedoet"),
        of=lambda person: Participant.objects.filter(person=person),
        fields=["initiative__title", "can_do", "at"],
        erase=delete,
        kept=_("tot u niet meer meedoet"),
    )
)
register(
    PersonalData(
        model=Update,
        title=_("Nieuws dat u schreef"),
        of=lambda person: Update.objects.filter(author=person),
        fields=["initiative__title", "text", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=LookBack,
        title=_("Wat u bij het einde schreef"),
        of=lambda person: LookBack.objects.filter(author=person),
        fields=["initiative__title", "helped", "otherwise", "brought", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=WithinReach,
        title=_("Waarvan u elk jaar een groet krijgt"),
        of=lambda person: WithinReach.objects.filter(person=person),
        fields=["initiative__title", "since"],
        erase=delete,
        kept=_("tot u zegt dat het niet meer hoeft"),
    )
)
register(
    PersonalData(
        model=Reaction,
        title=_("Reacties die u schreef"),
        of=lambda person: Reaction.objects.filter(author=person),
        fields=["initiative__title", "text", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Review,
        title=_("Initiatieven die u beantwoordt"),
        of=lambda person: Review.objects.filter(officer=person),
        fields=["initiative__title", "status", "due_at"],
        erase=lambda reviews: reviews.update(officer=None),  # the coordinator hears of them then
        kept=_("zolang u contactambtenaar bent"),
    )
)
register(
    PersonalData(
        model=Answer,
        title=_("Antwoorden die u gaf"),
        of=lambda person: Answer.objects.filter(officer=person),
        fields=["review__initiative__title", "status", "reason", "possible", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Question,
        title=_("Vragen die u stelde of beantwoordde"),
        of=lambda person: (
            Question.objects.filter(officer=person) | Question.objects.filter(answered_by=person)
        ),
        fields=["review__initiative__title", "text", "answer", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=DateProposal,
        title=_("Andere datums die u voorstelde of beantwoordde"),
        of=lambda person: (
            DateProposal.objects.filter(officer=person)
            | DateProposal.objects.filter(answered_by=person)
        ),
        fields=["review__initiative__title", "day", "reason", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Note,
        title=_("Notities die u schreef"),
        of=lambda person: Note.objects.filter(author=person),
        fields=["review__initiative__title", "text", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Resemblance,
        title=_("Wat u op elkaar vond lijken"),
        of=lambda person: Resemblance.objects.filter(by=person),
        fields=["initiative__title", "other__title", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=SupportRequest,
        title=_("Wat u voor een initiatief vroeg, of daarop antwoordde"),
        of=lambda person: SupportRequest.objects.filter(
            Q(by=person) | Q(answered_by=person) | Q(officer=person)
        ),
        fields=["initiative__title", "text", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Offer,
        title=_("Wat u een initiatief aanbood, of daarop antwoordde"),
        of=lambda person: Offer.objects.filter(
            Q(by=person) | Q(person=person) | Q(answered_by=person)
        ),
        fields=["initiative__title", "text", "words", "answer", "at"],
        erase=lambda rows: rows.update(words="", answer=""),
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Proposal,
        title=_("Wat u een ander team voorstelde, of antwoordde"),
        of=lambda person: Proposal.objects.filter(Q(by=person) | Q(ended_by=person)),
        fields=["asker__title", "asked__title", "words", "answer", "at"],
        erase=lambda rows: rows.update(words="", answer=""),
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=SavedFilter,
        title=_("Filters die u bewaarde"),
        of=lambda person: SavedFilter.objects.filter(person=person),
        fields=["name", "query"],
        erase=delete,
        kept=_("tot u ze weghaalt"),
    )
)
register(
    PersonalData(
        model=Import,
        title=_("Lijsten die u invoerde"),
        of=lambda person: Import.objects.filter(by=person).light(),
        fields=["name", "year", "made_at"],
        erase=keep,
        kept=_(
            "als herkomst van initiatieven, zonder uw naam zodra u zich laat wissen; "
            "een lijst die u niet bevestigt, gaat na 7 dagen weg"
        ),
    )
)
register(
    PersonalData(
        model=Experiment,
        title=_("Proeven waarover u schreef"),
        of=lambda person: Experiment.objects.filter(author=person),
        fields=["initiative__title", "question", "tryout", "learned", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=Challenge,
        title=_("Taken van de gemeente die u wilde overnemen"),
        of=lambda person: Challenge.objects.filter(asked_by=person),
        fields=["initiative__title", "task", "approach", "money", "quality", "asked_at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=ChallengeDecision,
        title=_("Besluiten die u schreef, of waartegen u bezwaar had"),
        of=lambda person: (
            ChallengeDecision.objects.filter(officer=person)
            | ChallengeDecision.objects.filter(objected_by=person)
        ),
        fields=["challenge__initiative__title", "outcome", "reason", "possible", "objection", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=MovedDate,
        title=_("Besluiten waarvan u de datum verzette"),
        of=lambda person: MovedDate.objects.filter(officer=person),
        fields=["challenge__initiative__title", "day", "reason", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register(
    PersonalData(
        model=ChallengeEvaluation,
        title=_("Wat u terugkijkend schreef over een overgenomen taak"),
        of=lambda person: ChallengeEvaluation.objects.filter(author=person),
        fields=["challenge__initiative__title", "text", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
register_words(
    {
        "year": _("jaar"),
        "title": _("titel"),
        "plan": _("wat u wilt doen"),
        "needs": _("wat er nodig is"),
        "stage": _("fase"),
        "sent_at": _("verstuurd op"),
        "description": _("wat er op de foto staat"),
        "made_at": _("gemaakt op"),
        "initiative__title": _("titel van het initiatief"),
        "review__initiative__title": _("titel van het initiatief"),
        "query": _("keuze"),
        "other__title": _("titel van het andere initiatief"),
        "asker__title": _("het initiatief dat iets voorstelt"),
        "asked__title": _("het initiatief dat gevraagd wordt"),
        "can_do": _("wat u kunt doen"),
        "text": _("tekst"),
        "status": _("stand"),
        "due_at": _("antwoord uiterlijk"),
        "reason": _("waarom"),
        "possible": _("wat wel kan"),
        "answer": _("antwoord"),
        "helped": _("wat hielp"),
        "otherwise": _("wat u anders zou doen"),
        "brought": _("wat het bracht"),
        "question": _("uw vraag"),
        "tryout": _("wat u probeert"),
        "learned": _("wat u leerde"),
        "challenge__initiative__title": _("titel van het initiatief"),
        "task": _("welke taak"),
        "approach": _("hoe u het doet"),
        "money": _("wat het kost"),
        "quality": _("hoe het goed blijft"),
        "asked_at": _("gevraagd op"),
        "day": _("datum"),
        "outcome": _("besluit"),
        "objection": _("bezwaar"),
    }
)
