"""The quarterly reviews of a year in the demo: those before were closed, the last one is open and
has voices; through the same actions as people use."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from accounts.models import User
from goals.actions import closing, reviews, voices
from goals.actions.closing import Judged
from goals.models import Goal, QuarterlyReview, YearPlan
from goals.quarters import over
from goals.selections.voices import goals_to_voice, parties_to_voice
from neighbourhoods.selections.officers import coordinators_of
from neighbourhoods.working_days import AMSTERDAM

from .history import Past

MEETS_AFTER = timedelta(days=16)
TO_COME = timedelta(days=9)  # until that of the last quarter, which waits for visitors
WHERE = "in het buurthuis, met soep"
TABLE = (
    "De verlichting bij de speeltuin", "Wat doen wij voor jongeren van 16 en ouder?",
    "Het buurthuis is op zaterdag dicht", "Wie helpt de nieuwe buren?",
    "Minder vergaderen, meer samen eten", "",
)  # fmt: skip
SAW = (
    "Er spelen meer kinderen buiten.", "Ik ken nu drie buren bij naam.", "",
    "Het is ’s avonds nog steeds donker op het pad.", "De straat is schoner sinds de lente.",
)  # fmt: skip
FITS = ("yes", "yes", "partly", "yes", "no", "yes", "partly")
SEES = ("better", "same", "better", "better", "worse")
SCORES = (4, 3, 5, 4, 2, 4)
LACKS = (
    "Jongeren doen nog te weinig mee: wij vragen het hun steeds op een avond waarop zij sporten. "
    "En twee afspraken zijn te laat."
)
WHY = (
    "Er gebeurt veel, en bewoners trekken het zelf.",
    "Het begint te lopen; wij hebben nog tijd nodig.",
    "Dit helpt, en niemand wil ermee stoppen.",
)


def tell_reviews(plan: YearPlan, people: list[User], past: Past) -> None:
    """`people` are residents who give their voice; there is nothing to tell of a year of which no
    quarter is over."""
    leads = coordinators_of(plan.neighbourhood)
    if plan.chosen_at is None or not leads:
        return
    quarters = over(plan.year, since=timezone.localdate(plan.chosen_at), now=past.now)
    for quarter in quarters:
        opens = datetime.combine(quarter.next.first_day, time(7, 12), tzinfo=AMSTERDAM)
        with past.at(opens):
            review = reviews.open_one(plan, quarter.number, now=opens)
        if review is None:
            continue
        is_last = quarter == quarters[-1]
        meets = past.now + TO_COME if is_last else opens + MEETS_AFTER
        with past.at(opens + timedelta(hours=4)):
            meeting = reviews.Meeting(meets.date(), time(19, 30), WHERE)
            reviews.plan_meeting(review, meeting, by=leads[0])
        _give_voices(review, people, opens, past)
        if not is_last:
            _close(review, leads[0], min(meets + timedelta(hours=13), past.now), past)


def _give_voices(review: QuarterlyReview, people: list[User], opens: datetime, past: Past) -> None:
    goals = goals_to_voice(review.plan)
    parties = parties_to_voice(goals)
    for number, person in enumerate(people):
        at = min(opens + timedelta(days=1 + number % 12, hours=number % 9), past.now)
        said = voices.Said(
            on_goals={
                goal.pk: voices.OnGoal(
                    FITS[(number + nth) % len(FITS)], SEES[(number + nth) % len(SEES)]
                )
                for nth, goal in enumerate(goals)
            },
            on_parties={
                party.pk: SCORES[(number + nth) % len(SCORES)] for nth, party in enumerate(parties)
            },
            # Each says something else; who comes after that only answers the questions.
            saw=SAW[number] if number < len(SAW) else "",
            table=TABLE[number] if number < len(TABLE) else "",
        )
        key = uuid5(NAMESPACE_URL, f"demo/{review.pk}/{person.pk}")
        with past.at(at):
            voices.give(review, said, key=key, person=person, browser="", now=at)


def _close(review: QuarterlyReview, by: User, now: datetime, past: Past) -> None:
    goals = Goal.objects.of_year(review.plan).in_force()
    judged = {goal.pk: Judged("keep", WHY[number % len(WHY)]) for number, goal in enumerate(goals)}
    outcome = closing.Outcome(
        judged=judged,
        lacks=LACKS,
        present="Het buurtteam, de woningcorporatie, de gemeente en drie bewonersgroepen",
        residents=17,
        others=5,
    )
    with past.at(now):
        closing.close(review, outcome, by=by, now=now)
