"""How a collaboration is judged and told: each side's sheet, the reflection, the report."""

from evaluations.models.assessments import Answer, Assessment, AssessmentStatus
from evaluations.models.evaluations import Evaluation, EvaluationItem, EvaluationStatus, Round
from evaluations.models.parties import EvaluationParty, Side
from evaluations.models.reflections import Consent, DifferenceNote, Reflection
from evaluations.models.scales import Scale, ScaleStep

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
    "Reflection",
    "Round",
    "Scale",
    "ScaleStep",
    "Side",
]
