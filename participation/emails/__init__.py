from . import inputs, processes

__all__ = ["inputs", "processes"]
