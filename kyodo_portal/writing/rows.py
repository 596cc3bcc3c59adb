"""Tables of rows within a form: goals, roles, costs, a schedule, photos.

A row goes away when 「消す」 is ticked or when it is emptied. The form of a row names in `told_by` the
fields that make it more than blank: a choice that is made from the beginning is not among them.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT, BaseFormSet
from django.forms.models import BaseInlineFormSet
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext

from kyodo_portal.words.languages import Words
from kyodo_portal.writing.kept.shown import rows_wanted
from kyodo_portal.writing.sent import number_in

S = TypeVar("S", bound=BaseFormSet)

MORE_ROWS = 3
"""How many blank rows are added at once."""


class RowsAsKept(BaseFormSet):
    """Rows that are as many as a kept text of the page has, where that is more."""

    def total_form_count(self) -> int:
        rows = int(super().total_form_count())
        return (
            rows
            if self.is_bound
            else min(max(rows, rows_wanted(str(self.prefix))), self.absolute_max)
        )


class RowSet(RowsAsKept):
    """The rows of one table."""

    label: Words = ""
    """What the table is called; without one, what many of its records are called."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].label = gettext("消す")


class OrderedRows(RowSet, BaseInlineFormSet):
    """Rows that are records of their own, shown in their order."""

    queryset: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.queryset is not None:
            self.queryset = self.queryset.order_by(*self.model._meta.ordering)


class StoredRows(OrderedRows):
    """Such rows as they are written: added, taken away and kept in the order of the page."""

    def _should_delete_form(self, form: Any) -> bool:
        # Django asks this of every row before it validates and before it saves.
        above: Any = super()
        return bool(above._should_delete_form(form)) or self._is_emptied(form)

    @staticmethod
    def _is_emptied(form: Any) -> bool:
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


class DraftRow(forms.Form):
    """A row of a draft: nothing is required. `defaults` stand in for a choice that cannot be used."""

    told_by: tuple[str, ...] = ()
    defaults: dict[str, Any] = {}
    use_required_attribute = False

    def values(self) -> dict[str, Any] | None:
        """What can be kept of the row; None for a blank or deleted one. A value that could not be
        read stays on the page with its error, and is `unread`."""
        self.is_valid()
        cleaned = self.cleaned_data
        if cleaned.get(DELETION_FIELD_NAME):
            return None
        kept = {name: cleaned.get(name) for name in self.base_fields}
        if not self.unread and not self.tells(kept):
            return None
        return {name: self._kept(name, value) for name, value in kept.items()}

    def tells(self, row: dict[str, Any]) -> bool:
        """Whether the row says more than a blank one."""
        return any(row[name] not in (None, "") for name in self.told_by)

    @property
    def unread(self) -> list[str]:
        """The fields whose value could not be read."""
        return [name for name in self.base_fields if name in self.errors]

    def _kept(self, name: str, value: Any) -> Any:
        if name in self.defaults:
            return value or self.defaults[name]
        is_text = isinstance(self.fields[name], forms.CharField)
        return (value or "") if is_text else value


class DraftRows(RowSet):
    """Rows that are written anew by every save of a draft."""

    def kept_rows(self, stored: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
        """The values of the rows that are kept, in their order. Where one could not be read, what the
        same row of those `stored` says there stays."""
        forms = [(form, row) for form in self.forms if (row := form.values()) is not None]
        rows = [row for _, row in forms]
        kept = [
            (form, {**row, **_standing(place, form.unread, rows, stored)})
            for place, (form, row) in enumerate(forms)
        ]
        return [row for form, row in kept if form.tells(row)]


def _standing(
    place: int,
    unread: list[str],
    rows: list[dict[str, Any]],
    stored: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    """What stands in the record of a row that could not be read: of the one stored row that says the
    same in everything else, or of the one in its place where all others are as they were."""
    told = {name: value for name, value in rows[place].items() if name not in unread}
    same = [each for each in stored if told.items() <= each.items()] if unread else []
    if unread and len(same) != 1 and len(rows) == len(stored):
        others = [number for number in range(len(rows)) if number != place]
        is_alone = all(rows[number] == stored[number] for number in others)
        same = [stored[place]] if is_alone else []
    return {name: same[0][name] for name in unread} if len(same) == 1 else {}


class AskedOfEach(forms.BaseForm):
    """Mixin for a form that asks the same of each of several records, as a table would: the rating
    of an item, and a comment. Its fields are named by what is asked and by the record's key."""

    fields: dict[str, forms.Field]
    initial: Any
    cleaned_data: dict[str, Any]

    def ask(self, record: Any, name: str, field: forms.Field, stored: Any = None) -> None:
        """Add a field; `stored` is what stands in it."""
        self.fields[_key(record, name)] = field
        if stored is not None:
            self.initial[_key(record, name)] = stored

    def asked(self, record: Any, name: str) -> forms.BoundField:
        """The field as it stands on the page."""
        form: Any = self
        field: forms.BoundField = form[_key(record, name)]
        return field

    def answer(self, record: Any, name: str) -> Any:
        """What was answered; what stood there before, where it cannot be read."""
        key = _key(record, name)
        return self.cleaned_data.get(key, self.initial.get(key))


def _key(record: Any, name: str) -> str:
    return f"{name}_{record.pk}"


def of_kind(made: type[BaseFormSet], kind: type[S]) -> type[S]:
    """A table as the kind of rows it was made of: Django's factories do not say. Raises `TypeError`
    where it is of another."""
    if not issubclass(made, kind):
        raise TypeError(f"{made.__name__} is no {kind.__name__}")
    return made


def with_more_rows(data: Any, prefix: str, *, most: int) -> Any:
    """What was sent, with `MORE_ROWS` more rows asked for, but no more than `most`."""
    more = data.copy()
    key = f"{prefix}-{TOTAL_FORM_COUNT}"
    more[key] = str(min(number_in(data, key) + MORE_ROWS, most))
    return more


def without_complaints(*parts: Any) -> None:
    """Show what was typed as it is: nothing was to be saved yet, so nothing is wrong with it."""
    for part in parts:
        for form in getattr(part, "forms", [part]):
            form._errors = ErrorDict()
        if hasattr(part, "forms"):
            part._errors, part._non_form_errors = [], ErrorList()
