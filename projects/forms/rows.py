"""The rows of the plan: goals, the role table, the schedule, what is spent, and who bears which cost."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, inlineformset_factory

from kyodo_portal.writing.fields import PlainModelForm
from kyodo_portal.writing.rows import StoredRows, of_kind
from projects.agreement.money import can_be_paid
from projects.models import (
    CostShare,
    ExpenseLine,
    Goal,
    Payer,
    Project,
    RoleItem,
    ScheduleLine,
)


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


def rows_kept(rows: Any) -> list[Any]:
    """The forms of a table that was found valid whose rows stay, in their order."""
    return [
        form
        for form in rows.forms
        if form not in rows.deleted_forms and (form.instance.pk is not None or form.has_changed())
    ]


class AddsUp(BaseInlineFormSet):
    """Mixin for the costs of a project: together they are what the project's form says they are. A
    total or a share of the city that was left open is what the rows come to."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        project: Any = self.instance
        rows = [form.cleaned_data for form in rows_kept(self)]
        lines = [(row["payer"], row["amount"]) for row in rows]
        if not self._is_touched(project):
            return
        if lines and project.budget_total is None:
            project.budget_total = sum(amount for _, amount in lines)
        if lines and project.budget_city is None:
            project.budget_city = sum(amount for payer, amount in lines if payer == Payer.CITY)
        verdict = can_be_paid(
            total=project.budget_total,
            city=project.budget_city,
            cap=project.budget_cap,
            decided=project.budget_decided,
            lines=lines,
        )
        if not verdict:
            raise ValidationError(verdict.reason)

    def _is_touched(self, project: Project) -> bool:
        """Whether anything of the money is another than is stored: what does not add up from
        before stands in nobody's way who writes something else."""
        if self.has_changed() or project.pk is None:
            return True
        columns = ("budget_total", "budget_city", "budget_cap", "budget_decided")
        stored = Project.objects.filter(pk=project.pk).values_list(*columns).first()
        return stored != tuple(getattr(project, name) for name in columns)


class CostRows(AddsUp, StoredRows):
    """The costs as both sides write them."""


def _rows(
    model: type[Any], form: type[Any], kind: type[StoredRows] = StoredRows, *, extra: int, most: int
) -> type[StoredRows]:
    made = inlineformset_factory(
        Project,
        model,
        form=form,
        formset=kind,
        extra=extra,
        max_num=most,
        absolute_max=most,
        validate_max=True,
        can_delete=True,
    )
    return of_kind(made, StoredRows)


GoalFormSet = _rows(Goal, GoalForm, extra=1, most=30)
RoleFormSet = _rows(RoleItem, RoleForm, extra=2, most=60)
CostFormSet = _rows(CostShare, CostForm, CostRows, extra=1, most=60)
ScheduleFormSet = _rows(ScheduleLine, ScheduleForm, extra=1, most=60)
ExpenseFormSet = _rows(ExpenseLine, ExpenseForm, extra=1, most=60)
