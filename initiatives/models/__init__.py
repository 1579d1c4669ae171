from .challenge import (
    Challenge,
    ChallengeAgreement,
    ChallengeDecision,
    ChallengeEvaluation,
    MovedDate,
)
from .experiment import Experiment
from .importing import Import, ImportRow
from .initiative import Initiative, Participant, Support, Update
from .keeping import LookBack, WithinReach
from .photo import Photo
from .reaction import Reaction
from .resemblance import Resemblance
from .review import Answer, DateProposal, Note, Question, Review
from .search import SearchText
from .working import SavedFilter, StandardText

__all__ = [
    "Answer",
    "Challenge",
    "ChallengeAgreement",
    "ChallengeDecision",
    "ChallengeEvaluation",
    "DateProposal",
    "Experiment",
    "Import",
    "ImportRow",
    "Initiative",
    "LookBack",
    "MovedDate",
    "Note",
    "Participant",
    "Photo",
    "Question",
    "Reaction",
    "Resemblance",
    "Review",
    "SavedFilter",
    "SearchText",
    "StandardText",
    "Support",
    "Update",
    "WithinReach",
]
