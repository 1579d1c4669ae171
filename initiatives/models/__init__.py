from .asking import Ask
from .challenge import (
    Challenge,
    ChallengeAgreement,
    ChallengeDecision,
    ChallengeEvaluation,
    MovedDate,
)
from .experiment import Experiment
from .helping import InitiativeAgreement, Offer, SupportRequest
from .importing import Import, ImportRow
from .initiative import Initiative, Participant, Support, Update
from .keeping import LookBack, WithinReach
from .obstacle import MetObstacle, Obstacle, ObstacleAnswer, ObstacleReply
from .party import InitiativeParty, Proposal
from .photo import Photo
from .reaction import Reaction
from .resemblance import Resemblance
from .review import Answer, DateProposal, Note, Question, Review
from .search import SearchText
from .slots import SignUp, Slot
from .working import SavedFilter, StandardText

__all__ = [
    "Answer",
    "Ask",
    "Challenge",
    "ChallengeAgreement",
    "ChallengeDecision",
    "ChallengeEvaluation",
    "DateProposal",
    "Experiment",
    "Import",
    "ImportRow",
    "Initiative",
    "InitiativeAgreement",
    "InitiativeParty",
    "LookBack",
    "MetObstacle",
    "MovedDate",
    "Note",
    "Obstacle",
    "ObstacleAnswer",
    "ObstacleReply",
    "Offer",
    "Participant",
    "Photo",
    "Proposal",
    "Question",
    "Reaction",
    "Resemblance",
    "Review",
    "SavedFilter",
    "SearchText",
    "SignUp",
    "Slot",
    "StandardText",
    "Support",
    "SupportRequest",
    "Update",
    "WithinReach",
]
