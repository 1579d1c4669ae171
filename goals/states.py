"""A year of shared goals: what follows what, and the words for it (DESIGN section 6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_GOALS = 3  # a year; a fourth is refused (rule R6)
FEWEST_GOALS = 2  # fewer can be chosen too, and then it says so
MOST_INDICATORS = 5  # of a goal
FEWEST_VOICES = 5  # opinions of fewer people are not shown (rule R12)


class Refused(Exception):
    """The step is against a rule of the house; `reason` is a word that the view makes a sentence
    of."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class YearState(models.TextChoices):
    PREPARING = "preparing", _("in voorbereiding")
    CHOSEN = "chosen", _("gekozen")
    RUNNING = "running", _("loopt")
    CLOSED = "closed", _("afgesloten")


NEXT_OF_YEAR: dict[YearState, frozenset[YearState]] = {
    YearState.PREPARING: frozenset({YearState.CHOSEN}),
    YearState.CHOSEN: frozenset({YearState.RUNNING}),
    YearState.RUNNING: frozenset({YearState.CLOSED}),
    YearState.CLOSED: frozenset(),
}


class GoalState(models.TextChoices):
    PROPOSED = "proposed", _("voorgesteld")
    CHOSEN = "chosen", _("gekozen")
    NOT_CHOSEN = "not_chosen", _("niet gekozen")
    STOPPED = "stopped", _("gestopt")
    REACHED = "reached", _("bereikt")
    WITHDRAWN = "withdrawn", _("teruggetrokken")


NEXT_OF_GOAL: dict[GoalState, frozenset[GoalState]] = {
    GoalState.PROPOSED: frozenset({GoalState.CHOSEN, GoalState.NOT_CHOSEN, GoalState.WITHDRAWN}),
    # A stopped goal frees its place, for one that was not chosen at first.
    GoalState.NOT_CHOSEN: frozenset({GoalState.CHOSEN}),
    GoalState.CHOSEN: frozenset({GoalState.STOPPED, GoalState.REACHED}),
    GoalState.STOPPED: frozenset(),
    GoalState.REACHED: frozenset(),
    GoalState.WITHDRAWN: frozenset(),
}
WAS_CHOSEN = frozenset({GoalState.CHOSEN, GoalState.STOPPED, GoalState.REACHED})


class Theme(models.TextChoices):
    """With a pictogram, for who reads pictures before words (O35)."""

    MEETING = "meeting", _("Elkaar ontmoeten")
    SAFE = "safe", _("Veilig")
    GREEN = "green", _("Groen en schoon")
    YOUTH = "youth", _("Jeugd")
    CARE = "care", _("Omzien naar elkaar")
    WORK = "work", _("Leren en werken")
    LIVING = "living", _("Wonen en straat")
    STRENGTH = "strength", _("Bewoners aan zet")  # gemeenschapskracht (O102)


THEME_ICONS = {
    Theme.MEETING: "coffee",
    Theme.SAFE: "home-heart",
    Theme.GREEN: "seedling",
    Theme.YOUTH: "school",
    Theme.CARE: "heart",
    Theme.WORK: "bulb",
    Theme.LIVING: "home",
    Theme.STRENGTH: "heart-handshake",
}


class Say(models.TextChoices):
    """The ladder of participation, and a rung above it (O58): what residents decide."""

    INFORM = "inform", _("bewoners weten ervan")
    CONSULT = "consult", _("bewoners zeggen wat zij vinden")
    ADVISE = "advise", _("bewoners geven advies")
    WORK_ALONG = "work_along", _("bewoners werken mee")
    DECIDE_ALONG = "decide_along", _("bewoners beslissen mee")
    RESIDENTS = "residents", _("bewoners beslissen en doen het zelf")


class Lead(models.TextChoices):
    """Who leads it (O68)."""

    RESIDENTS = "residents", _("bewoners")
    TOGETHER = "together", _("bewoners en partners samen")
    PARTNER = "partner", _("een partner")


class Part(models.TextChoices):
    """What a party does for a goal (O82)."""

    LEADS = "leads", _("trekt het")
    JOINS = "joins", _("doet mee")


class Heard(models.TextChoices):
    """How residents had their part in it: the rows that rule R5 looks at."""

    ONLINE = "online", _("op deze site")
    MEETING = "meeting", _("in een bijeenkomst")
    TALK = "talk", _("in een gesprek")


class Source(models.TextChoices):
    """Where the figures of an indicator come from."""

    OFFICIAL = "official", _("officiële cijfers")
    PLATFORM = "platform", _("geteld op deze site")
    PARTY = "party", _("geteld door een organisatie")


class Count(models.TextChoices):
    """What the platform counts by itself, each quarter."""

    KEPT = "kept", _("afspraken die zijn nagekomen")
    ACTIVE = "active", _("bewoners die iets deden")
    LED = "led", _("initiatieven die bewoners trekken")
    WITHOUT = "without", _("opgelost zonder gemeente of politie")
    SOLVED = "solved", _("ergernissen die zijn opgelost")


class Direction(models.TextChoices):
    """In which direction a figure is better."""

    UP = "up", _("meer is beter")
    DOWN = "down", _("minder is beter")


class Confidence(models.TextChoices):
    """How sure we are that our effort caused the change (O30)."""

    UNKNOWN = "unknown", _("dat weten we niet")
    PERHAPS = "perhaps", _("misschien komt het door wat wij doen")
    LIKELY = "likely", _("waarschijnlijk komt het door wat wij doen")
    SURE = "sure", _("het komt door wat wij doen")
    OTHERWISE = "otherwise", _("het komt door iets anders")


class ReviewState(models.TextChoices):
    OPEN = "open", _("bewoners en partners geven hun stem")
    IN_SESSION = "in_session", _("het gesprek is bezig")
    CLOSED = "closed", _("afgesloten")


NEXT_OF_REVIEW: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.OPEN: frozenset({ReviewState.IN_SESSION, ReviewState.CLOSED}),
    ReviewState.IN_SESSION: frozenset({ReviewState.CLOSED}),
    ReviewState.CLOSED: frozenset(),
}


class Judgement(models.TextChoices):
    """What a review ends in for a goal (O80)."""

    KEEP = "keep", _("zo doorgaan")
    ADJUST = "adjust", _("bijstellen")
    STOP = "stop", _("stoppen")


class Fits(models.TextChoices):
    YES = "yes", _("ja")
    PARTLY = "partly", _("een beetje")
    NO = "no", _("nee")


class Sees(models.TextChoices):
    """What somebody saw change (O117)."""

    BETTER = "better", _("het gaat beter")
    SAME = "same", _("het is hetzelfde")
    WORSE = "worse", _("het gaat slechter")
