from activity.verbs import Verb

ALL: tuple[Verb, ...] = ()
