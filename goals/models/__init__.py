from .contribution import Contribution, ContributionChange, ContributionPhoto
from .goal import Goal, GoalAgreement, GoalInitiative, GoalParty, GoalSupport
from .indicator import Figure, FigureImport, FigureSeries, Indicator, Meaning, Measurement
from .plan import CoSignature, Problem, ProblemRank, ResidentInput, YearPlan
from .review import Assessment, QuarterlyReview, Voice, VoiceOnGoal, VoiceOnParty

__all__ = [
    "Assessment",
    "CoSignature",
    "Contribution",
    "ContributionChange",
    "ContributionPhoto",
    "Figure",
    "FigureImport",
    "FigureSeries",
    "Goal",
    "GoalAgreement",
    "GoalInitiative",
    "GoalParty",
    "GoalSupport",
    "Indicator",
    "Meaning",
    "Measurement",
    "Problem",
    "ProblemRank",
    "QuarterlyReview",
    "ResidentInput",
    "Voice",
    "VoiceOnGoal",
    "VoiceOnParty",
    "YearPlan",
]
