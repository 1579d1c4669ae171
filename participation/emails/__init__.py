"""Who hears of what, and with which words; each file for its own actions."""

from . import agenda, barriers, budgets, inputs, inviting, meetings, processes

__all__ = ["agenda", "barriers", "budgets", "inputs", "inviting", "meetings", "processes"]
