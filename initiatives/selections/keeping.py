"""What else would fit somebody whose initiative ended (O50)."""

from django.db.models import BooleanField, Case, Value, When

from ..models import Initiative
from .cards import Card, cards

SHOWN = 3


def what_fits(initiative: Initiative) -> list[Card]:
    """Others that are under way in the neighbourhood, about the same first, then the newest."""
    others = (
        Initiative.objects.public()
        .in_neighbourhood(initiative.neighbourhood)
        .under_way()
        .exclude(pk=initiative.pk)
    )
    same = Case(
        When(theme=initiative.theme, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    return cards(
        others.for_cards().annotate(same=same).order_by("-same", "-sent_at", "-pk")[:SHOWN]
    )
