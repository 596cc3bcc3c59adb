"""How the admin shows what is stored: days and moments in Japanese form, sums in yen."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from kyodo_portal.words.text import japanese_date, japanese_datetime, yen

UNWRITTEN = "—"
"""In the place of a day or a sum that nobody wrote: it has not come about, or need not."""


def is_in_words(field: "models.Field[Any, Any]") -> bool:
    """Whether a column is shown otherwise than it is stored: a day, a moment, a sum."""
    return isinstance(field, models.DateField) or is_sum(field)


def is_sum(field: "models.Field[Any, Any]") -> bool:
    """Whether a column holds yen: the name of each such column says so."""
    return isinstance(field, models.PositiveBigIntegerField) and "円" in str(field.verbose_name)


def in_words(value: Any, field: "models.Field[Any, Any]") -> Any:
    """A stored value as it is read: a day, a moment, a sum, yes or no; anything else as it is."""
    if value is None and is_in_words(field):
        return UNWRITTEN
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        return japanese_datetime(value)
    if isinstance(value, date):
        return japanese_date(value)
    return yen(value) if is_sum(field) else value


def columns_in_words(model: type[models.Model], columns: list[Any]) -> list[Any]:
    """The columns of a list, those of days, moments and sums as they are read. They sort as before."""
    return [_in_words(model, name) for name in columns]


def _in_words(model: type[models.Model], name: Any) -> Any:
    try:
        field: Any = model._meta.get_field(name) if isinstance(name, str) else None
    except FieldDoesNotExist:
        return name
    return _column(name, field) if field is not None and is_in_words(field) else name


def _column(name: str, field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    @admin.display(description=str(field.verbose_name), ordering=name)
    def shown(record: Any) -> Any:
        return in_words(getattr(record, name), field)

    shown.__name__ = name
    return shown
