from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

PROCESS_BEGUN = Verb("process_begun", _("U kunt meedoen: %(title)s"), "messages")

ALL = (PROCESS_BEGUN,)
