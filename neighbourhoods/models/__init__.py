from .absence import Absence
from .geography import Area, AreaLevel, Municipality, PostcodeArea
from .neighbourhood import Administrator, Membership, Neighbourhood, Term
from .words import Word

__all__ = [
    "Absence",
    "Administrator",
    "Area",
    "AreaLevel",
    "Membership",
    "Municipality",
    "Neighbourhood",
    "PostcodeArea",
    "Term",
    "Word",
]
