"""Rows of a record within its form in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from kyodo_portal.staff.fields import PlainAdminFields
from kyodo_portal.writing.rows import RowsAsKept


class NamedRows(RowsAsKept, forms.BaseInlineFormSet):
    """Rows whose fields say what they are, and in which row: the heading of a column is not read
    out with its field."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        row = f"（{index + 1}行目）" if index is not None else "（新しい行）"
        for field in form.fields.values():
            if not field.widget.is_hidden and field.label:
                field.widget.attrs.setdefault("aria-label", f"{field.label}{row}")


class PortalInline(PlainAdminFields, admin.TabularInline):
    """Rows follow their record: who may change it may change them. Rows of a plan come and go, so
    they may be removed; where they may not, `can_delete` is off."""

    template = "admin/portal/rows.html"
    formset = NamedRows
    extra = 0
    show_change_link = False
    can_delete = True

    def is_writable(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the rows of this record (None: of one not made yet) may be written."""
        parent: Any = self.admin_site.get_model_admin(self.parent_model)
        if obj is None:
            return parent.has_add_permission(request)
        return parent.has_change_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_writable(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_writable(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_delete and self.is_writable(request, obj)
