"""The forms with which the two sides write the plan, sign it, tell of the work and of its result."""

from projects.forms.agreements import PaperSignatureForm, SignForm
from projects.forms.amendments import AnswerForm, PaperAnswerForm, ReasonForm
from projects.forms.draft_remarks import RemarkForm
from projects.forms.plan import PlanForm
from projects.forms.results import GoalResultFormSet, ResultForm
from projects.forms.rows import (
    CostFormSet,
    ExpenseFormSet,
    GoalFormSet,
    RoleFormSet,
    ScheduleFormSet,
)
from projects.forms.updates import (
    CorrectionForm,
    PhotoCorrectionFormSet,
    TakingDownForm,
    UpdateForm,
    photo_formset,
)

__all__ = [
    "AnswerForm",
    "CorrectionForm",
    "CostFormSet",
    "ExpenseFormSet",
    "GoalFormSet",
    "GoalResultFormSet",
    "PaperAnswerForm",
    "PaperSignatureForm",
    "PhotoCorrectionFormSet",
    "PlanForm",
    "ReasonForm",
    "RemarkForm",
    "ResultForm",
    "RoleFormSet",
    "ScheduleFormSet",
    "SignForm",
    "TakingDownForm",
    "UpdateForm",
    "photo_formset",
]
