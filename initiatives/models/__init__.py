from .importing import Import, ImportRow
from .initiative import Initiative, Participant, Photo, Support, Update
from .reaction import Reaction
from .resemblance import Resemblance
from .review import Answer, Note, Question, Review
from .search import SearchText
from .working import SavedFilter, StandardText

__all__ = [
    "Answer",
    "Import",
    "ImportRow",
    "Initiative",
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
]
