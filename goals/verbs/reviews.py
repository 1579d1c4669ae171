from django.utils.translation import gettext_lazy as _

from activity.verbs import DATES, PAPERS, Verb

REVIEW_OPENED = Verb(
    "review_opened", _("%(title)s is open: geef uw stem"), "message-circle", news=DATES
)
REVIEW_SOON = Verb("review_soon", _("%(title)s is over een paar dagen"), "calendar")
REVIEW_PLANNED = Verb(
    "review_planned", _("%(title)s heeft een dag en een plek"), "calendar", news=DATES
)
REVIEW_BEGUN = Verb("review_begun", _("%(title)s is begonnen"), "users")
REVIEW_CLOSED = Verb("review_closed", _("%(title)s is afgesloten"), "writing-sign", news=PAPERS)
GOAL_KEPT = Verb("goal_kept", _("Wij gaan zo door met dit doel: %(title)s"), "target-arrow")
GOAL_ADJUSTED = Verb("goal_adjusted", _("Dit doel is bijgesteld: %(title)s"), "pencil")

OF_A_GOAL = (GOAL_KEPT, GOAL_ADJUSTED)  # public as long as the goal is

ALL = (
    REVIEW_OPENED,
    REVIEW_SOON,
    REVIEW_PLANNED,
    REVIEW_BEGUN,
    REVIEW_CLOSED,
    *OF_A_GOAL,
)
