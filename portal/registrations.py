"""What lower floors must know of running a neighbourhood: the words of its events."""

from activity.verbs import register

from . import verbs

register(*verbs.ALL)
