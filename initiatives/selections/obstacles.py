"""Obstacles as pages show them, and which look like what somebody is about to report."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.dates import in_words
from core.dutch import Asked, asked, stem, words_of
from neighbourhoods.models import Neighbourhood
from partners.models import Member, Organisation
from partners.states import Kind

from ..models import Initiative, MetObstacle, Obstacle, ObstacleReply
from ..states import ObstacleState
from .finding import FAINT
from .helping import organisations_here

ALIKE = 3
LOOKED_AT = 300  # the newest here; what is older is found by looking through the list
MOST = 20
SHORTEST = 4  # of a word that may be part of another


class Card(NamedTuple):
    """What a list shows of one; `badge` is the kind of the badge with its state, `said` what was
    arranged or why it cannot be, `says` who answers and before when."""

    pk: int
    title: str
    url: str
    whose: str
    state: str
    badge: str
    says: str
    said: str
    number_words: str
    is_hidden: bool


def cards(obstacles: Iterable[Obstacle]) -> list[Card]:
    """Of obstacles that were fetched with `for_cards`; asks nothing more."""
    return [
        Card(
            pk=one.pk,
            title=one.title,
            url=one.get_absolute_url(),
            whose=one.organisation.name,
            state=state_words(one),
            badge=badge(one),
            says=due_words(one),
            said="" if one.is_open else getattr(one, "said", None) or "",
            number_words=number_words(getattr(one, "number", 1)),
            is_hidden=not one.is_public,
        )
        for one in obstacles
    ]


def number_words(number: int) -> str:
    return ngettext("%(number)d keer tegengekomen", "%(number)d keer tegengekomen", number) % {
        "number": number
    }


def solved_words(obstacle: Obstacle) -> str:
    """How many of who met it can go on since it was answered; nothing until somebody says so."""
    solved: int = getattr(obstacle, "solved", 0)
    if obstacle.is_open or not solved:
        return ""
    return _("%(solved)d van de %(number)d kunnen verder, zeggen zij.") % {
        "solved": solved,
        "number": getattr(obstacle, "number", solved),
    }


def badge(obstacle: Obstacle) -> str:
    if obstacle.is_late:
        return "late"
    return {ObstacleState.ARRANGED: "positive", ObstacleState.CANNOT: "warning"}.get(
        ObstacleState(obstacle.state), "info"
    )


def state_words(obstacle: Obstacle) -> str:
    """Late as plainly as arranged (rule R9)."""
    if obstacle.is_late:
        return _("Antwoord is te laat")
    return capfirst(str(obstacle.get_state_display()))


def due_words(obstacle: Obstacle) -> str:
    """Who answers, and before when; nothing of what is answered."""
    if not obstacle.is_open:
        return ""
    day = in_words(timezone.localdate(obstacle.due_at))
    if obstacle.officer is None:
        return (
            _("De gemeente had op %(day)s moeten antwoorden.")
            if obstacle.is_late
            else _("De gemeente antwoordt uiterlijk %(day)s.")
        ) % {"day": day}
    said = {"who": obstacle.officer.public_name, "day": day}
    if obstacle.is_late:
        return _("%(who)s (gemeente) had op %(day)s moeten antwoorden.") % said
    if obstacle.state == ObstacleState.ASSIGNED:
        return _("%(who)s (gemeente) pakt dit op en antwoordt uiterlijk %(day)s.") % said
    return _("%(who)s (gemeente) antwoordt uiterlijk %(day)s.") % said


def alike(title: str, neighbourhood: Neighbourhood) -> list[Card]:
    """ "Is it this one?": what shares half of the telling words of a title; two queries."""
    wanted = [one for one in asked(title) if one.text not in FAINT]
    if not wanted:
        return []
    here = Obstacle.objects.public().in_neighbourhood(neighbourhood)
    scores: dict[int, int] = {}
    for pk, other in here.newest_first().values_list("pk", "title")[:LOOKED_AT]:
        words = {form for word in words_of(other) for form in (word, stem(word))}
        score = sum(_is_in(one, words) for one in wanted)
        if 2 * score >= len(wanted):
            scores[pk] = score
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[:ALIKE]
    if not best:
        return []
    found = {one.pk: one for one in here.for_cards().filter(pk__in=best)}
    return cards(found[pk] for pk in best if pk in found)


def _is_in(one: Asked, words: set[str]) -> bool:
    """The word itself, another form of it, or a compound with it."""
    if one.keys & words:
        return True
    return len(one.base) >= SHORTEST and any(one.base in word for word in words)


def of_initiative(initiative: Initiative) -> list[Card]:
    """What its team met, for everybody; one query."""
    met = Obstacle.objects.public().met_by(initiative)
    return cards(met.for_cards().newest_first()[:MOST])


def blamed_in(neighbourhood: Neighbourhood) -> list[Organisation]:
    """In whose way of working obstacles are that everybody can read, by name."""
    met = Obstacle.objects.public().in_neighbourhood(neighbourhood)
    found = Organisation.objects.filter(pk__in=met.values("organisation"))
    return list(found.order_by("name", "pk")[:200])


def others_to_name(neighbourhood: Neighbourhood, user: User) -> list[Organisation]:
    """In whose way of working an obstacle can be, beside the municipality: not one's own."""
    mine = Member.objects.filter(person=user).values_list("organisation", flat=True)
    own = set(mine)
    return [one for one in organisations_here(neighbourhood) if one.pk not in own]


def teams_of(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> list[Initiative]:
    """The initiatives here of which somebody is in the team, by title."""
    if not user.is_authenticated:
        return []
    mine = Initiative.objects.of_team_member(user).in_neighbourhood(neighbourhood).standing()
    return list(mine.only("pk", "title").order_by("title", "pk"))


def met_by_public(obstacle: Obstacle) -> list[Initiative]:
    """Those that everybody can see, the first who met it first."""
    met = MetObstacle.objects.filter(
        obstacle=obstacle, initiative__in=Initiative.objects.public().values("pk")
    )
    rows = met.select_related("initiative").only("obstacle", "initiative__title").order_by("pk")
    return [one.initiative for one in rows[:MOST] if one.initiative]


class Own(NamedTuple):
    """What somebody has to do with an obstacle: `met` it, said that it is `solved`, and of which
    of their teams it is not said that they met it."""

    met: bool = False
    solved: bool = False
    unmet: tuple[Initiative, ...] = ()


def own_part(obstacle: Obstacle, user: User | AnonymousUser) -> Own:
    """Two queries for who is signed in."""
    if not user.is_authenticated:
        return Own()
    rows = MetObstacle.objects.filter(obstacle=obstacle).of(user)
    mine = list(rows.values_list("initiative", "solved_at"))
    teams = teams_of(user, obstacle.neighbourhood)
    known = {initiative for initiative, _solved in mine}
    return Own(
        met=bool(mine),
        solved=bool(mine) and all(solved for _initiative, solved in mine),
        unmet=tuple(team for team in teams if team.pk not in known),
    )


def replies_to(obstacle: Obstacle) -> list[ObstacleReply]:
    """Of the partner in whose way of working it is; the municipality answers, and has none."""
    if obstacle.organisation.kind == Kind.MUNICIPALITY:
        return []
    return list(obstacle.replies.select_related("organisation", "by"))
