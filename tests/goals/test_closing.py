"""A quarterly review ends in keep, adjust or stop, with why; once, and not without residents."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activity.models import Event, Notification
from goals.actions import closing, reviews
from goals.actions.closing import Judged, Promised
from goals.models import Assessment, Goal, GoalAgreement, QuarterlyReview, ResidentInput, YearPlan
from goals.states import GoalState, Judgement, Refused, ReviewState, YearState
from neighbourhoods.states import Role
from partners.models import Agreement
from partners.states import Kind
from tests.factories import (
    GoalFactory,
    GoalPartyFactory,
    MembershipFactory,
    QuarterlyReviewFactory,
    TeamFactory,
    UserFactory,
)
from tests.html import problems
from tests.partners.conftest import browser_of
from tests.threads import at_once

from .quarter import LACKS, NOW, Looking, day, end, judged, looking_back, say

pytestmark = pytest.mark.django_db
NEXT_MONTH = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def looking() -> Looking:
    return looking_back()


def filled(looking, **more):
    plain = {"key": str(uuid4()), "lacks": LACKS, "residents": "12", "others": "3"}
    for goal in looking.goals:
        plain |= {f"judgement_{goal.pk}": "keep", f"why_{goal.pk}": "Het loopt goed."}
    return plain | more


def sent(looking, person=None, **more):
    client = browser_of(person or looking.place.coordinator)
    return client.post(f"{looking.path}sluiten/", filled(looking, **more))


def test_it_ends_for_each_goal_with_why(looking):
    say(looking, table="De verlichting")
    page = browser_of(looking.place.coordinator).get(f"{looking.path}sluiten/").content.decode()
    assert problems(page) == []
    assert "Tot nu toe gaven 1 bewoners" in page

    done = sent(looking, present="De Zaanoever en het buurtteam")

    assert done.headers["Location"] == looking.path
    review = QuarterlyReview.objects.get()
    assert review.state == ReviewState.CLOSED
    assert Assessment.objects.count() == 2
    html = browser_of().get(looking.path).content.decode()
    assert problems(html) == []
    for words in (LACKS, "Zo doorgaan", "Het loopt goed.", "12 bewoners", "het buurtteam"):
        assert words in html
    assert Event.objects.filter(verb="goal_kept", is_public=True).count() == 2
    assert Event.objects.get(verb="review_closed").is_public
    told = Notification.objects.filter(event__verb="review_closed").values_list("person", flat=True)
    assert looking.place.member.pk in told
    met = ResidentInput.objects.get(kind="meeting")
    assert (met.residents, met.others, met.review) == (12, 3, review)


def test_a_stopped_goal_says_what_is_possible_and_frees_its_place(looking):
    stop = Judged("stop", "Het is gelukt zonder ons.", possible="De buren gaan zelf verder.")

    end(looking, judged=judged(looking, goal=stop))

    goal = Goal.objects.get(pk=looking.goal.pk)
    assert (goal.state, goal.reason, goal.possible) == (GoalState.STOPPED, stop.why, stop.possible)
    assert list(Goal.objects.in_force()) == [looking.other]
    html = browser_of().get(looking.path).content.decode()
    assert "De buren gaan zelf verder." in html
    assert Event.objects.get(verb="goal_stopped").words == stop.why


def test_an_adjusted_goal_reads_otherwise_and_the_review_as_it_was(looking):
    new = Judged("adjust", "Te groot.", adjusted="Wij willen dat kinderen buiten spelen.")

    end(looking, judged=judged(looking, goal=new))

    assert Goal.objects.get(pk=looking.goal.pk).want == new.adjusted
    html = browser_of().get(looking.path).content.decode()
    assert looking.goal.want in html
    assert f'Zo luidt het doel nu: <span dir="auto">{new.adjusted}' in html
    assert Event.objects.get(verb="goal_adjusted").is_public


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"lacks": ""}, "wat er nog niet goed lukt"),
        ({"residents": "0"}, "waarom er geen bewoners bij waren"),
        ({"residents": "-1"}, "residents"),
        ({"residents": "9" * 30}, "residents"),
        ({"residents": "veel"}, "residents"),
        ({"judgement_{goal}": ""}, "Kies hoe dit doel"),
        ({"judgement_{goal}": "delete"}, "judgement"),
        ({"why_{goal}": ""}, "Schrijf waarom"),
        ({"judgement_{goal}": "stop"}, "wat er wel kan"),
        ({"judgement_{goal}": "adjust"}, "hoe het doel nu luidt"),
        ({"text_1": "Een bank"}, "Kies wie dit doet"),
        ({"text_1": "Een bank", "maker_1": "x"}, "maker_1"),
        ({"text_1": "Een bank", "due_1": "2020-01-01"}, "due_1"),
    ],
)
def test_what_is_not_complete_is_asked_for_and_nothing_is_lost(wrong, told, looking):
    GoalPartyFactory(goal=looking.other)
    more = {name.format(goal=looking.goal.pk): value for name, value in wrong.items()}

    page = sent(looking, present="De Zaanoever", **more)

    html = page.content.decode()
    assert page.status_code == 422
    assert told in html
    assert "De Zaanoever</textarea>" in html
    assert problems(html) == []
    assert not QuarterlyReview.objects.get().is_closed


def test_without_residents_it_takes_a_public_explanation(looking):
    with pytest.raises(Refused, match="residents"):
        end(looking, residents=0)

    sent(looking, residents="0", explanation="Het was ramadan; wij vragen het nog na.")

    html = browser_of().get(looking.path).content.decode()
    assert "Waarom zonder bewoners" in html
    assert "wij vragen het nog na" in html


def test_a_voice_of_a_resident_is_enough_and_one_of_an_officer_is_not(looking):
    say(looking, table="Iets", is_resident=False)
    with pytest.raises(Refused, match="residents"):
        end(looking, residents=0)

    say(looking, table="Iets")

    assert end(looking, residents=0).is_closed


def test_what_is_promised_becomes_an_agreement_of_both(looking):
    team = TeamFactory(name="Team Moestuin", neighbourhood=looking.place.neighbourhood)
    GoalPartyFactory(goal=looking.other, organisation=team)
    form = browser_of(looking.place.coordinator).get(f"{looking.path}sluiten/").content.decode()
    assert "Team Moestuin" in form

    sent(
        looking,
        text_1="Twee banken bij het veld",
        maker_1=str(looking.place.organisation.pk),
        receiver_1=str(team.pk),
        for_1=str(looking.other.pk),
        due_1=f"{NEXT_MONTH:%Y-%m-%d}",
    )

    link = GoalAgreement.objects.get()
    assert (link.goal, link.review) == (looking.other, looking.review)
    assert (link.agreement.maker, link.agreement.receiver) == (looking.place.organisation, team)
    assert link.agreement.about_url == looking.path
    html = browser_of().get(looking.path).content.decode()
    assert "Nieuw afgesproken" in html
    assert "Twee banken bij het veld" in html


def test_what_the_municipality_promises_is_seen_to_by_who_closed(looking):
    town = _town(looking)

    end(
        looking,
        promised=[
            Promised(looking.goal.pk, "Lampen", town, looking.place.organisation, NEXT_MONTH)
        ],
    )

    assert Agreement.objects.get().officer == looking.place.coordinator


def _town(looking):
    place = looking.place.neighbourhood
    return type(looking.place.organisation).objects.create(
        kind=Kind.MUNICIPALITY, name="Gemeente Waterstad", municipality=place.municipality
    )


def test_pressing_twice_closes_once(looking):
    assert sent(looking).status_code == 302
    assert sent(looking).headers["Location"] == looking.path
    assert Event.objects.filter(verb="review_closed").count() == 1
    assert ResidentInput.objects.filter(kind="meeting").count() == 1


def test_the_second_of_two_coordinators_reads_that_it_is_done_and_keeps_the_words(looking):
    colleague = MembershipFactory(
        neighbourhood=looking.place.neighbourhood, role=Role.COORDINATOR
    ).person
    sent(looking)

    page = sent(looking, colleague, lacks="Wat ik ervan vond")

    html = page.content.decode()
    assert page.status_code == 409
    assert f"{looking.place.coordinator.name} sloot dit gesprek net af." in html
    assert "Wat ik ervan vond" in html
    assert problems(html) == []
    assert QuarterlyReview.objects.get().lacks == LACKS


def test_a_goal_that_came_in_between_is_looked_at_first(looking):
    form_was_open = judged(looking)
    GoalFactory(plan=looking.plan, title="Nieuw doel")

    with pytest.raises(Refused, match="goals"):
        end(looking, judged=form_was_open)

    page = sent(looking)  # which the form sees by itself
    assert page.status_code == 422


def test_only_the_coordinator_here_closes(looking):
    elsewhere = MembershipFactory(role=Role.COORDINATOR).person
    for person in (UserFactory(), looking.place.officer, looking.place.member, elsewhere):
        assert sent(looking, person).status_code == 403
    assert not QuarterlyReview.objects.get().is_closed


def test_after_the_last_quarter_the_year_is_closed(looking):
    end(looking)
    assert YearPlan.objects.get().state == YearState.RUNNING
    third, fourth = (QuarterlyReviewFactory(plan=looking.plan, quarter=number) for number in (3, 4))

    def close(review):
        outcome = closing.Outcome(judged=judged(looking), lacks=LACKS, residents=2)
        closing.close(review, outcome, by=looking.place.coordinator, now=day(2027, 1, 12))
        return YearPlan.objects.get()

    assert close(fourth).state == YearState.RUNNING  # the third is still open
    plan = close(third)
    assert plan.state == YearState.CLOSED
    assert plan.closed_at == day(2027, 1, 12)
    assert Event.objects.filter(verb="year_closed").count() == 1
    assert reviews.open_due(day(2027, 2, 1)) == 0


def test_the_database_refuses_a_closed_review_that_is_not_frozen(looking):
    for fields in (
        {"state": "closed", "closed_at": NOW, "lacks": LACKS},
        {"state": "closed", "closed_at": NOW, "frozen": {}, "lacks": ""},
        {"frozen": {}},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuarterlyReview.objects.update(**fields)


@pytest.mark.django_db(transaction=True)
def test_of_two_coordinators_who_close_at_once_one_does(db):
    looking = looking_back()

    results = at_once([lambda: end(looking), lambda: end(looking), lambda: end(looking)])

    assert sum(isinstance(one, QuarterlyReview) for one in results) == 1, results
    assert sum(isinstance(one, Refused) for one in results) == 2, results
    assert Assessment.objects.count() == 2
    assert Event.objects.filter(verb="review_closed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_open_it_once(db):
    looking = looking_back()
    QuarterlyReview.objects.all().delete()

    results = at_once([lambda: reviews.open_due(day(2026, 4, 1)) for _clock in range(3)])

    assert sorted(results) == [0, 0, 1]
    assert QuarterlyReview.objects.count() == 1
    told = Event.objects.get(verb="review_opened")
    assert Notification.objects.filter(event=told, person=looking.place.coordinator).count() == 1


def test_every_judgement_has_its_words():
    assert {one.value for one in Judgement} == {"keep", "adjust", "stop"}
