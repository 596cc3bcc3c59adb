"""Rows of a record within its form in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from kyodo_portal.admin_fields import PlainAdminFields


class PortalInline(PlainAdminFields, admin.TabularInline):
    """Rows follow their record: who may change it may change them. Rows of a plan come and go, so
    they may be removed; where they may not, `can_delete` is off."""

    extra = 0
    show_change_link = False
    can_delete = True

    def may_write(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the rows of this record (None: of one not made yet) may be written."""
        parent: Any = self.admin_site.get_model_admin(self.parent_model)
        if obj is None:
            return parent.has_add_permission(request)
        return parent.has_change_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_delete and self.may_write(request, obj)
