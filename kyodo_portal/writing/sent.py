"""What a form sends when nobody touches it, entry by entry.

An entry is a field, or a table of rows as a whole. Hidden fields and files are none: nobody reads
or writes words in them.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext

from kyodo_portal.words.languages import listed

AnyForm = Any
"""A form or a formset; nothing of it has to be bound."""


def control_of(bound: Any) -> str:
    """The id of the control in which a field is written; the first one of a group of choices."""
    return str(bound.id_for_label or f"{bound.auto_id}_0")


def place_of(formset: Any) -> str:
    """The id of the name of a table of rows, where something is to be said of it as a whole. The
    admin's own pages call it the same."""
    return f"{formset.prefix}-group"


def name_of(formset: Any) -> str:
    """What a table of rows is called: its own label, or what many of its records are called."""
    model = getattr(formset, "model", None)
    named = getattr(formset, "label", "") or (model._meta.verbose_name_plural if model else "")
    return capfirst(str(named))


def number_in(data: Any, key: str) -> int:
    """A number that the page wrote into a hidden field; 0 for what is none."""
    typed = str(data.get(key, ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


def _is_entry(bound: Any) -> bool:
    field = bound.field
    return not (bound.is_hidden or field.disabled or isinstance(field, forms.FileField))


def _plain(widget: forms.Widget, sent: Any) -> Any:
    """What was sent, so that equal contents are equal: "" for nothing, lines ended alike."""
    if isinstance(sent, (list, tuple)):
        values = [_plain(widget, one) for one in sent]
        if getattr(widget, "allow_multiple_selected", False):
            values.sort()
        return values if any(values) else ""
    if sent is None or sent is False:
        return ""
    return "\n".join(str(sent).splitlines()).strip()


def _send(data: QueryDict, widget: Any, name: str, value: Any) -> None:
    """Put into `data` what a browser sends of a widget that shows this value."""
    if isinstance(widget, forms.MultiWidget):
        several: Any = widget
        pieces = several.decompress(value)
        for part, end, piece in zip(several.widgets, several.widgets_names, pieces, strict=True):
            _send(data, part, name + end, piece)
        return
    data.pop(name, None)
    if isinstance(widget, forms.CheckboxInput):
        if widget.check_test(value):
            data[name] = "on"
        return
    shown: Any = widget.format_value(value)
    if isinstance(shown, list):
        data.setlist(name, shown)
    else:
        data[name] = "" if shown is None else str(shown)


def _words(bound: Any) -> str:
    """The stored value of a field as one would say it."""
    data = QueryDict(mutable=True)
    field = bound.field
    _send(data, field.widget, bound.html_name, bound.value())
    sent = _plain(field.widget, field.widget.value_from_datadict(data, {}, bound.html_name))
    if isinstance(field.widget, forms.CheckboxInput):
        return gettext("はい") if sent else gettext("いいえ")
    chosen = sent if isinstance(sent, list) else [sent]
    if isinstance(getattr(field, "queryset", None), QuerySet):
        found = field.queryset.model._default_manager.filter(pk__in=[one for one in chosen if one])
        return listed(field.label_from_instance(one) for one in found)
    if hasattr(field, "choices"):
        said = {str(key): str(label) for key, label in _flat(field.choices)}
        return listed(said.get(one, one) for one in chosen if one)
    return " ".join(chosen).strip()


def _flat(choices: Any) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield key, label


class FieldEntry:
    """One field."""

    def __init__(self, bound: Any) -> None:
        self.bound = bound
        self.key: str = bound.html_name
        self.label = str(bound.label)
        self.place = control_of(bound)

    def write(self, data: QueryDict) -> None:
        """Put the stored value into what was sent."""
        _send(data, self.bound.field.widget, self.key, self.bound.value())

    def read(self, data: QueryDict) -> Any:
        """What was sent of it: a text or a list of texts, "" for nothing."""
        widget = self.bound.field.widget
        return _plain(widget, widget.value_from_datadict(data, {}, self.key))

    def words(self) -> str:
        return _words(self.bound)

    def fit(self, data: QueryDict) -> None:
        """A field fits its record whatever happened to it."""


class TableEntry:
    """A table of rows."""

    def __init__(self, formset: Any) -> None:
        self.formset = formset
        self.key: str = formset.prefix
        self.blank = formset.empty_form
        self.label = name_of(formset)
        self.place = place_of(formset)
        pk = getattr(formset, "model", None) and formset.model._meta.pk.name
        self.pk: str | None = pk if pk in self.blank.fields else None

    def write(self, data: QueryDict) -> None:
        for name in [name for name in data if name.startswith(f"{self.key}-")]:
            del data[name]
        for form in [self.formset.management_form, *self.formset.forms]:
            for bound in form:
                _send(data, bound.field.widget, bound.html_name, bound.value())

    def _count(self, data: QueryDict, name: str) -> int:
        return min(number_in(data, f"{self.key}-{name}"), self.formset.absolute_max)

    def _row(self, data: QueryDict, index: str) -> list[Any]:
        """The values of a row, its record first."""
        record = data.get(f"{self.key}-{index}-{self.pk}", "") if self.pk else ""
        return [
            record,
            *(
                _plain(
                    bound.field.widget,
                    bound.field.widget.value_from_datadict(
                        data, {}, f"{self.key}-{index}-{bound.name}"
                    ),
                )
                for bound in self.blank
                if _is_entry(bound) and bound.name != DELETION_FIELD_NAME
            ),
        ]

    def read(self, data: QueryDict) -> Any:
        """The rows that are neither blank nor to be removed; "" for none."""
        sent = QueryDict(mutable=True)
        for bound in self.blank:
            _send(sent, bound.field.widget, bound.html_name, bound.value())
        blanks = [self._row(sent, "__prefix__"), self._row(QueryDict(), "__prefix__")]
        rows = [
            self._row(data, str(index))
            for index in range(self._count(data, TOTAL_FORM_COUNT))
            if not data.get(f"{self.key}-{index}-{DELETION_FIELD_NAME}")
        ]
        return [row for row in rows if row not in blanks] or ""

    def words(self) -> str:
        """One line for each row."""
        lines = [
            [_words(b) for b in form if _is_entry(b) and b.name != DELETION_FIELD_NAME]
            for form in self.formset.initial_forms
        ]
        return "\n".join(listed(word for word in line if word) for line in lines)

    def fit(self, data: QueryDict) -> None:
        """Let what was sent stand against the rows there are now: a row whose record has been
        removed meanwhile is a new row, where there may be new rows."""
        if self.pk is None:
            return
        there = {str(form.instance.pk) for form in self.formset.initial_forms}
        rows = []
        for index in range(self._count(data, TOTAL_FORM_COUNT)):
            start = f"{self.key}-{index}-"
            row = {
                name.removeprefix(start): data.pop(name)
                for name in list(data)
                if name.startswith(start)
            }
            rows.append(row)
        kept = [row for row in rows if row.get(self.pk, [""])[-1] in there]
        new = [row | {self.pk: [""]} for row in rows if row.get(self.pk, [""])[-1] not in there]
        rows = kept + (new if self.formset.max_num else [])
        for index, row in enumerate(rows):
            for name, values in row.items():
                data.setlist(f"{self.key}-{index}-{name}", values)
        data[f"{self.key}-{TOTAL_FORM_COUNT}"] = str(len(rows))
        data[f"{self.key}-{INITIAL_FORM_COUNT}"] = str(len(kept))


Entry = FieldEntry | TableEntry


def entries_of(part: AnyForm) -> Iterator[Entry]:
    """The entries of a form or of a formset."""
    if hasattr(part, "management_form"):
        yield TableEntry(part)
    else:
        yield from (FieldEntry(bound) for bound in part if _is_entry(bound))


def is_changed(part: AnyForm, posted: QueryDict) -> bool:
    """Whether what was sent of an unbound form says something else than the form as it stands; what
    was not sent at all says nothing."""
    entries = [entry for entry in entries_of(part) if entry.key in posted]
    stored = QueryDict(mutable=True)
    for entry in entries:
        entry.write(stored)
    return any(entry.read(posted) != entry.read(stored) for entry in entries)
