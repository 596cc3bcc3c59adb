"""The portal's own records in the admin, for the administrator to read: who did what, who read what,
what was sent; who stands in for the coordinators; and the long work of each of its staff.

None shows what a letter said: letters carry the codes people sign in with.
"""

from typing import Any

from django.contrib import admin

from kyodo_portal.life.audit import AuditEntry
from kyodo_portal.life.history import Event
from kyodo_portal.life.jobs.models import Job
from kyodo_portal.life.people import Person
from kyodo_portal.life.reading import ReadingEntry
from kyodo_portal.life.stand_ins import StandIn
from kyodo_portal.post.outbox import OutgoingMail
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.staff.jobs import JobAdmin
from kyodo_portal.staff.stand_ins import StandInAdmin

admin.site.register(StandIn, StandInAdmin)
admin.site.register(Job, JobAdmin)


@admin.register(AuditEntry)
class AuditEntryAdmin(PortalAdmin):
    """The append-only record."""

    list_display = ["at", "by", "target_label", "label", "status_before", "status_after"]
    list_display_links = ["at", "target_label"]
    list_filter = ["at", "target_model"]
    list_select_related = ["by"]
    search_fields = ["target_label", "label"]
    fields = [
        *("at", "by", "action", "target_model", "target_id", "target_label", "label"),
        *("status_before", "status_after", "note", "data"),
    ]
    export_columns = (
        ("日時", lambda row: row.at),
        ("対象", lambda row: row.target_label),
        ("内容", lambda row: row.label),
        ("前の状態", lambda row: row.status_before),
        ("後の状態", lambda row: row.status_after),
    )

    def history_of(self, user: Person, obj: Any) -> list[Event]:
        return []


@admin.register(ReadingEntry)
class ReadingEntryAdmin(PortalAdmin):
    """Who of the city's side read contact details and documents, and who took lists out of the house."""

    list_display = ["at", "by", "kind", "target_label", "count"]
    list_display_links = ["at", "target_label"]
    list_filter = ["at", "kind", "target_model"]
    list_select_related = ["by"]
    search_fields = ["target_label"]
    fields = ["at", "by", "kind", "target_model", "target_id", "target_label", "count"]
    export_columns = (
        ("日時", lambda row: row.at),
        ("読んだ人", lambda row: row.by.display_name),
        ("行い", lambda row: row.get_kind_display()),
        ("対象", lambda row: row.target_label),
        ("件数", lambda row: row.count),
    )

    def history_of(self, user: Person, obj: Any) -> list[Event]:
        return []


@admin.register(OutgoingMail)
class OutgoingMailAdmin(PortalAdmin):
    """What became of the letters. An address that failed is a person to be told another way."""

    shows_contact = True
    list_display = ["subject", "created_at", "sent_at", "failed_at", "attempts"]
    list_filter = ["created_at", "sent_at", "failed_at"]
    search_fields = ["subject"]
    fields = [
        *("to", "subject", "created_at", "not_before", "attempts"),
        *("sent_at", "failed_at", "last_error"),
    ]
    export_columns = (
        ("件名", lambda row: row.subject),
        ("書いた日時", lambda row: row.created_at),
        ("送った日時", lambda row: row.sent_at),
        ("あきらめた日時", lambda row: row.failed_at),
        ("試した回数", lambda row: row.attempts),
    )

    def history_of(self, user: Person, obj: Any) -> list[Event]:
        return []
