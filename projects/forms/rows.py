"""The rows of the plan: goals, the role table, and who bears which cost."""

from typing import Any

from django.forms.models import inlineformset_factory

from kyodo_portal.writing.fields import PlainModelForm
from kyodo_portal.writing.rows import StoredRows, of_kind
from projects.models import CostShare, Goal, Project, RoleItem


class GoalForm(PlainModelForm):
    """One goal: what, how much, by when."""

    told_by = ("what", "how_much", "by_when")

    class Meta:
        model = Goal
        fields = ("what", "how_much", "by_when")


class RoleForm(PlainModelForm):
    """One row of the role table."""

    told_by = ("item",)

    class Meta:
        model = RoleItem
        fields = ("stage", "item", "bearer")


class CostForm(PlainModelForm):
    """One cost and who bears it, in whole yen."""

    told_by = ("category", "amount", "note")

    class Meta:
        model = CostShare
        fields = ("category", "payer", "amount", "note")


def _rows(model: type[Any], form: type[Any], *, extra: int, most: int) -> type[StoredRows]:
    made = inlineformset_factory(
        Project,
        model,
        form=form,
        formset=StoredRows,
        extra=extra,
        max_num=most,
        absolute_max=most,
        validate_max=True,
        can_delete=True,
    )
    return of_kind(made, StoredRows)


GoalFormSet = _rows(Goal, GoalForm, extra=1, most=30)
RoleFormSet = _rows(RoleItem, RoleForm, extra=2, most=60)
CostFormSet = _rows(CostShare, CostForm, extra=1, most=60)
