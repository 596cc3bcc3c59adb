"""Pages of the admin on which somebody is given a role, a department or a group to speak for."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from groups.accounts import granting
from groups.models import User
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.writing.of_request import keep_with


class GrantingAdmin(PortalAdmin):
    """Writes down what the accounts concerned held before and after a save, and tells them."""

    def accounts_of(self, obj: Any, form: Any) -> Iterable[User]:
        """The accounts that this save may give something to, or take it from."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        held = granting.before(self.accounts_of(obj, form))
        keep_with(request, held_before=held)  # of this save, until its rows are written
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        held: dict[int, list[str]] = vars(request).pop("held_before")
        granting.tell_changes(held, by=request.user)
