"""How the admin's forms read what staff type: with the portal's own fields, choosing among what
the person may see."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.admin import widgets
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.http import HttpRequest

from kyodo_portal.staff.moments import DayInput, JapaneseMomentField, MomentInput
from kyodo_portal.writing.fields import (
    FORM_CLASSES,
    FiscalYearField,
    JapaneseDateField,
    PeopleField,
    counts_people,
    names_fiscal_year,
)


class PlainAdminFields(BaseModelAdmin):
    """For the admin's records and their rows alike."""

    #: Days and moments keep Django's own widgets, which are lines of text too; counts and amounts are
    #: typed as text, so that 1,000 and １０００ can be read.
    formfield_overrides: ClassVar[Mapping[type[models.Field], Mapping[str, Any]]] = {
        column: {"form_class": field, "widget": widgets.AdminTextInputWidget}
        if issubclass(column, models.IntegerField)
        else {"form_class": field}
        for column, field in FORM_CLASSES.items()
    } | {
        models.DateField: {"form_class": JapaneseDateField, "widget": DayInput},
        models.DateTimeField: {"form_class": JapaneseMomentField, "widget": MomentInput},
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without Django's signs for adding and changing the related record in a second window."""
        if counts_people(db_field):
            kwargs.setdefault("form_class", PeopleField)
        if names_fiscal_year(db_field):
            kwargs.setdefault("form_class", FiscalYearField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, widgets.RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        related = db_field.remote_field.model._default_manager.get_queryset()
        if "queryset" not in kwargs and hasattr(related, "visible_to"):
            kwargs["queryset"] = related.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
