"""Who hears of what, and with which words. Whether and how is activity's."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People, coordinators, officer_or_cover
from neighbourhoods.models import Administrator, Membership
from outbox.actions import queue

from .models import (
    Affiliation,
    Agreement,
    Asset,
    Assignment,
    Concern,
    ConcernAnswer,
    Invitation,
    JoinRequest,
    Letter,
    MeToo,
    Organisation,
    Party,
    PassingOn,
    Post,
)
from .selections.hearing import contacts, members
from .states import Kind


def invited(invitation: Invitation) -> None:
    """Somebody who may have no account here, so not through `activity`; once per invitation."""
    queue(
        key=f"invitation:{invitation.pk}",
        to=invitation.email,
        template="partners/email/invited.txt",
        context={
            "organisation": invitation.organisation,
            "by": invitation.by,
            "ends_at": invitation.ends_at,
            "url": invitation_url(invitation),
        },
    )


def invitation_url(invitation: Invitation) -> str:
    return _address("invitation", invitation.organisation.slug, invitation.token)


def members_changed(
    event: Event, organisation: Organisation, *, teller: User | None = None
) -> None:
    """The members; `teller` did it, and knows already."""
    people = [(person, reason) for person, reason in members(organisation) if person != teller]
    notify(event, people, "partners/email/members.txt", organisation=organisation)


def join_asked(event: Event, asked: JoinRequest) -> None:
    people = contacts(asked.organisation) or who_run(asked.organisation)
    notify(
        event,
        people,
        "partners/email/join_asked.txt",
        asks=True,
        asked=asked,
        people_url=_address("people", asked.organisation.slug),
    )


def join_answered(event: Event, asked: JoinRequest) -> None:
    notify(
        event,
        [(asked.person, Reason.ASKER)],
        "partners/email/join_answered.txt",
        also_actor=True,
        asked=asked,
    )


def judged(event: Event, organisation: Organisation) -> None:
    notify(event, members(organisation), "partners/email/judged.txt", organisation=organisation)


def left(event: Event, organisation: Organisation) -> None:
    """Nobody is there any more, so who runs the neighbourhood looks for somebody."""
    notify(
        event,
        who_run(organisation),
        "partners/email/left.txt",
        asks=True,
        organisation=organisation,
        people_url=_address("people", organisation.slug),
    )


def coalition_asked(event: Event, affiliation: Affiliation) -> None:
    notify(
        event,
        contacts(affiliation.asked),
        "partners/email/coalition_asked.txt",
        asks=True,
        affiliation=affiliation,
        together_url=_address("together", affiliation.asked.slug),
    )


def coalition_answered(event: Event, affiliation: Affiliation) -> None:
    """The other side of who answered, or who stopped."""
    both = members(affiliation.coalition) + members(affiliation.organisation)
    notify(event, both, "partners/email/coalition_answered.txt", affiliation=affiliation)


def assignment_recorded(event: Event, assignment: Assignment) -> None:
    notify(
        event,
        contacts(assignment.organisation),
        "partners/email/assignment_recorded.txt",
        asks=True,
        assignment=assignment,
        assignment_url=_address("assignment", assignment.organisation.slug, assignment.pk),
    )


def assignment_answered(event: Event, assignment: Assignment) -> None:
    """Who recorded it, and who carry it out."""
    people = [(assignment.recorded_by, Reason.ROLE), *members(assignment.organisation)]
    notify(event, people, "partners/email/assignment_answered.txt", assignment=assignment)


def agreement(event: Event, agreement: Agreement, *, asks: bool = False) -> None:
    """Both sides; who did it knows."""
    _tell_of_agreement(event, agreement, makers(agreement) + receivers(agreement), asks=asks)


def agreement_claimed(event: Event, agreement: Agreement) -> None:
    """Its receiver confirms with one press, or says what is missing."""
    _tell_of_agreement(event, agreement, receivers(agreement), asks=True)


def agreement_due(event: Event, agreement: Agreement) -> None:
    """Its maker; once it is late, of the municipality the coordinator too."""
    people = makers(agreement)
    if event.verb == "agreement_late" and agreement.officer:
        people = people + coordinators(agreement.neighbourhood)
    _tell_of_agreement(event, agreement, people, asks=True)


def _tell_of_agreement(event: Event, agreement: Agreement, people: People, *, asks: bool) -> None:
    notify(event, people, "partners/email/agreement.txt", asks=asks, agreement=agreement)


def makers(agreement: Agreement) -> People:
    return _side(agreement, agreement.maker_party, at=timezone.now())


def receivers(agreement: Agreement) -> People:
    return _side(agreement, agreement.receiver_party, at=timezone.now())


def _side(agreement: Agreement, party: Party, *, at: datetime) -> People:
    """For the municipality its officer, and who stands in."""
    if party.person:
        return [(party.person, Reason.AUTHOR)]
    assert party.organisation
    if party.organisation.kind == Kind.MUNICIPALITY:
        return officer_or_cover(agreement.officer, agreement.neighbourhood, at)
    return members(party.organisation)


def letter_sent(event: Event, letter: Letter) -> None:
    notify(
        event,
        contacts(letter.organisation) or who_run(letter.organisation),
        "partners/email/letter_sent.txt",
        asks=True,
        letter=letter,
    )


def letter_answered(event: Event, letter: Letter) -> None:
    notify(
        event,
        [(letter.author, Reason.ASKER)],
        "partners/email/letter_answered.txt",
        also_actor=True,
        letter=letter,
    )


def who_run(organisation: Organisation) -> People:
    """The coordinators of where it is at home, or the administrators."""
    office = Membership.objects.coordinators().filter(neighbourhood=organisation.neighbourhood_id)
    people = list(User.objects.filter(pk__in=office.values("person")).order_by("pk"))
    if not people:
        administrators = Administrator.objects.filter(municipality=organisation.municipality_id)
        people = list(User.objects.filter(pk__in=administrators.values("person")).order_by("pk"))
    return [(person, Reason.COORDINATOR) for person in people]


def _address(name: str, *keys: object) -> str:
    """Where the reader has something to do; who is not signed in comes there after signing in."""
    return settings.SITE_URL + reverse(f"partners:{name}", args=keys)


def concern_reported(event: Event, concern: Concern) -> None:
    """Who answers hears at once; who reported it gets a mail to keep, with name and date."""
    notify(
        event,
        concern_holders(event, concern),
        "partners/email/concern_new.txt",
        asks=True,
        concern=concern,
    )
    notify(
        event,
        [(concern.reporter, Reason.AUTHOR)],
        "partners/email/concern_sent.txt",
        also_actor=True,
        concern=concern,
    )


def concern_answered(event: Event, concern: Concern, answer: ConcernAnswer) -> None:
    notify(
        event,
        _bothered(concern),
        "partners/email/concern_answered.txt",
        concern=concern,
        answer=answer,
    )


def concern_passed_on(event: Event, concern: Concern) -> None:
    """Who has it now, and whoever is bothered by it."""
    notify(
        event,
        concern_holders(event, concern),
        "partners/email/concern_new.txt",
        asks=True,
        concern=concern,
    )
    notify(event, _bothered(concern), "partners/email/concern_passed_on.txt", concern=concern)


def concern_handed_over(event: Event, concern: Concern) -> None:
    """Whoever is bothered by it; the successor is told once, of all of them."""
    notify(event, _bothered(concern), "partners/email/concern_passed_on.txt", concern=concern)


def concern_not_satisfied(event: Event, concern: Concern) -> None:
    notify(
        event,
        concern_holders(event, concern),
        "partners/email/concern_again.txt",
        asks=True,
        concern=concern,
    )


def concern_due(event: Event, concern: Concern, *, is_late: bool) -> None:
    people = concern_holders(event, concern)
    if is_late:
        people = people + coordinators(concern.neighbourhood)
    notify(event, people, "partners/email/concern_due.txt", asks=True, concern=concern)


def signal_closed(event: Event, concern: Concern) -> None:
    people = concern_holders(event, concern)
    notify(event, people, "partners/email/signal_closed.txt", asks=True, concern=concern)


def concern_judged(event: Event, concern: Concern) -> None:
    """Who reported it hears that it was hidden and why, or that it can be read again."""
    address = reverse("portal:appeal", args=["ergernis", concern.pk])
    notify(
        event,
        [(concern.reporter, Reason.AUTHOR)],
        "partners/email/concern_judged.txt",
        asks=True,
        concern=concern,
        appeal_url=settings.SITE_URL + address,
    )


def concern_holders(event: Event, concern: Concern) -> People:
    """All of the organisation that has it, or the officer and who stands in; never nobody."""
    if concern.organisation is None:
        return officer_or_cover(concern.owner, concern.neighbourhood, event.at)
    people = members(concern.organisation)
    return people or coordinators(concern.neighbourhood)


def _bothered(concern: Concern) -> People:
    """Who reported it, and who said "me too"; nobody but the first while it is hidden."""
    people: People = [(concern.reporter, Reason.AUTHOR)]
    if concern.is_public:
        others = MeToo.objects.filter(concern=concern).select_related("person").order_by("pk")
        people += [(one.person, Reason.FOLLOWER) for one in others]
    return people


def knower_proposed(asset: Asset) -> None:
    """Somebody who may have no account here, so not through `activity`; once per proposal."""
    queue(
        key=f"knower:{asset.pk}",
        to=asset.email,
        template="partners/email/knower_proposed.txt",
        context={
            "asset": asset,
            "by": asset.put_by,
            "url": settings.SITE_URL + reverse("partners:knower", args=[asset.token]),
        },
        place=asset.neighbourhood.name,
    )


def knower_agreed(event: Event, asset: Asset) -> None:
    """Who proposed them."""
    template = "partners/email/knower_agreed.txt"
    notify(event, [(asset.put_by, Reason.AUTHOR)], template, asset=asset)


def asset_asked(event: Event, asset: Asset, *, is_overdue: bool) -> None:
    """Whom it is of, or who put it there; `is_overdue` where they would have looked at it."""
    address = reverse("partners:confirm_asset", args=[asset.pk])
    notify(
        event,
        _of_whom(asset),
        "partners/email/asset_asked.txt",
        asset=asset,
        is_overdue=is_overdue,
        confirm_url=settings.SITE_URL + address,
    )


def asset_judged(event: Event, asset: Asset) -> None:
    address = reverse("portal:appeal", args=["wat-er-al-is", asset.pk])
    notify(
        event,
        _of_whom(asset),
        "partners/email/asset_judged.txt",
        asks=True,
        asset=asset,
        appeal_url=settings.SITE_URL + address,
    )


def _of_whom(asset: Asset) -> People:
    return [(asset.person or asset.put_by, Reason.AUTHOR)]


def post_judged(event: Event, post: Post) -> None:
    """The people in whose name it stands."""
    address = reverse("portal:appeal", args=["bericht", post.pk])
    notify(
        event,
        members(post.organisation) or [(post.posted_by, Reason.AUTHOR)],
        "partners/email/post_judged.txt",
        asks=True,
        post=post,
        appeal_url=settings.SITE_URL + address,
    )


def pass_on_asked(event: Event, passing: PassingOn) -> None:
    """Who speaks for the group; nobody of those whom it reaches."""
    people = contacts(passing.organisation)
    notify(event, people, "partners/email/pass_on_asked.txt", asks=True, passing=passing)


def pass_on_answered(event: Event, passing: PassingOn) -> None:
    """Who asked."""
    notify(
        event,
        [(passing.asked_by, Reason.ASKER)],
        "partners/email/pass_on_answered.txt",
        also_actor=True,
        passing=passing,
        post_url=settings.SITE_URL + passing.post.get_absolute_url(),
    )
