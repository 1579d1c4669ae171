"""Going on (O100); after it ended what else would fit (O50), and who stay within reach (O51)."""

from django.db.models import BooleanField, Case, QuerySet, Value, When

from ..funding import is_funded
from ..models import Initiative, WithinReach
from ..states import Help, HelpState, Stage
from .cards import Card, cards

SHOWN = 3


def needs_heir(initiative: Initiative) -> bool:
    """It goes on from year to year, or has money: then somebody carries on when that stops."""
    if initiative.stage == Stage.ONGOING:
        return True
    money = initiative.requests.filter(kind=Help.MONEY, state=HelpState.AGREED)
    return money.exists() or is_funded(initiative.pk)


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


def within_reach_of(initiative: Initiative) -> QuerySet[WithinReach]:
    """With their names, who said so last first."""
    people = WithinReach.objects.filter(initiative=initiative).select_related("person")
    return people.order_by("-since", "-pk")
