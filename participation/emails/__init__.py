"""Who hears of what, and with which words; each file for its own actions."""

from . import agenda, barriers, inviting, meetings

__all__ = ["agenda", "barriers", "inviting", "meetings"]
