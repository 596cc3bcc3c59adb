"""The rows of the plan: goals, the role table, the schedule, what is spent, and who bears which cost."""

from typing import Any

from django.forms.models import inlineformset_factory

from kyodo_portal.writing.fields import PlainModelForm
from kyodo_portal.writing.rows import StoredRows, of_kind
from projects.models import CostShare, ExpenseLine, Goal, Project, RoleItem, ScheduleLine


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


class ScheduleForm(PlainModelForm):
    """What is done when, and by whom."""

    told_by = ("when", "what")

    class Meta:
        model = ScheduleLine
        fields = ("when", "what", "bearer")


class ExpenseForm(PlainModelForm):
    """What the money is spent on, in whole yen."""

    told_by = ("category", "amount", "basis")

    class Meta:
        model = ExpenseLine
        fields = ("category", "amount", "basis")


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
ScheduleFormSet = _rows(ScheduleLine, ScheduleForm, extra=1, most=60)
ExpenseFormSet = _rows(ExpenseLine, ExpenseForm, extra=1, most=60)
