"""How a collaboration is judged and told: each side's sheet, the reflection, the report."""

from evaluations.models.assessments import Answer, Assessment, AssessmentStatus, Rating
from evaluations.models.evaluations import (
    Evaluation,
    EvaluationItem,
    EvaluationStatus,
    Phase,
    Round,
)
from evaluations.models.parties import EvaluationParty, Side
from evaluations.models.reflections import Consent, DifferenceNote, Reflection

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentStatus",
    "Consent",
    "DifferenceNote",
    "Evaluation",
    "EvaluationItem",
    "EvaluationParty",
    "EvaluationStatus",
    "Phase",
    "Rating",
    "Reflection",
    "Round",
    "Side",
]
