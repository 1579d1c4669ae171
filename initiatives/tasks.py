from celery import shared_task
from django.utils import timezone

from .actions import (
    asking,
    challenges,
    finding,
    imports,
    keeping,
    merging,
    obstacles,
    photos,
    requests,
    reviews,
    slots,
)


@shared_task
def remind() -> None:
    """Remind of every answer that is due, and of help that comes. Safe to run twice, late, or
    never for a week."""
    now = timezone.now()
    for review in reviews.to_remind(now):
        reviews.remind(review, now=now)
    for request in requests.to_remind(now):
        requests.remind(request, now=now)
    for obstacle in obstacles.to_remind(now):
        obstacles.remind(obstacle, now=now)
    for challenge in challenges.to_remind(now):
        challenges.remind(challenge, now=now)
    for slot in slots.to_remind(now):
        slots.remind(slot, now=now)
    for request in slots.to_close(now):
        slots.ask_to_close(request, now=now)
    for ask in asking.to_end(now):
        asking.end(ask, now=now)


@shared_task
def bring_along() -> None:
    """Once an hour: who pressed just as an initiative went on in another one."""
    merging.bring_along()


@shared_task
def import_lists() -> None:
    """Every minute, and when somebody confirms a list. Safe to run twice, or twice at once."""
    imports.work()


@shared_task
def forget_lists() -> None:
    """Once a night: lists that nobody confirmed, and rows that nobody looks up any more."""
    imports.forget(timezone.now())


@shared_task
def forget_asks() -> None:
    """Once a night: what teams asked of people a year ago."""
    asking.forget(timezone.now())


@shared_task
def index_missing() -> None:
    """Once a night: what search does not know yet, however it came in."""
    finding.index_missing()


@shared_task
def keep_in_touch() -> None:
    """Ask teams how it is going, and greet who are within reach. Safe to run twice, or late."""
    now = timezone.now()
    for initiative in keeping.to_ask(now):
        keeping.ask(initiative, now=now)
    for reach in keeping.to_greet(now):
        keeping.greet(reach, now=now)


@shared_task
def make_photos() -> None:
    """Every minute, and when a photo comes. Safe to run twice, or twice at once."""
    while photos.make_one(timezone.now()):
        pass


@shared_task
def forget_photos() -> None:
    """Once a night: the stored photos of drafts that are gone."""
    photos.sweep_orphans(timezone.now())
