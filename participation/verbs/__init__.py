"""The words of what happens when people take part; each file names its own."""

from . import budgets, conversations, meetings, polls, processes, round_imports

ALL = (
    *conversations.ALL,
    *processes.ALL,
    *meetings.ALL,
    *budgets.ALL,
    *round_imports.ALL,
    *polls.ALL,
)
