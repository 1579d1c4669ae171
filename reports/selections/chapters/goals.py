"""Per goal an honest account: who decided, who did what, how it was judged, what people saw."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from core.photos import PhotoState
from goals.models import (
    Assessment,
    Contribution,
    ContributionPhoto,
    GoalInitiative,
    QuarterlyReview,
    Voice,
)
from goals.models.contribution import ContributionQuerySet
from goals.selections.voices import SEES
from goals.states import FEWEST_VOICES, GoalState, ReviewState, Sees
from initiatives.models import Initiative
from partners.states import Visibility

from ...content import Done, GoalAccount, Kept, Line, Saw, Section
from ..span import Span, Ties
from .pictures import by_home

MOST_PARTIES = 12  # of a goal, that contributed most often
NEWEST = 6  # contributions that are told with each goal
MOST_INITIATIVES = 12  # of a goal
MOST_VOICES = 12


def goals(
    span: Span, ties: Ties, reviews: Sequence[QuarterlyReview], kept: dict[str, Kept]
) -> list[GoalAccount]:
    """`reviews` are those that were closed about this time, `kept` are agreements by goal title."""
    keys = [goal.pk for goal in ties.goals]
    done, numbers = _done(span, keys)
    newest = _newest(span, keys)
    judged = _judged(keys, reviews)
    linked = _linked(keys)
    return [
        GoalAccount(
            key=f"goal:{goal.pk}",
            title=goal.title,
            want=goal.want,
            goes_well=goal.goes_well,
            theme=goal.theme,
            state=goal.state,
            say=goal.say,
            say_words=goal.say_words,
            url=goal.get_absolute_url(),
            why="" if goal.state == GoalState.CHOSEN else goal.reason,
            possible=goal.possible if goal.state == GoalState.STOPPED else "",
            done=done.get(goal.pk, [])[:MOST_PARTIES],
            contributions=numbers.get(goal.pk, 0),
            newest=newest.get(goal.pk, []),
            reviews=judged.get(goal.pk, []),
            saw=_saw(goal.pk, reviews),
            initiatives=linked.get(goal.pk, [])[:MOST_INITIATIVES],
            initiatives_more=max(0, len(linked.get(goal.pk, [])) - MOST_INITIATIVES),
            agreements=kept.get(goal.title, Kept()),
        )
        for goal in ties.goals
    ]


def closed_reviews(span: Span, ties: Ties) -> list[QuarterlyReview]:
    if ties.plan is None:
        return []
    numbers = [quarter.number for quarter in span.quarters]
    rows = QuarterlyReview.objects.filter(plan=ties.plan, state=ReviewState.CLOSED)
    return list(rows.filter(quarter__in=numbers).order_by("quarter"))


def said(reviews: Sequence[QuarterlyReview]) -> Section:
    """What people saw change, of reviews in which at least five gave their voice (rule R12)."""
    keys = [
        one.pk for one in reviews if _number((one.frozen or {}).get("voices", {})) >= FEWEST_VOICES
    ]
    rows = Voice.objects.filter(review__in=keys, visibility=Visibility.PUBLIC).exclude(saw="")
    told = list(rows.select_related("review__plan").order_by("-at", "-pk")[:MOST_VOICES])
    return Section(
        [
            Line(
                key=f"voice:{one.pk}",
                title=str(one.review),
                text=one.saw,
                url=one.review.get_absolute_url(),
            )
            for one in told
        ],
        max(0, rows.count() - len(told)),
    )


def _number(voices: dict[str, int]) -> int:
    return voices.get("residents", 0) + voices.get("others", 0)


def _contributions(span: Span, keys: Sequence[int]) -> ContributionQuerySet:
    rows = Contribution.objects.of_shown_parties().filter(goal__in=keys)
    return rows.filter(day__range=span.days)


def _done(span: Span, keys: Sequence[int]) -> tuple[dict[int, list[Done]], dict[int, int]]:
    grouped = _contributions(span, keys).order_by().values("goal", "organisation__name")
    sums = grouped.annotate(n=Count("pk"), hours=Sum("hours_spent"), money=Sum("euros"))
    done: dict[int, list[Done]] = defaultdict(list)
    numbers: dict[int, int] = defaultdict(int)
    for goal, who, number, hours, money in sums.order_by("-n", "organisation__name").values_list(
        "goal", "organisation__name", "n", "hours", "money"
    ):
        done[goal].append(Done(who, number, float(hours or 0), money or 0))
        numbers[goal] += number
    return done, numbers


def _newest(span: Span, keys: Sequence[int]) -> dict[int, list[Line]]:
    order = [F("day").desc(), F("pk").desc()]
    ranked = _contributions(span, keys).annotate(
        nth=Window(RowNumber(), partition_by=F("goal"), order_by=order)
    )
    told = ranked.filter(nth__lte=NEWEST).select_related("organisation", "goal")
    rows = list(told.order_by("goal", "nth"))
    photos = ContributionPhoto.objects.filter(
        contribution__in=[one.pk for one in rows], state=PhotoState.READY
    )
    pictures = by_home((one.contribution_id or 0, one, one.description) for one in photos)
    found: dict[int, list[Line]] = defaultdict(list)
    for one in rows:
        found[one.goal_id].append(
            Line(
                key=f"contribution:{one.pk}",
                title=one.what,
                who=one.organisation.name,
                day=one.day,
                url=one.get_absolute_url(),
                goal=one.goal.title,
                pictures=pictures.get(one.pk, []),
            )
        )
    return found


def _judged(keys: Sequence[int], reviews: Sequence[QuarterlyReview]) -> dict[int, list[Line]]:
    by_key = {one.pk: one for one in reviews}
    rows = Assessment.objects.filter(goal__in=keys, review__in=by_key).select_related("goal")
    found: dict[int, list[Line]] = defaultdict(list)
    for one in rows.order_by("review__quarter"):
        review = by_key[one.review_id]
        found[one.goal_id].append(
            Line(
                key=f"assessment:{one.pk}",
                title=str(review.quarter),
                text=one.adjusted,
                day=timezone.localdate(review.closed_at) if review.closed_at else None,
                url=review.get_absolute_url(),
                state=f"review:{one.judgement}",
                why=one.why,
                possible=one.possible,
                goal=one.goal.title,
            )
        )
    return found


def _saw(goal: int, reviews: Sequence[QuarterlyReview]) -> list[Saw]:
    """As each review froze it: only where five or more answered."""
    found = []
    for review in reviews:
        for part in (review.frozen or {}).get("goals", []):
            seen = part["voices"].get(SEES) if part["pk"] == goal else None
            if seen:
                numbers = [seen.get(one.value, 0) for one in (Sees.BETTER, Sees.SAME, Sees.WORSE)]
                found.append(Saw(review.quarter, *numbers))
    return found


def _linked(keys: Sequence[int]) -> dict[int, list[Line]]:
    public = Initiative.objects.public().values("pk")
    rows = GoalInitiative.objects.filter(goal__in=keys, initiative__in=public)
    found: dict[int, list[Line]] = defaultdict(list)
    for one in rows.select_related("initiative", "goal").order_by("goal", "-initiative__sent_at"):
        found[one.goal_id].append(
            Line(
                key=f"initiative:{one.initiative_id}",
                title=one.initiative.title,
                url=one.initiative.get_absolute_url(),
                state=f"stage:{one.initiative.stage}",
                goal=one.goal.title,
            )
        )
    return found
