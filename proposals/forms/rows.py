"""The row tables of a proposal. Every save writes a table anew from what is on the page, so that
saving the same page twice — by hand or by itself — never doubles a row."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy as _

from kyodo_portal.words.languages import Words
from kyodo_portal.writing.fields import JapaneseDateField, PlainTextField, YenField
from kyodo_portal.writing.rows import MORE_ROWS, DraftRow, DraftRows, of_kind, with_more_rows
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

FEWEST_ROWS = 3


class GoalRow(DraftRow):
    """A goal in its three parts."""

    what = PlainTextField(label=_("なにを"), max_length=200, required=False)
    how_much = PlainTextField(label=_("どのくらい"), max_length=100, required=False)
    by_when = JapaneseDateField(label=_("いつまでに"), required=False)
    told_by = ("what", "how_much", "by_when")


class RoleRow(DraftRow):
    """Who does what, in which part of the work."""

    stage = forms.ChoiceField(
        label=_("段階"), choices=Stage.choices, initial=Stage.WORK, required=False
    )
    item = PlainTextField(label=_("すること"), max_length=200, required=False)
    bearer = forms.ChoiceField(
        label=_("担い手"), choices=Bearer.choices, initial=Bearer.GROUP, required=False
    )
    told_by = ("item",)
    defaults = {"stage": Stage.WORK, "bearer": Bearer.GROUP}


class ScheduleRow(DraftRow):
    """What is done when, and by whom."""

    when = PlainTextField(label=_("時期"), max_length=50, required=False)
    what = PlainTextField(label=_("すること"), max_length=200, required=False)
    bearer = forms.ChoiceField(
        label=_("担当"), choices=Bearer.choices, initial=Bearer.GROUP, required=False
    )
    told_by = ("when", "what")
    defaults = {"bearer": Bearer.GROUP}


class BudgetRow(DraftRow):
    """One line of income or expense."""

    category = PlainTextField(label=_("区分"), max_length=50, required=False)
    amount = YenField(label=_("金額（円）"), required=False)
    basis = PlainTextField(label=_("積算の説明"), max_length=200, required=False)
    told_by = ("category", "amount", "basis")


def _rows_of(form: type[DraftRow], label: Words, extra: int) -> type[DraftRows]:
    made = formset_factory(
        form,
        formset=type("DraftRows", (DraftRows,), {"label": label}),
        extra=extra,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + MORE_ROWS,
        validate_max=True,
    )
    return of_kind(made, DraftRows)


#: By the name of the table: the row's form, its record, what is the same in all rows, its caption
#: and the word that counts its rows.
TABLES: dict[str, tuple[type[DraftRow], Any, dict[str, str], Words, Words]] = {
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


def rows_to_write(
    proposal: Proposal, name: str, *, data: Any = None, more: bool = False
) -> DraftRows:
    """The formset of one table: what is stored and some blank rows, or what was posted. `more`
    adds blank rows to the posted ones, with everything typed kept."""
    form, _, _, caption, _ = TABLES[name]
    if data is None:
        initial = stored_rows(proposal, name)
        extra = max(FEWEST_ROWS - len(initial), 1)
        return _rows_of(form, caption, extra)(prefix=name, initial=initial)
    if more:
        data = with_more_rows(data, name, most=MOST_ROWS)
    return _rows_of(form, caption, 0)(data, prefix=name)
