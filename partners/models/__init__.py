from .asset import Asset
from .concern import Concern, ConcernAnswer, ConcernPhoto, ConcernRoute, MeToo
from .forward import Forward
from .invitation import Invitation
from .organisation import Member, Organisation

__all__ = [
    "Asset",
    "Concern",
    "ConcernAnswer",
    "ConcernPhoto",
    "ConcernRoute",
    "Forward",
    "Invitation",
    "MeToo",
    "Member",
    "Organisation",
]
