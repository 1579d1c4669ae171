"""Who hears of what, and with which words; each file for its own actions."""

from . import (
    agenda,
    barriers,
    budgets,
    groups,
    hours,
    inputs,
    inviting,
    meetings,
    polls,
    processes,
)

__all__ = [
    "agenda",
    "barriers",
    "budgets",
    "groups",
    "hours",
    "inputs",
    "inviting",
    "meetings",
    "polls",
    "processes",
]
