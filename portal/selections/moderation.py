"""What waits for who moderates a neighbourhood, whatever it is."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from activity import flags
from activity.models import Flag, FlagQuerySet
from neighbourhoods.models import Neighbourhood
from neighbourhoods.permissions import Office

MOST = 100  # subjects at once; who has more decides these first
UNDO = 10


class Waiting(NamedTuple):
    """One subject with all its open flags; `first` is a newcomer's, `appeal` an objection."""

    key: str
    title: str
    words: str
    who: str
    url: str
    state: str
    number: int
    reasons: list[str]
    explained: list[str]
    first: bool
    appeal: str
    since: datetime
    suggestion: str
    picture: str


class Decided(NamedTuple):
    """Something that was hidden lately, and still is."""

    key: str
    title: str
    words: str
    who: str
    url: str
    by: str
    at: datetime
    picture: str


def waiting_in(place: Neighbourhood) -> list[Waiting]:
    """The longest waiting first: one query, and one per kind of thing."""
    groups = _by_subject(Flag.objects.open().filter(neighbourhood=place).order_by("at", "pk"))
    return [
        _waiting(key, told, groups[key]) for key, told in _told(groups).items() if key in groups
    ][:MOST]


def hidden_lately(place: Neighbourhood, waiting: set[str]) -> list[Decided]:
    """What can be undone; what waits for a new decision stands there already."""
    decided = Flag.objects.filter(neighbourhood=place, decision=Flag.Decision.HIDDEN)
    rows = decided.select_related("decided_by").order_by("-decided_at", "-pk")
    groups = _by_subject(rows[: UNDO * 5])
    return [
        Decided(
            key=key,
            title=told.title,
            words=told.words,
            who=told.who,
            url=told.url,
            by=flag.decided_by.public_name if flag.decided_by else "",
            at=timezone.localtime(flag.decided_at),
            picture=told.picture,
        )
        for key, told in _told(groups).items()
        if told.state == "hidden" and key not in waiting
        for flag in groups[key][:1]
    ][:UNDO]


class Count(NamedTuple):
    slug: str
    name: str
    number: int


def counts_for(office: Office) -> list[Count]:
    """In how many things somebody must look, per neighbourhood that they moderate; one query."""
    theirs = Q(neighbourhood__in=office.works_in) | Q(
        neighbourhood__municipality__in=office.administers
    )
    rows = (
        Flag.objects.open()
        .filter(theirs)
        .values_list("neighbourhood__slug", "neighbourhood__name", "subject_kind", "subject_id")
        .distinct()
        .order_by("neighbourhood__name", "neighbourhood__slug")
    )
    numbers: dict[tuple[str, str], int] = {}
    for slug, name, _kind, _key in rows:
        numbers[slug, name] = numbers.get((slug, name), 0) + 1
    return [Count(slug, name, number) for (slug, name), number in numbers.items()]


def subject_of(key: str) -> tuple[flags.Flaggable, int] | None:
    """What a key that stands in a form means; nothing for what is no such key."""
    path, _, number = key.partition("-")
    kind = flags.of_path(path)
    is_number = number.isascii() and number.isdigit() and len(number) <= 18
    return (kind, int(number)) if kind and is_number else None


def _by_subject(rows: FlagQuerySet) -> dict[str, list[Flag]]:
    """By key, in the order of the rows."""
    paths = {kind.kind: kind.path for kind in flags.registered()}
    groups: dict[str, list[Flag]] = {}
    for flag in rows:
        groups.setdefault(f"{paths[flag.subject_kind]}-{flag.subject_id}", []).append(flag)
    return groups


def _told(groups: dict[str, list[Flag]]) -> dict[str, flags.Told]:
    """What is still there, in the same order."""
    found: dict[str, flags.Told] = {}
    for kind in flags.registered():
        keys = [rows[0].subject_id for rows in groups.values() if rows[0].subject_kind == kind.kind]
        if keys:
            things = kind.standing().filter(pk__in=keys)
            found |= {f"{kind.path}-{thing.pk}": kind.tell(thing) for thing in things}
    return {key: found[key] for key in groups if key in found}


def _waiting(key: str, told: flags.Told, rows: list[Flag]) -> Waiting:
    by_others = [flag for flag in rows if flag.reason not in Flag.OWN]
    reasons = list(dict.fromkeys(str(flag.get_reason_display()) for flag in by_others))
    return Waiting(
        key=key,
        title=told.title,
        words=told.words,
        who=told.who,
        url=told.url,
        state=told.state,
        number=len(by_others),
        reasons=reasons,
        explained=[flag.words for flag in by_others if flag.words],
        first=any(flag.reason == Flag.Reason.FIRST for flag in rows),
        appeal=next((flag.words for flag in rows if flag.reason == Flag.Reason.APPEAL), ""),
        since=timezone.localtime(rows[0].at),
        suggestion=f"{reasons[0]}." if reasons else "",
        picture=told.picture,
    )
