"""Events at the desk of the city's staff: what is on, what has no record, what was called off.

They are made, changed and run on their own pages, by whoever holds them; who comes stands there too.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import BY_INDEX, PortalAdmin
from kyodo_portal.staff.districts import DistrictFilter, ShowsDistrict
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.words.languages import listed
from projects.models import Event
from projects.rules.events import is_organiser


@admin.register(Event)
class EventAdmin(ShowsDistrict, PortalAdmin):
    """Every event that somebody may see; the coordinators call one off whose organiser is silent."""

    list_display = ["title", "status_word", "kind", "starts_at", "held_by", "seats"]
    list_filter = [QueueFilter, "status", "kind", "accepts", DistrictFilter]
    search_fields = BY_INDEX
    search_help_text = "催しの名前・内容・場所から探します。"
    ordering = ["-starts_at"]
    export_columns = (
        ("催しの名前", lambda event: event.title),
        ("種類", lambda event: event.kind_name),
        ("状態", lambda event: event.status_label),
        ("始まる日時", lambda event: event.starts_at),
        ("終わる日時", lambda event: event.ends_at),
        ("場所", lambda event: event.where),
        ("地区", lambda event: event.district_name),
        ("主催", lambda event: listed(event.organisers)),
        ("定員", lambda event: event.capacity),
        ("決まった人数", lambda event: event.seats_taken),
        ("決まった運営スタッフ", lambda event: event.helpers_taken),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        records: Any = super().get_queryset(request)
        return records.with_organiser()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            *("page", "title", "kind", "held_by", "starts_at", "ends_at", "place", "place_text"),
            *("district", "accepts", "capacity", "seats", "deadline", "text", "cancelled_because"),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj)

    def has_notes_for(self, user: Person, obj: Event) -> bool:
        return super().has_notes_for(user, obj) or is_organiser(user, obj)

    @admin.display(description="催しのページ")
    def page(self, event: Event) -> SafeString:
        """Where it is changed, people are let in, and its record is written."""
        return format_html('<a href="{}">{}</a>', event.get_absolute_url(), event.title)

    @admin.display(description="主催")
    def held_by(self, event: Event) -> str:
        return listed(event.organisers)

    @admin.display(description="人数")
    def seats(self, event: Event) -> str:
        of = "" if event.capacity is None else f"／{event.capacity}"
        helpers = f"、スタッフ{event.helpers_taken}人" if event.helpers_wanted else ""
        return f"{event.seats_taken}{of}人{helpers}"
