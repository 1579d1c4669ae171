from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

MEETING_CALLED = Verb("meeting_called", _("Er komt een bijeenkomst: %(title)s"), "calendar")

ALL = (MEETING_CALLED,)
