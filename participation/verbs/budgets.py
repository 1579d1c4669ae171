from django.utils.translation import gettext_lazy as _

from activity.verbs import DATES, NEW, Verb

BUDGET_OPENED = Verb("budget_opened", _("Er is bewonersbudget: %(title)s"), "coin", news=NEW)
BUDGET_CHANGED = Verb("budget_changed", _("De regels zijn aangepast: %(title)s"), "pencil")
BUDGET_CHECKING = Verb("budget_checking", _("Wij kijken welke plannen kunnen: %(title)s"), "search")
BUDGET_VOTING = Verb("budget_voting", _("U kunt nu stemmen: %(title)s"), "check", news=DATES)
BUDGET_CLOSED = Verb("budget_closed", _("Het stemmen is voorbij: %(title)s"), "hourglass")
BUDGET_COUNTED = Verb("budget_counted", _("De uitslag is er: %(title)s"), "list-numbers", news=NEW)
BUDGET_GRANTED = Verb("budget_granted", _("Het geld is toegezegd: %(title)s"), "coin", news=NEW)

# Of a proposal, in the history of its initiative.
PROPOSAL_HANDED_IN = Verb(
    "budget_proposal_handed_in", _("%(who)s vroeg bewonersbudget voor: %(title)s"), "coin"
)
PROPOSAL_WITHDRAWN = Verb(
    "budget_proposal_withdrawn", _("Vraagt geen bewonersbudget meer: %(title)s"), "circle-x"
)
PROPOSAL_FEASIBLE = Verb(
    "budget_proposal_feasible", _("Dit kan, en staat op de stemlijst: %(title)s"), "circle-check"
)
PROPOSAL_NOT_FEASIBLE = Verb(
    "budget_proposal_not_feasible", _("Dit kan zo niet uit het bewonersbudget: %(title)s"),
    "circle-x",
)  # fmt: skip
PROPOSAL_COST_AGREED = Verb(
    "budget_proposal_cost_agreed", _("Het team is het eens over het bedrag: %(title)s"), "equal"
)
PROPOSAL_COST_REFUSED = Verb(
    "budget_proposal_cost_refused", _("Het team wil een ander bedrag: %(title)s"), "messages"
)
PROPOSAL_CHOSEN = Verb(
    "budget_proposal_chosen", _("Gekozen voor het bewonersbudget: %(title)s"), "circle-check"
)
SPENT = Verb("budget_spent", _("Uitgegeven uit het bewonersbudget: %(title)s"), "coin")
SPENDING_TAKEN_BACK = Verb(
    "budget_spending_taken_back", _("Een uitgave is weggehaald: %(title)s"), "trash"
)

ALL = (
    BUDGET_OPENED,
    BUDGET_CHANGED,
    BUDGET_CHECKING,
    BUDGET_VOTING,
    BUDGET_CLOSED,
    BUDGET_COUNTED,
    BUDGET_GRANTED,
    PROPOSAL_HANDED_IN,
    PROPOSAL_WITHDRAWN,
    PROPOSAL_FEASIBLE,
    PROPOSAL_NOT_FEASIBLE,
    PROPOSAL_COST_AGREED,
    PROPOSAL_COST_REFUSED,
    PROPOSAL_CHOSEN,
    SPENT,
    SPENDING_TAKEN_BACK,
)
