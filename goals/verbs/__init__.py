"""The words of what happens to goals; each file names its own."""

from . import contributions, figures, parties, plans, reviews

ALL = (
    *plans.ALL,
    *parties.ALL,
    *contributions.ALL,
    *figures.ALL,
    *reviews.ALL,
)
