"""The library of lessons: of what they are, and about what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.states import Theme as GoalTheme
from initiatives.states import Theme


class Kind(models.TextChoices):
    INITIATIVE = "initiative", _("les van een initiatief")
    GOAL = "goal", _("les van een doel")
    METHOD = "method", _("zo deden wij het")


KIND_ICONS = {Kind.INITIATIVE: "bulb", Kind.GOAL: "target-arrow", Kind.METHOD: "list-numbers"}

# Under which theme of the library a goal is found: it has those of initiatives.
THEME_OF_GOAL: dict[GoalTheme, Theme] = {
    GoalTheme.MEETING: Theme.MEETING,
    GoalTheme.SAFE: Theme.TRAFFIC,
    GoalTheme.GREEN: Theme.GREEN,
    GoalTheme.YOUTH: Theme.PLAY,
    GoalTheme.CARE: Theme.CARE,
    GoalTheme.WORK: Theme.LEARNING,
    GoalTheme.LIVING: Theme.CLEAN,
    GoalTheme.STRENGTH: Theme.MEETING,
}


class NotOver(Exception):
    """A goal is looked back on when it was stopped or reached, or when its year is over."""
