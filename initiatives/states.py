"""The life of an initiative and of the municipality's answer to it, as data (DESIGN section 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far the initiative is. Its team alone sets it, any from any (rule R1)."""

    IDEA = "idea", _("idee")
    PREPARING = "preparing", _("in voorbereiding")
    ACTIVE = "active", _("bezig")
    ONGOING = "ongoing", _("doorlopend")
    COMPLETED = "completed", _("afgerond")
    STOPPED = "stopped", _("gestopt")


ENDED = frozenset({Stage.COMPLETED, Stage.STOPPED})


class Visibility(models.TextChoices):
    """Apart from the stage: hidden only by the house rules. What is not sent yet is a draft.

    Gone is what its last organiser took away on leaving; for nobody it is there (404), and only
    what others wrote with it is kept. Merged is what goes on in another one: its page can be read
    as it was, nothing can be done there any more, and it is in no list.
    """

    PUBLIC = "public", _("openbaar")
    HIDDEN = "hidden", _("verborgen")
    MERGED = "merged", _("gaat verder in een ander")
    GONE = "gone", _("weggehaald")


class PartyRole(models.TextChoices):
    """How an organisation, or the team of another initiative, is with an initiative."""

    RUNS = "runs", _("organiseert mee")
    JOINS = "joins", _("doet mee")


class Help(models.TextChoices):
    """What a team can ask for, and what can be offered to it."""

    PERMISSION = "permission", _("toestemming")
    PLACE = "place", _("een plek")
    MONEY = "money", _("geld")
    HANDS = "hands", _("hulp van mensen")
    MATERIALS = "materials", _("spullen")
    KNOWLEDGE = "knowledge", _("kennis")


HELP_ICONS = {
    Help.PERMISSION: "key",
    Help.PLACE: "map-pin",
    Help.MONEY: "heart-handshake",
    Help.HANDS: "hand-stop",
    Help.MATERIALS: "settings",
    Help.KNOWLEDGE: "bulb",
}


class AskedOf(models.TextChoices):
    MUNICIPALITY = "municipality", _("de gemeente")
    ORGANISATION = "organisation", _("een organisatie")
    NEIGHBOURS = "neighbours", _("de buurt")


class HelpState(models.TextChoices):
    """Where a team's request, or somebody's offer, stands."""

    OPEN = "open", _("wacht op antwoord")
    IN_CONVERSATION = "in_conversation", _("in gesprek")
    AGREED = "agreed", _("afgesproken")
    DONE = "done", _("gelukt")  # the hands that were asked came
    DECLINED = "declined", _("nu niet")
    WITHDRAWN = "withdrawn", _("niet meer nodig")


HELP_OPEN = frozenset({HelpState.OPEN, HelpState.IN_CONVERSATION})
MOST_SLOTS = 30  # of one request, not counting what was called off
MOST_PLACES = 500  # at one moment


class ObstacleState(models.TextChoices):
    """Where an obstacle stands. Reported: an officer owes an answer and did not take it up yet, or
    nobody is here to take it up."""

    REPORTED = "reported", _("gemeld")
    ASSIGNED = "assigned", _("wordt opgepakt")
    ARRANGED = "arranged", _("geregeld")
    CANNOT = "cannot", _("kan niet")


OBSTACLE_OPEN = frozenset({ObstacleState.REPORTED, ObstacleState.ASSIGNED})
OBSTACLE_ANSWERED = frozenset({ObstacleState.ARRANGED, ObstacleState.CANNOT})
NEXT_OF_OBSTACLE: dict[ObstacleState, frozenset[ObstacleState]] = {
    ObstacleState.REPORTED: OBSTACLE_ANSWERED | {ObstacleState.ASSIGNED},
    ObstacleState.ASSIGNED: OBSTACLE_ANSWERED | {ObstacleState.ASSIGNED},
    ObstacleState.ARRANGED: OBSTACLE_OPEN,
    ObstacleState.CANNOT: OBSTACLE_OPEN,
}


class AskState(models.TextChoices):
    """What became of one thing that a team asked of one person (rule R8)."""

    ASKED = "asked", _("gevraagd")
    YES = "yes", _("ja")
    RATHER_NOT = "rather_not", _("liever niet")
    WITHDRAWN = "withdrawn", _("niet meer nodig")
    PASSED = "passed", _("geen antwoord")


class ProposalKind(models.TextChoices):
    """What one team proposes to another."""

    TOGETHER = "together", _("Samen optrekken: beide blijven bestaan")
    INTO_THEIRS = "into_theirs", _("Samengaan: wij gaan verder in dat van hen")
    INTO_OURS = "into_ours", _("Samengaan: zij gaan verder in dat van ons")


class ProposalState(models.TextChoices):
    OPEN = "open", _("wacht op antwoord")
    ACCEPTED = "accepted", _("aangenomen")
    DECLINED = "declined", _("liever niet")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class ReactionState(models.TextChoices):
    """Who sees a reaction: all, or only its author and who moderates.

    Waiting is a newcomer's first one, where the neighbourhood wants to read that before others.
    """

    PUBLIC = "public", _("openbaar")
    WAITING = "waiting", _("wacht op de wijk")
    HIDDEN = "hidden", _("verborgen")


class NewsState(models.TextChoices):
    """Who sees news of a team: all, or nobody but who moderates."""

    PUBLIC = "public", _("openbaar")
    HIDDEN = "hidden", _("verborgen")


class Theme(models.TextChoices):
    GREEN = "green", _("Groen en natuur")
    MEETING = "meeting", _("Elkaar ontmoeten")
    PLAY = "play", _("Spelen en sport")
    CARE = "care", _("Zorgen voor elkaar")
    CLEAN = "clean", _("Schoon en heel")
    TRAFFIC = "traffic", _("Veilig en verkeer")
    CULTURE = "culture", _("Kunst en cultuur")
    LEARNING = "learning", _("Leren en werk")
    OTHER = "other", _("Iets anders")


THEME_ICONS = {
    Theme.GREEN: "plant-2",
    Theme.MEETING: "coffee",
    Theme.PLAY: "ball-football",
    Theme.CARE: "heart-handshake",
    Theme.CLEAN: "trash",
    Theme.TRAFFIC: "bike",
    Theme.CULTURE: "palette",
    Theme.LEARNING: "book",
    Theme.OTHER: "bulb",
}


class Status(models.TextChoices):
    """Where the municipality's answer stands."""

    AWAITING = "awaiting", _("wacht op antwoord")
    IN_CONVERSATION = "in_conversation", _("in gesprek")
    JOINING = "joining", _("we doen mee")
    PARTLY = "partly", _("deels")
    NOT_NOW = "not_now", _("nu niet")
    NOT_ASKED = "not_asked", _("geen antwoord gevraagd")  # it came from a list, nobody waits


OPEN = frozenset({Status.AWAITING, Status.IN_CONVERSATION})
ANSWERS = frozenset({Status.JOINING, Status.PARTLY, Status.NOT_NOW})

NEXT: dict[Status, frozenset[Status]] = {
    Status.AWAITING: ANSWERS | {Status.IN_CONVERSATION},
    Status.IN_CONVERSATION: ANSWERS | {Status.IN_CONVERSATION},
    Status.JOINING: frozenset({Status.IN_CONVERSATION}),
    Status.PARTLY: frozenset({Status.IN_CONVERSATION}),
    Status.NOT_NOW: frozenset({Status.IN_CONVERSATION}),
    Status.NOT_ASKED: ANSWERS | {Status.AWAITING, Status.IN_CONVERSATION},
}


# On a card, where "the municipality" must be read along.
ANSWER_WORDS = {
    Status.AWAITING: _("Gemeente antwoordt nog"),
    Status.IN_CONVERSATION: _("In gesprek met gemeente"),
    Status.JOINING: _("Gemeente doet mee"),
    Status.PARTLY: _("Gemeente doet deels mee"),
    Status.NOT_NOW: _("Gemeente doet nu niet mee"),
    Status.NOT_ASKED: _("Nog geen antwoord gevraagd"),
}
LATE_WORDS = _("Gemeente is te laat")  # as plain on a card as a success (rule R9)

ANSWER_ICONS = {
    Status.AWAITING: "hourglass",
    Status.IN_CONVERSATION: "messages",
    Status.JOINING: "heart-handshake",
    Status.PARTLY: "heart-handshake",
    Status.NOT_NOW: "player-pause",
    Status.NOT_ASKED: "archive",
}


class DateProposalState(models.TextChoices):
    """What became of another date that an officer proposed; lapsed: it was answered meanwhile."""

    OPEN = "open", _("ligt bij het team")
    AGREED = "agreed", _("afgesproken")
    DECLINED = "declined", _("het team houdt de datum")
    LAPSED = "lapsed", _("geldt niet meer")


class ImportState(models.TextChoices):
    """Where a list that a municipality brings stands; nothing of it is public before running."""

    COLUMNS = "columns", _("kolommen kiezen")
    PREVIEW = "preview", _("controleren")
    RUNNING = "running", _("wordt overgenomen")
    DONE = "done", _("overgenomen")
    TAKING_BACK = "taking_back", _("wordt teruggenomen")
    TAKEN_BACK = "taken_back", _("teruggenomen")


UNCONFIRMED = frozenset({ImportState.COLUMNS, ImportState.PREVIEW})
AT_WORK = frozenset({ImportState.RUNNING, ImportState.TAKING_BACK})


class RowState(models.TextChoices):
    """What becomes, or became, of one row; `new` is what the worker still has to do."""

    NEW = "new", _("nieuw")
    THERE = "there", _("staat er al")
    AGAIN = "again", _("dubbel in de lijst")
    SKIPPED = "skipped", _("niet in deze wijk")
    WRONG = "wrong", _("kan niet")
    MADE = "made", _("overgenomen")
    TAKEN_BACK = "taken_back", _("teruggenomen")
    STAYS = "stays", _("blijft staan")


class Overtaken(Exception):
    """Somebody else changed it after it was opened."""


class NotPossible(Exception):
    """The answer is no longer in a state that allows this step."""


class AlreadyAnswered(NotPossible):
    """A colleague was first."""


class HandedOver(Exception):
    """Somebody gave it to another colleague in between."""


class TooMany(Exception):
    """Somebody wrote very often in a short time."""


class TooManyPhotos(Exception):
    """An initiative has as many photos as it can have."""


class TooLate(Exception):
    """The time in which one may change one's own words is over."""


class Kind(models.TextChoices):
    """What sort of initiative it is; an idea is a stage, and most are activities."""

    ACTIVITY = "activity", _("activiteit")
    CARE = "care", _("zorg voor iets")
    COMPANY = "company", _("wijkonderneming")
    EXPERIMENT = "experiment", _("experiment")
    CHALLENGE = "challenge", _("uitdaagrecht")


KINDS_ON_CARD = frozenset({Kind.COMPANY, Kind.EXPERIMENT, Kind.CHALLENGE})


class BesideService(models.TextChoices):
    """How it stands to a professional service that there is (O60)."""

    INSTEAD = "instead", _("Komt deels in plaats van")
    ADDS = "adds", _("Vult aan")


class ChallengeState(models.TextChoices):
    """How far residents are who want to take over a task of the municipality."""

    ASKED = "asked", _("aangevraagd")
    DECIDING = "deciding", _("in beraad")
    GRANTED = "granted", _("ja")
    PARTLY = "partly", _("deels")
    REFUSED = "refused", _("nee")
    OBJECTED = "objected", _("nieuw besluit gevraagd")
    PROPOSED = "proposed", _("afspraken liggen bij het team")
    AGREED = "agreed", _("afgesproken")
    EVALUATED = "evaluated", _("teruggekeken")
    WITHDRAWN = "withdrawn", _("ingetrokken")


DECISIONS = frozenset({ChallengeState.GRANTED, ChallengeState.PARTLY, ChallengeState.REFUSED})
AWAITS_DECISION = frozenset({ChallengeState.DECIDING, ChallengeState.OBJECTED})

# The team may stop at every moment at which something still waits (rule R1), and ask again.
NEXT_OF_CHALLENGE: dict[ChallengeState, frozenset[ChallengeState]] = {
    ChallengeState.ASKED: frozenset({ChallengeState.DECIDING, ChallengeState.WITHDRAWN}),
    ChallengeState.DECIDING: DECISIONS | {ChallengeState.WITHDRAWN},
    ChallengeState.OBJECTED: DECISIONS | {ChallengeState.WITHDRAWN},
    ChallengeState.GRANTED: frozenset({ChallengeState.PROPOSED, ChallengeState.WITHDRAWN}),
    ChallengeState.PARTLY: frozenset(
        {ChallengeState.PROPOSED, ChallengeState.OBJECTED, ChallengeState.WITHDRAWN}
    ),
    ChallengeState.REFUSED: frozenset({ChallengeState.OBJECTED}),
    ChallengeState.PROPOSED: frozenset(
        {
            ChallengeState.AGREED,
            ChallengeState.GRANTED,
            ChallengeState.PARTLY,
            ChallengeState.WITHDRAWN,
        }
    ),
    ChallengeState.AGREED: frozenset({ChallengeState.EVALUATED, ChallengeState.WITHDRAWN}),
    ChallengeState.EVALUATED: frozenset(),
    ChallengeState.WITHDRAWN: frozenset({ChallengeState.ASKED}),
}

# What stops while it runs would leave the municipality's promise in the air.
CHALLENGE_RUNS = frozenset(
    state for state, after in NEXT_OF_CHALLENGE.items() if ChallengeState.WITHDRAWN in after
)


class Full(Exception):
    """All places at this moment are taken."""


class Over(Exception):
    """This moment has begun, or was called off."""


class TooManySlots(Exception):
    """A request has as many moments as it can have."""


class TooFewPlaces(Exception):
    """More people signed up than there would be places; `args[0]` is how many."""


class StillRuns(Exception):
    """A request for a task of the municipality is under way: it is withdrawn first."""
