from django.utils.translation import gettext_lazy as _

from activity.verbs import Verb

DRAFTED = Verb("report_drafted", _("Het concept is klaar: %(title)s"), "news")
PUBLISHED = Verb("report_published", _("Er is een nieuw verslag: %(title)s"), "news")

ALL = (DRAFTED, PUBLISHED)
