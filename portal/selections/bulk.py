"""What would happen to several initiatives at once, said before it happens."""

from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext as _

from accounts.models import User
from initiatives.models import Review
from initiatives.models.review import ReviewQuerySet
from initiatives.permissions import can_hand_over
from neighbourhoods.models import Membership
from neighbourhoods.states import OFFICE

MOST = 100


class Row(NamedTuple):
    """One initiative, with who held it when the list was made; `key` is what a form carries."""

    key: str
    review: Review
    holder: str


class Planned(NamedTuple):
    """`why` says why it will not happen; empty where it will."""

    row: Row
    why: str


def rows_of(reviews: ReviewQuerySet) -> list[Row]:
    """Of reviews that were fetched `for_work`."""
    return [_row(review) for review in reviews[:MOST]]


def rows_by_key(keys: Collection[str], user: User) -> list[Row]:
    """What is still open, and where this person works; each with who held it then."""
    pks = [pk for key in keys if (pk := review_of(key)) is not None]
    reviews = Review.objects.workable_by(user).open().filter(pk__in=pks[:MOST])
    seen = {review_of(key): key for key in keys}
    full = reviews.select_related("initiative__neighbourhood__municipality", "officer")
    return [_row(review)._replace(key=seen[review.pk]) for review in full.order_by("due_at", "pk")]


def review_of(key: str) -> int | None:
    return _number(key.partition("-")[0])


def seen_in(key: str) -> int | None:
    """Who held it, or nobody."""
    return _number(key.partition("-")[2])


def planned(rows: list[Row], *, successor: User, by: User, only_nobodys: bool) -> list[Planned]:
    """Handing over to `successor`, row by row: what will not happen says why."""
    office = Membership.objects.current().filter(person=successor, role__in=OFFICE)
    works_in = set(office.values_list("neighbourhood", flat=True))
    return [Planned(row, _why_not(row, successor, works_in, by, only_nobodys)) for row in rows]


def _why_not(row: Row, successor: User, works_in: set[int], by: User, only_nobodys: bool) -> str:
    review = row.review
    if review.officer_id == successor.pk:
        return _("is al van %(who)s") % {"who": successor.public_name}
    if review.officer_id != seen_in(row.key):
        return _("een collega was u voor")
    if only_nobodys and review.officer_id is not None:
        return _("is van %(who)s") % {"who": row.holder}
    if review.initiative.neighbourhood_id not in works_in:
        return _("%(who)s werkt niet in %(place)s") % {
            "who": successor.public_name,
            "place": review.initiative.neighbourhood.name,
        }
    if not can_hand_over(by, review):
        return _("is van een collega; vraag de coördinator")
    return ""


def _row(review: Review) -> Row:
    holder = review.officer.public_name if review.officer else _("nog van niemand")
    return Row(f"{review.pk}-{review.officer_id or ''}", review, holder)


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= 18
    return int(text) if is_number else None
