"""Polls as pages show them, so that nobody's opinion can be read from it (rule R12)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from accounts.models import User
from goals.selections.voices import counted, mine
from neighbourhoods.models import Neighbourhood

from ..models import (
    PanelMember,
    Poll,
    PollAnswer,
    PollChoice,
    PollOption,
    PollQuestion,
    PollWords,
)
from ..states.polls import FEWEST_ANSWERS, SCALE, Asks

NEWEST_WORDS = 3  # of each open question on the page of the poll


class Line(NamedTuple):
    """How often something was chosen; `width` in a bar of a hundred."""

    label: str
    number: int
    width: float
    percent: int


class SomeWords(NamedTuple):
    pk: int
    words: str


class Result(NamedTuple):
    """What came in on one question; without lines while too few answered, `people` is then 0.

    Of a scale there is an average, of a ranking the lines are points, highest first.
    """

    question: PollQuestion
    people: int
    lines: list[Line]
    average: float | None
    words: list[SomeWords]
    more_words: int

    @property
    def is_open(self) -> bool:
        return self.question.asks == Asks.OPEN

    @property
    def is_ranking(self) -> bool:
        return self.question.asks == Asks.RANKING

    @property
    def is_multiple(self) -> bool:
        return self.question.asks == Asks.MULTIPLE


class Results(NamedTuple):
    answers: int
    shown: int  # of how many of them the sums are
    questions: list[Result]


class Asked(NamedTuple):
    """A question with its options, in order."""

    question: PollQuestion
    options: list[PollOption]


def panel_size(neighbourhood: Neighbourhood) -> int:
    """From five up; with fewer members nobody reads how many there are."""
    number = PanelMember.objects.filter(neighbourhood=neighbourhood).count()
    return number if number >= FEWEST_ANSWERS else 0


def in_panel(user: User | AnonymousUser, neighbourhood: Neighbourhood) -> bool:
    if not user.is_authenticated:
        return False
    return PanelMember.objects.filter(neighbourhood=neighbourhood, person_id=user.pk).exists()


def questions_of(poll: Poll) -> list[Asked]:
    """Two queries."""
    options: dict[int, list[PollOption]] = defaultdict(list)
    for one in PollOption.objects.filter(question__poll=poll).order_by("place"):
        options[one.question_id].append(one)
    return [Asked(one, options[one.pk]) for one in poll.questions.order_by("place")]


def own_answer(poll: Poll, user: User | AnonymousUser | None, browser: str) -> PollAnswer | None:
    """One's own comes before what the browser gave: another may have used that."""
    answers = PollAnswer.objects.filter(mine(user, browser), poll=poll)
    return answers.order_by(F("person").asc(nulls_last=True)).first()


def results(poll: Poll, questions: Sequence[Asked]) -> Results:
    """As many queries for three hundred answers as for three.

    While a poll is open sums grow by five and stay five behind (goals.selections.voices.counted):
    no two of them tell what one person said. An answer that is changed goes to the end of the line.
    """
    answers = list(
        PollAnswer.objects.filter(poll=poll).order_by("at", "pk").values_list("pk", flat=True)
    )
    chosen = _chosen(poll, {key: turn for turn, key in enumerate(answers)})
    words = _words(poll) if len(answers) >= FEWEST_ANSWERS else {}
    found = [
        _result(asked, chosen[asked.question.pk], words.get(asked.question.pk, []), poll)
        for asked in questions
    ]
    return Results(len(answers), counted(len(answers), is_final=poll.is_closed), found)


def shown_words(poll: Poll, question: PollQuestion) -> QuerySet[PollWords]:
    """Newest first; none while fewer than five answered."""
    if PollAnswer.objects.filter(poll=poll).count() < FEWEST_ANSWERS:
        return PollWords.objects.none()
    return PollWords.objects.filter(question=question, visibility="public").order_by("-at", "-pk")


def state_of(poll: Poll) -> str:
    """Another word as soon as there is something new to show; it costs nothing."""
    return f"{poll.version}-{poll.state}"


def told_of_outcome(poll: Poll) -> QuerySet[User]:
    """Who answered with an account."""
    answered = PollAnswer.objects.filter(poll=poll, person__isnull=False)
    return User.objects.filter(pk__in=answered.values("person")).order_by("pk")


def members_of_panel(neighbourhood: Neighbourhood) -> QuerySet[User]:
    members = PanelMember.objects.filter(neighbourhood=neighbourhood)
    return User.objects.filter(pk__in=members.values("person")).order_by("pk")


class _Choice(NamedTuple):
    """`turn` is the place of its answer in the line of those who answered this poll."""

    turn: int
    option: int | None
    number: int | None


def _chosen(poll: Poll, turns: dict[int, int]) -> dict[int, list[_Choice]]:
    """Per question, in the order in which people answered."""
    rows = PollChoice.objects.filter(answer__poll=poll)
    found: dict[int, list[_Choice]] = defaultdict(list)
    for answer, question, option, number in rows.values_list(
        "answer_id", "question_id", "option_id", "number"
    ):
        if answer in turns:  # else it came in between the two queries
            found[question].append(_Choice(turns[answer], option, number))
    for choices in found.values():
        choices.sort()
    return found


def _words(poll: Poll) -> dict[int, list[SomeWords]]:
    rows = PollWords.objects.filter(question__poll=poll, visibility="public")
    found: dict[int, list[SomeWords]] = defaultdict(list)
    for pk, question, words in rows.order_by("-at", "-pk").values_list(
        "pk", "question_id", "words"
    ):
        found[question].append(SomeWords(pk, words))
    return found


def _result(asked: Asked, choices: list[_Choice], words: list[SomeWords], poll: Poll) -> Result:
    people = sorted({one.turn for one in choices})
    part = people[: counted(len(people), is_final=poll.is_closed)]
    seen = set(part)
    counts = [one for one in choices if one.turn in seen]
    lines, average = _lines(asked, counts, len(part)) if part else ([], None)
    return Result(
        question=asked.question,
        people=len(part),
        lines=lines,
        average=average,
        words=words[:NEWEST_WORDS],
        more_words=max(0, len(words) - NEWEST_WORDS),
    )


def _lines(
    asked: Asked, choices: Iterable[_Choice], people: int
) -> tuple[list[Line], float | None]:
    if asked.question.asks == Asks.SCALE:
        numbers = [one.number for one in choices if one.number is not None]
        sums = {number: numbers.count(number) for number in SCALE}
        ends = {SCALE[0]: asked.question.low, SCALE[-1]: asked.question.high}
        lines = [
            _line(f"{number} {ends.get(number, '')}".strip(), sums[number], people)
            for number in SCALE
        ]
        return lines, round(sum(numbers) / len(numbers), 1)
    if asked.question.asks == Asks.RANKING:
        return _ranked(asked, choices, people), None
    found = [one.option for one in choices]
    return [_line(one.words, found.count(one.pk), people) for one in asked.options], None


def _ranked(asked: Asked, choices: Iterable[_Choice], people: int) -> list[Line]:
    """The first place of four gives four points, the last one."""
    points: dict[int | None, int] = defaultdict(int)
    for one in choices:
        points[one.option] += len(asked.options) + 1 - (one.number or 0)
    most = len(asked.options) * people
    in_order = sorted(asked.options, key=lambda one: (-points[one.pk], one.place))
    return [_line(one.words, points[one.pk], most) for one in in_order]


def _line(label: str, number: int, most: int) -> Line:
    part = 100 * number / most if most else 0
    return Line(label, number, round(part, 2), round(part))
