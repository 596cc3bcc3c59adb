"""Requests for lectures at the desk: which wait for an answer or a report, and what became of the others."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from groups.rules.people import is_coordinator, is_department_staff
from kyodo_portal.life.counter import came_in_words
from kyodo_portal.life.people import Person
from kyodo_portal.staff.filters import QueueFilter
from kyodo_portal.staff.nexts import NextAdmin
from projects.flows.lecture_letters import hold_day
from projects.models import LectureRequest
from projects.rules.lecture_requests import may_answer


@admin.register(LectureRequest)
class LectureRequestAdmin(NextAdmin):
    """Settled and reported on their own page, where whoever asks can be reached."""

    page_words = "申込みのページを見る"
    list_display = ["about", "status_word", "department", "answer_by", "came", "created_at"]
    list_filter = [QueueFilter, "status", "department", "came_by", "created_at"]
    search_fields = ["lecture__title", "wish", "gathering"]
    search_help_text = "講座名・聞きたいこと・集まりの名前から探します。"
    not_in_queues = ("created_at",)
    fields = (
        *("page", "about", "department", "gathering", "first_at", "second_at", "third_at"),
        *("place", "place_text", "people_count", "purpose", "needs", "is_open", "answer_by"),
        *("came", "created_at", "decided_at"),
    )
    export_columns = (
        ("講座", lambda row: row.title),
        ("担当課", lambda row: row.department.name if row.department else ""),
        ("状態", lambda row: row.status_label),
        ("集まりの名前", lambda row: row.gathering),
        ("人数", lambda row: row.people_count),
        ("第1希望", lambda row: row.first_at),
        ("返事の期限", lambda row: row.answer_by),
        ("決まった日時", lambda row: row.event.starts_at if row.event else None),
        ("参加した人の数", lambda row: row.report.people_count if hasattr(row, "report") else None),
        ("申込みの日時", lambda row: row.created_at),
        ("返事をした日時", lambda row: row.decided_at),
    )

    def is_for(self, user: Person) -> bool:
        return user.is_superuser or is_coordinator(user) or is_department_staff(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[LectureRequest]:
        records: Any = super().get_queryset(request)
        return records.standing().whole().select_related("report")

    def move_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Its day is held before the request itself (see `hold_day`)."""
        with transaction.atomic():
            hold_day(self.found(request, object_id))
            return super().move_view(request, object_id)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    def has_notes_for(self, user: Person, obj: LectureRequest) -> bool:
        return super().has_notes_for(user, obj) or bool(may_answer(user, obj))

    @admin.display(description="講座")
    def about(self, asked: LectureRequest) -> str:
        return asked.title

    @admin.display(description="受け付け")
    def came(self, asked: LectureRequest) -> str:
        return came_in_words(asked)

    @admin.display(description="申込みのページ")
    def page(self, asked: LectureRequest) -> SafeString:
        """Where it is settled, brought to another department, and reported."""
        return format_html('<a href="{}">{}</a>', asked.get_absolute_url(), asked.title)
