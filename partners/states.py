from django.db import models
from django.utils.translation import gettext_lazy as _


class Overtaken(Exception):
    """Somebody else changed it after its writer began; what they wrote must not undo that."""


class TooMany(Exception):
    """Somebody wrote so much in a short time that it waits a moment."""


class NotPossible(Exception):
    """The step cannot be taken from where it stands now."""


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("gemeente")
    HOUSING = "housing", _("woningcorporatie")
    POLICE = "police", _("politie")
    WELFARE = "welfare", _("welzijn")
    CARE = "care", _("zorg")
    SCHOOL = "school", _("school")
    BUSINESS = "business", _("onderneming")
    RESIDENTS_COMPANY = "residents_company", _("wijkonderneming")
    SELF_ORGANISATION = "self_organisation", _("zelforganisatie")
    RESIDENTS_TEAM = "residents_team", _("bewonersteam")
    COALITION = "coalition", _("coalitie")


# Teams come with their initiative, a municipality's own with the municipality.
ADDED: list[Kind] = [kind for kind in Kind if kind not in {Kind.MUNICIPALITY, Kind.RESIDENTS_TEAM}]
# What residents make themselves, without asking anybody.
OF_RESIDENTS: list[Kind] = [Kind.RESIDENTS_COMPANY, Kind.SELF_ORGANISATION, Kind.COALITION]
KIND_ICONS = {
    Kind.MUNICIPALITY: "home",
    Kind.HOUSING: "home-heart",
    Kind.POLICE: "flag",
    Kind.WELFARE: "coffee",
    Kind.CARE: "heart",
    Kind.SCHOOL: "school",
    Kind.BUSINESS: "settings",
    Kind.RESIDENTS_COMPANY: "recycle",
    Kind.SELF_ORGANISATION: "language",
    Kind.RESIDENTS_TEAM: "users",
    Kind.COALITION: "heart-handshake",
}


class Group(models.TextChoices):
    """For whom something is, and whom it reaches: by what people are, never by what they lack."""

    EVERYBODY = "everybody", _("iedereen")
    CHILDREN = "children", _("kinderen")
    YOUTH = "youth", _("jongeren")
    PARENTS = "parents", _("ouders")
    WOMEN = "women", _("vrouwen")
    MEN = "men", _("mannen")
    ELDERS = "elders", _("ouderen")
    NEIGHBOURS = "neighbours", _("buren van een straat of flat")
    NEWCOMERS = "newcomers", _("wie hier net woont")
    FAITHFUL = "faithful", _("mensen van een geloof")
    SHOPS = "shops", _("winkels en bedrijven")


class Language(models.TextChoices):
    """Those that are spoken most in neighbourhoods; each by its Dutch name."""

    DUTCH = "nl", _("Nederlands")
    ARABIC = "ar", _("Arabisch")
    BERBER = "ber", _("Berbers")
    BULGARIAN = "bg", _("Bulgaars")
    CHINESE = "zh", _("Chinees")
    DARI = "prs", _("Dari")
    ENGLISH = "en", _("Engels")
    FRENCH = "fr", _("Frans")
    FRISIAN = "fy", _("Fries")
    GERMAN = "de", _("Duits")
    INDONESIAN = "id", _("Indonesisch")
    KURDISH = "ku", _("Koerdisch")
    PAPIAMENTO = "pap", _("Papiaments")
    PERSIAN = "fa", _("Farsi")
    POLISH = "pl", _("Pools")
    PORTUGUESE = "pt", _("Portugees")
    ROMANIAN = "ro", _("Roemeens")
    RUSSIAN = "ru", _("Russisch")
    SOMALI = "so", _("Somalisch")
    SPANISH = "es", _("Spaans")
    SRANAN = "srn", _("Sranantongo")
    TIGRINYA = "ti", _("Tigrinya")
    TURKISH = "tr", _("Turks")
    UKRAINIAN = "uk", _("Oekraïens")
    SIGNS = "dse", _("Gebarentaal")


class RequestState(models.TextChoices):
    """Of somebody who asks to join, and of an organisation and a coalition."""

    ASKED = "asked", _("gevraagd")
    ACCEPTED = "accepted", _("ja gezegd")
    DECLINED = "declined", _("liever niet")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    ENDED = "ended", _("gestopt")


class AssignmentState(models.TextChoices):
    PROPOSED = "proposed", _("wacht op de organisatie")
    CONFIRMED = "confirmed", _("loopt")
    DECLINED = "declined", _("niet aangenomen")
    ENDED = "ended", _("beëindigd")


NEXT_OF_ASSIGNMENT = {
    AssignmentState.PROPOSED: frozenset(
        {AssignmentState.CONFIRMED, AssignmentState.DECLINED, AssignmentState.ENDED}
    ),
    AssignmentState.CONFIRMED: frozenset({AssignmentState.ENDED}),
    AssignmentState.DECLINED: frozenset(),
    AssignmentState.ENDED: frozenset(),
}


class DayPart(models.TextChoices):
    MORNING = "morning", _("ochtend")
    AFTERNOON = "afternoon", _("middag")
    EVENING = "evening", _("avond")
    NIGHT = "night", _("nacht")


class Approach(models.IntegerChoices):
    """From preventive to repressive, in five steps."""

    PREVENT = 1, _("voorkomen")
    MEET = 2, _("erbij zijn")
    GUIDE = 3, _("begeleiden")
    LIMIT = 4, _("grenzen stellen")
    ENFORCE = 5, _("ingrijpen")
