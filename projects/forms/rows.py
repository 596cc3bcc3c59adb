"""The rows of the plan: goals, the role table, and who bears which cost."""

from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext

from kyodo_portal.writing.fields import PlainModelForm
from projects.models import CostShare, Goal, Project, RoleItem

MORE_ROWS = 3
"""How many blank rows are added at once."""


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


class RowFormSet(BaseInlineFormSet):
    """Rows that are removed by ticking them or by emptying them, and kept in their order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset = self.queryset.order_by("order", "pk")

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields[DELETION_FIELD_NAME].label = gettext("消す")

    def _should_delete_form(self, form: forms.ModelForm) -> bool:
        # Django asks this of every row before it validates and before it saves.
        return bool(super()._should_delete_form(form)) or self._is_emptied(form)

    @staticmethod
    def _is_emptied(form: forms.ModelForm) -> bool:
        return not any(str(form[name].data or "").strip() for name in form.told_by)

    def save_in_order(self) -> None:
        """Save the rows and number them in the order of the page; rows that somebody else has added
        meanwhile come after them."""
        self.save()
        kept = [form.instance for form in self.forms if form not in self.deleted_forms]
        kept = [row for row in kept if row.pk is not None]
        owner = {self.fk.name: self.instance}
        others = self.model._default_manager.filter(**owner).exclude(pk__in=[r.pk for r in kept])
        for order, row in enumerate([*kept, *others]):
            if row.order != order:
                row.order = order
                row.save(update_fields=["order"])


def with_more_rows(data: Any, prefix: str) -> Any:
    """The posted data with `MORE_ROWS` more rows asked for."""
    more = data.copy()
    key = f"{prefix}-TOTAL_FORMS"
    number = more.get(key, "")
    more[key] = str((int(number) if number.isdecimal() and len(number) < 5 else 0) + MORE_ROWS)
    return more


def without_complaints(*parts: Any) -> None:
    """Show what was typed as it is: nothing was to be saved yet, so nothing is wrong with it."""
    for part in parts:
        for form in getattr(part, "forms", [part]):
            form._errors = forms.utils.ErrorDict()
        if hasattr(part, "forms"):
            part._errors, part._non_form_errors = [], forms.utils.ErrorList()


def _rows(model: type[Any], form: type[Any], *, extra: int, most: int) -> type[RowFormSet]:
    return inlineformset_factory(
        Project,
        model,
        form=form,
        formset=RowFormSet,
        extra=extra,
        max_num=most,
        absolute_max=most,
        validate_max=True,
        can_delete=True,
    )


GoalFormSet = _rows(Goal, GoalForm, extra=1, most=30)
RoleFormSet = _rows(RoleItem, RoleForm, extra=2, most=60)
CostFormSet = _rows(CostShare, CostForm, extra=1, most=60)
