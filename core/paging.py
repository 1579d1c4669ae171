"""One page of a list, whatever the address says."""

from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import QuerySet

T = TypeVar("T")
PER_PAGE = 20
# Beyond this a number only says "very far"; the limit keeps int() from reading a book of digits.
MOST_DIGITS = 9


class Page(NamedTuple, Generic[T]):
    """`number` runs from 1 to `last`; `total` counts the rows of all pages."""

    rows: list[T]
    number: int
    last: int
    total: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


def page(
    rows: QuerySet[Any, T] | Sequence[T],
    number: str | None,
    per_page: int = PER_PAGE,
    total: int | None = None,
) -> Page[T]:
    """The page called `number`, or the nearest there is: one count and one fetch.

    Give `total` when it is known already, and the count is left out.
    """
    if total is None:
        total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    last = max(1, -(-total // per_page))
    current = min(_wanted(number), last)
    start = (current - 1) * per_page
    return Page(list(rows[start : start + per_page]), current, last, total)


def _wanted(number: str | None) -> int:
    if not number or not (number.isascii() and number.isdigit()):
        return 1
    digits = number.lstrip("0")[: MOST_DIGITS + 1]
    return int(digits or 1)
