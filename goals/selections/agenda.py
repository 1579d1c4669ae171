"""The joint agenda of a goal as its page shows it: who said what it does, and who said nothing."""

from typing import NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.text import capfirst

from core.statements import Asked
from initiatives.models.initiative import address_of as address_of_initiative
from initiatives.states import Visibility
from partners.models import Organisation
from partners.states import KIND_ICONS, Kind

from ..models import Goal
from ..states import Part
from .parties import is_open

MOST = 60  # parties of one goal on its page
MOST_SILENT = 12  # of those that said nothing; the others stand in the picture of the year
MOST_OWN = 20  # of those for which who reads speaks

# An organisation as everybody sees it (`parties.seen`), and what leads to its page.
WHO = """
    organisation.id, organisation.kind, organisation.name, organisation.slug,
    organisation.is_listed, home.slug, town.slug, initiative.id, initiative.title
"""
SEEN = """
    JOIN neighbourhoods_municipality AS town ON town.id = organisation.municipality_id
    LEFT JOIN neighbourhoods_neighbourhood AS home ON home.id = organisation.neighbourhood_id
    LEFT JOIN initiatives_initiative AS initiative ON initiative.team_id = organisation.id
    WHERE organisation.hidden_reason = '' AND (home.id IS NULL OR home.is_public)
        AND (initiative.id IS NULL OR initiative.visibility = %(public)s)
"""
# Those that said something, who leads first.
LINES = """
    SELECT * FROM (
        SELECT
            0 AS silent,
            CASE party.part WHEN %(leads)s THEN 0 WHEN %(joins)s THEN 1 ELSE 2 END AS rank,
            LOWER(organisation.name) AS sorted_by, party.id AS row, {who},
            party.part, party.sees, party.aim, party.brings
        FROM goals_goalparty AS party
        JOIN partners_organisation AS organisation ON organisation.id = party.organisation_id
        {seen} AND party.goal_id = %(goal)s
        ORDER BY 2, 3, 4
        LIMIT %(most)s
    ) AS said
"""
# Those with a page that can take part here (`parties.parties_in`) and said nothing, the
# municipality first.
SILENT = """
    SELECT * FROM (
        SELECT
            1 AS silent, CASE organisation.kind WHEN %(town_kind)s THEN 0 ELSE 1 END AS rank,
            LOWER(organisation.name) AS sorted_by, organisation.id AS row, {who}, '', '', '', ''
        FROM partners_organisation AS organisation
        {seen} AND organisation.is_listed AND organisation.slug IS NOT NULL
            AND (
                organisation.id IN (
                    SELECT organisation_id FROM partners_activein
                    WHERE neighbourhood_id = %(place)s
                )
                OR (
                    organisation.kind = %(town_kind)s AND organisation.municipality_id = %(town)s
                )
                OR (organisation.kind = %(team)s AND initiative.neighbourhood_id = %(place)s)
            )
            AND organisation.id NOT IN (
                SELECT organisation_id FROM goals_goalparty WHERE goal_id = %(goal)s
            )
        ORDER BY 2, 3, 4
        LIMIT %(most_silent)s
    ) AS silent
"""


class Line(NamedTuple):
    """A party in one line; what is empty it did not say."""

    key: int
    name: str
    url: str
    icon: str
    kind: str
    part: str
    part_label: str
    sees: str
    aim: str
    brings: str

    @property
    def leads(self) -> bool:
        return self.part == Part.LEADS


class Silent(NamedTuple):
    """A party that said nothing yet: an empty place."""

    name: str
    url: str
    icon: str


class Own(NamedTuple):
    """A party for which who reads speaks."""

    key: int
    name: str
    has_said: bool


class Agenda(NamedTuple):
    """`more`: more parties said nothing than are shown. `own` is empty where nothing can be said
    any more."""

    lines: list[Line]
    silent: list[Silent]
    more: bool
    own: list[Own]

    @property
    def leaders(self) -> list[str]:
        return [line.name for line in self.lines if line.leads]


def agenda(goal: Goal, own: list[Organisation]) -> Agenda:
    """The joint agenda of a goal, in one statement: written out, for it stands on a page that many
    read."""
    place, parts = goal.plan.neighbourhood, [LINES]
    if is_open(goal):
        parts.append(SILENT)
    asked: dict[str, Asked] = {
        "goal": goal.pk,
        "place": place.pk,
        "town": place.municipality_id,
        "public": Visibility.PUBLIC.value,
        "leads": Part.LEADS.value,
        "joins": Part.JOINS.value,
        "town_kind": Kind.MUNICIPALITY.value,
        "team": Kind.RESIDENTS_TEAM.value,
        "most": MOST,
        "most_silent": MOST_SILENT + 1,
    }
    statement = " UNION ALL ".join(parts).format(who=WHO, seen=SEEN)
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY 1, 2, 3, 4", asked)
        rows = [_Row(*row) for row in cursor.fetchall()]
    lines = [_line(row) for row in rows if not row.is_silent]
    silent = [Silent(row.name, row.address, row.icon) for row in rows if row.is_silent]
    said = {one.key for one in lines}
    return Agenda(
        lines,
        silent[:MOST_SILENT],
        len(silent) > MOST_SILENT,
        [Own(one.pk, one.name, one.pk in said) for one in own[:MOST_OWN]],
    )


class _Row(NamedTuple):
    """Of the statement; `rank` and `sorted_by` order it."""

    is_silent: int
    rank: int
    sorted_by: str
    row: int
    key: int
    kind: str
    name: str
    slug: str | None
    is_listed: bool
    place_slug: str | None
    town_slug: str
    initiative: int | None
    initiative_title: str | None
    part: str
    sees: str
    aim: str
    brings: str

    @property
    def icon(self) -> str:
        return KIND_ICONS[Kind(self.kind)]

    @property
    def address(self) -> str:
        """As `parties.address_of`."""
        if self.slug and self.is_listed:
            return reverse("partners:organisation", args=[self.slug])
        if self.initiative and self.kind == Kind.RESIDENTS_TEAM:
            return address_of_initiative(self.initiative, self.initiative_title or "")
        if self.place_slug:
            return reverse("portal:neighbourhood", args=[self.place_slug])
        return reverse("portal:municipality", args=[self.town_slug])


def _line(row: _Row) -> Line:
    return Line(
        row.key,
        row.name,
        row.address,
        row.icon,
        capfirst(str(Kind(row.kind).label)),
        row.part,
        str(Part(row.part).label) if row.part else "",
        row.sees,
        row.aim,
        row.brings,
    )
