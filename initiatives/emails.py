"""Who hears of what, and with which words. Whether and how is activity's."""

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from activity.actions import Reason, followers, notify
from activity.models import Event
from neighbourhoods.models import Administrator, Membership
from partners.models import Member

from .models import Answer, Initiative, Question, Review

People = list[tuple[User, Reason]]


def sent(event: Event, initiative: Initiative, review: Review, *, starter: User) -> None:
    """The officer hears at once; who started it gets a mail to keep, with the name and the date."""
    notify(
        event,
        officer(review),
        "initiatives/email/new.txt",
        initiative=initiative,
        review=review,
        review_url=_address("review", initiative.pk),
    )
    notify(
        event,
        [(starter, Reason.TEAM)],
        "initiatives/email/sent.txt",
        also_actor=True,
        initiative=initiative,
        review=review,
    )


def news(event: Event, initiative: Initiative) -> None:
    people = team(initiative) + _followers(initiative)
    notify(event, people, "initiatives/email/news.txt", initiative=initiative)


def joined(event: Event, initiative: Initiative, can_do: str) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/joined.txt",
        initiative=initiative,
        can_do=can_do,
    )


def answered(event: Event, initiative: Initiative, answer: Answer) -> None:
    people = team(initiative) + _followers(initiative)
    notify(event, people, "initiatives/email/answered.txt", initiative=initiative, answer=answer)


def asked(event: Event, initiative: Initiative, question: Question) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/asked.txt",
        initiative=initiative,
        question=question,
        reply_url=_address("reply", initiative.pk, question.pk),
    )


def replied(event: Event, review: Review, question: Question) -> None:
    notify(
        event,
        officer(review),
        "initiatives/email/replied.txt",
        initiative=review.initiative,
        question=question,
        review_url=_address("review", review.initiative_id),
    )


def reconsider(event: Event, review: Review) -> None:
    people = officer(review) + team(review.initiative) + _followers(review.initiative)
    notify(
        event,
        people,
        "initiatives/email/reconsider.txt",
        initiative=review.initiative,
        review=review,
    )


def due(event: Event, review: Review) -> None:
    """The officer; once the date has passed, the coordinator as well."""
    people = officer(review)
    if event.verb == "answer_late":
        people = people + coordinators(review.initiative)
    notify(
        event,
        people,
        "initiatives/email/due.txt",
        initiative=review.initiative,
        review=review,
        review_url=_address("review", review.initiative_id),
    )


def hidden(event: Event, initiative: Initiative) -> None:
    notify(event, team(initiative), "initiatives/email/hidden.txt", initiative=initiative)


def handed_over(event: Event, review: Review) -> None:
    initiative = review.initiative
    people = [(review.officer, Reason.OFFICER)] if review.officer else []
    notify(
        event,
        people + team(initiative),
        "initiatives/email/handed_over.txt",
        also_actor=True,
        initiative=initiative,
        review=review,
    )


def officer(review: Review) -> People:
    """The named officer, or the coordinators where there is none."""
    if review.officer:
        return [(review.officer, Reason.OFFICER)]
    return coordinators(review.initiative)


def coordinators(initiative: Initiative) -> People:
    """Who sees to it that answers come; the administrators where nobody coordinates."""
    place = initiative.neighbourhood
    office = Membership.objects.coordinators().filter(neighbourhood=place)
    people = list(User.objects.filter(pk__in=office.values("person")).order_by("pk"))
    if not people:
        administrators = Administrator.objects.filter(municipality=place.municipality_id)
        people = list(User.objects.filter(pk__in=administrators.values("person")).order_by("pk"))
    return [(person, Reason.COORDINATOR) for person in people]


def _followers(initiative: Initiative) -> People:
    """Nobody while it is hidden: mail would take it past the house rules."""
    return followers(initiative) if initiative.is_public else []


def team(initiative: Initiative) -> People:
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    return [(member.person, Reason.TEAM) for member in members.order_by("pk")]


def _address(name: str, *keys: int) -> str:
    """Where the reader has something to do; who is not signed in comes there after signing in."""
    return settings.SITE_URL + reverse(f"initiatives:{name}", args=keys)
