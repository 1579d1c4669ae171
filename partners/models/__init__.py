from .invitation import Invitation
from .organisation import Member, Organisation

__all__ = ["Invitation", "Member", "Organisation"]
