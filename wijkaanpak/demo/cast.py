"""Who takes part in one neighbourhood of the demo, and the pictures that they show."""

from dataclasses import dataclass
from functools import cache

from accounts.models import User
from core.images import Photo, read_photo

from .content import PICTURES


@dataclass(frozen=True)
class Cast:
    """Who takes part in one neighbourhood: those with a part by key, and the crowd."""

    known: dict[str, User]
    crowd: list[User]

    @property
    def everybody(self) -> list[User]:
        return [*self.known.values(), *self.crowd]


@cache
def picture_of(name: str) -> Photo:
    with (PICTURES / f"{name}.webp").open("rb") as file:
        return read_photo(file)
