"""The words of what happens with reports and lessons; each file names its own."""

from activity.verbs import Verb

from . import lessons, reports, thanks, voices

ALL: tuple[Verb, ...] = (
    *reports.ALL,
    *voices.ALL,
    *lessons.ALL,
    *thanks.ALL,
)
