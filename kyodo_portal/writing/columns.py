"""The columns of a model and the fields of a form, asked for by name as what they are."""

from typing import TypeVar

from django import forms
from django.db import models

F = TypeVar("F", bound=forms.Field)


def column_of(model: models.Model | type[models.Model], name: str) -> models.Field:
    """The column a model declares under this name, foreign keys too. Raises `TypeError` for a
    relation that is only known from its other end."""
    column = model._meta.get_field(name)
    if not isinstance(column, models.Field):
        raise TypeError(f"{model._meta.label}.{name} is no column")
    return column


def label_of(model: models.Model | type[models.Model], name: str) -> str:
    """What a column is called, in the language of the page."""
    return str(column_of(model, name).verbose_name)


def field_of(form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """A form's field that is of this kind, to be given its choices, its records or its words.
    Raises `TypeError` where it is of another."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{type(form).__name__}.{name} is no {kind.__name__}")
    return field
