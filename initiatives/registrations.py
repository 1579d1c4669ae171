"""What lower floors must know of initiatives: its verbs, personal data, holdings and flags."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from activity import flags
from activity.verbs import register as register_verbs
from core.privacy import PersonalData, delete, keep, register
from neighbourhoods import holdings

from . import verbs
from .actions import initiatives, reviews
from .models import Answer, Initiative, Note, Participant, Photo, Question, Review, Support, Update
from .selections.holdings import open_reviews_held

WITHOUT_NAME = _("als geschiedenis van de wijk; zonder uw naam zodra u zich laat wissen")

register_verbs(*verbs.ALL)

holdings.register(
    holdings.Holding(
        model=Review, field="officer", count=open_reviews_held, hand_over=reviews.hand_over
    )
)

flags.register(
    flags.Flaggable(
        model=Initiative,
        hide=lambda initiative, reason, by: initiatives.hide(initiative, reason, by=by),
        show=lambda initiative, by: initiatives.show(initiative, by=by),
    )
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
        model=Note,
        title=_("Notities die u schreef"),
        of=lambda person: Note.objects.filter(author=person),
        fields=["review__initiative__title", "text", "at"],
        erase=keep,
        kept=WITHOUT_NAME,
    )
)
