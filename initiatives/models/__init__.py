from .challenge import Challenge, ChallengeAgreement, ChallengeDecision, ChallengeEvaluation
from .experiment import Experiment
from .initiative import Initiative, Participant, Support, Update
from .keeping import LookBack, WithinReach
from .photo import Photo
from .reaction import Reaction
from .review import Answer, Note, Question, Review

__all__ = [
    "Answer",
    "Challenge",
    "ChallengeAgreement",
    "ChallengeDecision",
    "ChallengeEvaluation",
    "Experiment",
    "Initiative",
    "LookBack",
    "Note",
    "Participant",
    "Photo",
    "Question",
    "Reaction",
    "Review",
    "Support",
    "Update",
    "WithinReach",
]
