from .meeting import Meeting
from .process import Phase, Process

__all__ = ["Meeting", "Phase", "Process"]
