from celery import shared_task
from django.utils import timezone

from core.photos import sweep_orphans

from .actions import agreements, assets, concerns, forwarding, members, posts
from .models import ConcernPhoto


@shared_task
def forget_invitations() -> None:
    """Once a night: invitations that have long been over."""
    members.forget_invitations(timezone.now())


@shared_task
def remind() -> None:
    """Remind of every concern and agreement that is due. Safe to run twice, late, or never for a
    week."""
    now = timezone.now()
    agreements.remind_all(now)
    for concern in concerns.to_remind(now):
        concerns.remind(concern, now=now)


@shared_task
def make_photos() -> None:
    """Every minute, and when a photo comes. Safe to run twice, or twice at once."""
    while concerns.make_photo(timezone.now()):
        pass


@shared_task
def forget_photos() -> None:
    """Once a night: the stored photos of drafts that are gone."""
    sweep_orphans(ConcernPhoto, timezone.now())


@shared_task
def keep_in_touch() -> None:
    """Ask once a year whether what is there is still so. Safe to run twice, or late."""
    now = timezone.now()
    for asset in assets.to_ask(now):
        assets.ask(asset, now=now)


@shared_task
def forget_assets() -> None:
    """Once a night: what was taken away, and proposals that nobody answered."""
    assets.forget(timezone.now())


@shared_task
def forward_concerns() -> None:
    """Every minute, where the town runs Signalen. Safe to run twice, or twice at once."""
    forwarding.work(timezone.now())


@shared_task
def forget_posts() -> None:
    """Once a night: what was taken away."""
    posts.forget(timezone.now())
