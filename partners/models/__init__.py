from .affiliation import Affiliation
from .agreement import Agreement, Party
from .asset import Asset
from .assignment import Assignment
from .concern import Concern, ConcernAnswer, ConcernPhoto, ConcernRoute, MeToo
from .forward import Forward
from .invitation import Invitation
from .join_request import JoinRequest
from .letter import Letter
from .organisation import ActiveIn, Member, Organisation, Reached
from .passing_on import PassingOn
from .post import Post
from .presence import Presence
from .programme import Programme

__all__ = [
    "ActiveIn",
    "Affiliation",
    "Agreement",
    "Asset",
    "Assignment",
    "Concern",
    "ConcernAnswer",
    "ConcernPhoto",
    "ConcernRoute",
    "Forward",
    "Invitation",
    "JoinRequest",
    "Letter",
    "MeToo",
    "Member",
    "Organisation",
    "Party",
    "PassingOn",
    "Post",
    "Presence",
    "Programme",
    "Reached",
]
