"""Who hears of what, and with which words. Whether and how is activity's."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from activity.actions import Reason, followers, notify
from activity.models import Event
from activity.selections import People, officer_or_cover
from activity.selections import coordinators as coordinators_of
from neighbourhoods.models import Membership
from neighbourhoods.states import Role
from outbox.actions import queue
from partners.models import Invitation, Member, Organisation

from .models import (
    Answer,
    Challenge,
    DateProposal,
    Import,
    Initiative,
    Note,
    Offer,
    Proposal,
    Question,
    Reaction,
    Review,
    SupportRequest,
    Update,
    WithinReach,
)
from .states import AskedOf, ChallengeState

TO_THE_MUNICIPALITY = {"gemeente", "ambtenaar", "contactambtenaar", "municipality"}


def sent(event: Event, initiative: Initiative, review: Review, *, starter: User) -> None:
    """The officer hears at once; who started it gets a mail to keep, with the name and the date."""
    notify(
        event,
        officer(review, event.at),
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


def stage_set(event: Event, initiative: Initiative) -> None:
    people = team(initiative) + _followers(initiative)
    notify(
        event,
        people,
        "initiatives/email/stage.txt",
        initiative=initiative,
        reach_url=_address("within_reach", initiative.pk),
    )


def left(event: Event, initiative: Initiative) -> None:
    """Nobody runs it any more, so who answers here looks for somebody."""
    notify(
        event,
        officer(initiative.review, event.at),
        "initiatives/email/left.txt",
        initiative=initiative,
        participants=initiative.participants.count(),
    )


def joined(event: Event, initiative: Initiative, can_do: str) -> None:
    people = [(person, reason) for person, reason in team(initiative) if person.is_active]
    notify(
        event,
        people or officer(initiative.review, event.at),
        "initiatives/email/joined.txt",
        initiative=initiative,
        can_do=can_do,
    )


def invited(invitation: Invitation, initiative: Initiative) -> None:
    """Somebody who may have no account here, so not through `activity`; once per invitation."""
    queue(
        key=f"invitation:{invitation.pk}",
        to=invitation.email,
        template="initiatives/email/invited.txt",
        context={
            "initiative": initiative,
            "by": invitation.by,
            "ends_at": invitation.ends_at,
            "url": invitation_url(invitation),
        },
    )


def invitation_url(invitation: Invitation) -> str:
    return settings.SITE_URL + reverse("initiatives:invitation", args=[invitation.token])


def team_changed(event: Event, initiative: Initiative, *, teller: User | None = None) -> None:
    """The team; `teller` did it to somebody else, and knows already."""
    people = [(person, reason) for person, reason in team(initiative) if person != teller]
    notify(
        event,
        people,
        "initiatives/email/team.txt",
        also_actor=teller is not None,
        initiative=initiative,
    )


def answered(event: Event, initiative: Initiative, answer: Answer) -> None:
    people = team(initiative) + _followers(initiative)
    notify(event, people, "initiatives/email/answered.txt", initiative=initiative, answer=answer)


def asked(event: Event, initiative: Initiative, question: Question) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/asked.txt",
        asks=True,
        initiative=initiative,
        question=question,
        reply_url=_address("reply", initiative.pk, question.pk),
    )


def replied(event: Event, review: Review, question: Question) -> None:
    notify(
        event,
        officer(review, event.at),
        "initiatives/email/replied.txt",
        initiative=review.initiative,
        question=question,
        review_url=_address("review", review.initiative_id),
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
        answer_url=_address("answer_date", review.initiative_id, proposal.pk),
    )


def date_agreed(event: Event, review: Review) -> None:
    """All who wait for the answer, and who gives it."""
    people = officer(review, event.at) + team(review.initiative) + _followers(review.initiative)
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
        review_url=_address("review", review.initiative_id),
    )


def reconsider(event: Event, review: Review) -> None:
    people = officer(review, event.at) + team(review.initiative) + _followers(review.initiative)
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
        review_url=_address("review", review.initiative_id),
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
        review_url=_address("review", review.initiative_id),
    )


def challenge(event: Event, challenge: Challenge) -> None:
    """A step of the right to challenge: all whom it concerns, but who took it."""
    initiative = challenge.initiative
    notify(
        event,
        team(initiative) + officer(initiative.review, event.at) + _followers(initiative),
        "initiatives/email/challenge.txt",
        asks=event.verb == "challenge_proposed",
        initiative=initiative,
        challenge=challenge,
        challenge_url=_address("challenge", initiative.pk),
    )


def challenge_due(event: Event, challenge: Challenge) -> None:
    """The officer; once the date has passed, the coordinator as well. Both sides look back."""
    initiative = challenge.initiative
    people = officer(initiative.review, event.at)
    if event.verb == "challenge_late":
        people = people + coordinators(initiative)
    elif event.verb == "challenge_due_today" and challenge.state == ChallengeState.AGREED:
        people = people + team(initiative)
    notify(
        event,
        people,
        "initiatives/email/challenge_due.txt",
        initiative=initiative,
        challenge=challenge,
        challenge_url=_address("challenge", initiative.pk),
    )


def how_is_it(event: Event, initiative: Initiative) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/how_is_it.txt",
        initiative=initiative,
        how_url=_address("how_is_it", initiative.pk),
    )


def buddy_asked(event: Event, initiative: Initiative) -> None:
    """Who build the community here, or the coordinators where nobody does."""
    builders = Membership.objects.current().filter(
        neighbourhood=initiative.neighbourhood, role=Role.BUILDER
    )
    people = User.objects.filter(pk__in=builders.values("person")).order_by("pk")
    named = [(person, Reason.ROLE) for person in people] or coordinators(initiative)
    notify(event, named, "initiatives/email/buddy_asked.txt", initiative=initiative)


def hello(event: Event, reach: WithinReach) -> None:
    """With the newest that is under way in the neighbourhood."""
    initiative = reach.initiative
    others = (
        Initiative.objects.public()
        .in_neighbourhood(initiative.neighbourhood)
        .under_way()
        .exclude(pk=initiative.pk)
        .newest_first()[:3]
    )
    notify(
        event,
        [(reach.person, Reason.REACH)],
        "initiatives/email/hello.txt",
        initiative=initiative,
        others=[(one.title, settings.SITE_URL + one.get_absolute_url()) for one in others],
        reach_url=_address("within_reach", initiative.pk),
    )


def hidden(event: Event, initiative: Initiative) -> None:
    notify(
        event,
        team(initiative),
        "initiatives/email/hidden.txt",
        initiative=initiative,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["initiatief", initiative.pk]),
    )


def reacted(event: Event, reaction: Reaction) -> None:
    """To whom it replies, the team, and the officer when the words are about the municipality.

    Followers do not get a mail per reaction. Where the team has left, who answers here reads on.
    """
    initiative, author = reaction.initiative, reaction.author_id
    people = team(initiative)
    parent = reaction.parent
    replied_to: People = [(parent.author, Reason.AUTHOR)] if parent else []
    left_alone = not any(person.is_active for person, _reason in people)
    if left_alone or _addresses(reaction, initiative.review.officer):
        people = people + officer(initiative.review, event.at)
    people = replied_to + people
    notify(
        event,
        [(person, reason) for person, reason in people if person.pk != author],
        "initiatives/email/reacted.txt",
        initiative=initiative,
        reaction=reaction,
        parent_author=parent.author_id if parent else None,
    )


def reaction_judged(event: Event, reaction: Reaction) -> None:
    """Its author hears that it was hidden and why, or that it can be read."""
    key = reaction.pk
    notify(
        event,
        [(reaction.author, Reason.AUTHOR)],
        "initiatives/email/reaction_judged.txt",
        asks=True,
        initiative=reaction.initiative,
        reaction=reaction,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["reactie", key]),
    )


def news_judged(event: Event, update: Update) -> None:
    """Its team, and who wrote it, hear that it was hidden and why, or that it can be read."""
    initiative = update.initiative
    notify(
        event,
        [*team(initiative), (update.author, Reason.TEAM)],
        "initiatives/email/news_judged.txt",
        asks=True,
        initiative=initiative,
        news=update,
        appeal_url=settings.SITE_URL + reverse("portal:appeal", args=["nieuws", update.pk]),
    )


def _addresses(reaction: Reaction, officer: User | None) -> bool:
    """Whether the words speak to the municipality, or name the officer."""
    words = set(re.findall(r"\w+", reaction.text.lower()))
    names = {officer.name.lower().split()[0]} if officer and officer.name.strip() else set()
    return bool(words & (TO_THE_MUNICIPALITY | names))


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
        review_url=_address("review", review.initiative_id),
    )


def mentioned(event: Event, note: Note, people: Iterable[User]) -> None:
    """Without the words of the note: those are for who opens it."""
    notify(
        event,
        [(person, Reason.ROLE) for person in people],
        "initiatives/email/mentioned.txt",
        asks=True,
        initiative=note.review.initiative,
        review_url=_address("review", note.review.initiative_id),
    )


def resembles(event: Event, initiative: Initiative, other: Initiative) -> None:
    """The team; its own page says what the other one is called."""
    notify(
        event,
        team(initiative),
        "initiatives/email/resembles.txt",
        initiative=initiative,
        other_url=_address("short", other.pk),  # without its title, which its team may take away
    )


def requested(event: Event, request: SupportRequest) -> None:
    """Who is asked owes an answer before the date."""
    notify(
        event,
        _asked(event, request),
        "initiatives/email/requested.txt",
        asks=True,
        initiative=request.initiative,
        request=request,
    )


def request_answered(event: Event, request: SupportRequest) -> None:
    """The team; and who was asked, when the team took it back."""
    people = team(request.initiative)
    if event.verb == "help_withdrawn":
        people = _asked(event, request) if request.organisation else []
    notify(
        event,
        people,
        "initiatives/email/request_answered.txt",
        initiative=request.initiative,
        request=request,
    )


def request_due(event: Event, request: SupportRequest) -> None:
    people = _asked(event, request)
    if event.verb == "help_late" and request.asked_of == AskedOf.MUNICIPALITY:
        people = people + coordinators(request.initiative)
    notify(
        event,
        people,
        "initiatives/email/request_due.txt",
        initiative=request.initiative,
        request=request,
        request_url=settings.SITE_URL + request.get_absolute_url(),
    )


def offered(event: Event, offer: Offer) -> None:
    notify(
        event,
        team(offer.initiative),
        "initiatives/email/offered.txt",
        asks=True,
        initiative=offer.initiative,
        offer=offer,
    )


def offer_answered(event: Event, offer: Offer) -> None:
    """Who made it: of an organisation all who belong to it."""
    maker = offer.organisation
    people = _members(maker) if maker else [(offer.by, Reason.AUTHOR)]
    notify(
        event,
        people,
        "initiatives/email/offer_answered.txt",
        initiative=offer.initiative,
        offer=offer,
        offer_url=settings.SITE_URL + offer.get_absolute_url(),
    )


def _asked(event: Event, request: SupportRequest) -> People:
    """Of the municipality its officer, or who stands in; else who speaks for the organisation."""
    if request.asked_of == AskedOf.MUNICIPALITY:
        return officer_or_cover(request.officer, request.initiative.neighbourhood, event.at)
    assert request.organisation
    return _contacts(request.organisation)


def _contacts(organisation: Organisation) -> People:
    """Its contact, or where that one is gone all who are still there."""
    contact = Member.objects.filter(organisation=organisation, is_contact=True).still_here()
    named = [(one.person, Reason.MEMBER) for one in contact.select_related("person")]
    return named or _members(organisation)


def _members(organisation: Organisation) -> People:
    found = Member.objects.filter(organisation=organisation).still_here()
    return [(one.person, Reason.MEMBER) for one in found.select_related("person").order_by("pk")]


def proposed(event: Event, proposal: Proposal) -> None:
    notify(
        event,
        team(proposal.asked),
        "initiatives/email/proposed.txt",
        asks=True,
        initiative=proposal.asked,
        proposal=proposal,
        proposal_url=_address("proposal", proposal.asked_id, proposal.pk),
    )


def proposal_ended(event: Event, proposal: Proposal) -> None:
    notify(
        event,
        team(proposal.asker),
        "initiatives/email/proposal_ended.txt",
        initiative=proposal.asker,
        proposal=proposal,
        together_url=_address("together", proposal.stays.pk),
    )


def together(event: Event, initiative: Initiative, other: Initiative) -> None:
    notify(
        event,
        team(initiative) + _followers(initiative),
        "initiatives/email/together.txt",
        initiative=initiative,
        other_url=_address("short", other.pk),
    )


def merged(event: Event, goes: Initiative, into: Initiative) -> None:
    """The one team that they are now, who answers, and who followed either."""
    people = team(into) + officer(into.review, event.at) + _followers(into)
    notify(
        event,
        people,
        "initiatives/email/merged.txt",
        initiative=into,
        before_url=_address("short", goes.pk),
    )


def officer(review: Review, at: datetime) -> People:
    return officer_or_cover(review.officer, review.initiative.neighbourhood, at)


def coordinators(initiative: Initiative) -> People:
    return coordinators_of(initiative.neighbourhood)


def _followers(initiative: Initiative) -> People:
    """Nobody while it is hidden: mail would take it past the house rules."""
    return followers(initiative) if initiative.is_public else []


def team(initiative: Initiative) -> People:
    members = Member.objects.filter(organisation=initiative.team_id).select_related("person")
    return [(member.person, Reason.TEAM) for member in members.order_by("pk")]


def _address(name: str, *keys: int) -> str:
    """Where the reader has something to do; who is not signed in comes there after signing in."""
    return settings.SITE_URL + reverse(f"initiatives:{name}", args=keys)
