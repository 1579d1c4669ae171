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


# Of these a reason is owed, and what they keep is counted in public (rules R3 and R4).
PROFESSIONAL = frozenset(
    {
        Kind.MUNICIPALITY, Kind.HOUSING, Kind.POLICE, Kind.WELFARE, Kind.CARE, Kind.SCHOOL,
        Kind.BUSINESS,
    }
)  # fmt: skip


# Groups that residents made: they reach people in their own way, and owe nobody a reason (O45).
OF_PEOPLE = frozenset(
    {Kind.SELF_ORGANISATION, Kind.RESIDENTS_COMPANY, Kind.RESIDENTS_TEAM, Kind.COALITION}
)


class AgreementState(models.TextChoices):
    """Claimed: its maker says that it was kept, and its receiver has not said so yet."""

    OPEN = "open", _("loopt")
    CLAIMED = "claimed", _("wacht op bevestiging")
    DISPUTED = "disputed", _("nog niet goed")
    KEPT = "kept", _("nagekomen")
    BROKEN = "broken", _("niet nagekomen")
    RENEWED = "renewed", _("nieuwe datum")


NEXT_OF_AGREEMENT: dict[AgreementState, frozenset[AgreementState]] = {
    AgreementState.OPEN: frozenset(
        {AgreementState.CLAIMED, AgreementState.BROKEN, AgreementState.RENEWED}
    ),
    AgreementState.CLAIMED: frozenset({AgreementState.KEPT, AgreementState.DISPUTED}),
    AgreementState.DISPUTED: frozenset(
        {AgreementState.CLAIMED, AgreementState.BROKEN, AgreementState.RENEWED}
    ),
    AgreementState.KEPT: frozenset(),
    AgreementState.BROKEN: frozenset(),
    AgreementState.RENEWED: frozenset(),
}


AGREEMENT_RUNS = frozenset(state for state, after in NEXT_OF_AGREEMENT.items() if after)
UNKEPT = frozenset({AgreementState.OPEN, AgreementState.DISPUTED})  # nobody has said it was kept


AGREEMENT_ICONS = {
    AgreementState.OPEN: "hourglass",
    AgreementState.CLAIMED: "help-circle",
    AgreementState.DISPUTED: "message-circle",
    AgreementState.KEPT: "circle-check",
    AgreementState.BROKEN: "alert-triangle",
    AgreementState.RENEWED: "refresh",
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


class Weekday(models.IntegerChoices):
    """As ISO 8601 numbers them."""

    MONDAY = 1, _("maandag")
    TUESDAY = 2, _("dinsdag")
    WEDNESDAY = 3, _("woensdag")
    THURSDAY = 4, _("donderdag")
    FRIDAY = 5, _("vrijdag")
    SATURDAY = 6, _("zaterdag")
    SUNDAY = 7, _("zondag")


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


FACILITIES = frozenset({AssetKind.SPACE, AssetKind.PLACE})  # what somebody keeps (O101)


class Condition(models.TextChoices):
    """How a facility is today; the worst first, as one looks after them."""

    CLOSED = "closed", _("Dicht")
    NEEDS_CARE = "needs_care", _("Heeft onderhoud nodig")
    GOOD = "good", _("Goed")


class AskedPer(models.TextChoices):
    """In how long somebody may be asked so many times (rule R8)."""

    MONTH = "month", _("per maand")
    QUARTER = "quarter", _("per kwartaal")


class PostState(models.TextChoices):
    """Who reads what an organisation posted: all, or only its people and who moderates.

    Waiting is the first one of an organisation, where the neighbourhood reads that before others.
    """

    PUBLIC = "public", _("openbaar")
    WAITING = "waiting", _("wacht op de wijk")
    HIDDEN = "hidden", _("verborgen")


class PassingState(models.TextChoices):
    """Of a group that is asked to pass a post on."""

    ASKED = "asked", _("gevraagd")
    PASSED_ON = "passed_on", _("doorgegeven")
    RATHER_NOT = "rather_not", _("liever niet")
