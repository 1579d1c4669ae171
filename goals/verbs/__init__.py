"""The words of what happens to goals; each file names its own."""

from . import contributions, figures, parties, plans, reviews

ALL = (
    *plans.ALL,
    *parties.ALL,
    *contributions.ALL,
    *figures.ALL,
    *reviews.ALL,
)

# Public as long as the goal is.
OF_A_GOAL = (
    *plans.OF_A_GOAL,
    *parties.OF_A_GOAL,
    *contributions.OF_A_GOAL,
    *figures.OF_A_GOAL,
    *reviews.OF_A_GOAL,
)
