"""The words of what happens with reports and lessons; each file names its own."""

from activity.verbs import Verb

from . import reports

ALL: tuple[Verb, ...] = (*reports.ALL,)
