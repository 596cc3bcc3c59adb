"""Supporters at the desk: the coordinators know who they are, and connect those whom nobody else sees."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from groups.models import Supporter
from groups.rules.people import is_coordinator
from groups.rules.supporters import can_enter_supporter, may_keep_supporter
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person
from kyodo_portal.life.reading import ReadingKind
from kyodo_portal.life.verdicts import Verdict
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.nexts import NextAdmin
from kyodo_portal.words import week
from kyodo_portal.words.languages import listed


@admin.register(Supporter)
class SupporterAdmin(NextAdmin):
    """Each writes and ends their own; here one reads it, and keeps it for who has no account."""

    change_form_template = "admin/groups/supporter/change_form.html"
    add_words = "窓口で聞いたサポーターを入力する"
    list_display = ["public_name", "who", "audience", "is_resting", "valid_until", "came"]
    list_filter = [QueueFilter, "audience", "is_minor", "is_resting", "came_by"]
    list_select_related = ["user", "guest", "entered_by"]
    search_fields = ["public_name", "text", "interests"]
    fields = readonly_fields = (
        *(
            "public_name",
            "who",
            "reached",
            "came",
            "text",
            "interests",
            "in_fields",
            "in_the_week",
            "district",
        ),
        *("audience", "is_minor", "is_resting", "valid_until"),
    )
    export_columns = (
        ("ここで使う名前", lambda row: row.public_name),
        ("できること", lambda row: row.text),
        ("見せる相手", lambda row: row.get_audience_display()),
        ("期限", lambda row: row.valid_until),
        ("受け付けた方法", lambda row: row.get_came_by_display()),
        ("受け付けた日", lambda row: row.came_on),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    def may_add(self, user: Person) -> Verdict:
        return can_enter_supporter(user)

    def add_view(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
        """Who comes to the counter is entered on a page of its own."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect("supporters:enter")

    def page_context(self, request: HttpRequest, obj: Supporter) -> dict[str, Any]:
        if obj.guest_id is not None:
            self.note_reading(request, ReadingKind.CONTACT, of=obj)
        kept_here = obj.guest_id is not None and may_keep_supporter(request.user, obj)
        return {**super().page_context(request, obj), "kept_here": bool(kept_here)}

    @admin.display(description="人")
    def who(self, supporter: Supporter) -> str:
        return supporter.guest.name if supporter.guest else str(supporter.user)

    @admin.display(description="連絡先（アカウントのない方）")
    def reached(self, supporter: Supporter) -> str:
        guest = supporter.guest
        return "　".join(filter(None, (guest.phone, guest.email))) if guest else "—"

    @admin.display(description="受け付け")
    def came(self, supporter: Supporter) -> str:
        return came_in_words(supporter)

    @admin.display(description="分野")
    def in_fields(self, supporter: Supporter) -> str:
        return listed(supporter.fields.all())

    @admin.display(description="曜日と時間帯")
    def in_the_week(self, supporter: Supporter) -> str:
        return listed(week.told(supporter.times))
