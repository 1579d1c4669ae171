"""What was learned: teams' looks back (O62) and experiments (O66)."""

from django.utils import timezone

from initiatives.models import Experiment, Initiative, LookBack

from ...content import Lesson
from ..span import Span, Ties

MOST = 8  # of each kind


def lessons(span: Span, ties: Ties) -> tuple[list[Lesson], int]:
    """Them, and how many more there are."""
    here = Initiative.objects.public().in_neighbourhood(span.place).values("pk")
    looks = LookBack.objects.filter(initiative__in=here, at__gte=span.begin, at__lt=span.end)
    tries = Experiment.objects.filter(initiative__in=here, at__gte=span.begin, at__lt=span.end)
    told = [
        Lesson(
            key=f"lookback:{one.pk}",
            title=one.initiative.title,
            url=one.initiative.get_absolute_url(),
            day=timezone.localdate(one.at),
            goal=ties.of_initiative(one.initiative_id),
            helped=one.helped,
            otherwise=one.otherwise,
            brought=one.brought,
        )
        for one in looks.select_related("initiative").order_by("-at", "-pk")[:MOST]
    ] + [
        Lesson(
            key=f"experiment:{one.pk}",
            title=one.initiative.title,
            url=one.initiative.get_absolute_url(),
            day=timezone.localdate(one.at),
            goal=ties.of_initiative(one.initiative_id),
            question=one.question,
            tryout=one.tryout,
            learned=one.learned,
        )
        for one in tries.select_related("initiative").order_by("-at", "-pk")[:MOST]
    ]
    return told, looks.count() + tries.count() - len(told)
