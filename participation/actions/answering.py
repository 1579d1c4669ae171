"""What somebody answers in a poll, with an account or without. No history is written of who did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from goals.states import Refused

from ..models import Poll, PollAnswer, PollChoice, PollWords
from ..selections.polls import own_answer
from .polls import grow, locked


@dataclass(frozen=True)
class Said:
    """What the form has checked, each by key of the question: the options, of a ranking in order;
    the number of a scale; words."""

    chosen: Mapping[int, list[int]] = field(default_factory=dict)
    ranked: Mapping[int, list[int]] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def give(
    poll: Poll, said: Said, *, key: UUID, person: User | None, browser: str, now: datetime
) -> PollAnswer:
    """A second time it changes what was said. Raises Refused when the poll is not open, or its last
    day is over."""
    poll = locked(poll.pk)
    if not poll.takes_answers(timezone.localdate(now)):
        raise Refused("closed")
    answer = own_answer(poll, person, browser) or _pressed_twice(poll, key, person)
    if answer is None:
        taken = PollAnswer.objects.filter(key=key).exists()
        answer = PollAnswer(poll=poll, key=uuid4() if taken else key)
    answer.person, answer.browser, answer.at = person, "" if person else browser, now
    answer.save()
    _write_choices(answer, said)
    _write_words(answer, said.words, now)
    grow(poll)
    return answer


def _pressed_twice(poll: Poll, key: UUID, person: User | None) -> PollAnswer | None:
    """Of a browser that pressed again before it had its token: the form's key is its own."""
    return PollAnswer.objects.filter(poll=poll, key=key, person=person).first()


def _write_choices(answer: PollAnswer, said: Said) -> None:
    answer.choices.all().delete()
    chosen = [
        PollChoice(answer=answer, question_id=question, option_id=option)
        for question, options in said.chosen.items()
        for option in options
    ]
    ranked = [
        PollChoice(answer=answer, question_id=question, option_id=option, number=place)
        for question, options in said.ranked.items()
        for place, option in enumerate(options, 1)
    ]
    numbers = [
        PollChoice(answer=answer, question_id=question, number=number)
        for question, number in said.numbers.items()
    ]
    PollChoice.objects.bulk_create([*chosen, *ranked, *numbers])


def _write_words(answer: PollAnswer, words: Mapping[int, str], now: datetime) -> None:
    """What was hidden by the house rules and is not changed stays hidden."""
    known = {one.question_id: one for one in answer.words.all()}
    gone = [one.pk for key, one in known.items() if words.get(key) != one.words]
    answer.words.filter(pk__in=gone).delete()
    PollWords.objects.bulk_create(
        PollWords(answer=answer, question_id=question, words=text, at=now)
        for question, text in words.items()
        if question not in known or known[question].words != text
    )
