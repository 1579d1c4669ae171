"""What is already there, as pages show it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from neighbourhoods.models import Neighbourhood

from ..models import Asset
from ..states import Condition

FEW = 12
BADGES = {Condition.GOOD: "positive", Condition.NEEDS_CARE: "warning", Condition.CLOSED: "info"}


class AssetCard(NamedTuple):
    """What a list shows of one thing; `who` is whose it is, when it is somebody's.

    Of a facility the `condition` in words with its kind of `badge`, who looks after it, who goes on
    with it, and the day on which somebody `looks` again; a day that is over is nobody's but its
    keeper's.
    """

    title: str
    url: str
    icon: str
    kind: str
    who: str
    where: str
    words: str
    hours: str
    is_public: bool
    condition: str = ""
    badge: str = ""
    kept_by: str = ""
    heir: str = ""
    looks: date | None = None


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
        condition=str(asset.get_condition_display()) if asset.condition else "",
        badge=BADGES[Condition(asset.condition)] if asset.condition else "",
        kept_by=asset.kept_by,
        heir=asset.heir,
        looks=None if is_overdue(asset) else asset.check_on,
    )


def is_overdue(asset: Asset) -> bool:
    """Somebody would have looked at it by now."""
    return asset.check_on is not None and asset.check_on <= timezone.localdate()


def facilities(neighbourhood: Neighbourhood) -> list[AssetCard]:
    """Of which somebody said how they are: what needs most first, and not more than a few."""
    found = Asset.objects.shown().in_neighbourhood(neighbourhood).facilities().for_cards()
    return asset_cards(found[:FEW])


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
