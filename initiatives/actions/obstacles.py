"""What blocks residents in somebody's way of working: reported, arranged, and told how it ended.

Callers have checked who may.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from activity import actions as activity
from activity.actions import Side
from activity.models import Event
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.officers import officer_for
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from neighbourhoods.working_days import due_at
from partners.actions.judging import judge
from partners.actions.organisations import municipality_organisation, side_of
from partners.models import Organisation
from partners.selections.concerns import works_here
from partners.states import Visibility

from .. import emails, verbs
from ..models import Initiative, MetObstacle, Obstacle, ObstacleAnswer, ObstacleReply
from ..states import NEXT_OF_OBSTACLE, ObstacleState, Overtaken, TooMany

MOST, WITHIN = 10, timedelta(hours=1)  # of one person
KIND = Obstacle._meta.model_name or ""


@dataclass(frozen=True)
class Report:
    """What somebody sends: texts that the form has checked.

    Without `organisation` it is in the way of working of the municipality; without `initiative` an
    officer met it in their own work.
    """

    title: str
    text: str = ""
    organisation: Organisation | None = None
    initiative: Initiative | None = None


@transaction.atomic
def report(
    report: Report, *, neighbourhood: Neighbourhood, key: UUID, by: User, now: datetime
) -> Obstacle:
    """It is public, and an officer by name answers before a date (rule R2).

    A `key` that was sent before gives what it made. Raises TooMany.
    """
    Neighbourhood.objects.select_for_update().get(pk=neighbourhood.pk)
    if sent := Obstacle.objects.filter(key=key).first():
        return sent
    if Obstacle.objects.filter(reporter=by, reported_at__gt=now - WITHIN).count() >= MOST:
        raise TooMany
    municipality = neighbourhood.municipality
    obstacle = Obstacle.objects.create(
        neighbourhood=neighbourhood,
        title=report.title,
        text=report.text,
        organisation=report.organisation or municipality_organisation(municipality),
        reporter=by,
        officer=officer_for(neighbourhood, today=timezone.localdate(now)),
        due_at=_date_of_answer(neighbourhood, now),
        reported_at=now,
        key=key,
    )
    MetObstacle.objects.create(obstacle=obstacle, initiative=report.initiative, by=by, at=now)
    event = _record(verbs.OBSTACLE_REPORTED.name, obstacle, by, _side(report.initiative))
    emails.obstacle_reported(event, obstacle)
    return obstacle


@transaction.atomic
def meet(
    obstacle: Obstacle, *, initiative: Initiative | None, by: User, now: datetime, words: str = ""
) -> bool:
    """Counted once per team, and once per officer (without `initiative`), whoever presses.

    Whether it is counted now. `words` say what happened to them, and stand in its story; those of
    who was counted before are told as well, once.
    """
    obstacle = _locked(obstacle)
    who = {"initiative": initiative} if initiative else {"initiative": None, "by": by}
    if not MetObstacle.objects.filter(obstacle=obstacle, **who).exists():
        MetObstacle.objects.create(obstacle=obstacle, initiative=initiative, by=by, at=now)
        _record(verbs.OBSTACLE_MET.name, obstacle, by, _side(initiative), words=words)
        return True
    told = Event.objects.about(obstacle).filter(actor=by, words=words)
    if words not in ("", obstacle.text) and not told.exists():
        _record(verbs.OBSTACLE_TOLD.name, obstacle, by, _side(initiative), words=words)
    return False


@transaction.atomic
def assign(obstacle: Obstacle, officer: User, *, seen: int, by: User) -> Obstacle:
    """An officer takes it up, or a colleague (`by`) gives it to them; the promised date stays.

    Raises Overtaken.
    """
    obstacle = _locked(obstacle)
    if obstacle.state == ObstacleState.ASSIGNED and obstacle.officer_id == officer.pk:
        return obstacle
    obstacle.officer = officer
    _move(obstacle, ObstacleState.ASSIGNED, seen=seen)
    event = _record(verbs.OBSTACLE_ASSIGNED.name, obstacle, officer, Side.MUNICIPALITY)
    emails.obstacle_assigned(event, obstacle, giver=None if by == officer else by)
    return obstacle


@transaction.atomic
def answer(
    obstacle: Obstacle,
    outcome: ObstacleState,
    *,
    reason: str,
    possible: str,
    seen: int,
    key: UUID,
    by: User,
    now: datetime,
) -> ObstacleAnswer:
    """It is arranged; or it cannot be, with why and what is possible (R3).

    `seen` is the version that who answers had in front of them. Raises Overtaken.
    """
    obstacle = _locked(obstacle)
    if given := ObstacleAnswer.objects.filter(key=key, obstacle=obstacle).first():
        return given
    obstacle.officer = obstacle.officer or by
    _move(obstacle, outcome, seen=seen)
    given = ObstacleAnswer.objects.create(
        obstacle=obstacle,
        by=by,
        outcome=outcome,
        reason=reason,
        possible=possible,
        key=key,
        at=now,
    )
    arranged = outcome == ObstacleState.ARRANGED
    verb = verbs.OBSTACLE_ARRANGED if arranged else verbs.OBSTACLE_CANNOT
    event = _record(verb.name, obstacle, by, Side.MUNICIPALITY, words=reason)
    activity.read_about(obstacle, verbs.OBSTACLE_FOR_OFFICER, by=by, now=now)
    emails.obstacle_answered(event, obstacle, given)
    return given


@transaction.atomic
def reply(obstacle: Obstacle, text: str, *, key: UUID, by: User, now: datetime) -> ObstacleReply:
    """The organisation in whose way of working it is says something; the officer still answers."""
    obstacle = _locked(obstacle)
    if given := ObstacleReply.objects.filter(key=key, obstacle=obstacle).first():
        return given
    given = ObstacleReply.objects.create(
        obstacle=obstacle, organisation=obstacle.organisation, by=by, text=text, key=key, at=now
    )
    side = side_of(obstacle.organisation)
    event = _record(verbs.OBSTACLE_REPLIED.name, obstacle, by, side, words=text)
    emails.obstacle_replied(event, obstacle, given)
    return given


@transaction.atomic
def say_solved(obstacle: Obstacle, *, by: User, now: datetime) -> None:
    """A team that met it can go on; nothing changes while it is open."""
    obstacle = _locked(obstacle)
    mine = MetObstacle.objects.filter(obstacle=obstacle, solved_at=None).of(by)
    if obstacle.is_open or not mine.exists():
        return
    side = _side(mine[0].initiative)
    MetObstacle.objects.filter(pk__in=list(mine.values_list("pk", flat=True))).update(solved_at=now)
    _record(verbs.OBSTACLE_SOLVED.name, obstacle, by, side)


@transaction.atomic
def say_not_solved(obstacle: Obstacle, why: str, *, seen: int, by: User, now: datetime) -> Obstacle:
    """It is open again, with the same officer where they still work here, and a new date.

    The second who says so finds it open. Raises Overtaken when it was answered anew meanwhile.
    """
    obstacle = _locked(obstacle)
    if obstacle.is_open:
        return obstacle
    place = obstacle.neighbourhood
    if obstacle.officer is None or not works_here(obstacle.officer, place):
        obstacle.officer = officer_for(place, today=timezone.localdate(now))
    obstacle.due_at = _date_of_answer(place, now)
    _move(
        obstacle,
        ObstacleState.ASSIGNED if obstacle.officer else ObstacleState.REPORTED,
        seen=seen,
    )
    met = MetObstacle.objects.filter(obstacle=obstacle)
    met.update(solved_at=None)
    side = _side(met.of(by)[0].initiative)
    event = _record(verbs.OBSTACLE_NOT_SOLVED.name, obstacle, by, side, words=why)
    emails.obstacle_not_solved(event, obstacle)
    return obstacle


def to_remind(now: datetime) -> list[Obstacle]:
    """Open ones that are due within two weeks, or were; `remind` looks at each again."""
    return list(Obstacle.objects.due_before(now + timedelta(days=14)).order_by("due_at", "pk"))


@transaction.atomic
def remind(obstacle: Obstacle, *, now: datetime) -> Event | None:
    """Who owes the answer, before the date and on it; when it is late the coordinator too."""
    obstacle = _locked(obstacle)
    if not obstacle.is_open or not obstacle.is_public:
        return None
    event = activity.record_due(
        verbs.OBSTACLE_DUE,
        obstacle,
        key=str(obstacle.pk),
        due_at=obstacle.due_at,
        neighbourhood=obstacle.neighbourhood,
        now=now,
    )
    if event:
        emails.obstacle_due(event, obstacle)
    return event


@transaction.atomic
def hand_over(
    officer: User, successor: User, neighbourhood: Neighbourhood, *, words: str = ""
) -> int:
    """The date of the answer stays (rule R10), and who met it hears who that is now."""
    held = Obstacle.objects.held_by(officer).in_neighbourhood(neighbourhood).order_by("pk")
    return sum(_hand_over(obstacle, officer, successor, words) for obstacle in list(held))


def _hand_over(obstacle: Obstacle, officer: User, successor: User, words: str) -> int:
    """Who gave it away themselves in between, gave it away."""
    obstacle = _locked(obstacle)
    if obstacle.officer_id != officer.pk or not obstacle.is_open:
        return 0
    obstacle.officer = successor
    obstacle.save(update_fields=["officer"])
    verb = verbs.OBSTACLE_ASSIGNED.name
    event = _record(verb, obstacle, successor, Side.MUNICIPALITY, words=words)
    emails.obstacle_handed_over(event, obstacle)
    return 1


def hide(obstacle: Obstacle, reason: str, *, by: User) -> Obstacle:
    """By the house rules, with a reason for who reported it; with that its flags are decided."""
    return _judge(obstacle, Visibility.HIDDEN, verbs.OBSTACLE_HIDDEN.name, reason, by=by)


def show(obstacle: Obstacle, *, by: User) -> Obstacle:
    return _judge(obstacle, Visibility.PUBLIC, verbs.OBSTACLE_SHOWN.name, by=by)


def _judge(
    obstacle: Obstacle, to: Visibility, verb: str, reason: str = "", *, by: User
) -> Obstacle:
    def tell(obstacle: Obstacle) -> None:
        event = _record(verb, obstacle, by, Side.MUNICIPALITY, words=reason, public=False)
        emails.obstacle_judged(event, obstacle)

    return judge(obstacle, to, reason, by=by, locked=_locked, tell=tell)


def move_met(goes: Initiative, into: Initiative) -> None:
    """What one team met, the other met now; what both met counts once."""
    known = MetObstacle.objects.filter(initiative=into).values("obstacle")
    gone = MetObstacle.objects.filter(initiative=goes)
    gone.filter(obstacle__in=list(known.values_list("obstacle", flat=True))).delete()
    gone.update(initiative=into)


def _side(initiative: Initiative | None) -> Side:
    return Side.TEAM if initiative else Side.MUNICIPALITY


def _date_of_answer(neighbourhood: Neighbourhood, now: datetime) -> datetime:
    return due_at(now, term(neighbourhood.municipality, AnswerTo.OBSTACLE))


def _move(obstacle: Obstacle, to: ObstacleState, *, seen: int) -> None:
    """Check and change a locked obstacle: the only lines that set `state`."""
    if obstacle.version != seen or to not in NEXT_OF_OBSTACLE[ObstacleState(obstacle.state)]:
        raise Overtaken(f"{obstacle.state} → {to}, {obstacle.version}, seen {seen}")
    obstacle.state, obstacle.version = to, obstacle.version + 1
    obstacle.save()


def _locked(obstacle: Obstacle) -> Obstacle:
    rows = Obstacle.objects.select_for_update(of=("self",))
    return rows.select_related(
        "neighbourhood__municipality", "organisation", "officer", "reporter"
    ).get(pk=obstacle.pk)


def _record(
    verb: str, obstacle: Obstacle, by: User, side: Side, *, words: str = "", public: bool = True
) -> Event:
    return activity.record(
        verb,
        obstacle,
        by=by,
        side=side,
        neighbourhood=obstacle.neighbourhood,
        public=public,
        words=words,
    )
