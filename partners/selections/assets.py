"""What is already there, as pages show it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..models import Asset


class AssetCard(NamedTuple):
    """What a list shows of one thing; `who` is whose it is, when it is somebody's."""

    title: str
    url: str
    icon: str
    kind: str
    who: str
    where: str
    words: str
    hours: str
    is_public: bool


def asset_cards(assets: Iterable[Asset]) -> list[AssetCard]:
    """Of assets that were fetched with `for_cards`; asks the database nothing."""
    return [asset_card(asset) for asset in assets]


def asset_card(asset: Asset) -> AssetCard:
    return AssetCard(
        title=asset.title,
        url=asset.get_absolute_url(),
        icon=asset.icon,
        kind=str(asset.get_kind_display()),
        who=who(asset),
        where=asset.where,
        words=asset.words,
        hours=asset.hours,
        is_public=asset.is_public,
    )


def who(asset: Asset) -> str:
    """By the name that somebody is known by here, or their organisation's; else it is nobody's."""
    if asset.person:
        return asset.person.public_name
    return asset.organisation.name if asset.organisation else ""


def asked_words(asset: Asset) -> str:
    """For whom it is of: what they said of being asked."""
    if not asset.asked_at_most:
        return _("U wordt niets gevraagd.")
    said = {"number": asset.asked_at_most, "per": asset.get_asked_per_display()}
    return _("U mag iets gevraagd worden, hooguit %(number)d keer %(per)s.") % said
