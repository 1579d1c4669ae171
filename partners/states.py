from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("gemeente")
    HOUSING = "housing", _("woningcorporatie")
    POLICE = "police", _("politie")
    WELFARE = "welfare", _("welzijn")
    CARE = "care", _("zorg")
    SCHOOL = "school", _("school")
    BUSINESS = "business", _("onderneming")
    RESIDENTS_COMPANY = "residents_company", _("wijkonderneming")
    RESIDENTS_TEAM = "residents_team", _("bewonersteam")
    COALITION = "coalition", _("coalitie")


class Visibility(models.TextChoices):
    """Of what residents put here themselves: hidden only by the house rules."""

    PUBLIC = "public", _("openbaar")
    HIDDEN = "hidden", _("verborgen")


class ConcernKind(models.TextChoices):
    LITTER = "litter", _("Zwerfafval")
    BROKEN = "broken", _("Kapot of beschadigd")
    LIGHT = "light", _("Verlichting")
    TRAFFIC = "traffic", _("Verkeer en parkeren")
    NUISANCE = "nuisance", _("Overlast")
    OTHER = "other", _("Iets anders")


CONCERN_ICONS = {
    ConcernKind.LITTER: "trash",
    ConcernKind.BROKEN: "circle-x",
    ConcernKind.LIGHT: "bulb",
    ConcernKind.TRAFFIC: "bike",
    ConcernKind.NUISANCE: "alert-triangle",
    ConcernKind.OTHER: "message-circle",
}


class ConcernState(models.TextChoices):
    """Where a concern stands. Reported: nobody has it yet, because nobody is here to have it."""

    REPORTED = "reported", _("gemeld")
    ASSIGNED = "assigned", _("wordt opgepakt")
    ARRANGED = "arranged", _("opgelost")
    CANNOT = "cannot", _("kan niet")


OPEN_CONCERN = frozenset({ConcernState.REPORTED, ConcernState.ASSIGNED})
ANSWERED_CONCERN = frozenset({ConcernState.ARRANGED, ConcernState.CANNOT})
NEXT_OF_CONCERN: dict[ConcernState, frozenset[ConcernState]] = {
    ConcernState.REPORTED: ANSWERED_CONCERN | {ConcernState.ASSIGNED},
    ConcernState.ASSIGNED: ANSWERED_CONCERN | {ConcernState.ASSIGNED},
    ConcernState.ARRANGED: frozenset({ConcernState.ASSIGNED, ConcernState.REPORTED}),
    ConcernState.CANNOT: frozenset({ConcernState.ASSIGNED, ConcernState.REPORTED}),
}


class Overtaken(Exception):
    """Somebody else was first; what they did stands."""


class TooMany(Exception):
    """More than one person can mean in so short a time."""


class AssetKind(models.TextChoices):
    """What is already there; asset-based, so never what somebody lacks (O92)."""

    SKILL = "skill", _("Iets kunnen")
    TOOL = "tool", _("Gereedschap en spullen")
    SPACE = "space", _("Ruimte")
    TIME = "time", _("Tijd")
    PLACE = "place", _("Plek om elkaar te ontmoeten")
    GROUP = "group", _("Groep of activiteit")
    KNOWER = "knower", _("Wijkkenner")


ASSET_ICONS = {
    AssetKind.SKILL: "school",
    AssetKind.TOOL: "settings",
    AssetKind.SPACE: "home",
    AssetKind.TIME: "clock",
    AssetKind.PLACE: "coffee",
    AssetKind.GROUP: "users-group",
    AssetKind.KNOWER: "home-heart",
}


class AskedPer(models.TextChoices):
    """In how long somebody may be asked so many times (rule R8)."""

    MONTH = "month", _("per maand")
    QUARTER = "quarter", _("per kwartaal")
