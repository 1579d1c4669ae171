"""What is kept of people here, how it is exported, and how it is forgotten."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone
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

from ..actions import conversation, initiatives
from ..models import (
    Answer,
    Ask,
    Challenge,
    ChallengeDecision,
    ChallengeEvaluation,
    DateProposal,
    Experiment,
    Import,
    Initiative,
    LookBack,
    MetObstacle,
    MovedDate,
    Note,
    Obstacle,
    ObstacleAnswer,
    ObstacleReply,
    Offer,
    Participant,
    Photo,
    Proposal,
    Question,
    Reaction,
    Resemblance,
    Review,
    SavedFilter,
    SignUp,
    Slot,
    Support,
    SupportRequest,
    Update,
    WithinReach,
)
from ..states import OBSTACLE_OPEN, ObstacleState

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


def forget_officer(obstacles: QuerySet[Any]) -> None:
    """What they reported stays without them; of what they had to answer the coordinator hears."""
    obstacles.filter(officer=F("who"), state__in=OBSTACLE_OPEN).update(
        officer=None, state=ObstacleState.REPORTED
    )


def forget_photos(photos: QuerySet[Any]) -> None:
    for photo in photos:
        photo.delete_files()
    photos.delete()


# the initiative is the team's and the neighbourhood's
stays(
    Initiative,
    _("Initiatieven van uw team"),
    of=lambda person: Initiative.objects.filter(team__members__person=person),
    fields=["title", "plan", "place", "needs", "for_whom", "stage", "sent_at"],
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

stays(
    Update,
    _("Nieuws dat u schreef"),
    of=lambda person: Update.objects.filter(author=person),
    fields=["initiative__title", "text", "at"],
)

stays(
    LookBack,
    _("Wat u bij het einde schreef"),
    of=lambda person: LookBack.objects.filter(author=person),
    fields=["initiative__title", "helped", "otherwise", "brought", "at"],
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

stays(
    Reaction,
    _("Reacties die u schreef"),
    of=lambda person: Reaction.objects.filter(author=person),
    fields=["initiative__title", "text", "at"],
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

stays(
    Answer,
    _("Antwoorden die u gaf"),
    of=lambda person: Answer.objects.filter(officer=person),
    fields=["review__initiative__title", "status", "reason", "possible", "at"],
)

stays(
    Question,
    _("Vragen die u stelde of beantwoordde"),
    of=lambda person: (
        Question.objects.filter(officer=person) | Question.objects.filter(answered_by=person)
    ),
    fields=["review__initiative__title", "text", "answer", "at"],
)

stays(
    DateProposal,
    _("Andere datums die u voorstelde of beantwoordde"),
    of=lambda person: (
        DateProposal.objects.filter(officer=person)
        | DateProposal.objects.filter(answered_by=person)
    ),
    fields=["review__initiative__title", "day", "reason", "at"],
)

stays(
    Note,
    _("Notities die u schreef"),
    of=lambda person: Note.objects.filter(author=person),
    fields=["review__initiative__title", "text", "at"],
)

stays(
    Resemblance,
    _("Wat u op elkaar vond lijken"),
    of=lambda person: Resemblance.objects.filter(by=person),
    fields=["initiative__title", "other__title", "at"],
)

stays(
    SupportRequest,
    _("Wat u voor een initiatief vroeg, of daarop antwoordde"),
    of=lambda person: SupportRequest.objects.filter(
        Q(by=person) | Q(answered_by=person) | Q(officer=person)
    ),
    fields=["initiative__title", "text", "at"],
)

stays(
    Slot,
    _("Momenten om te helpen die u erbij zette"),
    of=lambda person: Slot.objects.filter(by=person),
    fields=["request__initiative__title", "starts_at", "place", "called_off", "at"],
)
register(
    PersonalData(
        model=SignUp,
        title=_("Wanneer u komt of kwam helpen"),
        of=lambda person: SignUp.objects.filter(person=person),
        fields=["slot__request__initiative__title", "slot__starts_at", "slot__place", "at"],
        erase=delete,  # which frees their place
        kept=_("tot u zich afmeldt, en daarna als geschiedenis van de vraag"),
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
        model=Ask,
        title=_("Wat u voor een initiatief aan iemand vroeg, of wat u gevraagd werd"),
        of=lambda person: Ask.objects.filter(Q(by=person) | Q(person=person)),
        fields=["request__initiative__title", "text", "words", "until", "at"],
        erase=lambda rows: rows.update(words=""),
        kept=_("een jaar; zonder uw naam zodra u zich laat wissen"),
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

stays(
    Experiment,
    _("Proeven waarover u schreef"),
    of=lambda person: Experiment.objects.filter(author=person),
    fields=["initiative__title", "question", "tryout", "learned", "at"],
)

stays(
    Challenge,
    _("Taken van de gemeente die u wilde overnemen"),
    of=lambda person: Challenge.objects.filter(asked_by=person),
    fields=["initiative__title", "task", "approach", "money", "quality", "asked_at"],
)

stays(
    ChallengeDecision,
    _("Besluiten die u schreef, of waartegen u bezwaar had"),
    of=lambda person: (
        ChallengeDecision.objects.filter(officer=person)
        | ChallengeDecision.objects.filter(objected_by=person)
    ),
    fields=["challenge__initiative__title", "outcome", "reason", "possible", "objection", "at"],
)

stays(
    MovedDate,
    _("Besluiten waarvan u de datum verzette"),
    of=lambda person: MovedDate.objects.filter(officer=person),
    fields=["challenge__initiative__title", "day", "reason", "at"],
)

stays(
    ChallengeEvaluation,
    _("Wat u terugkijkend schreef over een overgenomen taak"),
    of=lambda person: ChallengeEvaluation.objects.filter(author=person),
    fields=["challenge__initiative__title", "text", "at"],
)

register(
    PersonalData(
        model=Obstacle,
        title=_("Belemmeringen die u meldde of oppakt"),
        of=lambda person: Obstacle.objects.filter(Q(reporter=person) | Q(officer=person)).annotate(
            who=Value(person)
        ),
        fields=["title", "text", "state", "reported_at"],
        erase=forget_officer,
        kept=WITHOUT_NAME,
    )
)
# the team met it; who of it said so is not shown
stays(
    MetObstacle,
    _("Belemmeringen die u tegenkwam"),
    of=lambda person: MetObstacle.objects.filter(by=person),
    fields=["obstacle__title", "initiative__title", "at"],
)
stays(
    ObstacleAnswer,
    _("Antwoorden op belemmeringen die u gaf"),
    of=lambda person: ObstacleAnswer.objects.filter(by=person),
    fields=["obstacle__title", "outcome", "reason", "possible", "at"],
)
stays(
    ObstacleReply,
    _("Reacties op belemmeringen voor uw organisatie"),
    of=lambda person: ObstacleReply.objects.filter(by=person),
    fields=["obstacle__title", "text", "at"],
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
        "request__initiative__title": _("titel van het initiatief"),
        "slot__request__initiative__title": _("titel van het initiatief"),
        "starts_at": _("begint op"),
        "slot__starts_at": _("begint op"),
        "slot__place": _("plek"),
        "called_off": _("waarom het niet doorgaat"),
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
        "obstacle__title": _("belemmering"),
    }
)
