from .affiliation import Affiliation
from .agreement import Agreement, Party
from .assignment import Assignment
from .invitation import Invitation
from .join_request import JoinRequest
from .letter import Letter
from .organisation import ActiveIn, Member, Organisation, Reached
from .programme import Programme

__all__ = [
    "ActiveIn",
    "Affiliation",
    "Agreement",
    "Assignment",
    "Invitation",
    "JoinRequest",
    "Letter",
    "Member",
    "Organisation",
    "Party",
    "Programme",
    "Reached",
]
