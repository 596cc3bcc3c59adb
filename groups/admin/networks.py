"""Which groups are in which networks, at the desk: what came on paper is entered from the page of the network."""

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from groups.models import NetworkMember
from groups.rules.people import is_coordinator
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import PortalAdmin


@admin.register(NetworkMember)
class NetworkMemberAdmin(PortalAdmin):
    """Asked and answered on the pages of the groups; here one sees all of them."""

    list_display = ["group", "network", "status_word", "came_by", "created_at", "answered_at"]
    list_filter = ["status", "came_by"]
    list_select_related = ["group", "network"]
    search_fields = ["group__name", "network__name"]
    fields = readonly_fields = (
        *("pages", "network", "group", "words", "asked_by", "created_at"),
        *("answered_by", "answered_at", "left_at", "came"),
    )
    export_columns = (
        ("ネットワーク", lambda row: row.network.name),
        ("団体", lambda row: row.group.name),
        ("状態", lambda row: row.status_label),
        ("誘った日時", lambda row: row.created_at),
        ("答えた日時", lambda row: row.answered_at),
        ("脱退の日時", lambda row: row.left_at),
        ("受け付けた方法", lambda row: row.get_came_by_display()),
    )
    export_prefetch = ("network", "group")

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    @admin.display(description="受け付け")
    def came(self, row: NetworkMember) -> str:
        return came_in_words(row)

    @admin.display(description="ページ")
    def pages(self, row: NetworkMember) -> Any:
        return format_html(
            '<a href="{}">この参加を開く</a>　<a href="{}">ネットワークの参加団体を開く</a>',
            row.get_absolute_url(),
            reverse("groups:network", args=[row.network_id]),
        )
