"""The forms with which the two sides write the plan, sign it, tell of the work and of its result."""

from projects.forms.agreements import PaperSignatureForm, SignForm
from projects.forms.plan import PlanForm
from projects.forms.results import GoalResultFormSet, ResultForm
from projects.forms.rows import CostFormSet, GoalFormSet, RoleFormSet
from projects.forms.updates import UpdateForm, photo_formset

__all__ = [
    "CostFormSet",
    "GoalFormSet",
    "GoalResultFormSet",
    "PaperSignatureForm",
    "PlanForm",
    "ResultForm",
    "RoleFormSet",
    "SignForm",
    "UpdateForm",
    "photo_formset",
]
