"""Requests to join at the desk: the coordinators look after those that no group answers."""

from django.contrib import admin

from groups.models import JoinRequest
from groups.rules.people import is_coordinator
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.staff.filters import QueueFilter


@admin.register(JoinRequest)
class JoinRequestAdmin(PortalAdmin):
    """Asked and answered on the pages of the groups; here one sees which wait, and ends them."""

    list_display = ["person", "group", "status_word", "created_at", "answered_at"]
    list_filter = [QueueFilter, "status"]
    list_select_related = ["person", "group"]
    search_fields = ["person__display_name", "group__name"]
    readonly_fields = ["group", "person", "words", "created_at", "answered_at"]
    fields = ["group", "person", "words", "created_at", "answered_at"]
    export_columns = (
        ("団体", lambda row: row.group.name),
        ("状態", lambda row: row.status_label),
        ("申し込んだ日時", lambda row: row.created_at),
        ("答えた日時", lambda row: row.answered_at),
    )
    export_prefetch = ("group",)

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)
