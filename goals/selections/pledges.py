"""What parties promised each other for a goal (rule R4)."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from accounts.models import User
from core.statements import Asked, day, moment
from partners.models import Agreement, Organisation
from partners.models.agreement import AgreementQuerySet
from partners.selections.agreements import Line, lines

from ..models import Goal, GoalAgreement
from ..models.goal import address_of
from .parties import parties_of

SHOWN = 20  # on the page of a goal; its own page has all


# The first of `agreements_of`, in a neighbourhood that everybody sees.
AGREED = """
    SELECT
        agreed.id, agreed.text, agreed.state, agreed.due_on, agreed.claimed_at, agreed.words,
        agreed.is_first, maker.name, maker_person.name, maker_person.erased_at,
        receiver.name, receiver_person.name, receiver_person.erased_at
    FROM partners_agreement AS agreed
    LEFT JOIN partners_organisation AS maker ON maker.id = agreed.maker_id
    LEFT JOIN accounts_user AS maker_person ON maker_person.id = agreed.maker_person_id
    LEFT JOIN partners_organisation AS receiver ON receiver.id = agreed.receiver_id
    LEFT JOIN accounts_user AS receiver_person ON receiver_person.id = agreed.receiver_person_id
    WHERE agreed.is_public AND agreed.neighbourhood_id = %(place)s
        AND (
            agreed.id IN (SELECT agreement_id FROM goals_goalagreement WHERE goal_id = %(goal)s)
            OR agreed.about_url = %(url)s
        )
    ORDER BY agreed.due_on DESC, agreed.id DESC
    LIMIT %(most)s
"""


class Promised(NamedTuple):
    """`more`: there are more than the page of a goal shows."""

    lines: list[Line]
    more: bool


def for_goal(pk: int) -> Q:
    """Which agreements are for it. One that was renewed goes on in another row, which leads to the
    goal by the same address."""
    linked = GoalAgreement.objects.filter(goal=pk).values("agreement")
    return Q(pk__in=linked) | Q(about_url=address_of(pk))


def agreements_of(goal: Goal) -> AgreementQuerySet:
    """Those that everybody reads, due last first."""
    here = Agreement.objects.public().filter(neighbourhood=goal.plan.neighbourhood_id)
    return here.filter(for_goal(goal.pk)).for_list().order_by("-due_on", "-pk")


def promised(goal: Goal, *, now: datetime) -> Promised:
    """The first of them, in one statement; written out, for it stands on a page that many read."""
    place = goal.plan.neighbourhood
    if not place.is_public:
        return Promised([], False)
    asked: dict[str, Asked] = {
        "goal": goal.pk,
        "place": place.pk,
        "url": goal.get_absolute_url(),
        "most": SHOWN + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(AGREED, asked)
        found = [_agreed(*row) for row in cursor.fetchall()]
    return Promised(lines(found[:SHOWN], now=now), len(found) > SHOWN)


def _agreed(
    key: int,
    text: str,
    state: str,
    due_on: date | str,
    claimed_at: datetime | str | None,
    words: str,
    is_first: bool,
    *sides: Any,
) -> Agreement:
    """With what its line says, and no more."""
    maker, maker_person, maker_erased, receiver, receiver_person, receiver_erased = sides
    return Agreement(
        id=key,
        text=text,
        state=state,
        due_on=day(due_on),
        claimed_at=moment(claimed_at) if claimed_at else None,
        words=words,
        is_first=is_first,
        maker=None if maker is None else Organisation(name=maker),
        maker_person=_person(maker_person, maker_erased),
        receiver=None if receiver is None else Organisation(name=receiver),
        receiver_person=_person(receiver_person, receiver_erased),
    )


def _person(name: str | None, erased_at: Any) -> User | None:
    return None if name is None else User(name=name, erased_at=erased_at)


def receivers_of(goal: Goal) -> list[Organisation]:
    """To whom something can be promised: its parties, who leads first."""
    return [one.organisation for one in parties_of(goal)]
