"""What the desk has passed on to groups that advise (中間支援組織): how each of them goes, and what has come of it."""

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from groups.rules.people import is_coordinator
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person
from kyodo_portal.staff.base import PortalAdmin
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.words.text import japanese_date
from proposals.models import Passing


@admin.register(Passing)
class PassingAdmin(PortalAdmin):
    """Proposed on the page of the consultation, agreed to and answered on the pages of those who do it; here one
    sees all of them, and until when one waits."""

    list_display = ["consultation", "group", "status_word", "waits_for", "created_at", "passed_at"]
    list_filter = [QueueFilter, "status", "came_by", "created_at"]
    list_select_related = ["consultation", "group"]
    search_fields = ["consultation__subject", "group__name", "reason"]
    search_help_text = "相談の件名・団体名・つなぐわけから探します。"
    fields = readonly_fields = (
        *("pages", "consultation", "group", "reason", "proposed_by", "created_at"),
        *("came", "passed_at", "waits_for"),
    )
    export_columns = (
        ("相談", lambda passing: passing.consultation.subject),
        ("団体", lambda passing: passing.group.name),
        ("状態", lambda passing: passing.status_label),
        ("すすめた日時", lambda passing: passing.created_at),
        ("つないだ日時", lambda passing: passing.passed_at),
        ("同意を伺った方法", lambda passing: passing.get_came_by_display()),
    )
    export_prefetch = ("consultation", "group")

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user)

    @admin.display(description="窓口に戻る日")
    def waits_for(self, passing: Passing) -> str:
        """Until when the yes, or the answer, is waited for."""
        return japanese_date(passing.waits_until) if passing.is_waiting else "—"

    @admin.display(description="伺った同意")
    def came(self, passing: Passing) -> str:
        return came_in_words(passing)

    @admin.display(description="ページ")
    def pages(self, passing: Passing) -> Any:
        return format_html(
            '<a href="{}">相談を開く</a>　<a href="{}">団体が見るページを開く</a>',
            reverse("admin:proposals_consultation_change", args=[passing.consultation_id]),
            reverse("consultations:passing", args=[passing.pk]),
        )
