"""Who hears of what, and with which words. Whether and how is activity's."""

from django.conf import settings
from django.urls import reverse

from activity.actions import Reason, notify
from activity.models import Event
from activity.selections import People, coordinators, officer_or_cover
from outbox.actions import queue

from .models import Asset, Concern, ConcernAnswer, Member, MeToo


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
    members = Member.objects.filter(organisation=concern.organisation, person__erased_at=None)
    people = [(one.person, Reason.TEAM) for one in members.select_related("person").order_by("pk")]
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
    )


def knower_agreed(event: Event, asset: Asset) -> None:
    """Who proposed them."""
    template = "partners/email/knower_agreed.txt"
    notify(event, [(asset.put_by, Reason.AUTHOR)], template, asset=asset)


def asset_asked(event: Event, asset: Asset) -> None:
    """Whom it is of, or who put it there."""
    address = reverse("partners:confirm_asset", args=[asset.pk])
    notify(
        event,
        _of_whom(asset),
        "partners/email/asset_asked.txt",
        asset=asset,
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
