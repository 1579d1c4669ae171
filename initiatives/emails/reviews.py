"""Who hears of the municipality's answer: asked, due, given, handed over."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People
from activity.selections import coordinators as coordinators_of
from neighbourhoods.models import Membership

from ..models import Answer, DateProposal, Import, Initiative, Note, Question, Review
from .people import address, coordinators, followers_of, officer, team


def answered(event: Event, initiative: Initiative, answer: Answer) -> None:
    people = team(initiative) + followers_of(initiative)
    notify(event, people, "initiatives/email/answered.txt", initiative=initiative, answer=answer)


def asked(event: Event, initiative: Initiative, question: Question) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/asked.txt",
        asks=True,
        initiative=initiative,
        question=question,
        reply_url=address("reply", initiative.pk, question.pk),
    )


def replied(event: Event, review: Review, question: Question) -> None:
    notify(
        event,
        officer(review, event.at),
        "initiatives/email/replied.txt",
        initiative=review.initiative,
        question=question,
        review_url=address("review", review.initiative_id),
    )


def date_proposed(event: Event, proposal: DateProposal) -> None:
    review = proposal.review
    notify(
        event,
        team(review.initiative),
        "initiatives/email/date_proposed.txt",
        asks=True,
        initiative=review.initiative,
        proposal=proposal,
        review=review,
        answer_url=address("answer_date", review.initiative_id, proposal.pk),
    )


def date_agreed(event: Event, review: Review) -> None:
    """All who wait for the answer, and who gives it."""
    people = officer(review, event.at) + team(review.initiative) + followers_of(review.initiative)
    notify(
        event,
        people,
        "initiatives/email/date_agreed.txt",
        initiative=review.initiative,
        review=review,
    )


def date_kept(event: Event, review: Review) -> None:
    notify(
        event,
        officer(review, event.at),
        "initiatives/email/date_kept.txt",
        initiative=review.initiative,
        review=review,
        review_url=address("review", review.initiative_id),
    )


def reconsider(event: Event, review: Review) -> None:
    people = officer(review, event.at) + team(review.initiative) + followers_of(review.initiative)
    notify(
        event,
        people,
        "initiatives/email/reconsider.txt",
        initiative=review.initiative,
        review=review,
    )


def answer_wanted(event: Event, review: Review) -> None:
    notify(
        event,
        officer(review, event.at),
        "initiatives/email/answer_wanted.txt",
        initiative=review.initiative,
        review=review,
        review_url=address("review", review.initiative_id),
    )


def list_waits(event: Event, found: Import, reviews: Sequence[Review]) -> None:
    """Who answers what a list says waits for it: one mail each, not one per initiative."""
    for number, people in _counted(found, reviews).items():
        notify(
            event,
            people,
            "initiatives/email/list_waits.txt",
            also_actor=True,
            listed=found,
            number=number,
            work_url=settings.SITE_URL + reverse("portal:work"),
        )


def _counted(found: Import, reviews: Sequence[Review]) -> dict[int, People]:
    """By how many each has to answer."""
    of = Counter(review.officer for review in reviews)
    by_number: dict[int, People] = {}
    for person, number in of.items():
        named = [(person, Reason.OFFICER)] if person else coordinators_of(found.neighbourhood)
        by_number.setdefault(number, []).extend(named)
    return by_number


def due(event: Event, review: Review) -> None:
    """The officer; once the date has passed, the coordinator as well."""
    people = officer(review, event.at)
    if event.verb == "answer_late":
        people = people + coordinators(review.initiative)
    notify(
        event,
        people,
        "initiatives/email/due.txt",
        initiative=review.initiative,
        review=review,
        review_url=address("review", review.initiative_id),
    )


def handed_over(event: Event, review: Review, found: Membership | None) -> None:
    """The team is introduced to who answers from now on: by name, and how they are `found`."""
    notify(
        event,
        team(review.initiative),
        "initiatives/email/handed_over.txt",
        also_actor=True,
        initiative=review.initiative,
        review=review,
        found=found,
        words=event.words,
    )


def handed_to(event: Event, review: Review, *, by: User) -> None:
    """A colleague hears that it is theirs now; who took it themselves knows."""
    assert review.officer
    notify(
        event,
        [(review.officer, Reason.OFFICER)],
        "initiatives/email/handed_to.txt",
        also_actor=True,
        initiative=review.initiative,
        review=review,
        giver=by,
        review_url=address("review", review.initiative_id),
    )


def mentioned(event: Event, note: Note, people: Iterable[User]) -> None:
    """Without the words of the note: those are for who opens it."""
    notify(
        event,
        [(person, Reason.ROLE) for person in people],
        "initiatives/email/mentioned.txt",
        asks=True,
        initiative=note.review.initiative,
        review_url=address("review", note.review.initiative_id),
    )
