from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseKind(models.TextChoices):
    """The three phases of the sources (O39), in this order."""

    PREPARATION = "preparation", _("voorbereiden")
    IMPLEMENTATION = "implementation", _("uitvoeren")
    EVALUATION = "evaluation", _("terugkijken en inbedden")


class PhaseState(models.TextChoices):
    """A phase opens when what was agreed in the one before was reported on (O27)."""

    COMING = "coming", _("komt nog")
    OPEN = "open", _("loopt")
    DONE = "done", _("klaar")


NEXT_OF_PHASE: dict[PhaseState, frozenset[PhaseState]] = {
    PhaseState.COMING: frozenset({PhaseState.OPEN}),
    PhaseState.OPEN: frozenset({PhaseState.DONE}),
    PhaseState.DONE: frozenset(),
}


class InputKind(models.TextChoices):
    """What people bring in (O47)."""

    WISH = "wish", _("wens")
    IDEA = "idea", _("idee")
    OBJECTION = "objection", _("bezwaar")


INPUT_ICONS = {
    InputKind.WISH: "heart",
    InputKind.IDEA: "bulb",
    InputKind.OBJECTION: "hand-stop",
}

SEVERAL = {
    InputKind.WISH: _("Wensen"),
    InputKind.IDEA: _("Ideeën"),
    InputKind.OBJECTION: _("Bezwaren"),
}


class Done(models.TextChoices):
    """What was done with what somebody brought in; all but the first also say what is possible
    (rule R3)."""

    DONE = "done", _("gedaan")
    PARTLY = "partly", _("deels gedaan")
    OTHERWISE = "otherwise", _("op een andere manier gedaan")
    NOT = "not", _("niet gedaan")


class PlaceKind(models.TextChoices):
    """Where people were spoken to: near them (O46)."""

    SCHOOL = "school", _("op school")
    COMMUNITY = "community", _("in het buurthuis")
    MARKET = "market", _("op de markt")
    STREET = "street", _("op straat")
    HOME = "home", _("aan de deur")
    WORK = "work", _("op het werk")
    FAITH = "faith", _("in een gebedshuis")
    CLUB = "club", _("bij een vereniging")
    MEETING = "meeting", _("in een bijeenkomst")
    ONLINE = "online", _("online")


class People(models.TextChoices):
    """Who was spoken to, in words that say what they are, never what they lack (O43, O92)."""

    CHILDREN = "children", _("kinderen")
    YOUNG = "young", _("jongeren")
    FAMILIES = "families", _("gezinnen")
    ADULTS = "adults", _("volwassenen")
    ELDERS = "elders", _("mensen met veel levenservaring")
    NEWCOMERS = "newcomers", _("mensen die hier net wonen")
    LONG = "long", _("mensen die hier al lang wonen")
    TALES = "tales", _("mensen die meer talen spreken")
    BUSINESS = "business", _("ondernemers")
    VOLUNTEERS = "volunteers", _("vrijwilligers")
    CARERS = "carers", _("mensen die voor een ander zorgen")
