"""What is said of reports elsewhere: verbs of events, and why one signs in."""

from activity.verbs import register as register_verbs

from .. import verbs

register_verbs(*verbs.ALL)
