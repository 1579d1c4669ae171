"""Who stand in the light, and whom one can propose (O38). No counts, no order but the newest."""

from datetime import date
from typing import NamedTuple

from django.db.models.functions import Lower

from initiatives.models import Initiative
from initiatives.models.initiative import address_of
from neighbourhoods.models import Neighbourhood
from partners.models import Member

from ..models import Spotlight

SHOWN = 3  # at once on the page of the neighbourhood
MOST = 300  # of each sort that one can choose from


class Lit(NamedTuple):
    """`url` is that of what a team does; of a person there is none."""

    name: str
    words: str
    url: str


def in_the_light(place: Neighbourhood, today: date) -> list[Lit]:
    """For everybody to read; one query."""
    rows = Spotlight.objects.shown(today).filter(neighbourhood=place)
    return [lit(row) for row in rows.select_related("person", "initiative")[:SHOWN]]


def lit(light: Spotlight) -> Lit:
    of = light.initiative
    return Lit(light.name, light.words, address_of(of.pk, of.title) if of else "")


def teams_here(place: Neighbourhood) -> list[tuple[int, str]]:
    """Public initiatives that somebody runs, by title."""
    public = Initiative.objects.public().in_neighbourhood(place)
    run = public.filter(team__members__person__is_active=True).distinct()
    return list(run.order_by(Lower("title"), "pk").values_list("pk", "title")[:MOST])


def people_here(place: Neighbourhood) -> list[tuple[int, str]]:
    """Who are in the team of such an initiative, by the name they chose."""
    public = Initiative.objects.public().in_neighbourhood(place).values("team")
    members = Member.objects.filter(
        organisation__in=public, person__is_active=True, person__erased_at=None
    ).exclude(person__name="")
    rows = members.order_by(Lower("person__name"), "person").values_list("person", "person__name")
    return list(dict(rows[:MOST]).items())
