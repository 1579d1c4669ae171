from .initiative import Initiative, Participant, Photo, Support, Update
from .review import Answer, Note, Question, Review

__all__ = [
    "Answer",
    "Initiative",
    "Note",
    "Participant",
    "Photo",
    "Question",
    "Review",
    "Support",
    "Update",
]
