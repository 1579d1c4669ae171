"""For the few statements that are written out in SQL: what both databases must be asked alike."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

Asked = str | int | date | datetime | None  # what a statement is asked with, by name


def listed(words: Iterable[str]) -> str:
    """Between the brackets of an IN, as SQL; for words of our own alone, such as states."""
    return ", ".join(f"'{word}'" for word in sorted(words))


def named(name: str, values: Iterable[Asked], asked: dict[str, Asked]) -> str:
    """Placeholders for these values between the brackets of an IN; the values go in `asked`."""
    added = {f"{name}_{number}": value for number, value in enumerate(values)}
    asked |= added
    return ", ".join(f"%({one})s" for one in added)


def moment(kept: datetime | str) -> datetime:
    """SQLite keeps it in UTC without saying so, and gives it as text where it is computed."""
    found = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day(kept: date | str) -> date:
    """SQLite gives it as text where it is computed."""
    return date.fromisoformat(kept) if isinstance(kept, str) else kept
