"""The row tables of a proposal. Every save writes a table anew from what is on the page, so that
saving the same page twice — by hand or by itself — never doubles a row."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField, YenField
from projects.models import Bearer, Stage
from proposals.models import (
    MOST_ROWS,
    BudgetLine,
    BudgetSide,
    Proposal,
    ProposalGoal,
    ProposalRole,
    ScheduleItem,
)

MORE_ROWS = 3
FEWEST_ROWS = 3


class RowForm(forms.Form):
    """One row. Nothing is required while the proposal is a draft; `content` names what makes a row
    more than blank, and `defaults` what stands in for a choice that cannot be used."""

    content: tuple[str, ...] = ()
    defaults: dict[str, Any] = {}
    use_required_attribute = False

    def values(self) -> dict[str, Any] | None:
        """What can be kept of the row; None for a blank or deleted one. A value that could not be
        read stays on the page with its error, and is left open in the record."""
        self.is_valid()
        cleaned = self.cleaned_data
        if cleaned.get("DELETE"):
            return None
        kept = {name: cleaned.get(name) for name in self.base_fields}
        if all(kept[name] in (None, "") for name in self.content):
            return None
        return {name: self._kept(name, value) for name, value in kept.items()}

    def _kept(self, name: str, value: Any) -> Any:
        if name in self.defaults:
            return value or self.defaults[name]
        is_text = isinstance(self.fields[name], PlainTextField)
        return (value or "") if is_text else value


class GoalRow(RowForm):
    """A goal in its three parts."""

    what = PlainTextField(label=_("なにを"), max_length=200, required=False)
    how_much = PlainTextField(label=_("どのくらい"), max_length=100, required=False)
    by_when = JapaneseDateField(label=_("いつまでに"), required=False)
    content = ("what", "how_much", "by_when")


class RoleRow(RowForm):
    """Who does what, in which part of the work."""

    stage = forms.ChoiceField(
        label=_("段階"), choices=Stage.choices, initial=Stage.WORK, required=False
    )
    item = PlainTextField(label=_("すること"), max_length=200, required=False)
    bearer = forms.ChoiceField(
        label=_("担い手"), choices=Bearer.choices, initial=Bearer.GROUP, required=False
    )
    content = ("item",)
    defaults = {"stage": Stage.WORK, "bearer": Bearer.GROUP}


class ScheduleRow(RowForm):
    """What is done when, and by whom."""

    when = PlainTextField(label=_("時期"), max_length=50, required=False)
    what = PlainTextField(label=_("すること"), max_length=200, required=False)
    bearer = forms.ChoiceField(
        label=_("担当"), choices=Bearer.choices, initial=Bearer.GROUP, required=False
    )
    content = ("when", "what")
    defaults = {"bearer": Bearer.GROUP}


class BudgetRow(RowForm):
    """One line of income or expense."""

    category = PlainTextField(label=_("区分"), max_length=50, required=False)
    amount = YenField(label=_("金額（円）"), required=False)
    basis = PlainTextField(label=_("積算の説明"), max_length=200, required=False)
    content = ("category", "amount", "basis")


class RowSet(BaseFormSet):
    """The rows of one table; emptying a row or ticking 「消す」 takes it away."""

    deletion_widget = forms.CheckboxInput
    label: Any = ""
    """What the table is called."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = gettext("消す")

    def kept_rows(self) -> list[dict[str, Any]]:
        """The values of the rows that are kept, in their order."""
        return [row for form in self.forms if (row := form.values()) is not None]


def _rows_of(form: type[RowForm], label: Any, extra: int) -> type[BaseFormSet]:
    return formset_factory(
        form,
        formset=type("RowSet", (RowSet,), {"label": label}),
        extra=extra,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + MORE_ROWS,
        validate_max=True,
    )


#: By the name of the table: the row's form, its record, what is the same in all rows, its caption
#: and the word that counts its rows.
TABLES: dict[str, tuple[type[RowForm], Any, dict[str, str], str, str]] = {
    "goals": (GoalRow, ProposalGoal, {}, _("目標"), _("つ目")),
    "roles": (RoleRow, ProposalRole, {}, _("役割分担"), _("行目")),
    "schedule": (ScheduleRow, ScheduleItem, {}, _("スケジュール"), _("行目")),
    "income": (BudgetRow, BudgetLine, {"side": BudgetSide.INCOME}, _("収入"), _("行目")),
    "expense": (BudgetRow, BudgetLine, {"side": BudgetSide.EXPENSE}, _("支出"), _("行目")),
}


def stored_rows(proposal: Proposal, name: str) -> list[dict[str, Any]]:
    """The rows of a table as they are kept."""
    form, model, fixed, *_ = TABLES[name]
    related = model._meta.get_field("proposal").remote_field.related_name
    rows: Iterable[Any] = getattr(proposal, related).all()
    return [
        {column: getattr(row, column) for column in form.base_fields}
        for row in rows
        if all(getattr(row, column) == value for column, value in fixed.items())
    ]


def rows_to_write(proposal: Proposal, name: str, *, data: Any = None, more: bool = False) -> RowSet:
    """The formset of one table: what is stored and some blank rows, or what was posted. `more`
    adds blank rows to the posted ones, with everything typed kept."""
    form, _, _, caption, _ = TABLES[name]
    if data is None:
        initial = stored_rows(proposal, name)
        extra = max(FEWEST_ROWS - len(initial), 1)
        return _rows_of(form, caption, extra)(prefix=name, initial=initial)  # type: ignore[return-value]
    if more:
        data = data.copy()
        shown = str(data.get(f"{name}-TOTAL_FORMS", ""))
        total = int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 5 else 0
        data[f"{name}-TOTAL_FORMS"] = str(min(total + MORE_ROWS, MOST_ROWS))
    return _rows_of(form, caption, 0)(data, prefix=name)  # type: ignore[return-value]
