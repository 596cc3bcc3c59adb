"""Form fields that take what people in Japan really type and answer in plain Japanese.

Whatever arrives, a field gives a value or a `ValidationError` that says what is wrong and how to
write it; never a server error. `PlainModelForm` uses these fields for every column by itself. They
stand by kind in the files beside this one, and are taken from here.
"""

from typing import Any

from django import forms
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kyodo_portal.writing.address_fields import EmailField, PhoneField, WebAddressField
from kyodo_portal.writing.day_fields import DueDateField, JapaneseDateField, SaysDay
from kyodo_portal.writing.number_fields import (
    CountField,
    FiscalYearField,
    PeopleField,
    PlainDecimalField,
    YenField,
)
from kyodo_portal.writing.text_fields import CleanTextMixin, KanaField, PlainTextField, PlainWords

__all__ = [
    "FORM_CLASSES",
    "CleanTextMixin",
    "CountField",
    "DueDateField",
    "EmailField",
    "FiscalYearField",
    "JapaneseDateField",
    "KanaField",
    "PeopleField",
    "PhoneField",
    "PlainDecimalField",
    "PlainModelForm",
    "PlainTextField",
    "SaysDay",
    "WebAddressField",
    "YenField",
    "counts_people",
    "names_fiscal_year",
    "need_to_submit",
    "plain_formfield",
]


def need_to_submit(field: forms.Field, is_needed: bool = True) -> None:
    """Whether a submission needs this answer, without which a draft is kept; the field says so."""
    field.needed_to_submit = is_needed  # type: ignore[attr-defined] # read by the component `field_mark`


FORM_CLASSES: dict[type[models.Field], type[forms.Field]] = {
    models.EmailField: EmailField,
    models.URLField: WebAddressField,
    models.SlugField: forms.SlugField,
    models.CharField: PlainTextField,
    models.TextField: PlainTextField,
    models.DateTimeField: forms.DateTimeField,
    models.DateField: JapaneseDateField,
    models.PositiveBigIntegerField: YenField,
    models.IntegerField: CountField,
    models.DecimalField: PlainDecimalField,
}
"""Which of our fields stands for which column; the nearest class counts. Yen amounts are the
columns of type PositiveBigIntegerField."""


NOTHING_CHOSEN = {True: _("選んでください"), False: _("（選ばない）")}
"""What a closed list says before something is chosen, where it asks for an answer and where it does not;
Django's row of dashes says nothing."""


def counts_people(db_field: models.Field) -> bool:
    """Whether a column holds a number of people: the whole numbers named `<whom>_count`."""
    return isinstance(db_field, models.IntegerField) and str(db_field.name).endswith("_count")


def names_fiscal_year(db_field: models.Field) -> bool:
    """Whether a column holds a 年度: the whole numbers so named."""
    return isinstance(db_field, models.IntegerField) and "fiscal_year" in str(db_field.name)


def plain_formfield(db_field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, ours where there is one. Columns with choices, and those
    whose form class a form names itself (`field_classes`), keep what they have."""
    if counts_people(db_field):
        kwargs.setdefault("form_class", PeopleField)
    if names_fiscal_year(db_field):
        kwargs.setdefault("form_class", FiscalYearField)
    if not db_field.choices and "form_class" not in kwargs:
        for klass in type(db_field).__mro__:
            if klass in FORM_CLASSES:
                kwargs["form_class"] = FORM_CLASSES[klass]
                break
    field = db_field.formfield(**kwargs)
    if (
        isinstance(field, forms.ChoiceField)
        and isinstance(field.widget, forms.RadioSelect)
        and field.required
    ):  # the dash of a closed list is no answer among open ones
        field.choices = [each for each in field.widget.choices if each[0] != ""]
    elif isinstance(field, forms.ModelChoiceField):
        if field.empty_label is not None:
            field.empty_label = NOTHING_CHOSEN[field.required]
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        offered: Any = field.widget.choices
        nothing: Any = NOTHING_CHOSEN[field.required]
        # asked when the form is shown: a city's words are not known while the code is loaded
        field.choices = lambda: [(key, said if key != "" else nothing) for key, said in offered]
    if field is not None and not isinstance(field, PlainWords) and field.required and field.label:
        asked = (
            _("「{label}」を選んでください。")
            if hasattr(field, "choices")
            else _("「{label}」を入力してください。")
        )
        field.error_messages["required"] = format_lazy(asked, label=field.label)
    return field


class _PlainModelFormMetaclass(ModelFormMetaclass):
    """Gives every form's Meta our choice of fields, also where it does not inherit another Meta."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = plain_formfield
        return super().__new__(mcs, name, bases, attrs)


class PlainModelForm(forms.ModelForm, metaclass=_PlainModelFormMetaclass):
    """The base of every form over a model: its columns are read by the fields of this module."""
