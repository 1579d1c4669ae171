from django.db import models
from django.utils.translation import gettext_lazy as _

FEWEST_PEOPLE = 5  # where fewer spoke is not shown (rule R12)


class Spot(models.TextChoices):
    """Where people are spoken to (O46)."""

    SCHOOL = "school", _("op school")
    CENTRE = "centre", _("in het buurthuis")
    STREET = "street", _("op straat")
    HOME = "home", _("bij iemand thuis")
    WORK = "work", _("op het werk")
    SHOP = "shop", _("in de winkel of op de markt")
    CLUB = "club", _("bij de sport of een club")
    FAITH = "faith", _("in kerk, moskee of tempel")
    ELSEWHERE = "elsewhere", _("ergens anders")


SPOT_ICONS = {
    Spot.SCHOOL: "school",
    Spot.CENTRE: "coffee",
    Spot.STREET: "map-pin",
    Spot.HOME: "home",
    Spot.WORK: "briefcase",
    Spot.SHOP: "building-store",
    Spot.CLUB: "ball-football",
    Spot.FAITH: "heart",
    Spot.ELSEWHERE: "messages",
}
