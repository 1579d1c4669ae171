"""What is kept of people here, how it is exported, and how it is forgotten."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.privacy import (
    WITHOUT_NAME,
    PersonalData,
    delete,
    register,
    register_words,
    stays,
)

from ..models import (
    Contribution,
    ContributionChange,
    ContributionPhoto,
    CoSignature,
    FigureImport,
    Goal,
    GoalInitiative,
    GoalParty,
    GoalSupport,
    Indicator,
    Meaning,
    Measurement,
    Problem,
    ProblemRank,
    QuarterlyReview,
    ResidentInput,
    Voice,
    YearPlan,
)

stays(
    YearPlan,
    _("Jaarplannen die u begon"),
    of=lambda person: YearPlan.objects.filter(begun_by=person),
    fields=["neighbourhood__name", "year", "begun_at"],
)

stays(
    Problem,
    _("Wat er volgens u speelt in de wijk"),
    of=lambda person: Problem.objects.filter(person=person),
    fields=["words", "at"],
)

register(
    PersonalData(
        model=ProblemRank,
        title=_("Wat u het belangrijkst vindt"),
        of=lambda person: ProblemRank.objects.filter(person=person),
        fields=["problem__words", "place", "at"],
        erase=delete,
        kept=_("tot u het intrekt"),
    )
)

register(
    PersonalData(
        model=CoSignature,
        title=_("Jaarplannen waar uw naam onder staat"),
        of=lambda person: CoSignature.objects.filter(person=person),
        fields=["plan__year", "at"],
        erase=delete,
        kept=_("tot u het intrekt"),
    )
)

stays(
    ResidentInput,
    _("Gesprekken en bijeenkomsten die u vastlegde"),
    of=lambda person: ResidentInput.objects.filter(by=person),
    fields=["day", "residents", "place", "words"],
)

stays(
    Goal,
    _("Doelen die u voorstelde"),
    of=lambda person: Goal.objects.filter(person=person),
    fields=["title", "want", "goes_well", "at"],
)


def forget_supports(supports: QuerySet[Any]) -> None:
    """That somebody supported it still counts; their words go."""
    supports.update(words="")


register(
    PersonalData(
        model=GoalSupport,
        title=_("Doelen die u steunt"),
        of=lambda person: GoalSupport.objects.filter(person=person),
        fields=["goal__title", "words", "at"],
        erase=forget_supports,
        kept=WITHOUT_NAME,
    )
)

stays(
    GoalParty,
    _("Wat u namens een organisatie bij een doel zei"),
    of=lambda person: GoalParty.objects.filter(by=person),
    fields=["goal__title", "organisation__name", "sees", "aim", "brings", "at"],
)

stays(
    GoalInitiative,
    _("Initiatieven die u aan een doel koppelde"),
    of=lambda person: GoalInitiative.objects.filter(by=person),
    fields=["goal__title", "initiative__title", "at"],
)

stays(
    Indicator,
    _("Cijfers die u bij een doel zette"),
    of=lambda person: Indicator.objects.filter(added_by=person),
    fields=["goal__title", "title", "added_at"],
)

stays(
    FigureImport,
    _("Lijsten met cijfers die u invoerde"),
    of=lambda person: FigureImport.objects.filter(by=person),
    fields=["source", "at"],
)

stays(
    Measurement,
    _("Metingen die u invulde"),
    of=lambda person: Measurement.objects.filter(by=person),
    fields=["indicator__title", "year", "value", "at"],
)

stays(
    Meaning,
    _("Wat een cijfer volgens u betekent"),
    of=lambda person: Meaning.objects.filter(person=person),
    fields=["indicator__title", "words", "at"],
)

stays(
    Contribution,
    _("Bijdragen die u opschreef"),
    of=lambda person: Contribution.objects.filter(by=person),
    fields=["goal__title", "what", "day", "hours_spent", "euros", "materials"],
)

stays(
    ContributionChange,
    _("Bijdragen die u verbeterde"),
    of=lambda person: ContributionChange.objects.filter(by=person),
    fields=["contribution__what", "at"],
)


def forget_photos(photos: QuerySet[Any]) -> None:
    for photo in photos:
        photo.delete_files()
    photos.delete()


register(
    PersonalData(
        model=ContributionPhoto,
        title=_("Foto’s bij een bijdrage die u nog niet verstuurde"),
        of=lambda person: ContributionPhoto.objects.filter(draft__person=person),
        fields=["made_at"],
        erase=forget_photos,
        kept=_("zolang het concept bestaat"),
    )
)

stays(
    QuarterlyReview,
    _("Kwartaalgesprekken die u afsloot"),
    of=lambda person: QuarterlyReview.objects.filter(closed_by=person),
    fields=["plan__year", "quarter", "closed_at"],
)


def forget_voices(voices: QuerySet[Any]) -> None:
    """What was said in a review stays part of it, by nobody."""
    voices.update(person=None, browser="")


register(
    PersonalData(
        model=Voice,
        title=_("Uw stem in kwartaalgesprekken"),
        of=lambda person: Voice.objects.filter(Q(person=person)),
        fields=["review__plan__year", "review__quarter", "saw", "table", "at"],
        erase=forget_voices,
        kept=WITHOUT_NAME,
    )
)

register_words(
    {
        "neighbourhood__name": _("wijk"),
        "year": _("jaar"),
        "begun_at": _("begonnen op"),
        "problem__words": _("wat er speelt"),
        "plan__year": _("jaar"),
        "day": _("dag"),
        "residents": _("hoeveel bewoners"),
        "want": _("wat wij willen"),
        "goes_well": _("wat al goed gaat"),
        "goal__title": _("doel"),
        "sees": _("hoe u het ziet"),
        "brings": _("wat u bijdraagt"),
        "indicator__title": _("wat wij volgen"),
        "value": _("waarde"),
        "what": _("wat er is gedaan"),
        "hours_spent": _("uren"),
        "euros": _("euro"),
        "materials": _("materiaal"),
        "contribution__what": _("bijdrage"),
        "quarter": _("kwartaal"),
        "closed_at": _("afgesloten op"),
        "review__plan__year": _("jaar"),
        "review__quarter": _("kwartaal"),
        "source": _("waar de cijfers vandaan komen"),
        "saw": _("wat u zag"),
        "table": _("wat op tafel moet"),
    }
)
