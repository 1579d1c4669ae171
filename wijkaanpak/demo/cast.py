"""Who takes part in one neighbourhood of the demo, and the pictures that they show."""

from dataclasses import dataclass

from django.core.files.base import ContentFile, File

from accounts.models import User

from .content import PICTURES


@dataclass(frozen=True)
class Cast:
    """Who takes part in one neighbourhood: those with a part by key, and the crowd."""

    known: dict[str, User]
    crowd: list[User]

    @property
    def everybody(self) -> list[User]:
        return [*self.known.values(), *self.crowd]


def picture_of(name: str) -> File[bytes]:
    return ContentFile((PICTURES / f"{name}.webp").read_bytes())
