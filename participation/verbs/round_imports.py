from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

ROUND_BROUGHT = Verb(
    "budget_round_brought", _("Een eerdere ronde is overgenomen: %(title)s"), "archive"
)

ALL = (ROUND_BROUGHT,)
