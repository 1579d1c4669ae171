"""What blocked teams, who took it up and how it ended: told through the same actions."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from accounts.models import User
from initiatives.actions import obstacles
from initiatives.models import Initiative, Obstacle
from initiatives.states import ObstacleState
from neighbourhoods.models import Neighbourhood
from neighbourhoods.selections.terms import term
from neighbourhoods.states import AnswerTo
from partners.models import Member, Organisation

from .content import Blocked, Wijk
from .history import LONG_AGO, Past, moment, sent_day


def tell_blocked(wijk: Wijk, neighbourhood: Neighbourhood, past: Past) -> None:
    days = term(neighbourhood.municipality, AnswerTo.OBSTACLE)
    today = timezone.localdate(past.now)
    for told in wijk.obstacles:
        if told.due_in is not None:
            day = sent_day(today, told.due_in, days)
        else:
            assert told.sent is not None, told.title
            day = today - timedelta(days=told.sent)
        sent = moment(day, told.title, office=False, not_before=LONG_AGO, now=past.now)
        _tell(told, sent, neighbourhood, past)


def _tell(told: Blocked, sent: datetime, neighbourhood: Neighbourhood, past: Past) -> None:
    key = uuid5(NAMESPACE_URL, f"demo/{neighbourhood.slug}/{told.title}")
    first = _team(told.idea, neighbourhood)
    with past.at(sent):
        obstacle = obstacles.report(
            obstacles.Report(told.title, told.text, _of(told, neighbourhood), first),
            neighbourhood=neighbourhood,
            key=key,
            by=_contact(first.team),
            now=sent,
        )
    officer = obstacle.officer
    assert officer, "every neighbourhood of the demo has an officer"
    for nth, title in enumerate(told.others, 1):
        team = _team(title, neighbourhood)
        with past.at(met := min(sent + timedelta(hours=9 * nth), past.now)):
            obstacles.meet(obstacle, initiative=team, by=_contact(team.team), now=met)
    if told.taken_up:
        with past.at(_later(sent, 1, told, past)):
            obstacle = obstacles.assign(obstacle, officer, seen=obstacle.version, by=officer)
    if told.reply:
        by = _contact(obstacle.organisation)
        with past.at(said := _later(sent, 2, told, past)):
            obstacles.reply(obstacle, told.reply, key=uuid5(key, "reply"), by=by, now=said)
    if told.answer:
        _answer(told, obstacle, officer, sent, key, past)


def _answer(
    told: Blocked, obstacle: Obstacle, officer: User, sent: datetime, key: UUID, past: Past
) -> None:
    with past.at(answered := _later(sent, told.after, told, past)):
        obstacles.answer(
            obstacle,
            ObstacleState(told.answer),
            reason=told.reason,
            possible=told.possible,
            seen=obstacle.version,
            key=uuid5(key, "answer"),
            by=officer,
            now=answered,
        )
    obstacle.refresh_from_db()
    with past.at(said := min(answered + timedelta(days=1), past.now)):
        if told.not_solved:
            obstacles.say_not_solved(
                obstacle, told.not_solved, seen=obstacle.version, by=obstacle.reporter, now=said
            )
        elif told.solved:
            obstacles.say_solved(obstacle, by=obstacle.reporter, now=said)


def _of(told: Blocked, neighbourhood: Neighbourhood) -> Organisation | None:
    if told.of == "gemeente":
        return None
    return Organisation.objects.get(name=told.of, neighbourhood=neighbourhood)


def _team(title: str, neighbourhood: Neighbourhood) -> Initiative:
    return Initiative.objects.select_related("team").get(title=title, neighbourhood=neighbourhood)


def _contact(organisation: Organisation) -> User:
    members = Member.objects.filter(organisation=organisation).select_related("person")
    return members.order_by("-is_contact", "pk")[0].person


def _later(sent: datetime, days: int, told: Blocked, past: Past) -> datetime:
    """On a working day of who answers."""
    day = timezone.localdate(sent) + timedelta(days=days)
    return moment(day, told.title, office=True, not_before=sent, now=past.now)
