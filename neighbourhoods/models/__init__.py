from .geography import Area, AreaLevel, Municipality, PostcodeArea
from .neighbourhood import Administrator, Membership, Neighbourhood, Term

__all__ = [
    "Administrator",
    "Area",
    "AreaLevel",
    "Membership",
    "Municipality",
    "Neighbourhood",
    "PostcodeArea",
    "Term",
]
