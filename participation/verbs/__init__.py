"""The words of what happens when people take part; each file names its own."""

from . import meetings, polls, processes

ALL = (
    *processes.ALL,
    *meetings.ALL,
    *polls.ALL,
)
