"""What comes next at the desk: from each record to the one that waits for the person behind it."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Model
from django.http import HttpRequest

from kyodo_portal.life.people import Person, is_signed_in
from kyodo_portal.life.queues import rules_for
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.staff.in_list import LIST


def next_of(user: Person, shown: Model) -> Any:
    """The record of the same kind that waits next in one of this person's queues, the nearest day
    first and then what has waited longest; None when all is done. One query."""
    rules = rules_for(user, type(shown)) if is_signed_in(user) else []
    if not rules or not is_signed_in(user):
        return None
    waiting = reduce(or_, (rule.holds(user) for rule in rules))
    records: Any = type(shown)._default_manager
    days = [F(due).asc(nulls_last=True) for due in sorted({rule.due for rule in rules} - {""})]
    others = records.visible_to(user).filter(waiting).exclude(pk=shown.pk)
    return others.order_by(*days, "created_at", "pk").first()


class NextAdmin(PortalAdmin):
    """A part that leads from each record to the next one."""

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        known = {} if request.GET.get(LIST) else {"next_one": next_of(request.user, obj)}
        return {**super().page_context(request, obj), **known}
