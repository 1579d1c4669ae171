"""Who hears of what, and with which words; each file for its own actions."""

from . import budgets, inputs, processes

__all__ = ["budgets", "inputs", "processes"]
