from collections.abc import Iterable

from core.photos import StoredPhoto

from ...content import Picture

PER_LINE = 3


def picture(photo: StoredPhoto, description: str) -> Picture:
    return Picture(
        key=f"{photo._meta.model_name}:{photo.pk}",
        address=photo.address,
        folder=photo.folder,
        width=photo.width,
        height=photo.height,
        widths=list(photo.widths),
        description=description,
    )


def by_home(photos: Iterable[tuple[int, StoredPhoto, str]]) -> dict[int, list[Picture]]:
    """The first few of each home, of (home, photo, description)."""
    found: dict[int, list[Picture]] = {}
    for home, photo, description in photos:
        shown = found.setdefault(home, [])
        if len(shown) < PER_LINE and photo.widths:
            shown.append(picture(photo, description))
    return found
