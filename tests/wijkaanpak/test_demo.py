"""The demo is made by the rules of the platform, and reads as if people live there."""

import csv
import gzip
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Count, Model
from django.utils import timezone
from pytest_django import Settings

from accounts.actions.people import forget_unused_addresses
from accounts.models import Draft, User
from activity.models import Event, Flag, Follow, Notification
from initiatives.models import (
    Answer,
    Challenge,
    Experiment,
    Initiative,
    Note,
    Participant,
    Photo,
    Question,
    Reaction,
    Review,
    Support,
    Update,
)
from initiatives.states import ANSWERS, ENDED, ChallengeState, Kind, Stage, Status, Theme
from neighbourhoods.actions.areas import AREAS, BOUNDARIES, POSTCODES, load_areas
from neighbourhoods.models import Membership, Neighbourhood
from neighbourhoods.working_days import AMSTERDAM, add_working_days, is_working_day
from outbox.models import Message, Unreachable
from partners.models import (
    Affiliation,
    Asset,
    Assignment,
    Concern,
    JoinRequest,
    Organisation,
    PassingOn,
    Post,
    Presence,
    Programme,
)
from partners.models.organisation import TEXT
from partners.states import Approach, AssetKind, AssignmentState, ConcernState, RequestState
from partners.states import Kind as Has
from wijkaanpak.demo.content import PICTURES, Wijk, wijken
from wijkaanpak.demo.history import LONG_AGO, moment, sent_day
from wijkaanpak.demo.personas import PERSONAS

COUNTED: list[type[Model]] = [
    Answer, Draft, Event, Follow, Initiative, Membership, Message, Neighbourhood, Note,
    Notification, Organisation, Participant, Photo, Question, Review, Support, Update, User,
]  # fmt: skip
# What a neighbourhood is called by people who do not live there (DESIGN, rule R7).
LABELS = re.compile(
    r"achterstand|probleemwijk|aandachtswijk|krachtwijk|prachtwijk|kwetsba|kansarm|kansloos"
    r"|zwakke wijk|hulpeloos|laagopgeleid|allochto|hangjongere|probleemgezin|doelgroep"
    r"|verpauper|verloeder|multiprobleem|onderklasse|getto",
    re.IGNORECASE,
)
MOST_MAIL = 40  # what somebody reads who opens the mailbox of the demo for the first time
# The longest that each text may be, as its form and its column say.
LONGEST = {"title": 100, "plan": 3000, "place": 120, "needs": 1000, "picture_says": 200}


@pytest.fixture(scope="module")
def told() -> list[Wijk]:
    return wijken()


@pytest.fixture
def geography(told: list[Wijk], tmp_path: Path) -> None:
    """The areas of the five municipalities, from the real files."""
    codes = {wijk.municipality for wijk in told}
    areas, kept = tmp_path / "areas.csv", set(codes)
    _copy(AREAS, areas, lambda row: row["code"] in codes or row["parent"] in kept, kept)
    postcodes = tmp_path / "postcodes.csv"
    _copy(POSTCODES, postcodes, lambda row: row["wijk"] in kept, set())
    load_areas(areas, postcodes, BOUNDARIES)


def _copy(
    source: Path, target: Path, is_wanted: Callable[[dict[str, str]], bool], codes: set[str]
) -> None:
    """The rows that are wanted; their codes are added, as buurten come after their wijk."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as lines, target.open("w") as out:
        rows = csv.DictReader(lines)
        writer = csv.DictWriter(out, rows.fieldnames or [])
        writer.writeheader()
        for row in rows:
            if is_wanted(row):
                codes.add(row.get("code", ""))
                writer.writerow(row)


def counts() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in COUNTED}


# --- The texts


def test_no_text_calls_a_neighbourhood_by_what_it_lacks(told: list[Wijk]) -> None:
    texts = [text for wijk in told for idea in wijk.ideas for text in idea.texts]
    texts += [text for wijk in told for text in (wijk.name, wijk.motto, wijk.introduction)]
    texts += [text for wijk in told for one in wijk.partners for text in one.all_texts]
    texts += [text for wijk in told for one in wijk.posts for text in (one.title, one.text)]
    texts += [persona.story for persona in PERSONAS.values()]
    assert [text for text in texts if LABELS.search(text)] == []


def test_every_answer_says_why_and_what_is_possible(told: list[Wijk]) -> None:
    answers = [
        step for wijk in told for idea in wijk.ideas for step in idea.steps if step.does == "answer"
    ]
    assert len(answers) > 30
    assert all(len(step.words) > 40 and len(step.possible) > 40 for step in answers)


def test_every_text_fits(told: list[Wijk]) -> None:
    ideas = [idea for wijk in told for idea in wijk.ideas]
    for field, longest in LONGEST.items():
        assert [idea.title for idea in ideas if len(getattr(idea, field)) > longest] == []
    assert all(len(wijk.motto) <= 160 for wijk in told)
    partners = [one for wijk in told for one in wijk.partners]
    assert all(len(text) <= TEXT for one in partners for text in one.texts.values())
    assert all(len(runs.title) <= 100 for one in partners for runs in one.programmes)
    assert max(idea.supports for idea in ideas) == 80
    for wijk in told:
        assert max(idea.supports for idea in wijk.ideas) < wijk.crowd + len(wijk.residents)


def test_no_story_is_told_twice(told: list[Wijk]) -> None:
    texts = [text for wijk in told for idea in wijk.ideas for text in idea.texts if len(text) > 60]
    assert len(texts) == len(set(texts))


def test_every_picture_that_is_named_exists_and_is_small(told: list[Wijk]) -> None:
    faces = {f"gezicht-{role.portrait}" for wijk in told for role in wijk.roles if role.portrait}
    pictures = {idea.picture for wijk in told for idea in wijk.ideas if idea.picture}
    bothers = [one for wijk in told for one in wijk.concerns]
    pictures |= {name for one in bothers for name in (one.picture, one.picture_after) if name}
    stored = {path.stem: path.stat().st_size for path in PICTURES.glob("*.webp")}
    assert faces | pictures == stored.keys()
    assert max(stored[name] for name in faces) <= 10_000
    assert max(stored[name] for name in pictures) <= 40_000


def test_what_has_a_picture_says_what_is_on_it(told: list[Wijk]) -> None:
    ideas = [idea for wijk in told for idea in wijk.ideas]
    assert all(bool(idea.picture) == bool(idea.picture_says) for idea in ideas)


def test_the_officers_day_is_seen_in_the_demo(told: list[Wijk]) -> None:
    here = told[0]
    asked = [step for idea in here.ideas for step in idea.steps if step.does == "note" and step.who]
    assert (len(here.texts), len(here.away), len(here.alike), len(asked)) == (2, 1, 1, 1)


@pytest.mark.parametrize("today", [date(2026, 11, 22) + timedelta(days=n * 9) for n in range(41)])
@pytest.mark.parametrize("due_in", [-6, -1, 0, 1, 14])
def test_what_is_due_is_due_on_whatever_day_the_demo_starts(today: date, due_in: int) -> None:
    sent = sent_day(today, due_in, 15)
    due = add_working_days(sent, 15)
    assert sent < today
    assert is_working_day(due)
    if due_in > 0:
        assert due == add_working_days(today, due_in)
    else:
        assert (due < today) if due_in else (due >= today)


@pytest.mark.parametrize("today", [date(2026, 11, 22) + timedelta(days=n * 9) for n in range(41)])
def test_every_answer_came_in_time_on_whatever_day_the_demo_starts(
    told: list[Wijk], today: date
) -> None:
    now = datetime.combine(today, time(10, 0), tzinfo=AMSTERDAM)
    for idea in (idea for wijk in told for idea in wijk.ideas if idea.sent is not None):
        assert idea.sent
        sent = today - timedelta(days=idea.sent)
        answered = [step.after for step in idea.steps if step.does == "answer"]
        for after in answered:
            day = sent + timedelta(days=after)
            at = moment(day, idea.title, office=True, not_before=LONG_AGO, now=now)
            assert at.date() <= add_working_days(sent, 15), idea.title


# --- The database


def test_it_refuses_where_there_is_no_demo(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="geen demo"):
        call_command("demo")


@pytest.mark.django_db
def test_it_says_so_when_the_areas_are_not_loaded(settings: Settings) -> None:
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_areas"):
        call_command("demo")


@pytest.mark.django_db
def test_the_demo_shows_everything_and_a_second_time_changes_nothing(
    settings: Settings, geography: None
) -> None:
    settings.DEMO = True
    call_command("demo", verbosity=0)
    first, last_event = counts(), Event.objects.latest("pk")
    call_command("demo", verbosity=0)
    assert counts() == first
    assert Event.objects.latest("pk") == last_event
    _shows_every_state()
    _organisations_are_told_of()
    _keeps_the_rules()
    _lies_in_the_past()
    _has_somebody_in_every_role()
    _does_not_flood_the_mailbox()
    assert forget_unused_addresses(timezone.now() + timedelta(days=2)) == 0


def _shows_every_state() -> None:
    assert Neighbourhood.objects.count() == 5
    assert Initiative.objects.count() >= 60
    assert set(Initiative.objects.values_list("stage", flat=True)) == set(Stage.values)
    assert set(Initiative.objects.values_list("theme", flat=True)) == set(Theme.values)
    assert set(Review.objects.values_list("status", flat=True)) == set(Status.values)
    poelenburg = Initiative.objects.filter(neighbourhood__slug="poelenburg")
    assert set(poelenburg.values_list("stage", flat=True)) == set(Stage.values)
    assert set(poelenburg.values_list("review__status", flat=True)) == set(Status.values)
    now = timezone.now()
    assert Review.objects.due_before(now).exists()
    assert Review.objects.due_before(now + timedelta(days=7)).filter(due_at__gt=now).exists()
    assert Question.objects.filter(answered_at=None).exists()
    assert Question.objects.exclude(answered_at=None).exists()
    sides = set(Reaction.objects.values_list("side", flat=True))
    assert sides == {Event.Side.RESIDENT, Event.Side.TEAM, Event.Side.MUNICIPALITY}
    assert Flag.objects.open().count() == 1
    kinds = set(poelenburg.values_list("kind", flat=True))
    assert kinds >= {Kind.ACTIVITY, Kind.COMPANY, Kind.EXPERIMENT, Kind.CHALLENGE}
    assert Experiment.objects.exclude(learned="").exists()
    bothers = Concern.objects.filter(neighbourhood__slug="poelenburg")
    states = set(bothers.values_list("state", flat=True))
    assert states == set(ConcernState.values) - {ConcernState.REPORTED}
    assert bothers.late(now).exists()
    there = Asset.objects.shown().filter(neighbourhood__slug="poelenburg")
    assert set(there.values_list("kind", flat=True)) == set(AssetKind.values)
    challenge = Challenge.objects.get()
    assert challenge.state == ChallengeState.DECIDING
    assert not challenge.is_late


def _organisations_are_told_of() -> None:
    here = Organisation.objects.active_in(Neighbourhood.objects.get(slug="poelenburg")).public()
    assert set(here.values_list("kind", flat=True)) >= {
        Has.MUNICIPALITY, Has.HOUSING, Has.WELFARE, Has.SCHOOL, Has.POLICE, Has.RESIDENTS_COMPANY,
        Has.SELF_ORGANISATION, Has.RESIDENTS_TEAM, Has.COALITION,
    }  # fmt: skip
    assert Assignment.objects.filter(state=AssignmentState.CONFIRMED).count() == 2
    partner = PERSONAS["partner"].email
    waiting = JoinRequest.objects.filter(organisation__members__person__email=partner)
    assert waiting.filter(state=RequestState.ASKED).exists()
    assert Affiliation.objects.standing().count() == 5
    assert set(Programme.objects.values_list("approach", flat=True)) == set(Approach.values)
    today = timezone.localdate()
    told = Post.objects.shown().filter(neighbourhood__slug="poelenburg")
    assert min(told.news().count(), told.coming(today).count(), told.over(today).count())
    assert set(PassingOn.objects.values_list("state", flat=True)) >= {"asked", "passed_on"}
    assert Presence.objects.running().count() >= 5


def _keeps_the_rules() -> None:
    assert not Answer.objects.filter(reason="").exists()
    assert not Answer.objects.filter(possible="").exists()
    assert not Review.objects.filter(status__in=ANSWERS, answers=None).exists()
    assert not Review.objects.exclude(status=Status.NOT_ASKED).filter(officer=None).exists()
    ended = Initiative.objects.filter(stage__in=ENDED, source="").values_list("pk", flat=True)
    assert set(ended) <= set(
        Event.objects.filter(verb="stage_set", is_public=True).values_list("subject_id", flat=True)
    )
    doubled = Support.objects.values("initiative", "person").annotate(n=Count("pk")).filter(n__gt=1)
    assert not doubled.exists()


def _lies_in_the_past() -> None:
    now = timezone.now()
    for model in (Event, Update, Answer, Support, Reaction, Flag):
        assert not model._base_manager.filter(at__gt=now).exists()
    assert Event.objects.filter(at__lt=now - timedelta(days=365)).count() > 50
    for answer in Answer.objects.select_related("review"):
        assert is_working_day(timezone.localdate(answer.at))
        assert answer.at <= answer.review.due_at


def _has_somebody_in_every_role() -> None:
    for persona in PERSONAS.values():
        assert User.objects.get(email=persona.email).name == persona.name
    assert Unreachable.objects.stopped(PERSONAS["losmaker"].email).exists()
    assert Draft.objects.filter(person__email=PERSONAS["bewoner"].email).exists()
    waiting = Review.objects.open().filter(officer__email=PERSONAS["ambtenaar"].email)
    assert waiting.count() >= 3
    assert waiting.due_before(timezone.now()).exists()
    assert not Support.objects.filter(person__email=PERSONAS["ambtenaar"].email).exists()
    asked = Question.objects.filter(
        answered_at=None,
        review__initiative__team__members__person__email=PERSONAS["organisator"].email,
    )
    assert asked.exists()


def _does_not_flood_the_mailbox() -> None:
    assert not Message.objects.filter(sent_at=None).exists()
    assert 0 < Message.objects.count() <= MOST_MAIL
