"""What is kept of people here, how it is exported, and how it is forgotten."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData, delete, register, register_words, stays

from ..models import GoalLookBack, Method, Spotlight

# --- Lessons
stays(
    GoalLookBack,
    _("Wat u schreef bij het einde van een doel"),
    of=lambda person: GoalLookBack.objects.filter(author=person),
    fields=["goal__title", "helped", "otherwise", "brought", "at"],
)

stays(
    Method,
    _("Wat u opschreef over hoe u iets deed"),
    of=lambda person: Method.objects.filter(person=person),
    fields=["title", "what", "for_whom", "takes", "steps", "look_out", "costs", "at"],
)

# --- Thanks
register(
    PersonalData(
        model=Spotlight,
        title=_("Wie in het zonnetje is gezet, u of door u"),
        of=lambda person: Spotlight.objects.filter(Q(person=person) | Q(proposed_by=person)),
        fields=["neighbourhood__name", "words", "state", "until", "at"],
        erase=delete,  # it is there for a while only, and by who wanted it
        kept=_("tot een maand na de laatste dag, of tot u het weghaalt"),
    )
)

register_words(
    {
        "takes": _("wat het vraagt"),
        "steps": _("stap voor stap"),
        "look_out": _("waar u op moet letten"),
        "costs": _("wat het kost"),
        "until": _("tot en met"),
    }
)
