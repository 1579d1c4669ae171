"""The words of what happens when people take part; each file names its own."""

from . import budgets, conversations, meetings, processes

ALL = (
    *conversations.ALL,
    *processes.ALL,
    *meetings.ALL,
    *budgets.ALL,
)
